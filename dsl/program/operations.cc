#include "dsl/program/operations.h"

#include <array>
#include <cstddef>

namespace nextmove::dsl {
namespace {

constexpr int kOperations = static_cast<int>(Op::kDecisionContains) + 1;

constexpr std::string_view kOrdered = "number, percent, money of one currency, duration, date, time";

constexpr std::array<OperationRow, kOperations> kTable = {{
    {Op::kConstant, "`60 EUR`, `\"text\"`, `[1, 2]`", "", "its own type", "never"},
    {Op::kAttribute, "`cart.total`", "attribute", "its type", "unknown, unless it has `otherwise`"},
    {Op::kField, "`quantity` in `where`", "field of a list's line", "its type", "unknown when optional and missing"},
    {Op::kItemField, "`this product.price`", "item, field of its catalogue", "the field's type",
     "unknown; so is a field of an item that the catalogue does not hold"},
    {Op::kThisItem, "`this product`", "the page's item", "item", "unknown when the page names none"},
    {Op::kItemSelf, "`this category` in a menu", "the item looked at", "item", "never"},
    {Op::kItemSelfField, "`popularity`, `this category.name` in a menu", "field of the item looked at",
     "the field's type", "unknown when the catalogue does not hold it"},
    {Op::kNamedValue, "`price_comfort`", "value", "its type", "unknown, unless it has `otherwise`"},
    {Op::kTiersStep, "`ladder.step`", "tiers", "type of its steps", "unknown while none is reached"},
    {Op::kTiersNext, "`ladder.next`", "tiers", "type of its steps", "unknown at the highest"},
    {Op::kTiersMissing, "`ladder.missing`", "tiers", "type of what is counted", "unknown at the highest"},
    {Op::kTiersReached, "`ladder.reached`", "tiers", "number", "unknown when what is counted is"},
    {Op::kSegment, "`in segment s`", "segment", "yes/no", "never unknown"},
    {Op::kToday, "`today`", "", "date", "never"},
    {Op::kPart, "`m.currency`, `d.day` `.month` `.year` `.weekday`, `list.size`", "money, date, list",
     "text for `currency`, one of the weekdays for `weekday`, else number", "unknown"},
    {Op::kActionPriority, "`action.priority`", "`rank by`", "number", "never"},
    {Op::kActionLikelihood, "`action.likelihood`", "`rank by`", "percent", "unknown"},
    {Op::kActionWorth, "`action.worth`", "`rank by`", "money", "unknown"},
    {Op::kActionSaving, "`action.saving`", "`rank by`", "money", "unknown"},
    {Op::kListOf, "`[a, b]`", "values of one type", "list", "its unknown members are skipped"},
    {Op::kAnd, "`and`", "yes/no", "yes/no", "three-valued"},
    {Op::kOr, "`or`", "yes/no", "yes/no", "three-valued"},
    {Op::kNot, "`not`", "yes/no", "yes/no", "unknown"},
    {Op::kOrUnknown, "`C or unknown`", "one comparison", "yes/no", "yes"},
    {Op::kAndKnown, "`C and known`", "one comparison", "yes/no", "no"},
    {Op::kIsKnown, "`is known`", "what may be unknown", "yes/no", "no"},
    {Op::kIsUnknown, "`is unknown`", "what may be unknown", "yes/no", "yes"},
    {Op::kIs, "`is`", "same type; text without regard to letter case, `one of` values exact", "yes/no", "unknown"},
    {Op::kIsNot, "`is not`", "same type; text without regard to letter case, `one of` values exact", "yes/no",
     "unknown"},
    {Op::kIsOneOf, "`is one of [a, b]`", "value; list", "yes/no",
     "unknown if the value is; unknown members are skipped"},
    {Op::kIsNotOneOf, "`is not one of [a, b]`", "value; list", "yes/no",
     "unknown if the value is; unknown members are skipped"},
    {Op::kBetween, "`is between a and b`", kOrdered, "yes/no", "unknown"},
    {Op::kAtLeast, "`is at least`", kOrdered, "yes/no", "unknown"},
    {Op::kAtMost, "`is at most`", kOrdered, "yes/no", "unknown"},
    {Op::kMoreThan, "`is more than`", kOrdered, "yes/no", "unknown"},
    {Op::kLessThan, "`is less than`", kOrdered, "yes/no", "unknown"},
    {Op::kBefore, "`is before`", "date, time", "yes/no", "unknown"},
    {Op::kAfter, "`is after`", "date, time", "yes/no", "unknown"},
    {Op::kInTheLast, "`is in the last D`", "date, time", "yes/no", "unknown"},
    {Op::kInTheNext, "`is in the next D`", "date, time", "yes/no", "unknown"},
    {Op::kInThis, "`is in this month`", "date, time", "yes/no", "unknown"},
    {Op::kUnder, "`is under x`", "item of a catalogue with `parent`; text: x or starts with `x/`", "yes/no", "unknown"},
    {Op::kContains, "`contains v`", "list", "yes/no", "unknown"},
    {Op::kContainsAny, "`contains any of [a, b]`", "list", "yes/no", "unknown"},
    {Op::kContainsAll, "`contains all of [a, b]`", "list", "yes/no", "unknown"},
    {Op::kContainsWhere, "`contains any where (c)`, `contains product \"p\" where (c)`", "list of lines", "yes/no",
     "unknown"},
    {Op::kContainsText, "`contains \"a\"`", "text", "yes/no", "unknown"},
    {Op::kStartsWith, "`starts with`", "text", "yes/no", "unknown"},
    {Op::kEndsWith, "`ends with`", "text", "yes/no", "unknown"},
    {Op::kAdd, "`+`", "number; percent; money of one currency; duration; date or time with duration", "that",
     "unknown"},
    {Op::kSubtract, "`-`",
     "number; percent; money of one currency; duration; date or time with duration; two dates: duration in days",
     "that", "unknown"},
    {Op::kMultiply, "`*`", "number or percent with number, percent, money, duration; number with percent: percent",
     "that", "unknown"},
    {Op::kDivide, "`/`", "number, percent, money, duration by number or percent; same types: number", "that",
     "unknown; division by zero: unknown"},
    {Op::kDifference, "`difference between a and b`", "as `-`", "that, never negative", "unknown"},
    {Op::kCountDifferent, "`number of different f in list`", "list of lines", "number", "0 when none"},
    {Op::kSumIn, "`sum of f in list`", "number, money, duration", "that", "0 when none"},
    {Op::kAverageIn, "`average f in list`", "number, percent, money, duration", "that", "none: unknown"},
    {Op::kHighestIn, "`highest f in list`", kOrdered, "that", "none: unknown"},
    {Op::kLowestIn, "`lowest f in list`", kOrdered, "that", "none: unknown"},
    {Op::kFirstIn, "`first f in list`", "any field", "that", "none: unknown"},
    {Op::kLatestIn, "`latest f in list`", "any field", "that", "none: unknown"},
    {Op::kUnitsSince, "`days since d`", "date, time, `anniversary of d`", "number", "unknown"},
    {Op::kUnitsUntil, "`days until d`", "date, time, `anniversary of d`", "number", "unknown"},
    {Op::kAnniversary, "`anniversary of d`", "date", "date", "unknown"},
    {Op::kHas, "`has E at least 3 times in W`", "events", "yes/no", "unknown when they can't be read"},
    {Op::kTimes, "`number of times E W`", "events", "number", "0 when none"},
    {Op::kDifferentOf, "`number of different f E W`", "events", "number", "0 when none"},
    {Op::kSumOf, "`sum of f E W`", "number, money, duration", "that", "0 when none"},
    {Op::kAverageOf, "`average f E W`", "number, percent, money, duration", "that", "none: unknown"},
    {Op::kHighestOf, "`highest f E W`", kOrdered, "that", "none: unknown"},
    {Op::kLowestOf, "`lowest f E W`", kOrdered, "that", "none: unknown"},
    {Op::kLatestOf, "`latest f E W`", "any field", "that", "none: unknown"},
    {Op::kFirstOf, "`first f E W`", "any field", "that", "none: unknown"},
    {Op::kUnitsSinceEvent, "`days since E`, `days since first E`", "events", "number", "never: unknown"},
    {Op::kEventTime, "`latest time E`", "the event looked at", "time", "never"},
    {Op::kEventDate, "`latest date E`", "the event looked at", "date", "never"},
    {Op::kMomentField, "`event.total`", "field of the event that is the moment", "its type",
     "unknown at another moment"},
    {Op::kSignal, "`hesitation`", "signal", "number", "unknown without the consents of its events"},
    {Op::kScore, "`likely_to_buy`", "score", "percent", "unknown, unless it has `otherwise`"},
    {Op::kCluster, "`visit_style`", "clusters", "number", "unknown"},
    {Op::kAffinity, "`affinity to category under \"dresses\"`", "field of events", "percent", "0% when none"},
    {Op::kPicked, "`better`", "pick", "its type", "never: a rule without one is not eligible"},
    {Op::kDecisionDiscount, "`decision.discount`", "guard", "money, or percent of the cart",
     "unknown while the cart is"},
    {Op::kDecisionPrice, "`decision.price`", "guard", "money", "unknown without a price"},
    {Op::kDecisionContains, "`decision contains r`", "guard", "yes/no", "never"},
}};

constexpr bool InOrder() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].op) != i) return false;
  }
  return true;
}
static_assert(InOrder(), "the rows stand in the order of Op");

}  // namespace

std::span<const OperationRow> OperationTable() { return kTable; }

const OperationRow& RowOf(Op op) { return kTable[static_cast<std::size_t>(op)]; }

}  // namespace nextmove::dsl

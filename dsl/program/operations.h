// The operations of typed expressions, and where each keeps its operands. What they mean is said in the language
// reference (Types and operations) and computed by dsl/evaluate.
#pragma once

#include <cstdint>

namespace nextmove::dsl {

enum class Op : std::uint8_t {
  // leaves
  kConstant,       // constant; index: of Program::folded_constants, -1: none
  kAttribute,      // index: attribute
  kField,          // index: field of the innermost record that `where` looks at
  kItemField,      // children[0]: an item's id (type kItem); index: field of its catalogue, `index2`: catalogue
  kThisItem,       // index2: catalogue; the page's item, as sent in `this.<catalogue>`
  kItemSelf,       // the item that `where` looks at, as an id (`this category` in a menu; a catalogue's own item)
  kItemSelfField,  // index: field of the catalogue item that `where` looks at; index2: catalogue
  kNamedValue,     // index: value
  kTiersStep,
  kTiersNext,
  kTiersMissing,
  kTiersReached,  // index: tiers
  kSegment,       // index: segment
  kToday,         // zone
  kPart,          // children[0]; part
  kActionPriority,
  kActionLikelihood,
  kActionWorth,
  kActionSaving,  // of the candidate, in `rank by`
  kListOf,        // children: the items of a list that is not constant
  // truth
  kAnd,
  kOr,
  kNot,
  kOrUnknown,
  kAndKnown,
  kIsKnown,
  kIsUnknown,
  // comparison
  kIs,
  kIsNot,
  kIsOneOf,
  kIsNotOneOf,
  kBetween,
  kAtLeast,
  kAtMost,
  kMoreThan,
  kLessThan,
  kBefore,
  kAfter,
  kInTheLast,
  kInTheNext,
  kInThis,
  kUnder,  // index2: catalogue of the items; -1: a text
  kContains,
  kContainsAny,
  kContainsAll,
  kContainsWhere,  // index2: catalogue of a list of items, else -1
  kContainsText,
  kStartsWith,
  kEndsWith,
  // arithmetic
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kDifference,
  // lists and calendar
  kCountDifferent,
  kSumIn,
  kAverageIn,
  kHighestIn,
  kLowestIn,
  kFirstIn,
  kLatestIn,  // children[0] list, [1] what, [2] where; index2: catalogue of a list of items, else -1
  kUnitsSince,
  kUnitsUntil,
  kAnniversary,
  // what visitors did: all with Expr::history
  kHas,          // yes/no
  kTimes,        // how many
  kDifferentOf,  // children[0]: a value of the event looked at
  kSumOf,        // likewise, up to kFirstOf
  kAverageOf,
  kHighestOf,
  kLowestOf,
  kLatestOf,
  kFirstOf,
  kUnitsSinceEvent,  // unit, calendar; index 1: since the first, else since the latest
  kEventTime,        // of the event looked at
  kEventDate,        // of the event looked at; zone
  kMomentField,      // `event.total`: index: field; index2: event, of the moment
  // computed of a visitor
  kSignal,    // index: signal
  kScore,     // index: score
  kCluster,   // index: clusters
  kAffinity,  // constant: the field's name; children[0]: the value; index 1: or under it (index2: catalogue)
  // of a rule that picks, of a decision
  kPicked,            // index: pick of the rule
  kDecisionDiscount,  // money, or percent of the cart, as the type says
  kDecisionPrice,     // money
  kDecisionContains,  // index: rule
};

inline constexpr int kOps = static_cast<int>(Op::kDecisionContains) + 1;

// Operations that behave alike for those who look at expressions without computing them.
enum class OpFamily : std::uint8_t {
  kConstant,
  kListOf,
  kAttribute,
  kLineField,  // a field of what `where` looks at
  kItemSelf,
  kItem,  // an item of a catalogue, or a field of one
  kMomentField,
  kEvent,  // when the event looked at happened
  kNamedValue,
  kTiers,
  kSegment,
  kSignal,
  kScore,
  kCluster,
  kAffinity,
  kAction,      // of the candidate, in `rank by`
  kConnective,  // `and`, `or`
  kNot,
  kKnownTest,  // says what unknown means, and is never unknown itself
  kEquality,
  kOrder,
  kWindow,      // a time within a period around now
  kMembership,  // in a list, or under an item
  kContainsWhere,
  kTextTest,  // a part of a text
  kArithmetic,
  kListAggregate,
  kCalendar,
  kHistory,           // of what a visitor did
  kHistoryAggregate,  // of a value of what a visitor did
  kPicked,
  kDecision,
};

// The one place where an operation is given its family: a new one is named by the compiler here.
constexpr OpFamily FamilyOf(Op op) {
  switch (op) {
    case Op::kConstant:
      return OpFamily::kConstant;
    case Op::kListOf:
      return OpFamily::kListOf;
    case Op::kAttribute:
      return OpFamily::kAttribute;
    case Op::kField:
    case Op::kItemSelfField:
      return OpFamily::kLineField;
    case Op::kItemSelf:
      return OpFamily::kItemSelf;
    case Op::kItemField:
    case Op::kThisItem:
      return OpFamily::kItem;
    case Op::kMomentField:
      return OpFamily::kMomentField;
    case Op::kEventTime:
    case Op::kEventDate:
      return OpFamily::kEvent;
    case Op::kNamedValue:
      return OpFamily::kNamedValue;
    case Op::kTiersStep:
    case Op::kTiersNext:
    case Op::kTiersMissing:
    case Op::kTiersReached:
      return OpFamily::kTiers;
    case Op::kSegment:
      return OpFamily::kSegment;
    case Op::kSignal:
      return OpFamily::kSignal;
    case Op::kScore:
      return OpFamily::kScore;
    case Op::kCluster:
      return OpFamily::kCluster;
    case Op::kAffinity:
      return OpFamily::kAffinity;
    case Op::kActionPriority:
    case Op::kActionLikelihood:
    case Op::kActionWorth:
    case Op::kActionSaving:
      return OpFamily::kAction;
    case Op::kAnd:
    case Op::kOr:
      return OpFamily::kConnective;
    case Op::kNot:
      return OpFamily::kNot;
    case Op::kOrUnknown:
    case Op::kAndKnown:
    case Op::kIsKnown:
    case Op::kIsUnknown:
      return OpFamily::kKnownTest;
    case Op::kIs:
    case Op::kIsNot:
    case Op::kIsOneOf:
    case Op::kIsNotOneOf:
      return OpFamily::kEquality;
    case Op::kBetween:
    case Op::kAtLeast:
    case Op::kAtMost:
    case Op::kMoreThan:
    case Op::kLessThan:
    case Op::kBefore:
    case Op::kAfter:
      return OpFamily::kOrder;
    case Op::kInTheLast:
    case Op::kInTheNext:
    case Op::kInThis:
      return OpFamily::kWindow;
    case Op::kUnder:
    case Op::kContains:
    case Op::kContainsAny:
    case Op::kContainsAll:
      return OpFamily::kMembership;
    case Op::kContainsWhere:
      return OpFamily::kContainsWhere;
    case Op::kContainsText:
    case Op::kStartsWith:
    case Op::kEndsWith:
      return OpFamily::kTextTest;
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kDifference:
      return OpFamily::kArithmetic;
    case Op::kCountDifferent:
    case Op::kSumIn:
    case Op::kAverageIn:
    case Op::kHighestIn:
    case Op::kLowestIn:
    case Op::kFirstIn:
    case Op::kLatestIn:
      return OpFamily::kListAggregate;
    case Op::kToday:
    case Op::kPart:
    case Op::kUnitsSince:
    case Op::kUnitsUntil:
    case Op::kAnniversary:
      return OpFamily::kCalendar;
    case Op::kHas:
    case Op::kTimes:
    case Op::kUnitsSinceEvent:
      return OpFamily::kHistory;
    case Op::kDifferentOf:
    case Op::kSumOf:
    case Op::kAverageOf:
    case Op::kHighestOf:
    case Op::kLowestOf:
    case Op::kLatestOf:
    case Op::kFirstOf:
      return OpFamily::kHistoryAggregate;
    case Op::kPicked:
      return OpFamily::kPicked;
    case Op::kDecisionDiscount:
    case Op::kDecisionPrice:
    case Op::kDecisionContains:
      return OpFamily::kDecision;
  }
  return OpFamily::kConstant;  // no operation is left
}

// The kind of declaration that Expr::index of an operation names.
enum class Named : std::uint8_t { kNothing, kAttribute, kValue, kTiers, kSegment, kSignal, kScore, kClusters };

constexpr Named NamedBy(Op op) {
  switch (FamilyOf(op)) {
    case OpFamily::kAttribute:
      return Named::kAttribute;
    case OpFamily::kNamedValue:
      return Named::kValue;
    case OpFamily::kTiers:
      return Named::kTiers;
    case OpFamily::kSegment:
      return Named::kSegment;
    case OpFamily::kSignal:
      return Named::kSignal;
    case OpFamily::kScore:
      return Named::kScore;
    case OpFamily::kCluster:
      return Named::kClusters;
    case OpFamily::kConstant:
    case OpFamily::kListOf:
    case OpFamily::kLineField:
    case OpFamily::kItemSelf:
    case OpFamily::kItem:
    case OpFamily::kMomentField:
    case OpFamily::kEvent:
    case OpFamily::kAffinity:
    case OpFamily::kAction:
    case OpFamily::kConnective:
    case OpFamily::kNot:
    case OpFamily::kKnownTest:
    case OpFamily::kEquality:
    case OpFamily::kOrder:
    case OpFamily::kWindow:
    case OpFamily::kMembership:
    case OpFamily::kContainsWhere:
    case OpFamily::kTextTest:
    case OpFamily::kArithmetic:
    case OpFamily::kListAggregate:
    case OpFamily::kCalendar:
    case OpFamily::kHistory:
    case OpFamily::kHistoryAggregate:
    case OpFamily::kPicked:
    case OpFamily::kDecision:
      return Named::kNothing;
  }
  return Named::kNothing;
}

// Whether it looks at the lines of a list one by one, with conditions of their own.
constexpr bool LooksAtLines(Op op) {
  return FamilyOf(op) == OpFamily::kContainsWhere || FamilyOf(op) == OpFamily::kListAggregate;
}

enum class Part : std::uint8_t { kCurrency, kDay, kMonth, kYear, kWeekday, kSize };

}  // namespace nextmove::dsl

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

enum class Part : std::uint8_t { kCurrency, kDay, kMonth, kYear, kWeekday, kSize };

}  // namespace nextmove::dsl

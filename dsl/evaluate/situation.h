// What may be asked while one decision is made. The evaluator sees the world only through this.
#pragma once

#include <string_view>
#include <vector>

#include "dsl/program/program.h"

namespace nextmove::dsl {

// One thing that the visitor did, typed by its kind.
struct Event {
  Instant time;
  bool in_session = false;  // of the session at hand
  Record fields;            // in the order of EventKind::fields; what was not sent is unknown
};

// What a guard looks at.
struct DecisionFacts {
  Value discount;          // money; unknown while the cart is
  Value price;             // money; unknown without a price
  std::vector<int> rules;  // winners, ascending
};

// Thread-compatible. Answers must not change during a decision.
class Situation {
 public:
  virtual ~Situation() = default;
  virtual Instant now() const = 0;
  virtual const TimeZone& zone(int index) const = 0;  // of Program::zones, attribute zones resolved
  virtual const Currency& currency() const = 0;       // the decision's: amounts in another one are unknown
  // As sent or remembered, checked against type, floor, ceiling and consent; unknown otherwise. `otherwise` of the
  // attribute is applied by the evaluator.
  virtual const Value& attribute(int index) const = 0;
  // The page's item of the catalogue as an id (text), or unknown.
  virtual const Value& this_item(int catalogue) const = 0;
  // The catalogue's record of an item, or null.
  virtual const Record* item(int catalogue, std::string_view id) const = 0;
  // Why the attribute is unknown, for people: `not sent`; empty when that is not told.
  virtual std::string_view why_unknown(int /*attribute*/) const { return {}; }

  // What may be read of one kind, oldest first (events at the same instant are in no particular order, and no result
  // may depend on it), without what was undone or lies after `now`; null when it can't be read. kSession is read under
  // the kind's session purpose, and holds this session only.
  enum class Reach { kHistory, kSession };
  virtual const std::vector<Event>* events(int /*kind*/, Reach /*reach*/) const { return nullptr; }
  // When the session at hand began.
  virtual Instant session_start() const { return now(); }
  // As a test gives it, instead of what events say; unknown: not given.
  virtual Value given_signal(int /*signal*/) const { return {}; }
  // From outside; unknown: none.
  virtual Value score(int /*score*/) const { return {}; }
  virtual Value cluster(int /*clusters*/) const { return {}; }
};

// Values of the candidate that `rank by` asks for.
struct ActionFacts {
  int priority = 0;  // 0 low .. 3 critical
  Value likelihood;  // percent
  Value worth;       // money
  Value saving;      // money
};

// Events of one kind that are read in place of those of the situation: limits count an offer that stays open once.
struct Recount {
  int kind = -1;
  const std::vector<Event>* history = nullptr;  // as Situation::events; null: can't be read
  const std::vector<Event>* session = nullptr;
};

// Under what one expression is judged, beside the situation. Immutable: it is handed to an evaluator, so that judging
// has no effect but its answer. What it points to outlives the evaluator; null: there is none.
struct EvaluationScope {
  const std::vector<Value>* picks = nullptr;  // the values bound so far, in the order of the rule's picks
  const ActionFacts* action = nullptr;        // of the candidate that is ranked
  int moment_kind = -1;                       // of `moment`
  const Event* moment = nullptr;              // the event that is the moment
  const Recount* recount = nullptr;           // while limits are judged
  const DecisionFacts* decision = nullptr;    // while guards are judged
};

}  // namespace nextmove::dsl

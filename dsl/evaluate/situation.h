// What may be asked while one decision is made. The evaluator sees the world only through this.
#pragma once

#include <string_view>

#include "dsl/program/program.h"

namespace nextmove::dsl {

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
};

// Values of the candidate that `rank by` asks for.
struct ActionFacts {
  int priority = 0;  // 0 low .. 3 critical
  Value likelihood;  // percent
  Value worth;       // money
  Value saving;      // money
};

}  // namespace nextmove::dsl

// Combines many values into one: `sum of`, `highest`, ...
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dsl/evaluate/situation.h"
#include "dsl/program/operations.h"
#include "dsl/value/value.h"

namespace nextmove::dsl {

// Takes values one after another. Unknown when a value that counts is unknown; the sum of no values is a zero of type
// `result`. Thread-compatible.
class Aggregation {
 public:
  // `op` is one of kCountDifferent..kLatestIn or kDifferentOf..kFirstOf; the values are of type `what`. All must
  // outlive it.
  Aggregation(Op op, const Type& what, const Type& result, const Currency& currency, const TimeZone& zone);
  void Take(const Value& value);  // in order
  Value Result() const;

 private:
  enum class Kind { kDifferent, kSum, kAverage, kHighest, kLowest, kFirst, kLatest };
  static Kind KindOf(Op op);
  void TakeExtreme(const Value& value, int sign);

  const Kind kind_;
  const Type& what_;
  const TimeZone& zone_;
  std::int64_t count_ = 0;
  Value value_;                 // so far
  std::set<std::string> keys_;  // kDifferent
};

// How often each value of a field occurs in the events, by SameKey; unknown ones are left out.
std::map<std::string, std::int64_t> TimesOfEach(const std::vector<const Event*>& events, int field, const Type& type);

}  // namespace nextmove::dsl

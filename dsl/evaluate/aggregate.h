// What many values come to: `sum of`, `highest`, ... Pure functions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dsl/evaluate/situation.h"
#include "dsl/program/operations.h"
#include "dsl/value/value.h"

namespace nextmove::dsl {

// `op` is one of kCountDifferent..kLatestIn or kDifferentOf..kFirstOf; `values` are of type `what`, in order. Unknown
// where a value is that counts; a sum of none is a zero of `result`.
Value AggregateOf(Op op, const List& values, const Type& what, const Type& result, const Currency& currency,
                  const TimeZone& zone);

// How often each value of a field stands in the events, by SameKey; unknown ones are left out.
std::map<std::string, std::int64_t> TimesOfEach(const std::vector<const Event*>& events, int field, const Type& type);

}  // namespace nextmove::dsl

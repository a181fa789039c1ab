// Order and sameness of two values. Pure functions.
#pragma once

#include <optional>
#include <string>

#include "dsl/evaluate/kleene.h"
#include "dsl/value/value.h"

namespace nextmove::dsl {

// -1, 0 or 1; none where it can't be said (unknown, two currencies, months against days). A date against a time is
// the zone's whole day.
std::optional<int> Order(const Value& a, const Value& b, const TimeZone& zone);

// Total order of two known values of one type, for ranks; unknown sorts last (greater).
int CompareForRank(const Value& a, const Value& b);

// `is` of the language: texts folded (language reference, operations), else by value; unknown where it can't be said.
// With `b_is_folded` the texts of `b` are folded already.
Truth SameValue(const Value& a, const Value& b, const Type& type, bool b_is_folded = false);
// Equal for two known values of the type that `is` calls the same, and only for those.
std::string SameKey(const Value& value, const Type& type);

}  // namespace nextmove::dsl

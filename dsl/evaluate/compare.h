// Order and sameness of two values. Pure functions.
#pragma once

#include <optional>

#include "dsl/evaluate/evaluate.h"

namespace nextmove::dsl {

// -1, 0 or 1; none where it can't be said (unknown, two currencies, months against days). A date against a time is
// the zone's whole day.
std::optional<int> Order(const Value& a, const Value& b, const TimeZone& zone);

inline Truth TruthOf(bool value) { return value ? Truth::kYes : Truth::kNo; }
inline Truth Not(Truth truth) { return truth == Truth::kUnknown ? truth : TruthOf(truth == Truth::kNo); }

}  // namespace nextmove::dsl

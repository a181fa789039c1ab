// The three values of a condition. Pure functions.
#pragma once

namespace nextmove::dsl {

enum class Truth { kNo, kUnknown, kYes };

inline Truth TruthOf(bool value) { return value ? Truth::kYes : Truth::kNo; }
inline Truth Not(Truth truth) { return truth == Truth::kUnknown ? truth : TruthOf(truth == Truth::kNo); }

}  // namespace nextmove::dsl

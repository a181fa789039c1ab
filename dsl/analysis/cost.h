// What a rule can cost at most, told before it runs: every rule is bounded, as the language has no loops and no
// recursion. Pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/program/program.h"

namespace nextmove::dsl {

// How large what a rule runs over is taken to be.
struct CostAssumptions {
  std::int64_t events = 1'000;  // held of one kind
  std::int64_t lines = 256;     // of a list
  std::int64_t items = 10'000;  // of a catalogue
};

// Steps of one evaluation of an expression, of a segment or of a whole rule with everything that it reads; a step is
// one operation on values. Saturates instead of overflowing.
std::int64_t CostOf(const Program& program, const Expr& expr, const CostAssumptions& assume = {});
std::int64_t CostOfSegment(const Program& program, int segment, const CostAssumptions& assume = {});
// Each segment counts once, as a decision asks it once.
std::int64_t CostOfRule(const Program& program, int rule, const CostAssumptions& assume = {});

}  // namespace nextmove::dsl

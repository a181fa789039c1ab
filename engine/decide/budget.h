// Budgets (`language.md` 15): whether what a rule may cost is still there. Nothing is reserved here.
#pragma once

#include <string>

#include "engine/decide/candidate.h"
#include "engine/decide/frame.h"

namespace nextmove::engine {

// A budget that is too small for what the rule needs.
struct SpentBudget {
  const dsl::Budget* budget = nullptr;
  std::string group;     // whose it is; empty: the rule's own
  std::string observed;  // `left = 3 EUR, needed = 8 EUR`
};

// The first budget of the rule or its groups that has less left than needed: the saving, or what it can be at most
// while the cart is unknown. All budgets hold at once; a budget that nothing was told of is whole.
std::optional<SpentBudget> FindSpentBudget(const Candidate& candidate, Frame& frame);

}  // namespace nextmove::engine

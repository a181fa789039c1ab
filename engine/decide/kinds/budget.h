// Budgets (language reference, paragraph 15): whether what a rule may cost is still there. Nothing is reserved here.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "engine/decide/judged.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// A budget that is too small for what the rule needs.
struct SpentBudget {
  const dsl::Budget* budget = nullptr;
  int group = -1;        // the group that the budget belongs to; -1: it is the rule's own
  std::string observed;  // `left = 3 EUR, needed = 8 EUR`; with an explanation
};

// The first budget of the rule or its groups that has less left than the rule needs, which is its saving or, while the
// cart is unknown, the most that it can save. All budgets must have enough left; a budget about which nothing was told
// is untouched.
std::optional<SpentBudget> FindSpentBudget(const Judged& judged, const Frame& frame);

// What the winners of one decision take from the budgets that their groups share. Thread-compatible.
class GroupBudgets {
 public:
  explicit GroupBudgets(const Frame& frame) : frame_(frame) {}
  // As FindSpentBudget, but only for the budgets of groups, less what earlier winners took. None: all suffice, and what
  // the winner needs is taken from them. `savings` is what the winner saves beside the others; null: it is no discount.
  std::optional<SpentBudget> Spend(const Judged& winner, const Savings* savings);

  struct Taken {
    dsl::Decimal amount{0};
    std::int64_t times = 0;
  };

 private:
  Taken& TakenFrom(int group);

  const Frame& frame_;
  absl::InlinedVector<std::pair<int, Taken>, 4> taken_;  // by group
};

}  // namespace nextmove::engine

// Budgets (language reference, 15): whether what a rule may cost is still there. Nothing is reserved here.
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
  int group = -1;        // whose it is; -1: the rule's own
  std::string observed;  // `left = 3 EUR, needed = 8 EUR`; with an explanation
};

// The first budget of the rule or its groups that has less left than needed: the saving, or what it can be at most
// while the cart is unknown. All budgets hold at once; a budget that nothing was told of is whole.
std::optional<SpentBudget> FindSpentBudget(const Judged& judged, const Frame& frame);

// What the winners of one decision take from the budgets that their groups share. Thread-compatible.
class GroupBudgets {
 public:
  explicit GroupBudgets(const Frame& frame) : frame_(frame) {}
  // As FindSpentBudget, of the groups' budgets after what was taken so far; none: the winner's need is taken too.
  // `savings` are what it saves beside the others; null: it is no discount.
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

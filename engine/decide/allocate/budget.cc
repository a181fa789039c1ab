// Budgets.
#include "engine/decide/allocate/budget.h"

#include <algorithm>
#include <utility>

#include "dsl/value/index.h"
#include "engine/decide/kinds/cart.h"

namespace nextmove::engine {
namespace {

using dsl::Decimal;
using dsl::Money;
using dsl::Value;

// What the rule can save at most while its saving is unknown; none: there is no bound.
std::optional<Decimal> Bound(const Candidate& candidate, Frame& frame) {
  Decimal sum = candidate.perks;
  const auto* discount = candidate.in_force->discount();
  if (!discount) return sum;
  for (const dsl::Give& give : discount->gives) {
    const bool perk = give.kind > dsl::Give::Kind::kPrice;
    const Value amount = give.amount && !perk ? frame.evaluator->Evaluate(*give.amount) : Value();
    const Value cap = give.up_to ? frame.evaluator->Evaluate(*give.up_to) : Value();
    if (perk) {
      if (!candidate.facts.worth.money() && candidate.perks <= kZero) return std::nullopt;
    } else if (cap.money()) {
      sum = sum + cap.money()->amount;
    } else if (amount.money() && !give.scope.per_piece) {
      sum = sum + amount.money()->amount;
    } else {
      return std::nullopt;
    }
  }
  return sum;
}

class BudgetCheck {
 public:
  BudgetCheck(const Candidate& candidate, Frame& frame) : candidate_(candidate), frame_(frame) {}
  std::optional<SpentBudget> OfRule();
  std::optional<SpentBudget> OfGroup(int group, const GroupBudgets::Taken& taken);
  // None: without a bound.
  const std::optional<Decimal>& Need();

 private:
  std::optional<SpentBudget> FindIn(const std::vector<dsl::Budget>& budgets, const Value& left,
                                    const GroupBudgets::Taken& taken);
  Value Left(const Outside::ByIndex Outside::*known, int index) const {
    return frame_.mode.outside ? Given(frame_.mode.outside->*known, index) : Value();
  }

  const Candidate& candidate_;
  Frame& frame_;
  bool read_ = false;
  std::optional<Decimal> need_;
};

const std::optional<Decimal>& BudgetCheck::Need() {
  if (std::exchange(read_, true)) return need_;
  if (candidate_.in_force->kind != dsl::RuleKind::kDiscount)
    need_ = kZero;
  else if (candidate_.discount.saving)
    need_ = candidate_.discount.saving->amount;
  else
    need_ = Bound(candidate_, frame_);
  return need_;
}

std::optional<SpentBudget> BudgetCheck::FindIn(const std::vector<dsl::Budget>& budgets, const Value& left,
                                               const GroupBudgets::Taken& taken) {
  for (const dsl::Budget& budget : budgets) {
    if (budget.amount) {
      Money there = left.money() ? *left.money() : *budget.amount;
      const bool fits = there.currency == frame_.currency || there.amount.is_zero();
      there.amount = there.amount - taken.amount;
      if (fits && Need() && *Need() <= there.amount) continue;
      const std::string needed = Need() ? Money{*Need(), frame_.currency}.ToString() : "without a bound";
      return SpentBudget{&budget, "", "left = " + there.ToString() + ", needed = " + needed};
    }
    if (!budget.times) continue;
    const Decimal there = (left.number() ? *left.number() : Decimal(*budget.times)) - Decimal(taken.times);
    if (there < Decimal(1)) return SpentBudget{&budget, "", "left = " + there.ToString() + " times"};
  }
  return std::nullopt;
}

std::optional<SpentBudget> BudgetCheck::OfRule() {
  const auto& budgets = candidate_.in_force->budgets;
  if (budgets.empty()) return std::nullopt;
  return FindIn(budgets, Left(&Outside::budgets_left, candidate_.rule), {});
}

std::optional<SpentBudget> BudgetCheck::OfGroup(int group, const GroupBudgets::Taken& taken) {
  const dsl::Group& declared = frame_.program.groups[At(group)];
  if (declared.budgets.empty()) return std::nullopt;
  auto spent = FindIn(declared.budgets, Left(&Outside::group_budgets_left, group), taken);
  if (spent) spent->group = declared.name;
  return spent;
}

}  // namespace

std::optional<SpentBudget> FindSpentBudget(const Candidate& candidate, Frame& frame) {
  BudgetCheck check(candidate, frame);
  if (auto spent = check.OfRule()) return spent;
  for (const int group : candidate.in_force->groups)
    if (auto spent = check.OfGroup(group, {})) return spent;
  return std::nullopt;
}

std::optional<SpentBudget> GroupBudgets::Spend(const Candidate& winner) {
  const auto shares = [&](int group) { return !frame_.program.groups[At(group)].budgets.empty(); };
  const auto& groups = winner.in_force->groups;
  if (std::none_of(groups.begin(), groups.end(), shares)) return std::nullopt;
  BudgetCheck check(winner, frame_);
  frame_.evaluator->set_picks(&winner.picks);
  std::optional<SpentBudget> spent;
  for (const int group : groups)
    if (!spent) spent = check.OfGroup(group, taken_[group]);
  for (const int group : groups) {
    if (spent || !shares(group)) continue;
    Taken& taken = taken_[group];
    taken.amount = taken.amount + check.Need().value_or(kZero);
    ++taken.times;
  }
  frame_.evaluator->set_picks(nullptr);
  return spent;
}

}  // namespace nextmove::engine

// Compares what is left of budgets with what a rule may cost.
#include "engine/decide/kinds/budget.h"

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
std::optional<Decimal> Bound(const Judged& judged, const Savings& savings, const Frame& frame) {
  Decimal sum = savings.perks;
  dsl::Evaluator evaluator = frame.Under(judged.scope());
  for (const dsl::Give& give : judged.in_force->discount()->gives) {
    const bool perk = give.kind > dsl::Give::Kind::kPrice;
    const Value amount = give.amount && !perk ? evaluator.Evaluate(*give.amount) : Value();
    const Value cap = give.up_to ? evaluator.Evaluate(*give.up_to) : Value();
    if (perk) {
      if (!judged.facts.worth.money() && savings.perks <= kZero) return std::nullopt;
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
  BudgetCheck(const Judged& judged, const Savings* savings, const Frame& frame)
      : judged_(judged), savings_(savings), frame_(frame) {}
  std::optional<SpentBudget> OfRule();
  std::optional<SpentBudget> OfGroup(int group, const GroupBudgets::Taken& taken);
  // None: there is no bound.
  const std::optional<Decimal>& Need();

 private:
  std::optional<SpentBudget> FindIn(const std::vector<dsl::Budget>& budgets, const Value& left,
                                    const GroupBudgets::Taken& taken);
  Value Left(const Outside::ByIndex Outside::*known, int index) const {
    return frame_.mode.outside ? Given(frame_.mode.outside->*known, index) : Value();
  }

  const Judged& judged_;
  const Savings* savings_;
  const Frame& frame_;
  bool read_ = false;
  std::optional<Decimal> need_;
};

const std::optional<Decimal>& BudgetCheck::Need() {
  if (std::exchange(read_, true)) return need_;
  if (!savings_)
    need_ = kZero;
  else if (savings_->saving)
    need_ = savings_->saving->amount;
  else
    need_ = Bound(judged_, *savings_, frame_);
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
      SpentBudget spent{&budget, -1, {}};
      if (!frame_.mode.explanation) return spent;
      spent.observed = "left = " + there.ToString() + ", needed = " +
                       (Need() ? Money{*Need(), frame_.currency}.ToString() : std::string("without a bound"));
      return spent;
    }
    if (!budget.times) continue;
    const Decimal there = (left.number() ? *left.number() : Decimal(*budget.times)) - Decimal(taken.times);
    if (there >= Decimal(1)) continue;
    SpentBudget spent{&budget, -1, {}};
    if (frame_.mode.explanation) spent.observed = "left = " + there.ToString() + " times";
    return spent;
  }
  return std::nullopt;
}

std::optional<SpentBudget> BudgetCheck::OfRule() {
  const auto& budgets = judged_.in_force->budgets;
  if (budgets.empty()) return std::nullopt;
  return FindIn(budgets, Left(&Outside::budgets_left, judged_.rule), {});
}

std::optional<SpentBudget> BudgetCheck::OfGroup(int group, const GroupBudgets::Taken& taken) {
  const dsl::Group& declared = frame_.program.groups[At(group)];
  if (declared.budgets.empty()) return std::nullopt;
  auto spent = FindIn(declared.budgets, Left(&Outside::group_budgets_left, group), taken);
  if (spent) spent->group = group;
  return spent;
}

}  // namespace

std::optional<SpentBudget> FindSpentBudget(const Judged& judged, const Frame& frame) {
  BudgetCheck check(judged, judged.savings(), frame);
  if (auto spent = check.OfRule()) return spent;
  for (const int group : judged.in_force->groups)
    if (auto spent = check.OfGroup(group, {})) return spent;
  return std::nullopt;
}

GroupBudgets::Taken& GroupBudgets::TakenFrom(int group) {
  for (auto& [known, taken] : taken_)
    if (known == group) return taken;
  return taken_.emplace_back(group, Taken{}).second;
}

std::optional<SpentBudget> GroupBudgets::Spend(const Judged& winner, const Savings* savings) {
  const auto shares = [&](int group) { return !frame_.program.groups[At(group)].budgets.empty(); };
  const auto& groups = winner.in_force->groups;
  if (std::none_of(groups.begin(), groups.end(), shares)) return std::nullopt;
  BudgetCheck check(winner, savings, frame_);
  for (const int group : groups)
    if (auto spent = check.OfGroup(group, TakenFrom(group))) return spent;
  for (const int group : groups) {
    if (!shares(group)) continue;
    Taken& taken = TakenFrom(group);
    taken.amount = taken.amount + check.Need().value_or(kZero);
    ++taken.times;
  }
  return std::nullopt;
}

}  // namespace nextmove::engine

// Budgets.
#include "engine/decide/budget.h"

#include "dsl/value/index.h"
#include "engine/decide/cart.h"

namespace nextmove::engine {
namespace {

using dsl::Decimal;
using dsl::Money;
using dsl::Value;

// What the rule can save at most while its saving is unknown; none: there is no bound.
std::optional<Decimal> Bound(const Candidate& candidate, Frame& frame) {
  Decimal sum = candidate.perks;
  for (const dsl::Give& give : candidate.in_force->gives) {
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
  std::optional<SpentBudget> Find();

 private:
  std::optional<SpentBudget> FindIn(const std::vector<dsl::Budget>& budgets, const Value& left, std::string group);
  void ReadNeed();

  const Candidate& candidate_;
  Frame& frame_;
  bool read_ = false;
  std::optional<Decimal> need_;  // none: without a bound
};

void BudgetCheck::ReadNeed() {
  if (std::exchange(read_, true)) return;
  if (candidate_.in_force->kind != dsl::RuleKind::kDiscount)
    need_ = kZero;
  else if (candidate_.discount.saving)
    need_ = candidate_.discount.saving->amount;
  else
    need_ = Bound(candidate_, frame_);
}

std::optional<SpentBudget> BudgetCheck::FindIn(const std::vector<dsl::Budget>& budgets, const Value& left,
                                               std::string group) {
  for (const dsl::Budget& budget : budgets) {
    if (budget.amount) {
      ReadNeed();
      const Money there = left.money() ? *left.money() : *budget.amount;
      const bool fits = there.currency == frame_.currency || there.amount.is_zero();
      if (fits && need_ && *need_ <= there.amount) continue;
      const std::string needed = need_ ? Money{*need_, frame_.currency}.ToString() : "without a bound";
      return SpentBudget{&budget, std::move(group), "left = " + there.ToString() + ", needed = " + needed};
    }
    if (!budget.times) continue;
    const Decimal there = left.number() ? *left.number() : Decimal(*budget.times);
    if (there < Decimal(1)) return SpentBudget{&budget, std::move(group), "left = " + there.ToString() + " times"};
  }
  return std::nullopt;
}

std::optional<SpentBudget> BudgetCheck::Find() {
  const Outside* outside = frame_.mode.outside;
  const auto left = [&](const Outside::ByIndex Outside::*known, int index) {
    return outside ? Given(outside->*known, index) : Value();
  };
  const dsl::Rule& rule = *candidate_.in_force;
  if (!rule.budgets.empty()) {
    if (auto spent = FindIn(rule.budgets, left(&Outside::budgets_left, candidate_.rule), "")) return spent;
  }
  for (const int group : rule.groups) {
    const dsl::Group& declared = frame_.program.groups[At(group)];
    if (declared.budgets.empty()) continue;
    if (auto spent = FindIn(declared.budgets, left(&Outside::group_budgets_left, group), declared.name)) return spent;
  }
  return std::nullopt;
}

}  // namespace

std::optional<SpentBudget> FindSpentBudget(const Candidate& candidate, Frame& frame) {
  return BudgetCheck(candidate, frame).Find();
}

}  // namespace nextmove::engine

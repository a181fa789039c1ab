// What the winners come to together.
#include "engine/decide/allocate/settle.h"

#include "dsl/value/index.h"
#include "engine/decide/allocate/budget.h"
#include "engine/decide/allocate/cut.h"
#include "engine/decide/allocate/guards.h"
#include "engine/decide/explain.h"
#include "engine/decide/kinds/discount.h"

namespace nextmove::engine {
namespace {

// One that is held out is settled as if it were not.
Candidate AsEligible(Candidate candidate) {
  candidate.Stop(ReasonCode::kNone, {});
  return candidate;
}

std::vector<Candidate*> PointersTo(std::vector<Settlement::Discount>& discounts) {
  std::vector<Candidate*> all;
  for (Settlement::Discount& discount : discounts) all.push_back(&discount.settled);
  return all;
}

ConditionNode NoteOf(const Frame& frame, std::string_view word, dsl::Span span, bool holds, std::string observed) {
  ConditionNode note;
  if (!frame.mode.explanation) return note;
  note.truth = holds ? dsl::Truth::kYes : dsl::Truth::kNo;
  note.text = Written(frame.program, word, span);
  note.observed = std::move(observed);
  note.span = span;
  return note;
}

// What is less beside the others than alone.
void NoteIfLess(const Frame& frame, const Candidate& alone, Candidate& settled) {
  const auto &before = alone.discount.saving, &after = settled.discount.saving;
  if (!frame.mode.explanation || !before || !after || before->amount == after->amount) return;
  std::string seen = "saving = " + before->ToString() + " alone, " + after->ToString() + " ";
  const auto& guards = settled.discount.reasons;
  seen += guards.empty() ? "beside the other discounts" : "within guard " + guards.front();
  settled.notes.push_back(
      NoteOf(frame, "give", settled.in_force->SpanOf(dsl::ClauseWord::kGive), true, std::move(seen)));
}

Vain WithoutEffect(const Frame& frame, const Settlement::Discount& discount) {
  const std::string_view clause = discount.settled.clause;
  const auto& guards = discount.settled.discount.reasons;
  std::string seen = !guards.empty()                      ? "guard " + guards.front() + " leaves nothing"
                     : IsDeal(*discount.settled.in_force) ? "other discounts leave nothing to give"
                                                          : "other discounts leave nothing of the cart";
  const dsl::Span span = discount.settled.in_force->SpanOf(*dsl::ClauseByText(clause));
  return {discount.index, ReasonCode::kNoEffect, clause, NoteOf(frame, clause, span, false, std::move(seen))};
}

Vain OverBudget(const Frame& frame, std::size_t index, const SpentBudget& spent) {
  Vain vain{index, ReasonCode::kBudgetSpent, "budget", {}};
  vain.note = NoteOf(frame, "budget", spent.budget->span, false, spent.observed + " beside the other winners");
  vain.note.text += " of " + spent.group;
  return vain;
}

}  // namespace

Settlement Settle(Frame& frame, const std::vector<Candidate>& candidates, const std::vector<std::size_t>& winners) {
  Settlement settlement;
  for (const std::size_t i : winners)
    if (candidates[i].in_force->kind == dsl::RuleKind::kDiscount)
      settlement.discounts.push_back({i, AsEligible(candidates[i])});
  std::optional<CartLeft> cart;
  if (!settlement.discounts.empty()) {
    ShareOutPieces(frame, PointersTo(settlement.discounts));
    cart.emplace(frame);
  }
  GroupBudgets budgets(frame);
  auto next = settlement.discounts.begin();
  for (const std::size_t i : winners) {
    const bool is_discount = next != settlement.discounts.end() && next->index == i;
    Settlement::Discount* discount = is_discount ? &*next++ : nullptr;
    if (discount && discount->settled.eligible()) {
      cart->Take(discount->settled);
      WriteSavings(frame, discount->settled);
      NoteIfLess(frame, candidates[i], discount->settled);
    }
    if (discount && !discount->settled.eligible()) {
      settlement.vain.push_back(WithoutEffect(frame, *discount));
      continue;
    }
    const auto spent = budgets.Spend(discount ? discount->settled : candidates[i]);
    if (!spent) continue;
    settlement.vain.push_back(OverBudget(frame, i, *spent));
    if (discount) cart->GiveBack(discount->settled);
  }
  return settlement;
}

}  // namespace nextmove::engine

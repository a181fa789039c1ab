// Settles what winners save and draw together.
#include "engine/decide/allocate/settle.h"

#include <algorithm>

#include "dsl/evaluate/evaluate.h"
#include "engine/decide/allocate/cut.h"
#include "engine/decide/judge/judge.h"
#include "engine/decide/kinds/budget.h"
#include "engine/decide/kinds/discount.h"

namespace nextmove::engine {
namespace {

ConditionNode NoteOf(const Frame& frame, std::string_view word, dsl::Span span, bool holds, std::string observed) {
  ConditionNode note;
  if (!frame.mode.explanation) return note;
  note.truth = holds ? dsl::Truth::kYes : dsl::Truth::kNo;
  note.text = Written(frame.program, word, span);
  note.observed = std::move(observed);
  note.span = span;
  return note;
}

Vain WithoutEffect(const Frame& frame, const SettledDiscount& discount) {
  const dsl::Rule& rule = *discount.judged->in_force;
  Vain vain{discount.judged, ReasonCode::kNoEffect, discount.clause, {}};
  if (!frame.mode.explanation) return vain;
  std::string seen = discount.guard ? "guard " + discount.guard->name + " leaves nothing"
                     : IsDeal(rule) ? "other discounts leave nothing to give"
                                    : "other discounts leave nothing of the cart";
  vain.note = NoteOf(frame, discount.clause, rule.SpanOf(*dsl::ClauseByText(discount.clause)), false, std::move(seen));
  return vain;
}

Vain OverBudget(const Frame& frame, const Judged& judged, const SpentBudget& spent) {
  Vain vain{&judged, ReasonCode::kBudgetSpent, "budget", {}};
  vain.note = NoteOf(frame, "budget", spent.budget->span, false, spent.observed + " beside the other winners");
  vain.note.text += " of " + spent.group;
  return vain;
}

// The more it saves alone the earlier; then by name. Rules are sorted by name.
bool ServedBefore(const SettledDiscount* a, const SettledDiscount* b) {
  const dsl::Value &x = a->judged->facts.saving, &y = b->judged->facts.saving;
  const int order = dsl::CompareForRank(x, y);
  if (order != 0) return x.is_unknown() || y.is_unknown() ? order < 0 : order > 0;
  return a->judged->rule < b->judged->rule;
}

// A piece serves one deal: computes the deals anew, those that save most alone first, each from the pieces that the
// ones before left.
void ShareOutPieces(const Frame& frame, std::vector<SettledDiscount>& discounts) {
  std::vector<SettledDiscount*> deals;
  for (SettledDiscount& discount : discounts)
    if (IsDeal(*discount.judged->in_force)) deals.push_back(&discount);
  if (deals.size() < 2) return;
  std::sort(deals.begin(), deals.end(), ServedBefore);
  Pieces taken;
  for (SettledDiscount* deal : deals) {
    dsl::Evaluator evaluator = frame.Under(deal->judged->scope());
    deal->savings = {};
    deal->clause =
        ComputeSavings(*deal->judged->in_force, frame, evaluator, deal->judged->facts.worth, taken, deal->savings);
  }
}

}  // namespace

std::optional<ConditionNode> NoteOfCut(const Frame& frame, const SettledDiscount& discount) {
  const auto &alone = discount.judged->savings()->saving, &beside = discount.savings.saving;
  if (!alone || !beside || alone->amount == beside->amount) return std::nullopt;
  std::string seen = "saving = " + alone->ToString() + " alone, " + beside->ToString() + " ";
  seen += discount.guard ? "within guard " + discount.guard->name : "beside the other discounts";
  return NoteOf(frame, "give", discount.judged->in_force->SpanOf(dsl::ClauseWord::kGive), true, std::move(seen));
}

Settlement Settle(const Frame& frame, std::span<const Judged* const> winners) {
  Settlement settlement;
  for (const Judged* winner : winners)
    if (const Savings* savings = winner->savings()) settlement.discounts.push_back({winner, *savings, {}, nullptr, {}});
  std::optional<CartLeft> cart;
  if (!settlement.discounts.empty()) {
    ShareOutPieces(frame, settlement.discounts);
    cart.emplace(frame);
  }
  GroupBudgets budgets(frame);
  auto next = settlement.discounts.begin();
  for (const Judged* winner : winners) {
    SettledDiscount* discount = winner->savings() ? &*next++ : nullptr;
    if (discount && discount->clause.empty()) cart->Take(*discount);
    if (discount && !discount->clause.empty()) {
      settlement.vain.push_back(WithoutEffect(frame, *discount));
      continue;
    }
    const auto spent = budgets.Spend(*winner, discount ? &discount->savings : nullptr);
    if (!spent) continue;
    settlement.vain.push_back(OverBudget(frame, *winner, *spent));
    if (discount) cart->GiveBack(*discount);
  }
  return settlement;
}

}  // namespace nextmove::engine

// Computes what the winners save beside each other and what they take from the budgets of their groups.
#include "engine/decide/allocate/settle.h"

#include <algorithm>

#include "dsl/evaluate/evaluate.h"
#include "dsl/value/index.h"
#include "engine/decide/judge/judge.h"
#include "engine/decide/kinds/budget.h"
#include "engine/decide/kinds/discount.h"
#include "engine/decide/reuse.h"

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
  if (frame.mode.explanation) vain.note.text += " of " + frame.program.groups[At(spent.group)].name;
  return vain;
}

// Discounts that save more alone come first, equal ones by name (rules are sorted by name, so by index).
bool ServedBefore(const SettledDiscount* a, const SettledDiscount* b) {
  const dsl::Value &x = a->judged->facts.saving, &y = b->judged->facts.saving;
  const int order = dsl::CompareForRank(x, y);
  if (order != 0) return x.is_unknown() || y.is_unknown() ? order < 0 : order > 0;
  return a->judged->rule < b->judged->rule;
}

}  // namespace

std::optional<ConditionNode> NoteOfCut(const Frame& frame, const SettledDiscount& discount) {
  const auto &alone = discount.judged->savings()->saving, &beside = discount.savings.saving;
  if (!alone || !beside || alone->amount == beside->amount) return std::nullopt;
  std::string seen = "saving = " + alone->ToString() + " alone, " + beside->ToString() + " ";
  seen += discount.guard ? "within guard " + discount.guard->name : "beside the other discounts";
  return NoteOf(frame, "give", discount.judged->in_force->SpanOf(dsl::ClauseWord::kGive), true, std::move(seen));
}

// A piece counts for one deal only. Computes the deals again, those that save most alone first, each from the pieces
// that the deals before it have left.
void Settling::ShareOutPieces(std::vector<SettledDiscount>& discounts) {
  auto& deals = memory_.deals;
  deals.clear();
  for (SettledDiscount& discount : discounts)
    if (IsDeal(*discount.judged->in_force)) deals.push_back(&discount);
  if (deals.size() < 2) return;
  std::sort(deals.begin(), deals.end(), ServedBefore);
  Pieces taken;
  for (SettledDiscount* deal : deals) {
    dsl::Evaluator evaluator = frame_.Under(deal->judged->scope());
    deal->clause =
        ComputeSavings(*deal->judged->in_force, frame_, evaluator, deal->judged->facts.worth, taken, deal->savings);
  }
}

void Settling::Settle(std::span<const Judged* const> winners, Settlement& settlement) {
  settlement.vain.clear();
  {
    Overwrite<SettledDiscount> written(settlement.discounts);
    for (const Judged* winner : winners) {
      if (!winner->savings()) continue;
      SettledDiscount& discount = written.Next();
      discount.judged = winner;
      discount.savings = *winner->savings();
      discount.lines.clear();
      discount.guard = nullptr;
      discount.clause = {};
    }
  }
  std::optional<CartLeft> cart;
  if (!settlement.discounts.empty()) {
    ShareOutPieces(settlement.discounts);
    cart.emplace(frame_, memory_.cart);
  }
  GroupBudgets budgets(frame_);
  auto next = settlement.discounts.begin();
  for (const Judged* winner : winners) {
    SettledDiscount* discount = winner->savings() ? &*next++ : nullptr;
    if (discount && discount->clause.empty()) cart->Take(*discount);
    if (discount && !discount->clause.empty()) {
      settlement.vain.push_back(WithoutEffect(frame_, *discount));
      continue;
    }
    const auto spent = budgets.Spend(*winner, discount ? &discount->savings : nullptr);
    if (!spent) continue;
    settlement.vain.push_back(OverBudget(frame_, *winner, *spent));
    if (discount) cart->GiveBack(*discount);
  }
}

}  // namespace nextmove::engine

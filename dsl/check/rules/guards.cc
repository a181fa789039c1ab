// Lowers `never`, `when` and `enforce` of a guard.
#include "dsl/check/rules/guards.h"

#include <algorithm>

#include "dsl/check/expressions/expressions.h"
#include "dsl/program/walk.h"

namespace nextmove::dsl {
namespace {

bool Mentions(const Expr& expr, Op op) {
  bool found = false;
  ForEachExpr(expr, [&](const Expr& part) { found = found || part.op == op; });
  return found;
}

bool ReadsDecision(const Expr& expr) {
  return Mentions(expr, Op::kDecisionDiscount) || Mentions(expr, Op::kDecisionPrice) ||
         Mentions(expr, Op::kDecisionContains);
}

// Whether a decision can be held to the bound, as to `decision.discount is more than 35%`. A discount can be cut but
// not raised, so only an upper bound of it can be enforced.
bool IsBound(const Expr& never) {
  const bool above = never.op == Op::kMoreThan || never.op == Op::kAtLeast;
  const bool below = never.op == Op::kLessThan || never.op == Op::kAtMost;
  if ((!above && !below) || never.children.size() != 2 || ReadsDecision(never.children[1])) return false;
  const Op op = never.children[0].op;
  return op == Op::kDecisionPrice || (op == Op::kDecisionDiscount && above);
}

void LowerEnforce(Folder& folder, const tree::Head& head, Guard& guard) {
  const auto* otherwise = FindPayload<tree::ExprPayload>(head, ClauseWord::kOtherwise);
  if (otherwise == nullptr) return;
  const tree::Clause& clause = *FindClause(head, ClauseWord::kOtherwise);
  const bool enforce = otherwise->value && otherwise->value->kind == tree::ExprKind::kPath &&
                       !otherwise->value->of_this && otherwise->value->text == "enforce";
  if (!enforce) {
    Diagnostic& report = folder.Report(DiagnosticKind::kUnknownWord, clause.span,
                                       "a guard that is not kept by the rules can only be enforced");
    report.label = "neither nothing nor `enforce`";
    report.help.push_back("write `otherwise enforce`, or take the line out");
    report.fixes.push_back({clause.span, "otherwise enforce", false});
    return;
  }
  guard.enforce = true;
  if (guard.never.size() == 1 && IsBound(guard.never.front())) return;
  if (std::any_of(head.clauses.begin(), head.clauses.end(), [](const tree::Clause& c) { return c.broken; })) return;
  Diagnostic& report = folder.Report(
      DiagnosticKind::kGuardNotBound, clause.span,
      Ticked("guard " + head.name.text) + " promises what a decision can't be held to: only one bound can be enforced");
  report.label = "can't be enforced";
  const tree::Clause* never = FindClause(head, ClauseWord::kNever);
  if (never != nullptr) report.related.push_back({never->span, "promised here"});
  report.help.push_back(
      "keep one bound, `never decision.discount is more than 35%` or `never decision.price is less than this "
      "product.cost`, or take `otherwise enforce` out");
}

}  // namespace

void LowerGuards(Folder& folder) {
  for (std::size_t i = 0; i < folder.guards.size(); ++i) {
    const tree::Head& head = *folder.guards[i];
    Guard& guard = folder.program.guards[i];
    guard.zone = ZoneOf(folder, head);
    const ErrorWatch watch(folder);
    ExprContext context{.zone = guard.zone};
    ForEachClause<tree::ExprPayload>(head, ClauseWord::kWhen, [&](const tree::Clause&, const tree::ExprPayload& when) {
      if (when.value) guard.when.push_back(CheckCondition(folder.typing, *when.value, context));
    });
    context.decision = true;
    ForEachClause<tree::ExprPayload>(head, ClauseWord::kNever,
                                     [&](const tree::Clause&, const tree::ExprPayload& never) {
                                       if (never.value)
                                         guard.never.push_back(CheckCondition(folder.typing, *never.value, context));
                                     });
    if (!watch.failed()) LowerEnforce(folder, head, guard);
  }
}

}  // namespace nextmove::dsl

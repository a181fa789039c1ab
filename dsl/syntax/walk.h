// Walks over written expressions, without recursion. Pure functions.
#pragma once

#include <vector>

#include "dsl/syntax/tree.h"

namespace nextmove::dsl {

// Pushes what stands directly below `expr`.
inline void PushOccurrence(const tree::Occurrence& occurrence, std::vector<const tree::Expr*>& out) {
  if (occurrence.value) out.push_back(occurrence.value.get());
  if (occurrence.where) out.push_back(occurrence.where.get());
}
inline void PushWindow(const tree::Window& window, std::vector<const tree::Expr*>& out) {
  if (window.since) PushOccurrence(*window.since, out);
}
inline void PushAggregate(const tree::Aggregate& aggregate, std::vector<const tree::Expr*>& out) {
  if (aggregate.what) out.push_back(aggregate.what.get());
  if (aggregate.occurrence) PushOccurrence(*aggregate.occurrence, out);
  PushWindow(aggregate.window, out);
}
inline void PushParts(const tree::Expr& expr, std::vector<const tree::Expr*>& out) {
  for (const auto& child : expr.children) {
    if (child) out.push_back(child.get());
  }
  if (expr.where) out.push_back(expr.where.get());
  if (expr.history) {
    for (const auto& step : expr.history->steps) PushOccurrence(step.occurrence, out);
    PushWindow(expr.history->window, out);
  }
  if (expr.aggregate) PushAggregate(*expr.aggregate, out);
}

// Calls `visit(const tree::Expr&)` for the expression and all that stands in it.
template <typename Visit>
void ForEachExpr(const tree::Expr& root, Visit&& visit) {
  std::vector<const tree::Expr*> open{&root};
  while (!open.empty()) {
    const tree::Expr* expr = open.back();
    open.pop_back();
    visit(*expr);
    PushParts(*expr, open);
  }
}

// The outermost expressions of a clause, in the order written.
std::vector<const tree::Expr*> ExpressionsOf(const tree::Clause& clause);

}  // namespace nextmove::dsl

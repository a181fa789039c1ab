// Walks over typed expressions, without recursion; those over written ones are in dsl/syntax/walk.h. Pure functions.
#pragma once

#include <vector>

#include "dsl/program/program.h"

namespace nextmove::dsl {

inline void PushHistory(const HistoryQuery& query, std::vector<const Expr*>& out) {
  if (query.window.since.where) out.push_back(&*query.window.since.where);
  for (auto step = query.steps.rbegin(); step != query.steps.rend(); ++step) {
    if (step->filter.where) out.push_back(&*step->filter.where);
  }
}

// Calls `visit(const Expr&)` for the typed expression and all that stands in it, conditions on events too.
template <typename Visit>
void ForEachExpr(const Expr& root, Visit&& visit) {
  std::vector<const Expr*> open{&root};
  while (!open.empty()) {
    const Expr* expr = open.back();
    open.pop_back();
    visit(*expr);
    if (expr->history != nullptr) PushHistory(*expr->history, open);
    for (auto child = expr->children.rbegin(); child != expr->children.rend(); ++child) open.push_back(&*child);
  }
}

}  // namespace nextmove::dsl

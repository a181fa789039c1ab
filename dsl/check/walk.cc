#include "dsl/check/walk.h"

namespace nextmove::dsl {
namespace {

using Roots = std::vector<const tree::Expr*>;

void Push(const tree::ExprPtr& expr, Roots& out) {
  if (expr) out.push_back(expr.get());
}
void Push(const tree::Scope& scope, Roots& out) {
  Push(scope.value, out);
  Push(scope.where, out);
}

// One overload for each payload that holds expressions; the rest hold none.
struct Collector {
  Roots& out;
  void operator()(const tree::ExprPayload& p) const { Push(p.value, out); }
  void operator()(const tree::ExprList& p) const {
    for (const auto& value : p.values) Push(value, out);
  }
  void operator()(const tree::ShowPayload& p) const {
    for (const auto& [name, value] : p.parts) Push(value, out);
  }
  void operator()(const tree::MovePayload& p) const { Push(p.where, out); }
  void operator()(const tree::SetPayload& p) const {
    Push(p.value, out);
    Push(p.condition, out);
  }
  void operator()(const tree::StepPayload& p) const {
    for (const auto& [value, from] : p.steps) {
      Push(value, out);
      Push(from, out);
    }
  }
  void operator()(const tree::RankPayload& p) const {
    for (const auto& [key, lowest] : p.keys) Push(key, out);
  }
  void operator()(const tree::BuyPayload& p) const { Push(p.scope, out); }
  void operator()(const tree::GivePayload& p) const {
    Push(p.amount, out);
    Push(p.scope, out);
    Push(p.up_to, out);
    Push(p.perk_value, out);
  }
  void operator()(const tree::OnPayload& p) const {
    for (const auto& moment : p.moments) {
      if (moment.occurrence) PushOccurrence(*moment.occurrence, out);
    }
  }
  void operator()(const tree::GivenPayload& p) const {
    for (const auto& fact : p.facts) {
      Push(fact.value, out);
      Push(fact.where, out);
    }
  }
  void operator()(const tree::ExpectPayload& p) const { Push(p.with, out); }
  template <typename Other>
  void operator()(const Other&) const {}
};

}  // namespace

std::vector<const tree::Expr*> ExpressionsOf(const tree::Clause& clause) {
  Roots out;
  std::visit(Collector{out}, clause.payload);
  return out;
}

}  // namespace nextmove::dsl

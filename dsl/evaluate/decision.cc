// Computes what a guard reads of a decision (language reference, paragraph 27).
#include <algorithm>

#include "dsl/evaluate/arithmetic.h"
#include "dsl/evaluate/evaluate.h"

namespace nextmove::dsl {

Value Evaluator::OfDecision(const Expr& expr) {
  const DecisionFacts* decision = scope_.decision;
  if (!decision) return {};
  if (expr.op == Op::kDecisionContains)
    return std::binary_search(decision->rules.begin(), decision->rules.end(), expr.index);
  if (expr.op == Op::kDecisionPrice) return decision->price;
  if (expr.type.kind != TypeKind::kPercent) return decision->discount;
  // The discount as a share of the cart.
  if (program_.cart_total < 0 || !decision->discount.money()) return {};
  Value storage;
  const Value& total = ReadAttribute(program_.cart_total, storage);
  if (!total.money()) return {};
  const Money hundredfold{decision->discount.money()->amount * Decimal(100), decision->discount.money()->currency};
  const Value part = Divide(hundredfold, total);
  return part.number() ? Value(Percent{*part.number()}) : Value();
}

}  // namespace nextmove::dsl

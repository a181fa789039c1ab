// Reads the bounds of guards, and finds those that a decision breaks.
#include "engine/decide/allocate/guards.h"

#include "engine/decide/kinds/cart.h"

namespace nextmove::engine {
namespace {

using dsl::Decimal;
using dsl::Expr;
using dsl::Op;
using dsl::Value;

// A bound as in `never decision.price is less than e`, on whichever side of the comparison the decision stands.
struct Comparison {
  Op op;  // with the decision on the left
  const Expr* bound;
};

// Of the four operations that a bound is written with.
Op Turned(Op op) {
  if (op == Op::kMoreThan) return Op::kLessThan;
  if (op == Op::kLessThan) return Op::kMoreThan;
  return op == Op::kAtLeast ? Op::kAtMost : Op::kAtLeast;
}

std::optional<Comparison> ReadComparison(const Expr& never, Op subject) {
  const bool compares =
      never.op == Op::kMoreThan || never.op == Op::kLessThan || never.op == Op::kAtLeast || never.op == Op::kAtMost;
  if (!compares || never.children.size() != 2) return std::nullopt;
  if (never.children[0].op == subject) return Comparison{never.op, &never.children[1]};
  if (never.children[1].op == subject) return Comparison{Turned(never.op), &never.children[0]};
  return std::nullopt;
}

bool Applies(const dsl::Guard& guard, const Frame& frame, const Scope& scope) {
  return frame.Under(scope).All(guard.when) == dsl::Truth::kYes;
}

// In smallest units of the currency, rounded down: a saving stays within its bound.
Decimal InUnits(const Decimal& amount, dsl::Currency currency, bool below) {
  Decimal scale(1);
  for (int i = 0; i < currency.digits(); ++i) scale = scale * Decimal(10);
  Decimal units = (amount * scale).Floor();
  if (below && units == amount * scale) units = units - Decimal(1);
  return units.DividedBy(scale).value_or(kZero);
}

template <typename Use>
void ForEachEnforced(const Frame& frame, Op subject, Use use) {
  for (const dsl::Guard& guard : frame.program.guards) {
    if (!guard.enforce || !Applies(guard, frame, {})) continue;
    for (const Expr& never : guard.never)
      if (const auto comparison = ReadComparison(never, subject)) use(guard, *comparison);
  }
}

}  // namespace

std::optional<DiscountBound> MostDiscount(const Frame& frame) {
  std::optional<DiscountBound> least;
  ForEachEnforced(frame, Op::kDecisionDiscount, [&](const dsl::Guard& guard, const Comparison& comparison) {
    const bool from_above = comparison.op == Op::kMoreThan || comparison.op == Op::kAtLeast;
    const Value bound = frame.Under({}).Evaluate(*comparison.bound);
    const auto cart = CartWorth(frame);
    std::optional<Decimal> amount;
    if (bound.money()) amount = bound.money()->amount;
    if (bound.percent() && cart) amount = *cart * bound.percent()->Fraction();
    if (!from_above || !amount) return;
    Decimal units = InUnits(*amount, frame.currency, comparison.op == Op::kAtLeast);
    if (units.is_negative()) units = kZero;
    const bool first = !least || units < least->most || (units == least->most && guard.name < least->guard->name);
    if (first) least = DiscountBound{units, &guard};
  });
  return least;
}

std::vector<PriceBound> PriceBounds(const Frame& frame) {
  std::vector<PriceBound> bounds;
  ForEachEnforced(frame, Op::kDecisionPrice, [&](const dsl::Guard& guard, const Comparison& comparison) {
    const Value bound = frame.Under({}).Evaluate(*comparison.bound);
    if (!bound.money()) return;
    const bool at_least = comparison.op == Op::kLessThan || comparison.op == Op::kAtMost;
    const bool excluded = comparison.op == Op::kAtMost || comparison.op == Op::kAtLeast;
    bounds.push_back({bound.money()->amount, at_least, excluded, &guard});
  });
  std::stable_sort(bounds.begin(), bounds.end(), [](const PriceBound& a, const PriceBound& b) {
    if (a.at_least != b.at_least) return a.at_least;
    if (a.at != b.at) return a.at_least ? a.at > b.at : a.at < b.at;
    return a.guard->name < b.guard->name;
  });
  return bounds;
}

std::vector<std::string> BrokenGuards(const dsl::DecisionFacts& facts, const std::vector<Value>& prices,
                                      const Frame& frame) {
  // The guards are tested once for each price, or once without a price when there is none.
  std::vector<dsl::DecisionFacts> looks(std::max<std::size_t>(prices.size(), 1), facts);
  for (std::size_t i = 0; i < prices.size(); ++i) looks[i].price = prices[i];
  std::vector<std::string> broken;
  const auto breaks = [&](const dsl::Guard& guard) {
    if (!Applies(guard, frame, {.decision = &facts})) return false;
    return std::any_of(guard.never.begin(), guard.never.end(), [&](const Expr& never) {
      return std::any_of(looks.begin(), looks.end(),
                         [&](const dsl::DecisionFacts& look) { return frame.Under({.decision = &look}).Holds(never); });
    });
  };
  for (const dsl::Guard& guard : frame.program.guards)
    if (breaks(guard)) broken.push_back(guard.name);
  std::sort(broken.begin(), broken.end());
  return broken;
}

}  // namespace nextmove::engine

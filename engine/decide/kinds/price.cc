// Reads what a rule does to a price, and combines what several do. Exact until the price is rounded once.
#include "engine/decide/kinds/price.h"

#include "dsl/value/index.h"
#include "engine/decide/kinds/cart.h"

namespace nextmove::engine {
namespace {

using dsl::Decimal;
using dsl::PriceStep;
using dsl::Value;

Decimal SmallestUnit(dsl::Currency currency) {
  Decimal scale(1);
  for (int i = 0; i < currency.digits(); ++i) scale = scale * Decimal(10);
  return Decimal(1).DividedBy(scale).value_or(Decimal(1));
}

// The largest multiple of the step not above `value`.
Decimal RoundedDown(const Decimal& value, const Decimal& step) {
  Decimal count = value.DividedBy(step).value_or(kZero).Floor();
  if (count * step > value) count = count - Decimal(1);  // the quotient was rounded up to a whole number
  if ((count + Decimal(1)) * step <= value) count = count + Decimal(1);
  return count * step;
}

Decimal RoundedUp(const Decimal& value, const Decimal& step) {
  const Decimal down = RoundedDown(value, step);
  return down == value ? down : down + step;
}

// Half to even.
Decimal Rounded(const Decimal& value, const Decimal& step) {
  const Decimal down = RoundedDown(value, step);
  const Decimal twice = (value - down) * Decimal(2);
  if (twice < step) return down;
  if (twice > step) return down + step;
  const bool even = RoundedDown(down, step * Decimal(2)) == down;
  return even ? down : down + step;
}

// `set`, `raise` and `lower` of one rule: the first `set` whose condition holds; every `raise` and `lower` that does.
// False: an amount is unknown.
bool ReadSteps(const dsl::kinds::Pricing& pricing, dsl::Evaluator& evaluator, PriceMove& move) {
  for (const PriceStep& step : pricing.steps) {
    if (step.kind == PriceStep::Kind::kSet && move.set) continue;
    if (step.condition && !evaluator.Holds(*step.condition)) continue;
    const Value value = evaluator.Evaluate(step.value);
    if (step.kind == PriceStep::Kind::kSet) {
      if (!value.money()) return false;
      move.set = value.money()->amount;
      continue;
    }
    if (!value.percent()) return false;
    const Decimal fraction = value.percent()->Fraction();
    const Decimal factor = step.kind == PriceStep::Kind::kRaise ? Decimal(1) + fraction : Decimal(1) - fraction;
    move.factor = move.factor * (factor.is_negative() ? kZero : factor);
  }
  return true;
}

// The item that the page is about, and its price: the page's item of the catalogue `product`, else of the first
// catalogue with one.
bool ReadStart(const dsl::kinds::Pricing& pricing, const Frame& frame, dsl::Evaluator& evaluator, PriceMove& move) {
  const auto& catalogues = frame.program.catalogues;
  std::optional<Decimal> listed;
  for (std::size_t i = 0; i < catalogues.size(); ++i) {
    const std::string* id = frame.facts.this_item(static_cast<int>(i)).text();
    const dsl::Record* record = id ? frame.situation->item(static_cast<int>(i), *id) : nullptr;
    if (!id || (!move.product.empty() && catalogues[i].name != "product")) continue;
    move.product = *id;
    listed.reset();
    const int field = frame.program.resolved.price_fields[i];
    if (!record || field < 0 || At(field) >= record->size()) continue;
    const dsl::Money* price = (*record)[At(field)].money();
    if (price && price->currency == frame.currency) listed = price->amount;
  }
  if (pricing.from) {
    const Value from = evaluator.Evaluate(*pricing.from);
    listed = from.money() ? std::optional(from.money()->amount) : std::nullopt;
  }
  if (listed) move.start = *listed;
  return listed.has_value();
}

bool ReadBound(const dsl::Box<dsl::Expr>& expr, dsl::Evaluator& evaluator, std::optional<Decimal>& bound) {
  if (!expr) return true;
  const Value value = evaluator.Evaluate(*expr);
  if (value.money()) bound = value.money()->amount;
  return value.money() != nullptr;
}

// One rule that moves the price, and what it says.
struct Mover {
  const PriceMove* move = nullptr;
  const Creative* says = nullptr;
};

// The step that the price is rounded to, from the best winner that names one.
Decimal StepOf(const std::vector<Mover>& winners, dsl::Currency currency) {
  for (const Mover& winner : winners)
    if (winner.move->round_to) return *winner.move->round_to;
  return SmallestUnit(currency);
}

class Combination {
 public:
  Combination(const std::vector<Mover>& winners, dsl::Currency currency)
      : winners_(winners), step_(StepOf(winners, currency)) {}

  const Decimal& Compute();
  void Enforce(const std::vector<PriceBound>& bounds);
  const Decimal& price() const { return price_; }
  const dsl::Guard* guard() const { return guard_; }
  std::vector<std::string> Reasons() const;

 private:
  const std::vector<Mover>& winners_;
  Decimal step_, price_;
  // Whose bound decided the price; at most one of the three.
  const Mover* floor_ = nullptr;
  const Mover* ceiling_ = nullptr;
  const dsl::Guard* guard_ = nullptr;
};

const Decimal& Combination::Compute() {
  price_ = winners_.front().move->start;
  const Mover* highest = nullptr;
  const Mover* lowest = nullptr;
  for (const Mover& winner : winners_) {
    const PriceMove& move = *winner.move;
    if (move.floor && (!highest || *move.floor > *highest->move->floor)) highest = &winner;
    if (move.ceiling && (!lowest || *move.ceiling < *lowest->move->ceiling)) lowest = &winner;
  }
  for (const Mover& winner : winners_) {
    if (!winner.move->set) continue;
    price_ = *winner.move->set;
    break;
  }
  for (const Mover& winner : winners_) price_ = price_ * winner.move->factor;
  price_ = Rounded(price_, step_);
  if (highest && price_ < *highest->move->floor) {
    price_ = RoundedUp(*highest->move->floor, step_);
    floor_ = highest;
  }
  if (lowest && price_ > *lowest->move->ceiling) {
    price_ = RoundedDown(*lowest->move->ceiling, step_);
    ceiling_ = lowest;
    floor_ = nullptr;
  }
  return price_;
}

// Moves the price within the bounds of the guards, rounding so that it stays within them.
void Combination::Enforce(const std::vector<PriceBound>& bounds) {
  for (const PriceBound& bound : bounds) {
    const bool broken = bound.at_least ? (bound.excluded ? price_ <= bound.at : price_ < bound.at)
                                       : (bound.excluded ? price_ >= bound.at : price_ > bound.at);
    if (!broken) continue;
    price_ = bound.at_least ? RoundedUp(bound.at, step_) : RoundedDown(bound.at, step_);
    if (bound.excluded && price_ == bound.at) price_ = bound.at_least ? price_ + step_ : price_ - step_;
    guard_ = bound.guard;
    floor_ = ceiling_ = nullptr;
  }
}

std::vector<std::string> Combination::Reasons() const {
  std::vector<std::string> reasons;
  const auto add = [&](const Mover* winner, auto wanted) {
    if (!winner) return;
    for (const PartValue& part : winner->says->parts)
      if (wanted(part.name) && part.value.text()) reasons.push_back(*part.value.text());
  };
  for (const Mover& winner : winners_)
    add(&winner, [](const std::string& name) { return name != "at_floor" && name != "at_ceiling"; });
  add(floor_, [](const std::string& name) { return name == "at_floor"; });
  add(ceiling_, [](const std::string& name) { return name == "at_ceiling"; });
  if (guard_) reasons.push_back(guard_->name);
  return reasons;
}

}  // namespace

std::string_view ReadMove(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator,
                          std::optional<PriceMove>& move) {
  PriceMove read;
  const dsl::kinds::Pricing& pricing = *rule.pricing();
  if (!ReadStart(pricing, frame, evaluator, read) || !ReadSteps(pricing, evaluator, read)) return "give";
  if (!ReadBound(pricing.floor, evaluator, read.floor) || !ReadBound(pricing.ceiling, evaluator, read.ceiling))
    return "floor";
  std::optional<Decimal> step;
  if (ReadBound(pricing.round_to, evaluator, step) && step && *step > kZero) read.round_to = step;
  move = std::move(read);
  const std::vector<Mover> alone = {{&*move, nullptr}};
  return Combination(alone, frame.currency).Compute() == move->start ? "give" : std::string_view();
}

FinalPrice CombinePrices(const std::vector<const Judged*>& winners, const std::vector<PriceBound>& bounds,
                         dsl::Currency currency) {
  std::vector<Mover> movers;
  for (const Judged* winner : winners) movers.push_back({winner->move(), &winner->creative});
  Combination combination(movers, currency);
  combination.Compute();
  combination.Enforce(bounds);
  const PriceMove& first = *movers.front().move;
  FinalPrice result;
  result.content.product = first.product;
  result.content.reference = {first.start, currency};
  result.content.price = {combination.price(), currency};
  result.content.reasons = combination.Reasons();
  result.moved = combination.price() != first.start;
  result.guard = combination.guard();
  return result;
}

}  // namespace nextmove::engine

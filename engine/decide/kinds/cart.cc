// Reads the cart as discounts see it, and splits savings over its lines.
#include "engine/decide/kinds/cart.h"

#include "dsl/value/index.h"

namespace nextmove::engine {
using dsl::Decimal;
using dsl::Money;
using dsl::Value;

Lines::Lines(const Frame& frame, int attribute) : frame_(frame), fields_(frame.program.resolved.lines[At(attribute)]) {
  const dsl::Attribute& declared = frame.program.attributes[At(attribute)];
  const Value& sent = frame.facts.attribute(attribute);
  list_ = sent.is_known() ? sent.list() : declared.otherwise.list();
}

std::optional<Line> Lines::Read(std::size_t i) const {
  const Value* price = Field(i, fields_.price);
  const Value* quantity = Field(i, fields_.quantity);
  if (!price || !price->money() || !quantity || !quantity->number()) return std::nullopt;
  const Money& money = *price->money();
  if (money.currency != frame_.currency || money.amount <= kZero || *quantity->number() <= kZero) return std::nullopt;
  return Line{i, money.amount, *quantity->number()};
}

std::string Lines::product(std::size_t i) const {
  const Value* product = Field(i, fields_.product);
  return product && product->text() ? *product->text() : std::string();
}

const Value* Lines::Field(std::size_t i, int field) const {
  const dsl::Record* fields = field < 0 ? nullptr : record(i);
  return fields && At(field) < fields->size() ? &(*fields)[At(field)] : nullptr;
}

std::optional<Decimal> CartTotal(const Frame& frame) {
  const int index = frame.program.cart_total;
  if (index < 0) return std::nullopt;
  const Value& sent = frame.facts.attribute(index);
  const Value& value = sent.is_known() ? sent : frame.program.attributes[At(index)].otherwise;
  if (!value.money() || (value.money()->currency != frame.currency && !value.money()->amount.is_zero()))
    return std::nullopt;
  return value.money()->amount;
}

bool CartIsEmptyOrUnknown(const Frame& frame) {
  const auto total = CartTotal(frame);
  return !total || *total <= kZero;
}

std::optional<Decimal> CartWorth(const Frame& frame) {
  const auto total = CartTotal(frame);
  if (total && *total > kZero) return total;
  if (frame.program.cart_items < 0) return std::nullopt;
  const Lines lines(frame, frame.program.cart_items);
  Decimal sum = kZero;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (const auto line = lines.Read(i)) sum = sum + line->total();
  return sum > kZero ? std::optional(sum) : std::nullopt;
}

void Distribute(const Decimal& total, int digits, std::vector<std::pair<std::size_t, Decimal>>& shares) {
  Decimal sum = kZero;
  for (const auto& share : shares) sum = sum + share.second;
  if (sum <= kZero) return;
  Decimal scale(1), unit(1);
  for (int i = 0; i < digits; ++i) scale = scale * Decimal(10);
  unit = Decimal(1).DividedBy(scale).value_or(Decimal(1));
  std::vector<std::pair<Decimal, std::size_t>> remainders;
  Decimal left = total;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Decimal exact = (shares[i].second * total).DividedBy(sum).value_or(kZero);
    Decimal floor = (exact * scale).Floor() * unit;
    if (floor * sum > shares[i].second * total) floor = floor - unit;  // the quotient was rounded up to a whole unit
    remainders.push_back({exact - floor, i});
    shares[i].second = floor;
    left = left - floor;
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [remainder, i] : remainders) {
    if (left <= kZero) break;
    const Decimal step = Least(left, unit);
    shares[i].second = shares[i].second + step;
    left = left - step;
  }
}

}  // namespace nextmove::engine

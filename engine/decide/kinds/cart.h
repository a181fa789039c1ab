// The cart as discounts see it: its lines, its total, and how a saving is split over lines.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/decide/read/frame.h"

namespace nextmove::engine {

inline const dsl::Decimal kZero(0);
inline dsl::Decimal Least(const dsl::Decimal& a, const dsl::Decimal& b) { return a < b ? a : b; }

// A line of a list: the attribute and the index in it.
using LineKey = std::pair<int, std::size_t>;

// A line of the cart with a price and a quantity above zero.
struct Line {
  std::size_t index;
  dsl::Decimal price, quantity;
  dsl::Decimal total() const { return price * quantity; }
};

// Reads the lines of a list by their fields `price` and `quantity`. Keeps a reference to the frame.
class Lines {
 public:
  Lines(const Frame& frame, int attribute);
  bool empty() const { return !list_ || list_->empty(); }
  std::size_t size() const { return list_ ? list_->size() : 0; }
  const dsl::Record* record(std::size_t i) const { return (*list_)[i].record(); }
  // None where the price or the quantity is unknown: such a line saves nothing.
  std::optional<Line> Read(std::size_t i) const;
  std::string product(std::size_t i) const;

 private:
  const dsl::Value* Field(std::size_t i, int field) const;

  const Frame& frame_;
  const dsl::List* list_ = nullptr;
  dsl::LineFields fields_;
};

// `cart.total`, with its `otherwise`; none when unknown.
std::optional<dsl::Decimal> CartTotal(const Frame& frame);
bool CartIsEmptyOrUnknown(const Frame& frame);
// What all savings together can't exceed: `cart.total`, or the sum of the lines where the total is unknown or zero;
// none when both are.
std::optional<dsl::Decimal> CartWorth(const Frame& frame);

// Splits `total` over the lines by their exact shares in smallest units; what is left goes to the largest remainders.
void Distribute(const dsl::Decimal& total, int digits, std::vector<std::pair<std::size_t, dsl::Decimal>>& shares);

}  // namespace nextmove::engine

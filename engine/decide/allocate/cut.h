// What all discounts of one decision may save together (language reference, 21 and 27).
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/decide/allocate/winner.h"
#include "engine/decide/kinds/cart.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// What is left of the cart, and of each of its lines, while the winners take their savings, best first. Together they
// never exceed the cart nor the bound of a guard, nor those on a line the line. Thread-compatible.
class CartLeft {
 public:
  using Shares = std::vector<std::pair<LineKey, dsl::Decimal>>;
  // What is used again from one decision to the next.
  struct Memory {
    Shares lines, shares;
  };
  CartLeft(const Frame& frame, Memory& memory);
  // Cuts the winner's savings to what is left, takes them, and writes where they fall. One cut to nothing is stopped at
  // `give`; one cut by the guard names it.
  void Take(SettledDiscount& winner);
  // Undoes Take, but for the cut.
  void GiveBack(const SettledDiscount& winner);

 private:
  bool CutPart(Part& part);
  void WriteSaving(SettledDiscount& winner);

  const Frame& frame_;
  std::optional<dsl::Decimal> room_;   // of the cart or the bound; none: the cart is unknown
  const dsl::Guard* guard_ = nullptr;  // whose bound is less than the cart
  Shares& lines_;                      // what is left of each that was asked about
  Shares& shares_;
};

}  // namespace nextmove::engine

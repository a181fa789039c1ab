// What all discounts of one decision may save together (language reference, paragraphs 21 and 27).
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/decide/allocate/winner.h"
#include "engine/decide/kinds/cart.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// What is left of the cart, and of each of its lines, while the winners take their savings, best first. All savings
// together never exceed the cart or the bound of a guard, and the savings on one line never exceed that line.
// Thread-compatible.
class CartLeft {
 public:
  using Shares = std::vector<std::pair<LineKey, dsl::Decimal>>;
  // Memory that is used again from one decision to the next.
  struct Memory {
    Shares lines, shares;
  };
  CartLeft(const Frame& frame, Memory& memory);
  // Cuts the winner's savings to what is left, takes them, and writes on which lines they fall. A discount that is cut
  // to zero is marked as stopped at `give`; one that a guard cuts names that guard.
  void Take(SettledDiscount& winner);
  // Gives back what Take took; the winner's savings stay as they were cut.
  void GiveBack(const SettledDiscount& winner);

 private:
  bool CutPart(Part& part);
  void WriteSaving(SettledDiscount& winner);

  const Frame& frame_;
  std::optional<dsl::Decimal> room_;   // of the cart or the bound; none: the cart is unknown
  const dsl::Guard* guard_ = nullptr;  // whose bound is less than the cart
  Shares& lines_;                      // what is left of each line that a saving fell on
  Shares& shares_;
};

}  // namespace nextmove::engine

// What all discounts of one decision may save together (`language.md` 21, 27).
#pragma once

#include <map>
#include <optional>

#include "engine/decide/candidate.h"
#include "engine/decide/kinds/cart.h"
#include "engine/decide/read/frame.h"
#include "engine/decide/allocate/guards.h"

namespace nextmove::engine {

// What is left of the cart, and of each of its lines, while the winners take their savings, best first. Together they
// never exceed the cart nor the bound of a guard, nor those on a line the line. Thread-compatible.
class CartLeft {
 public:
  explicit CartLeft(Frame& frame);
  // Cuts the winner's savings to what is left and takes them. One cut to nothing is stopped at `give`; one cut by the
  // guard has it among its reasons.
  void Take(Candidate& winner);
  // Undoes Take, but for the cut.
  void GiveBack(const Candidate& winner);

 private:
  bool CutPart(Part& part);

  Frame& frame_;
  std::optional<dsl::Decimal> room_;       // of the cart or the bound; none: the cart is unknown
  const dsl::Guard* guard_ = nullptr;      // whose bound is less than the cart
  std::map<LineKey, dsl::Decimal> lines_;  // what is left of each that was asked about
};

// Writes `parts` into the answer: the total and where it falls.
void WriteSavings(Frame& frame, Candidate& candidate);

}  // namespace nextmove::engine

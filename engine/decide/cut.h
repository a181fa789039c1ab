// What all discounts of one decision may save together (`language.md` 21, 27).
#pragma once

#include "engine/decide/candidate.h"
#include "engine/decide/cart.h"
#include "engine/decide/frame.h"

namespace nextmove::engine {

// Cuts the savings of the winners, best first, so that together they never exceed the cart, the bound of a guard if
// there is one, nor those on a line the line: the last is cut first. A winner cut to nothing is no longer `won`.
void CutToCart(Frame& frame, const std::vector<Candidate*>& winners, const std::optional<dsl::Decimal>& bound);

// Writes `parts` into the answer: the total and where it falls.
void WriteSavings(Frame& frame, Candidate& candidate);

}  // namespace nextmove::engine

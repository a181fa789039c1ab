// What a discount saves (`language.md` 18, 20, 21). Exact: decimals, rounded once, half to even.
#pragma once

#include "engine/decide/candidate.h"
#include "engine/decide/frame.h"

namespace nextmove::engine {

// Fills the grants, the parts and the saving of the candidate. False: no discount (a saving of zero, an amount that
// is unknown or in another currency, a gift that is not offered).
bool ComputeDiscount(const dsl::Rule& rule, Frame& frame, Candidate& candidate);

// Cuts the savings of the winners, best first, so that together they never exceed the cart, nor those on a line the
// line: the last is cut first. A winner cut to nothing is no longer `won`.
void CutToCart(Frame& frame, const std::vector<Candidate*>& winners);

// Writes `parts` into the answer: the total and where it falls.
void WriteSavings(Frame& frame, Candidate& candidate);

}  // namespace nextmove::engine

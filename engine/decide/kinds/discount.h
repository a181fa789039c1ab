// What a discount saves (`language.md` 18, 19, 20). Exact: decimals, rounded once, half to even.
#pragma once

#include "engine/decide/candidate.h"
#include "engine/decide/kinds/deal.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Fills the grants, the parts and the saving of the candidate. Gives the clause that stops it: `buy` when a deal is
// short of pieces, `give` when nothing is saved, an amount is unknown or in another currency, or a gift is not offered;
// empty: it saves. Pieces that are `taken` are not there for a deal; those that its sets take are added.
std::string_view ComputeDiscount(const dsl::Rule& rule, Frame& frame, Pieces& taken, Candidate& candidate);

// A piece serves one deal: computes the deals among the winners anew, those that save most alone first, each from the
// pieces that the ones before left. One that saves nothing then is stopped.
void ShareOutPieces(Frame& frame, const std::vector<Candidate*>& winners);

}  // namespace nextmove::engine

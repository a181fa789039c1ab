// What a discount saves (language reference, paragraphs 18, 19 and 20). Exact: decimals, rounded once, half to even.
#pragma once

#include "engine/decide/judged.h"
#include "engine/decide/kinds/deal.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Fills `savings`, reusing its memory. Returns the clause that stops the rule: `buy` when a deal is short of pieces,
// `give` when nothing is saved, an amount is unknown or in another currency, or a gift is not offered; empty: it saves.
// Pieces that are `taken` are not available to a deal; the pieces that its sets take are added to them. `worth` is the
// saving of a perk without a price of its own.
std::string_view ComputeSavings(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator,
                                const dsl::Value& worth, Pieces& taken, Savings& savings);

}  // namespace nextmove::engine

// What a discount saves (`language.md` 18, 19, 20). Exact: decimals, rounded once, half to even.
#pragma once

#include "engine/decide/judged.h"
#include "engine/decide/kinds/deal.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Fills `savings`, in the memory that it has. Gives the clause that stops the rule: `buy` when a deal is short of
// pieces, `give` when nothing is saved, an amount is unknown or in another currency, or a gift is not offered; empty:
// it saves. Pieces that are `taken` are not there for a deal; those that its sets take are added. `worth` is the saving
// of a perk without a price of its own.
std::string_view ComputeSavings(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator,
                                const dsl::Value& worth, Pieces& taken, Savings& savings);

}  // namespace nextmove::engine

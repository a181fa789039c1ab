// What the winners of a decision come to together (language reference, 15, 19, 21, 27): pieces, the cart, budgets of
// groups.
#pragma once

#include <span>

#include "engine/decide/allocate/winner.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Settles `winners` in the order given, best first: deals share the pieces, savings are cut to the cart and its lines
// and to what guards allow, and those of one group share its budgets.
Settlement Settle(const Frame& frame, std::span<const Judged* const> winners);

// The note of a saving that is less beside the other winners than alone; none: it is not.
std::optional<ConditionNode> NoteOfCut(const Frame& frame, const SettledDiscount& discount);

}  // namespace nextmove::engine

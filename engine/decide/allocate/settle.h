// What the winners of a decision save and use up together (language reference, paragraphs 15, 19, 21 and 27): pieces of
// the cart, its total, and the budgets of groups.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/decide/allocate/cut.h"
#include "engine/decide/allocate/winner.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Thread-compatible; keeps a reference to the frame.
class Settling {
 public:
  // Memory that is used again from one decision to the next.
  struct Memory {
    CartLeft::Memory cart;
    std::vector<SettledDiscount*> deals;
  };
  Settling(const Frame& frame, Memory& memory) : frame_(frame), memory_(memory) {}
  // Takes the winners in the order given, best first: deals share the pieces, savings are cut to the cart, to its lines
  // and to what guards allow, and the rules of one group share its budgets.
  void Settle(std::span<const Judged* const> winners, Settlement& settlement);

 private:
  void ShareOutPieces(std::vector<SettledDiscount>& discounts);

  const Frame& frame_;
  Memory& memory_;
};

// A note for `explain` when the discount saves less because other winners took their part first; none: it saves what it
// would save alone.
std::optional<ConditionNode> NoteOfCut(const Frame& frame, const SettledDiscount& discount);

}  // namespace nextmove::engine

// What the winners of a decision come to together (language reference, 15, 19, 21, 27): pieces, the cart, budgets of
// groups.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/decide/allocate/cut.h"
#include "engine/decide/allocate/winner.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Settles winners. Thread-compatible; refers to the frame.
class Settling {
 public:
  // What is used again from one decision to the next.
  struct Memory {
    CartLeft::Memory cart;
    std::vector<SettledDiscount*> deals;
  };
  Settling(const Frame& frame, Memory& memory) : frame_(frame), memory_(memory) {}
  // In the order given, best first: deals share the pieces, savings are cut to the cart and its lines and to what
  // guards allow, and those of one group share its budgets.
  void Settle(std::span<const Judged* const> winners, Settlement& settlement);

 private:
  void ShareOutPieces(std::vector<SettledDiscount>& discounts);

  const Frame& frame_;
  Memory& memory_;
};

// The note of a saving that is less beside the other winners than alone; none: it is not.
std::optional<ConditionNode> NoteOfCut(const Frame& frame, const SettledDiscount& discount);

}  // namespace nextmove::engine

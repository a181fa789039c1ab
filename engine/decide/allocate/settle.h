// What the winners of a decision come to together (`language.md` 15, 19, 21, 27): pieces, the cart, budgets of groups.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/decide/candidate.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// A winner that comes to nothing beside the others.
struct Vain {
  std::size_t candidate = 0;
  ReasonCode code = ReasonCode::kNoEffect;
  std::string_view clause;  // `buy`, `give`, `budget`
  ConditionNode note;       // with an explanation
};

struct Settlement {
  struct Discount {
    std::size_t index = 0;
    Candidate settled;  // the candidate with what it saves beside the others
  };
  std::vector<Discount> discounts;
  std::vector<Vain> vain;  // in the order of winning
};

// Settles `winners`, indices into `candidates`, in the order given, best first: deals share the pieces, savings are cut
// to the cart and its lines and to what guards allow, and those of one group share its budgets.
Settlement Settle(Frame& frame, const std::vector<Candidate>& candidates, const std::vector<std::size_t>& winners);

}  // namespace nextmove::engine

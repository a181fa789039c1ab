// Quantity deals: sets of whole pieces (language reference, paragraph 19).
#pragma once

#include <string_view>
#include <vector>

#include "engine/decide/judged.h"
#include "engine/decide/kinds/cart.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// How many pieces of each line are used by a deal.
using Pieces = std::map<LineKey, std::int64_t>;

struct DealSaving {
  std::string_view clause;  // what stops it: `buy`, `give`; empty: there is a set
  std::vector<Part> parts;  // one per `give`; those on pieces are exact, not yet capped or rounded
  Pieces pieces;            // the pieces that its sets take
};

// Whether the rule saves on pieces of sets.
bool IsDeal(const dsl::Rule& rule);
// Whether the `give` is on the pieces of a set; else it is on what it names, once there is a set.
bool IsOnPieces(const dsl::Rule& rule, const dsl::Give& give);

// Forms the sets of a deal from the pieces that are not `taken`.
DealSaving FormSets(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator, const Pieces& taken);

}  // namespace nextmove::engine

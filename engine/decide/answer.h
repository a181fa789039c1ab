// From winners to the answer: the actions in order, the total saving and the prices, and what is left empty.
#pragma once

#include <map>
#include <span>

#include "engine/decide/allocate/allocate.h"
#include "engine/decide/kinds/price.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// The prices that the winners make, by placement.
struct Prices {
  std::map<int, FinalPrice> by_placement;
  std::map<int, FinalPrice> unmoved;  // prices that no rule changed: there is no action for them
};
Prices SetPrices(const Frame& frame, std::span<const Winner> winners);

// `winners` are best first. A pricing winner whose price stays what it was gives no action.
void WriteAnswer(const Frame& frame, std::span<const Winner> winners, const Prices& prices,
                 const Allocation& allocation, Decision& decision);

}  // namespace nextmove::engine

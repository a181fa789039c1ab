// From winners to the answer: actions in order, what all of them together come to, what is left empty.
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
  std::map<int, FinalPrice> unmoved;  // that stay what they were: without a change there is no action
};
Prices SetPrices(const Frame& frame, std::span<const Winner> winners);

// `winners` best first; of those whose price stays what it was there is no action.
void WriteAnswer(const Frame& frame, std::span<const Winner> winners, const Prices& prices,
                 const Allocation& allocation, Decision& decision);

}  // namespace nextmove::engine

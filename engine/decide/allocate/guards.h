// Guards on one decision (language reference, paragraph 27): bounds that `otherwise enforce` keeps, and promises that
// are broken.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/decide/kinds/price.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// The most that all savings together may be, by the guards with `otherwise enforce`; none: there is no such bound.
struct DiscountBound {
  dsl::Decimal most;
  const dsl::Guard* guard = nullptr;
};
std::optional<DiscountBound> MostDiscount(const Frame& frame);
// The bounds that such guards put on a price, floors first, so that a ceiling has the last word as in a rule.
std::vector<PriceBound> PriceBounds(const Frame& frame);

// The guards that the decision breaks, by name. `prices` are those of all places.
std::vector<std::string> BrokenGuards(const dsl::DecisionFacts& facts, const std::vector<dsl::Value>& prices,
                                      const Frame& frame);

}  // namespace nextmove::engine

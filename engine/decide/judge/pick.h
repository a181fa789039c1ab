// `pick` (`language.md` 11).
#pragma once

#include <vector>

#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Binds the values of all picks of the rule in turn: `picks` gets one for each. False: there is nothing to pick for the
// one at picks.size() - 1. `picks` must stay where it is while the frame's evaluator is used for the rule.
bool ChoosePicks(const dsl::Rule& rule, Frame& frame, std::vector<dsl::Value>& picks);

}  // namespace nextmove::engine

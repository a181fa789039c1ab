// Chooses the values of `pick` (language reference, paragraph 11).
#pragma once

#include <vector>

#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Binds the values of all picks of the rule in turn: `picks` gets one value for each. `scope` has no picks of its own.
// False: there is nothing to pick for the pick at index picks.size() - 1.
bool ChoosePicks(const dsl::Rule& rule, const Frame& frame, Scope scope, std::vector<dsl::Value>& picks);

}  // namespace nextmove::engine

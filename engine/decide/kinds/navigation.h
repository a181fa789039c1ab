// The order of a menu (language reference, paragraph 23).
#pragma once

#include <string>
#include <vector>

#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// The items of `menu` (a list of ids) in the rule's order. Pinned items keep their place; those that fit `where` are
// ranked, the best few go to the front of the free places, the rest keep their order.
std::vector<std::string> OrderMenu(const dsl::Rule& rule, const dsl::Value& menu, dsl::Evaluator& evaluator);

}  // namespace nextmove::engine

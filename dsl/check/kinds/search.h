// `search`: what moves results up and down (language reference, paragraph 23).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Fills `boosts`, `pins` and `menu_catalogue`. `context` is that of the rule, with its picks.
void LowerSearch(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule);

}  // namespace nextmove::dsl

// `rank`, `pin` and `move` of a navigation: the new order of a menu.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

void LowerNavigation(Folder& folder, const tree::Head& head, Rule& rule);

}  // namespace nextmove::dsl

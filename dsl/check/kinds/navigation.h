// `rank`, `pin` and `move` of a navigation: the new order of a menu.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Fills `item_rank`, `pins`, the moves and `menu_catalogue`. `context` is that of the rule, with its picks.
void LowerNavigation(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule);
// Items that keep their place, of a menu or of search results.
void LowerPins(Folder& folder, const tree::ExprList& pins, ExprContext context, Rule& rule);
// The catalogue that fits what the head's clauses say of the items; -1: none.
int MenuCatalogue(const Folder& folder, const tree::Head& head);

}  // namespace nextmove::dsl

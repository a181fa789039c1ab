// `give` and `valid`: what a discount takes off or adds.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

void LowerDiscount(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule);

}  // namespace nextmove::dsl

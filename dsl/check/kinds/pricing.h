// `pricing`: steps of a price and its bounds (language reference, paragraph 22).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Fills kinds::Pricing. `context` is that of the rule.
void LowerPricing(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule);

}  // namespace nextmove::dsl

// `ask`: a question, the replies to it and the attribute that keeps them.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Fills `answer` and `options`. `context` is that of the rule, with its picks.
void LowerAsk(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule);

}  // namespace nextmove::dsl

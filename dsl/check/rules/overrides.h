// `overrides`: which rules a rule suppresses, groups written out.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// After all rules know their groups.
void LowerOverrides(Folder& folder);
// Those of one head that stands for the rule in an arm of an experiment.
std::vector<int> LowerOverridesOf(Folder& folder, const tree::Head& head, int rule);
// Circles that an arm makes, with the rules as written and with an arm of one other experiment. REQUIRES: the rules as
// written have none.
void CheckOverridesOfArms(Folder& folder);

}  // namespace nextmove::dsl

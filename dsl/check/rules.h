// The common part of the decision heads, and what each kind adds.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

void LowerRules(Folder& folder);

// Purposes that a clause names, as indices into Project::purposes, each once; stops at the first error.
std::vector<int> LowerPurposes(Folder& folder, const tree::Head& head, ClauseWord word);

}  // namespace nextmove::dsl

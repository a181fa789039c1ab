// The first pass: what each name of the folder means, and the heads in an order that no file order changes.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Fills `folder.declarations`, `project` and the vectors of heads; sizes the vectors of the Program. Reports names that
// are declared twice, look alike or have one id, and a project that is missing or there twice.
void Declare(const std::vector<tree::File>& files, Folder& folder);

}  // namespace nextmove::dsl

// `project`, `attribute` and `catalogue`: what the shop knows.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

void LowerProject(Folder& folder);
// Types, then values and offers; catalogues before attributes, that hold their items.
void LowerCatalogues(Folder& folder);
void LowerAttributes(Folder& folder);
void LowerOffers(Folder& folder);

}  // namespace nextmove::dsl

// `project`, `attribute` and `catalogue`: what the shop knows; and what events have in common with them.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// `consent p, in this session q` of an attribute or event.
struct ConsentWords {
  int purpose = 0;
  int session_purpose = -1;
};
ConsentWords ReadConsent(Folder& folder, const tree::Head& head);
// `origin given`; `observed` without, and after an error.
std::string ReadOrigin(Folder& folder, const tree::Head& head);
// The fields of an event or a catalogue.
std::vector<FieldType> ReadFields(Folder& folder, const tree::Head& head);

void LowerProject(Folder& folder);
// Types, then values and offers; catalogues before attributes, that hold their items.
void LowerCatalogues(Folder& folder);
void LowerAttributes(Folder& folder);
void LowerOffers(Folder& folder);

}  // namespace nextmove::dsl

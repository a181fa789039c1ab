// `say`, `show` and `use`: what a rule or a content shows, in every locale of the project.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// The parts of a head's own `say` and `show`.
ContentParts LowerParts(Folder& folder, const tree::Head& head, const ExprContext& context);
// Adds the parts of the contents that the head's `use` names; the head's own parts come first.
void MergeUsed(Folder& folder, const tree::Head& head, ContentParts& parts);
// A text in every locale of the project, in their order; empty after an error. `part` is what it is called.
std::vector<Template> LowerTexts(Folder& folder, const tree::Name& part, const std::vector<tree::LocalizedText>& texts,
                                 const ExprContext& context);
void LowerContents(Folder& folder);

}  // namespace nextmove::dsl

// Consent as a type: what a rule reads under a purpose it must need or use (`language.md`, consent).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Reports each purpose that the rule reads without a word on it; once a purpose, at the first place.
void RequireConsent(Folder& folder, const tree::Head& head, const Rule& rule);
// Likewise of whom an experiment looks at; what it measures is counted afterwards.
void RequireConsent(Folder& folder, const tree::Head& head, const Experiment& experiment);

}  // namespace nextmove::dsl

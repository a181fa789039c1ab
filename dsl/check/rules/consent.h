// Consent as a type: what a rule reads under a purpose it must need or use (language reference, consent).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Reports each purpose that the rule reads and neither needs nor uses; once a purpose, at the first place.
void RequireConsent(Folder& folder, const tree::Head& head, const Rule& rule);
// Likewise for the visitors that an experiment chooses. What it measures is counted later and needs no consent here.
void RequireConsent(Folder& folder, const tree::Head& head, const Experiment& experiment);

}  // namespace nextmove::dsl

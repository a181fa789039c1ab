// `given` of a test: one fact to one TestFact.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// None after an error.
std::optional<TestFact> LowerFact(Folder& folder, const tree::Fact& fact);

}  // namespace nextmove::dsl

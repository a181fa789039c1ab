// `given` of a test: one fact to one TestFact; and the events that happen in tests.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// None after an error.
std::optional<TestFact> LowerFact(Folder& folder, const tree::Fact& fact);
// `purchased product "tent"` as it happens once, now; none after an error.
std::optional<TestFact> LowerEventFact(Folder& folder, const tree::Occurrence& occurrence);

}  // namespace nextmove::dsl

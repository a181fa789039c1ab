// Writes a rule file in its one layout; the rules of it are in docs/decisions/0003-layout.md. Pure function.
#pragma once

#include <string>

#include "dsl/source/source.h"
#include "dsl/syntax/tree.h"

namespace nextmove::dsl {

// The text of the file in the one layout, with all its comments and with values and texts as the author wrote them.
// REQUIRES: `file` was parsed from these sources without an error.
std::string Print(const tree::File& file, const SourceSet& sources);

}  // namespace nextmove::dsl

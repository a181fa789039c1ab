// Whether two trees say the same. Pure function.
#pragma once

#include "dsl/syntax/tree.h"

namespace nextmove::dsl::tree {

// Compares all that was written but its places: names, values, order, parentheses.
bool SameMeaning(const File& a, const File& b);

}  // namespace nextmove::dsl::tree

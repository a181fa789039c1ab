// Which clauses stand in which head, and how often: the table of words.h, said to people.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Reports clauses in the wrong head, repeated and missing ones, and heads that say too little.
void CheckHeads(Folder& folder);

}  // namespace nextmove::dsl

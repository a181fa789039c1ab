// `signal`, `score` and `clusters`: what is computed or learned of a visitor.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Each adds what it reads of consents to `reads`; scores and clusters come from outside and need none.
void LowerSignal(Folder& folder, const tree::Head& head, Signal& signal, Reads& reads);
void LowerScore(Folder& folder, const tree::Head& head, Score& score);
void LowerClusters(Folder& folder, const tree::Head& head, Clusters& clusters);

}  // namespace nextmove::dsl

// Values, tiers, segments, signals, scores and clusters read one another: an order in which each comes after what it
// reads.
#pragma once

#include <functional>
#include <vector>

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Visits the nodes 0..count-1 of a graph so that each comes after those it leads to. `circle` is called once for each
// edge that closes a circle, with the nodes of the circle from its first. Without recursion.
std::vector<int> OrderBy(int count, const std::function<std::vector<int>(int)>& edges,
                         const std::function<void(const std::vector<int>&)>& circle);

// Fills `in_order`, `values`, `tiers`, `segments` and their indices; reports circles.
void NumberInOrder(Folder& folder);

}  // namespace nextmove::dsl

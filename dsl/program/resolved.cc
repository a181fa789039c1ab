// Stores many short lists of positions in two flat arrays.
#include "dsl/program/resolved.h"

#include <cstddef>

#include "dsl/value/index.h"

namespace nextmove::dsl {

PositionLists::PositionLists(const std::vector<std::vector<int>>& lists) {
  begins_.reserve(lists.size() + 1);
  begins_.push_back(0);
  for (const std::vector<int>& list : lists) {
    positions_.insert(positions_.end(), list.begin(), list.end());
    begins_.push_back(static_cast<int>(positions_.size()));
  }
}

std::span<const int> PositionLists::operator[](int index) const {
  if (index < 0 || At(index) + 1 >= begins_.size()) return {};
  const auto begin = At(begins_[At(index)]), end = At(begins_[At(index) + 1]);
  return std::span(positions_).subspan(begin, end - begin);
}

}  // namespace nextmove::dsl

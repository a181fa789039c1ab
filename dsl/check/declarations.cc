// Searches declared names for one that was meant.
#include "dsl/check/declarations.h"

#include <algorithm>

#include "dsl/value/suggest.h"

namespace nextmove::dsl {

std::string Nearest(std::string_view name, const Declarations& declarations, std::initializer_list<HeadWord> kinds) {
  if (declarations.searches_left <= 0) return {};
  --declarations.searches_left;
  NameSearch search(name);
  for (const auto& [candidate, declaration] : declarations.by_name) {
    if (std::find(kinds.begin(), kinds.end(), declaration.word) != kinds.end()) search.Try(candidate);
  }
  return std::string(search.best());
}

}  // namespace nextmove::dsl

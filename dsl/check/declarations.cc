#include "dsl/check/declarations.h"

#include <algorithm>

#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

// How many edits a name of this length may be away to be meant: of one letter none, as nothing would be left of it.
std::size_t Reach(std::string_view name) {
  return name.size() <= 1 ? 0 : std::clamp<std::size_t>(name.size() / 3, 1, 3);
}

// Equal but for capitals of the Latin alphabet: `MOBILE` and `mobile`.
bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return small(x) == small(y); });
}

// Keeps the nearest of the candidates it is shown; of equally near ones the first.
class Search {
 public:
  explicit Search(std::string_view name) : name_(name), best_distance_(Reach(name) + 1) {}
  void Try(std::string_view candidate) {
    const std::size_t longer = std::max(candidate.size(), name_.size());
    const std::size_t shorter = std::min(candidate.size(), name_.size());
    if (longer > 256 || longer - shorter >= best_distance_) return;
    const std::size_t distance = EqualsIgnoreCase(name_, candidate) ? 0 : EditDistance(name_, candidate);
    if (distance >= best_distance_ || name_ == candidate) return;
    best_distance_ = distance;
    best_ = candidate;
  }
  std::string best() const { return best_; }

 private:
  std::string_view name_;
  std::size_t best_distance_;
  std::string best_;
};

}  // namespace

std::string Nearest(std::string_view name, const Declarations& declarations, std::initializer_list<HeadWord> kinds) {
  if (declarations.searches_left <= 0) return {};
  --declarations.searches_left;
  Search search(name);
  for (const auto& [candidate, declaration] : declarations.by_name) {
    if (std::find(kinds.begin(), kinds.end(), declaration.word) != kinds.end()) search.Try(candidate);
  }
  return search.best();
}

std::string NearestOf(std::string_view name, const std::vector<std::string>& candidates) {
  Search search(name);
  for (const std::string& candidate : candidates) search.Try(candidate);
  return search.best();
}

}  // namespace nextmove::dsl

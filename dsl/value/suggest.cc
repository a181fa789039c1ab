// Measures how near a name is, and skips those that can't be near without measuring.
#include "dsl/value/suggest.h"

#include <algorithm>

#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kLongest = 256;  // bytes; what is longer is no slip of a finger

std::size_t Reach(std::string_view written) {
  return written.size() <= 1 ? 0 : std::clamp<std::size_t>(written.size() / 3, 1, 3);
}

// `MOBILE` and `mobile`.
bool EqualsButForCapitals(std::string_view a, std::string_view b) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return small(x) == small(y); });
}

}  // namespace

NameSearch::NameSearch(std::string_view written) : written_(written), best_distance_(Reach(written) + 1) {}

void NameSearch::Try(std::string_view name) {
  const std::size_t longer = std::max(name.size(), written_.size());
  const std::size_t shorter = std::min(name.size(), written_.size());
  if (longer > kLongest || longer - shorter >= best_distance_ || name == written_) return;
  const std::size_t distance = EqualsButForCapitals(written_, name) ? 0 : EditDistance(written_, name);
  if (distance >= best_distance_) return;
  best_distance_ = distance;
  best_ = name;
}

}  // namespace nextmove::dsl

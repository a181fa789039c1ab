// Finds the nearest name by edit distance.
#include "engine/review/nearest_name.h"

#include <algorithm>

#include "dsl/value/text.h"

namespace nextmove::engine {

std::string NearestName(std::string_view written, const std::vector<std::string_view>& known) {
  constexpr std::size_t kLongest = 100;  // what is longer is no slip of a finger
  if (written.size() > kLongest) return {};
  // A third of the letters may differ.
  std::size_t best = std::max<std::size_t>(1, written.size() / 3) + 1;
  std::string_view nearest;
  for (const std::string_view name : known) {
    if (name.size() > kLongest) continue;
    const std::size_t distance = dsl::EditDistance(written, name);
    if (distance < best) {
      best = distance;
      nearest = name;
    }
  }
  return std::string(nearest);
}

std::string DidYouMean(std::string_view written, const std::vector<std::string_view>& known) {
  const std::string nearest = NearestName(written, known);
  return nearest.empty() ? std::string() : "; did you mean `" + nearest + "`?";
}

}  // namespace nextmove::engine

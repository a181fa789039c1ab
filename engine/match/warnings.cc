// Adds warnings to an answer, at most kMaxWarnings of them.
#include "engine/match/warnings.h"

#include <utility>

namespace nextmove::engine {

void Warnings::Add(WarningCode code, std::string_view subject, std::string text) {
  if (all.size() >= kMaxWarnings) {
    ++omitted;
    return;
  }
  all.push_back({code, std::string(subject), std::move(text)});
}

}  // namespace nextmove::engine

// Puts fixes into a text. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.h"

namespace nextmove::dsl {

struct FixedText {
  std::string text;
  std::size_t applied = 0;
};

// The text of one file with the safe fixes of the diagnostics, in order of place; of two that overlap the first counts.
FixedText ApplySafeFixes(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources, std::uint32_t file);

}  // namespace nextmove::dsl

// A file is parsed in pieces of whole declarations, so that ANTLR's tree of a large one needs little memory. Seen only
// in this folder.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace nextmove::dsl {

inline constexpr std::size_t kMostPieceBytes = 1 << 20;

// Where the pieces begin; the end of the text last.
std::vector<std::size_t> CutPieces(std::string_view text);

}  // namespace nextmove::dsl

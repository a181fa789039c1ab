// The lines of one head or clause. Seen only in this folder. Pure functions.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dsl/syntax/lexemes.h"

namespace nextmove::dsl {

// A line is broken where it can be when it is wider.
inline constexpr std::size_t kLineColumns = 120;

// Characters, not bytes.
std::size_t ColumnsOf(std::string_view text);

// The item on one line. REQUIRES: no comment in it.
std::string OneLineOf(std::span<const Lexeme> item);

// The item on as few lines as its width and the comments in it allow, `indent` blanks in front of the first.
// REQUIRES: it begins and ends with a lexeme that is no comment.
std::vector<std::string> LinesOf(std::span<const Lexeme> item, std::size_t indent);

}  // namespace nextmove::dsl

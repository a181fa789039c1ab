// A file as the words, signs and comments it consists of: what its layout is made from. Seen only in this folder.
// Plain data and a pure function.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsl/syntax/tree.h"

namespace nextmove::dsl {

struct Lexeme {
  std::size_t type = 0;   // of the lexer
  std::string_view text;  // of a comment without blanks at its end
  std::uint32_t begin = 0;
  std::uint32_t line_breaks = 0;  // in front of it
  bool comment = false;
  bool at_margin = false;  // in the first column of its line
  bool sign = false;       // a minus that belongs to the number after it
};

// All lexemes of the text that `file` was parsed from; they refer to it.
std::vector<Lexeme> LexemesOf(const tree::File& file, std::string_view text);

}  // namespace nextmove::dsl

// The bounds of reading one file.
#pragma once

#include <cstddef>

namespace nextmove::dsl {

struct ParseLimits {
  std::size_t max_bytes = 4 << 20;  // of one file
  int max_nesting = 100;            // parentheses and brackets
  std::size_t max_errors = 50;      // of one file; the rest is counted in one line
};

}  // namespace nextmove::dsl

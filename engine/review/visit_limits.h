// How much one line of visits may hold.
#pragma once

#include <cstddef>

namespace nextmove::engine {

struct VisitLimits {
  std::size_t max_line_bytes = 1 << 20;
  std::size_t max_attributes = 1'024;
  std::size_t max_events = 10'000;
  std::size_t max_list = 256;  // a longer one is no visit: an empty cart in its place would be a wrong one
  std::size_t max_text_bytes = 8 << 10;
  std::size_t max_name_bytes = 128;  // of a name or an id
  std::size_t max_notes = 20;
};

}  // namespace nextmove::engine

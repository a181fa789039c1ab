// Positions in the program's tables.
#pragma once

#include <cstddef>

namespace nextmove {

// The tables of a Program are numbered by `int`, where -1 means none; their elements stand at a `std::size_t`.
constexpr std::size_t At(int index) { return static_cast<std::size_t>(index); }

}  // namespace nextmove

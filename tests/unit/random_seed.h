// The seed of a random test: new each run and printed, or NEXTMOVE_SEED to repeat one.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace nextmove {

inline std::uint64_t RandomSeed() {
  const char* given = std::getenv("NEXTMOVE_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::printf("NEXTMOVE_SEED=%llu\n", static_cast<unsigned long long>(seed));
  return seed;
}

}  // namespace nextmove

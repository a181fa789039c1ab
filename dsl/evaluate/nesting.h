// Bounds how deep an evaluation nests, and restores values when a level ends. Private to this folder.
#pragma once

#include <utility>

namespace nextmove::dsl {

// Deeper than any checked rule folder nests (values and segments that read each other included).
inline constexpr int kMaxDepth = 1'000;

// One level deeper, as long as it lives.
class Deeper {
 public:
  explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  int& depth_;
};

// Gives `place` another value and puts the old one back at its end.
template <typename T>
class Restored {
 public:
  Restored(T& place, T value) : place_(place), before_(std::exchange(place, std::move(value))) {}
  ~Restored() { place_ = std::move(before_); }
  Restored(const Restored&) = delete;
  Restored& operator=(const Restored&) = delete;

 private:
  T& place_;
  T before_;
};

}  // namespace nextmove::dsl

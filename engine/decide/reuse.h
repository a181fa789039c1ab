// Memory that is used again from one decision to the next, so that a steady one allocates nothing. Thread-compatible.
#pragma once

#include <cstddef>
#include <deque>
#include <variant>
#include <vector>

namespace nextmove::engine {

// Writes over the elements of a vector one after the other, so that the memory they hold is used again; those that are
// left over go at the end. The writer sets each field of what Next gives.
template <typename T>
class Overwrite {
 public:
  explicit Overwrite(std::vector<T>& elements) : elements_(elements) {}
  ~Overwrite() { elements_.resize(next_); }
  Overwrite(const Overwrite&) = delete;
  Overwrite& operator=(const Overwrite&) = delete;

  // Holds what an earlier writer left; stays where it is until the next call.
  T& Next() {
    if (next_ == elements_.size()) elements_.emplace_back();
    return elements_[next_++];
  }
  // Gives the last one back.
  void Undo() { --next_; }
  // How many are written.
  std::size_t size() const { return next_; }

 private:
  std::vector<T>& elements_;
  std::size_t next_ = 0;
};

// Elements that stay where they are; `clear` keeps them and what they hold for later.
template <typename T>
class Pool {
 public:
  // Holds what it held before `clear`.
  T& Next() {
    if (size_ == elements_.size()) elements_.emplace_back();
    return elements_[size_++];
  }
  void Undo() { --size_; }
  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  const T& operator[](std::size_t index) const { return elements_[index]; }
  T& operator[](std::size_t index) { return elements_[index]; }

 private:
  std::deque<T> elements_;
  std::size_t size_ = 0;
};

// The alternative `T` of a variant, as it was left where it is held already.
template <typename T, typename Variant>
T& Held(Variant& variant) {
  if (T* held = std::get_if<T>(&variant)) return *held;
  return variant.template emplace<T>();
}

}  // namespace nextmove::engine

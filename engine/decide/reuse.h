// Memory that is used again from one decision to the next, so that a steady one allocates nothing. Thread-compatible.
#pragma once

#include <cstddef>
#include <deque>
#include <variant>
#include <vector>

namespace nextmove::engine {

// Overwrites the elements of a vector one after the other, so that the memory they hold is used again; elements that
// are not overwritten are removed at the end. The caller must set each field of what Next returns.
template <typename T>
class Overwrite {
 public:
  explicit Overwrite(std::vector<T>& elements) : elements_(elements) {}
  ~Overwrite() { elements_.resize(next_); }
  Overwrite(const Overwrite&) = delete;
  Overwrite& operator=(const Overwrite&) = delete;

  // The element still holds old values; the reference is valid until the next call.
  T& Next() {
    if (next_ == elements_.size()) elements_.emplace_back();
    return elements_[next_++];
  }
  // Takes back the last element that Next returned.
  void Undo() { --next_; }
  // How many are written.
  std::size_t size() const { return next_; }

 private:
  std::vector<T>& elements_;
  std::size_t next_ = 0;
};

// Elements with stable addresses; `clear` keeps them and their memory for later use.
template <typename T>
class Pool {
 public:
  // The element still holds the values from before `clear`.
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

// The alternative `T` of a variant; where the variant holds a `T` already, that one with its old values.
template <typename T, typename Variant>
T& Held(Variant& variant) {
  if (T* held = std::get_if<T>(&variant)) return *held;
  return variant.template emplace<T>();
}

}  // namespace nextmove::engine

// A value on the heap, or none: for members that most holders lack.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace nextmove::dsl {

// Owns a T or nothing, in the size of one pointer, and is used as std::optional is: a copy copies the T, a constant box
// gives a constant T. T may be incomplete where the box is declared, so that a type can hold others of its own kind.
// Thread-compatible.
template <typename T>
class Box {
 public:
  Box() = default;
  Box(std::nullopt_t) {}                                             // NOLINT: as std::optional
  Box(const T& value) : value_(std::make_unique<T>(value)) {}        // NOLINT
  Box(T&& value) : value_(std::make_unique<T>(std::move(value))) {}  // NOLINT
  Box(const std::optional<T>& value) {                               // NOLINT
    if (value) value_ = std::make_unique<T>(*value);
  }
  Box(std::optional<T>&& value) {  // NOLINT
    if (value) value_ = std::make_unique<T>(*std::move(value));
  }
  Box(const Box& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Box(Box&& other) noexcept = default;
  Box& operator=(Box other) noexcept {
    value_ = std::move(other.value_);
    return *this;
  }
  ~Box() = default;

  bool has_value() const { return value_ != nullptr; }
  explicit operator bool() const { return has_value(); }
  // REQUIRES: has_value()
  const T& operator*() const { return *value_; }
  T& operator*() { return *value_; }
  const T* operator->() const { return value_.get(); }
  T* operator->() { return value_.get(); }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace nextmove::dsl

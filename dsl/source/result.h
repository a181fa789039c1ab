// What an operation gives that may not finish: its value, or why there is none. For a missing file, a port in use, a
// broken data file; mistakes in a rule text are diagnostics, and our own bugs are assertions. Plain values.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace nextmove {

// One sentence for people. It names the file and line, or the address, that it is about.
struct Error {
  std::string message;
};
// Sentences of an operation that goes on after a mistake, so that one run tells all of them. Not empty in a Result.
using Errors = std::vector<std::string>;

// A `T`, or an `E` that says why not; `E` is a type of its own where the caller needs more than a sentence. Built from
// either without a word: `return value;` and `return Error{"..."};`.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : held_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok.
  T& operator*() & { return *operator->(); }
  const T& operator*() const& { return *operator->(); }
  T&& operator*() && { return std::move(*operator->()); }
  T* operator->() {
    assert(ok());
    return std::get_if<0>(&held_);
  }
  const T* operator->() const {
    assert(ok());
    return std::get_if<0>(&held_);
  }
  // REQUIRES: not ok.
  const E& error() const {
    assert(!ok());
    return *std::get_if<1>(&held_);
  }

 private:
  std::variant<T, E> held_;
};

// Of an operation that gives nothing but that it is done: `return {};`.
template <class E>
class [[nodiscard]] Result<void, E> {
 public:
  Result() = default;
  Result(E error) : error_(std::move(error)) {}

  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  // REQUIRES: not ok.
  const E& error() const {
    assert(!ok());
    return *error_;
  }

 private:
  std::optional<E> error_;
};

}  // namespace nextmove

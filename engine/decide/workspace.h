// The memory of decisions, kept from one to the next so that a steady one allocates nothing.
#pragma once

#include <memory>

namespace nextmove::engine {

// One decision at a time; the outcome does not refer to it. Thread-compatible.
class Workspace {
 public:
  struct Memory;  // of the steps of a decision (decide.cc)

  Workspace();
  ~Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;

  Memory& memory() { return *memory_; }

 private:
  std::unique_ptr<Memory> memory_;
};

}  // namespace nextmove::engine

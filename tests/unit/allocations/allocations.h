// Counts what a test program takes from the heap, to show that something takes nothing. Counts of one thread are not
// changed by others.
#pragma once

#include <cstdint>

namespace nextmove::testing {

// All allocations of the calling thread through operator new since it started. What calls malloc itself, as ICU does,
// is not counted.
std::int64_t AllocationsOfThisThread();

// How many there were since it was made, by the thread that made it.
class Allocations {
 public:
  std::int64_t count() const { return AllocationsOfThisThread() - before_; }

 private:
  std::int64_t before_ = AllocationsOfThisThread();
};

}  // namespace nextmove::testing

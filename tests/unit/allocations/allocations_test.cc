// The counter itself.
#include "tests/unit/allocations/allocations.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace nextmove::testing {
namespace {

// The compiler may leave out an allocation that nobody sees.
template <typename T>
void Seen(T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

TEST(AllocationsTest, CountsEachAllocation) {
  const Allocations counted;
  EXPECT_EQ(counted.count(), 0);
  auto number = std::make_unique<int>(1);
  Seen(number);
  EXPECT_EQ(counted.count(), 1);
  std::vector<std::string> texts(2, std::string(100, 'a'));  // the array and two texts; the model is freed
  Seen(texts);
  EXPECT_EQ(counted.count(), 5);
}

TEST(AllocationsTest, CountsArraysAndWhatIsAligned) {
  struct alignas(64) Wide {
    char bytes[64];
  };
  const Allocations counted;
  auto array = std::make_unique<char[]>(1'000);
  auto wide = std::make_unique<Wide>();
  auto none_thrown = std::unique_ptr<int>(new (std::nothrow) int);
  Seen(array);
  Seen(wide);
  Seen(none_thrown);
  EXPECT_EQ(counted.count(), 3);
}

TEST(AllocationsTest, CountsNothingForAShortTextOrAnotherThread) {
  std::thread other;
  {
    const Allocations counted;
    std::string text(15, 'a');
    Seen(text);
    EXPECT_EQ(counted.count(), 0);
  }
  std::int64_t of_other = 0;
  other = std::thread([&] {
    std::string text(100, 'a');
    Seen(text);
    of_other = AllocationsOfThisThread();
  });
  const Allocations counted;
  other.join();
  EXPECT_EQ(counted.count(), 0);
  EXPECT_GE(of_other, 1);
}

}  // namespace
}  // namespace nextmove::testing

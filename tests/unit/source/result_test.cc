// A result holds its value or its error, whatever their types.
#include "dsl/source/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace nextmove {
namespace {

Result<int> Half(int number) {
  if (number % 2 != 0) return Error{"odd"};
  return number / 2;
}

Result<void, Errors> Check(bool good) {
  if (!good) return Errors{"one", "two"};
  return {};
}

TEST(ResultTest, HoldsAValueOrAnError) {
  ASSERT_TRUE(Half(4).ok());
  EXPECT_EQ(*Half(4), 2);
  ASSERT_FALSE(Half(3));
  EXPECT_EQ(Half(3).error().message, "odd");
}

TEST(ResultTest, MayHoldNothingButThatItIsDone) {
  EXPECT_TRUE(Check(true));
  EXPECT_EQ(Check(false).error().size(), 2u);
}

TEST(ResultTest, GivesAwayWhatCanOnlyBeMoved) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  EXPECT_EQ(**result, 7);
  const std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 7);
}

TEST(ResultTest, TellsAnErrorOfTheSameTypeAsTextApart) {
  const Result<std::string> value(std::string("text")), error(Error{"text"});
  EXPECT_TRUE(value.ok());
  EXPECT_EQ(value->size(), 4u);
  EXPECT_FALSE(error.ok());
}

}  // namespace
}  // namespace nextmove

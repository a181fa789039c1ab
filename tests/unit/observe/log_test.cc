// The log keeps an entry on one line.
#include "engine/observe/log.h"

#include <gtest/gtest.h>

namespace nextmove::observe {
namespace {

TEST(LogTest, WritesLineEndsAndControlCharactersAsBlanks) {
  EXPECT_EQ(OneLine("a\nb\r\tc\x7f"), "a b  c ");
  EXPECT_EQ(OneLine("größer"), "größer");
}

TEST(LogTest, KnowsItsLevels) {
  EXPECT_TRUE(StartLog("error"));
  EXPECT_FALSE(StartLog("loud"));
}

}  // namespace
}  // namespace nextmove::observe

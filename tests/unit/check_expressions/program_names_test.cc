// How a program finds what it names.

#include <gtest/gtest.h>

#include "dsl/program/program.h"

namespace nextmove::dsl {
namespace {

TEST(ProgramNamesTest, AttributeIdsAreFnv1a) {
  EXPECT_EQ(AttributeId(""), 0x811c9dc5u);
  EXPECT_EQ(AttributeId("a"), 0xe40c292cu);
  EXPECT_EQ(AttributeId("foobar"), 0xbf9cf968u);
}

TEST(ProgramNamesTest, NamesThatAreNotThereHaveNoIndex) {
  Program program;
  program.attribute_names["cart.total"] = 3;
  program.rule_names["winter"] = 2;
  EXPECT_EQ(program.FindAttribute("cart.total"), 3);
  EXPECT_EQ(program.FindAttribute("cart"), -1);
  EXPECT_EQ(program.FindRule("winter"), 2);
  EXPECT_EQ(program.FindRule("summer"), -1);
}

}  // namespace
}  // namespace nextmove::dsl

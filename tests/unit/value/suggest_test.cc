// Which known name a written one is taken to mean.
#include "dsl/value/suggest.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace nextmove::dsl {
namespace {

TEST(SuggestTest, FindsTheNearestAndOfEqualsTheFirst) {
  const std::vector<std::string> names = {"banner", "planner", "scanner"};
  EXPECT_EQ(Suggest("baner", names), "banner");
  EXPECT_EQ(Suggest("planer", {"player", "planner", "banner"}), "player");
  EXPECT_EQ(Suggest("xanner", std::vector<std::string>{"banner", "tanner"}), "banner");
}

TEST(SuggestTest, AllowsOneEditInThreeLettersAndThreeAtMost) {
  EXPECT_EQ(Suggest("a", {"b"}), "");
  EXPECT_EQ(Suggest("ab", {"ac"}), "ac");
  EXPECT_EQ(Suggest("abcde", {"abxye"}), "");
  EXPECT_EQ(Suggest("abcdef", {"abxyef"}), "abxyef");
  EXPECT_EQ(Suggest("abcdefghijklmnop", {"wxyzefghijklmnop"}), "");
}

TEST(SuggestTest, CapitalsAreNoEditsAndTheNameItselfIsNoSuggestion) {
  EXPECT_EQ(Suggest("MOBILE", {"mobile"}), "mobile");
  EXPECT_EQ(Suggest("mobile", {"mobile"}), "");
  EXPECT_EQ(Suggest(std::string(300, 'x'), {std::string_view("x")}), "");
}

TEST(SuggestTest, SaysItAtTheEndOfASentence) {
  EXPECT_EQ(DidYouMean("prize", {"price", "stock"}), "; did you mean `price`?");
  EXPECT_EQ(DidYouMean("colour", {"price", "stock"}), "");
}

}  // namespace
}  // namespace nextmove::dsl

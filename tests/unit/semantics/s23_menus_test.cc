// Paragraph 23: menus.
#include "absl/strings/str_join.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

std::string Ordered(const std::string& clauses, const std::string& menu) {
  Shop rules("navigation n\n  place menu\n" + clauses);
  const auto add = [&](const char* id, int popularity) {
    rules.Item("category", id, {{"name", id}, {"popularity", std::to_string(popularity)}});
  };
  add("home", 0);
  add("women", 90);
  add("men", 70);
  add("decor", 30);
  add("sale", 99);
  rules.Item("category", "new", {{"name", "new"}});
  rules.Given("menu", menu).Decide();
  const Action* action = rules.Find("n");
  return action ? absl::StrJoin(std::get<NavigationContent>(action->content).items, " ") : "none";
}

TEST(S23MenusTest, WithoutMoveAllAreRankedAndUnknownComesLastInGivenOrder) {
  EXPECT_EQ(Ordered("  rank by popularity\n", "new|home|men|women|lost|decor"), "women men decor home new lost");
}
TEST(S23MenusTest, PinnedItemsKeepTheirPlace) {
  EXPECT_EQ(Ordered("  rank by popularity\n  pin \"home\", \"sale\"\n", "home|men|women|decor|sale"),
            "home women men decor sale");
}
TEST(S23MenusTest, MoveTakesTheBestFewToTheFrontAndKeepsTheRest) {
  EXPECT_EQ(
      Ordered("  rank by popularity\n  move at most 1 where (popularity is at most 70)\n", "home|decor|women|men|sale"),
      "men home decor women sale");
  EXPECT_EQ(Ordered("  rank by popularity\n  pin \"home\"\n  move at most 2 where (popularity is at least 70)\n",
                    "home|decor|men|women|new"),
            "home women men decor new");
}
TEST(S23MenusTest, AnEmptyMenuOrNoneIsNotEligible) { EXPECT_EQ(Ordered("  rank by popularity\n", ""), "none"); }

}  // namespace
}  // namespace nextmove::engine::testing

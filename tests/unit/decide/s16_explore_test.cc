// Paragraph 16: exploring.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

const std::string kCorner = "placement corner\n  channels web\n  allows 1\n  explore 30%\n";

TEST(S16ExploreTest, InThatShareOfDecisionsOneOfTheEqualInPriorityWins) {
  Shop shop(kCorner + Placed("a", "corner", "  worth 3 EUR") + Placed("b", "corner", "  worth 2 EUR") +
            Placed("c", "corner", "  worth 9 EUR\n  priority low"));
  std::map<std::string, int> wins;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    shop.seed = seed;
    const Decision& decision = shop.Decide();
    ASSERT_EQ(decision.actions.size(), 1u);
    const Action& action = decision.actions[0];
    ++wins[action.name];
    ASSERT_TRUE(action.propensity);
    EXPECT_NEAR(*action.propensity, action.name == "a" ? 0.85 : 0.15, 1e-9);
    EXPECT_EQ(action.reason, action.name == "a" ? ReasonCode::kRank : ReasonCode::kExplored);
  }
  EXPECT_EQ(wins["c"], 0) << "another band of priority";
  EXPECT_NEAR(wins["b"], 300, 80);
}
TEST(S16ExploreTest, TheSeedDecidesAndNothingExploresAlone) {
  Shop shop(kCorner + Placed("a", "corner", "  worth 3 EUR") + Placed("b", "corner", "  worth 2 EUR"));
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    shop.seed = seed;
    EXPECT_EQ(shop.Wins(), shop.Wins());
  }
  shop.mode().no_exploring = true;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    shop.seed = seed;
    EXPECT_EQ(shop.Wins(), "a@corner");
    EXPECT_FALSE(shop.Find("a")->propensity);
  }
  Shop alone(kCorner + Placed("a", "corner"));
  alone.Decide();
  EXPECT_FALSE(alone.Find("a")->propensity) << "certain";
}
TEST(S16ExploreTest, OnlyTheBestFive) {
  std::string text = kCorner;
  for (int i = 1; i <= 7; ++i)
    text += Placed("r" + std::to_string(i), "corner", "  worth " + std::to_string(20 - i) + " EUR");
  Shop shop(text);
  std::map<std::string, int> wins;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    shop.seed = seed;
    ++wins[shop.Decide().actions.at(0).name];
  }
  EXPECT_EQ(wins["r6"] + wins["r7"], 0);
  EXPECT_GT(wins["r5"], 0);
}

}  // namespace
}  // namespace nextmove::engine::testing

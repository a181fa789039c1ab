// Paragraph 16: the order within a slot.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S16RankTest, PriorityFirstThenLikelihoodTimesWorthThenTheName) {
  EXPECT_EQ(Shop(Banner("a") + Banner("b", "  priority high")).Wins(), "b@hero");
  EXPECT_EQ(Shop(Banner("a", "  worth 2 EUR") + Banner("b", "  worth 3 EUR")).Wins(), "b@hero");
  EXPECT_EQ(Shop(Banner("a", "  likelihood 10%") + Banner("b", "  worth 2 EUR")).Wins(), "a@hero")
      << "10% of 1 EUR and 5% of 2 EUR are equal, so the name decides";
  EXPECT_EQ(Shop(Banner("b") + Banner("a")).Wins(), "a@hero");
}
TEST(S16RankTest, ReasonsNameTheFirstKeyThatBeatTheBestLoser) {
  EXPECT_EQ(Shop(Banner("a")).Reason("a"), ReasonCode::kOnlyEligible);
  EXPECT_EQ(Shop(Banner("a") + Banner("b", "  priority low")).Reason("a"), ReasonCode::kPriority);
  EXPECT_EQ(Shop(Banner("a", "  worth 3 EUR") + Banner("b")).Reason("a"), ReasonCode::kRank);
  EXPECT_EQ(Shop(Banner("a") + Banner("b")).Reason("a"), ReasonCode::kTieBreak);
  EXPECT_EQ(Shop(Banner("a") + Banner("b")).Reason("b"), ReasonCode::kLostTie);
  EXPECT_EQ(Shop(Banner("a") + Banner("b", "  priority low")).Reason("b"), ReasonCode::kLowerPriority);
  EXPECT_EQ(Shop(Banner("a") + Banner("b", "  overrides a")).Reason("b"), ReasonCode::kOverrides);
}
TEST(S16RankTest, AnUnknownKeyRanksLastWhicheverWayTheKeyGoes) {
  for (const std::string turn : {"", " lowest first"}) {
    Shop rules("placement corner\n  channels web\n  allows 1\n  rank by action.worth" + turn +
               "\nbanner sure\n  place corner\n  worth 1 EUR\n  say h: en \"x\"\n" +
               "banner foreign\n  place corner\n  worth visitor.visits * 1 EUR\n  say h: en \"x\"\n");
    EXPECT_EQ(rules.Wins(), "sure@corner") << turn;
  }
}
TEST(S16RankTest, LowestFirstTurnsAKeyRound) {
  Shop rules(
      "placement corner\n  channels web\n  allows 1\n  rank by action.worth lowest first\n"
      "banner a\n  place corner\n  worth 2 EUR\n  say h: en \"x\"\n"
      "banner b\n  place corner\n  worth 1 EUR\n  say h: en \"x\"\n");
  EXPECT_EQ(rules.Wins(), "b@corner");
}
TEST(S16RankTest, TiesGoToThoseNamedThenByName) {
  Shop rules(
      "placement corner\n  channels web\n  allows 2\n  ties to c, b\n"
      "banner a\n  place corner\n  say h: en \"x\"\n"
      "banner b\n  place corner\n  say h: en \"x\"\n"
      "banner c\n  place corner\n  say h: en \"x\"\n");
  EXPECT_EQ(rules.Wins(), "c@corner b@corner");
}
TEST(S16RankTest, TheOrderOfTheTextMeansNothing) {
  const std::vector<std::string> rules = {Banner("a", "  worth 2 EUR"), Banner("b", "  worth 2 EUR"),
                                          Banner("c", "  priority high\n  when visitor.visits is 3"),
                                          "discount d\n  give 5 EUR off\n  competes in deals\n",
                                          "discount e\n  give 10% off\n  competes in deals\n"};
  std::vector<std::size_t> order = {0, 1, 2, 3, 4};
  std::string first;
  do {
    std::string text;
    for (const std::size_t i : order) text += rules[i];
    Shop shop(text);
    const std::string wins = shop.Given("cart.total", "60 EUR").Given("visitor.visits", "2").Wins();
    if (first.empty()) first = wins;
    ASSERT_EQ(wins, first) << text;
  } while (std::next_permutation(order.begin(), order.begin() + 4));
  EXPECT_EQ(first, "a@hero e");
}

}  // namespace
}  // namespace nextmove::engine::testing

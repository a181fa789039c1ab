// Paragraph 11: what a rule picks.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

std::string Picking(const std::string& picks, const std::string& clauses = "") {
  return "banner b\n" + picks + "  place hero\n  say headline: en \"x\"\n" + clauses;
}

Shop Viewer(const std::string& text) {
  Shop shop(text);
  shop.Item("product", "a", {{"name", "A"}, {"price", "10 EUR"}, {"stock", "1"}, {"brand", "x"}});
  shop.Item("product", "b", {{"name", "B"}, {"price", "30 EUR"}, {"stock", "1"}, {"brand", "y"}});
  shop.Item("product", "c", {{"name", "C"}, {"price", "30 EUR"}, {"stock", "1"}, {"brand", "x"}});
  shop.Item("product", "gone", {{"name", "G"}, {"price", "90 EUR"}, {"stock", "0"}, {"brand", "x"}});
  shop.Did("viewed", {{"product", "c"}, {"brand", "x"}, {"price", "35 EUR"}}, 40);
  shop.Did("viewed", {{"product", "b"}, {"brand", "y"}, {"price", "31 EUR"}}, 30);
  shop.Did("viewed", {{"product", "a"}, {"brand", "x"}, {"price", "11 EUR"}}, 20);
  shop.Did("viewed", {{"product", "gone"}, {"brand", "x"}, {"price", "91 EUR"}}, 10);
  return shop;
}

TEST(S11PicksTest, WithoutWithTheFirstOfTheSourceThatIsOffered) {
  EXPECT_EQ(Viewer(Picking("  pick p: product from viewed\n")).Picked("b", "p"), "a");
}
TEST(S11PicksTest, WithHighestAndTiesByTheSourcesOrder) {
  const std::string tied = "  pick p: product from viewed with highest p.price\n";
  EXPECT_EQ(Viewer(Picking(tied)).Picked("b", "p"), "b") << "b was viewed after c";
  EXPECT_EQ(Viewer(Picking("  pick p: product from viewed with lowest p.price\n")).Picked("b", "p"), "a");
}
TEST(S11PicksTest, ATieThatMustNotBeIsNone) {
  Shop shop = Viewer(Picking("  pick p: product from viewed with highest p.price but no tie\n"));
  EXPECT_EQ(shop.Picked("b", "p"), "[pick]");
  EXPECT_EQ(shop.Trace("b").outcome, ReasonCode::kNothingToPick);
  EXPECT_EQ(Viewer(Picking("  pick p: product from viewed with lowest p.price but no tie\n")).Picked("b", "p"), "a");
}
TEST(S11PicksTest, TheChoiceSeesTheEventThatTheValueComesFrom) {
  EXPECT_EQ(Viewer(Picking("  pick p: product from viewed with highest price\n")).Picked("b", "p"), "c");
}
TEST(S11PicksTest, WithLatestIsTheOneWhoseLatestEventIsNewest) {
  Shop shop = Viewer(Picking("  pick p: product from viewed with latest purchased\n"));
  shop.Did("purchased", {{"product", "b"}}, 90).Did("purchased", {{"product", "c"}}, 80);
  EXPECT_EQ(shop.Picked("b", "p"), "c");
}
TEST(S11PicksTest, OnlyValuesThatSatisfyEveryConditionThatMentionsThem) {
  const std::string pick = "  pick p: product from viewed\n";
  EXPECT_EQ(Viewer(Picking(pick, "  when p.price is at least 20 EUR\n")).Picked("b", "p"), "b");
  EXPECT_EQ(Viewer(Picking(pick, "  when p.price is at least 20 EUR and p.brand is \"x\"\n")).Picked("b", "p"), "c");
  EXPECT_EQ(Viewer(Picking(pick, "  when p.price is at least 50 EUR\n")).Picked("b", "p"), "[pick]");
}
TEST(S11PicksTest, APickMayUseEarlierOnes) {
  Shop shop =
      Viewer(Picking("  pick p: product from viewed\n"
                     "  pick q: product where (price is more than p.price) with lowest q.price\n"));
  EXPECT_EQ(shop.Picked("b", "p"), "a");
  EXPECT_EQ(shop.Picked("b", "q"), "b");
}
TEST(S11PicksTest, AFieldOfTheEventIsAKindToo) {
  Shop shop = Viewer(Picking("  pick p: brand from viewed with highest sum of price viewed\n"));
  EXPECT_EQ(shop.Picked("b", "p"), "x") << "three of x are dearer together";
}
TEST(S11PicksTest, ThePageItselfIsNeverPicked) {
  Shop shop = Viewer(Picking("  pick p: product from viewed\n"));
  EXPECT_EQ(shop.Page("a").Picked("b", "p"), "b");
}
TEST(S11PicksTest, WhatIsPickedCanBeSaid) {
  Shop shop = Viewer(
      "banner b\n  pick p: product from viewed with highest p.price\n  place hero\n"
      "  say headline: en \"{p.name} for {p.price}\"\n");
  const auto* banner = shop.ContentOf<BannerContent>("b");
  ASSERT_NE(banner, nullptr);
  EXPECT_EQ(banner->creative.parts.at(0).value.ToString(), "\"B for €30\"");
}

}  // namespace
}  // namespace nextmove::engine::testing

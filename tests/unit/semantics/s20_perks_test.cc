// Paragraph 20: perks.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S20PerksTest, APerksSavingIsItsWorth) {
  Shop rules("discount d\n  give free_delivery\n  worth 4 EUR\ndiscount p\n  give points 2 times\n");
  EXPECT_EQ(rules.Saving("d"), "4.00 EUR");
  EXPECT_EQ(rules.Saving("p"), "1.00 EUR");
  const auto& grant = std::get<DiscountContent>(rules.Find("p")->content).grants.at(0);
  EXPECT_EQ(grant.perk + " " + grant.perk_value, "points 2 times");
}
TEST(S20PerksTest, AGiftMustBeOfferedAndSavesItsPrice) {
  Shop rules("discount g\n  give gift \"tote\"\n");
  EXPECT_EQ(rules.Stopped("g"), "give");
  rules.Item("product", "tote", {{"price", "12 EUR"}, {"stock", "0"}});
  EXPECT_EQ(rules.Stopped("g"), "give");
  rules.Item("product", "tote", {{"price", "12 EUR"}, {"stock", "5"}});
  EXPECT_EQ(rules.Saving("g"), "12.00 EUR");
}
TEST(S20PerksTest, APerkWorthNothingIsNoDiscountAndOneOfUnknownWorthSavesTheUnknown) {
  EXPECT_EQ(Shop("discount d\n  give free_delivery\n  worth 0 EUR\n").Stopped("d"), "give");
  Shop rules("discount d\n  give free_delivery\n  worth visitor.visits * 1 EUR\n");
  EXPECT_EQ(rules.Saving("d"), "unknown");
  EXPECT_EQ(rules.Given("visitor.visits", "3").Saving("d"), "3.00 EUR");
}

}  // namespace
}  // namespace nextmove::engine::testing

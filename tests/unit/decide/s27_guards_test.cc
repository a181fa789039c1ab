// Paragraph 27: guards on a decision.
#include "tests/unit/decide/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S27GuardsTest, AnEnforcedBoundCutsTheSavingsTheLastFirst) {
  Shop shop(
      "discount a\n  give 30 EUR off\n  priority high\ndiscount b\n  give 20 EUR off\n"
      "discount c\n  give 5 EUR off\n  priority low\n"
      "guard g\n  never decision.discount is more than 35%\n  otherwise enforce\n");
  shop.Given("cart.total", "100.01 EUR");
  EXPECT_EQ(shop.Saving("a"), "30.00 EUR");
  EXPECT_EQ(shop.Saving("b"), "5.00 EUR") << "35.0035, rounded into the bound";
  EXPECT_EQ(shop.Saving("c"), "none");
  EXPECT_EQ(shop.Stopped("c"), "give");
  EXPECT_TRUE(shop.outcome().decision.broken_guards.empty());
}
TEST(S27GuardsTest, ABoundThatItselfIsTooMuchAndOneInMoney) {
  Shop shop(
      "discount a\n  give 30 EUR off\nguard g\n  never decision.discount is at least 20 EUR\n  otherwise enforce\n");
  EXPECT_EQ(shop.Given("cart.total", "100 EUR").Saving("a"), "19.99 EUR");
}
TEST(S27GuardsTest, WhenNarrowsIt) {
  Shop shop(
      "discount a\n  give 30 EUR off\nguard g\n  when visitor.visits is 1\n"
      "  never decision.discount is more than 10%\n  otherwise enforce\n");
  shop.Given("cart.total", "100 EUR");
  EXPECT_EQ(shop.Saving("a"), "30.00 EUR");
  EXPECT_EQ(shop.Given("visitor.visits", "1").Saving("a"), "10.00 EUR");
}
TEST(S27GuardsTest, WithoutATotalTheLinesAreTheCart) {
  Shop shop(
      "discount a\n  give 50% off cart.items\nguard g\n  never decision.discount is more than 30%\n  otherwise "
      "enforce\n");
  shop.Line("x", "bags", "100", 1).Given("cart.total", "");
  EXPECT_EQ(shop.Saving("a"), "30.00 EUR");
}
TEST(S27GuardsTest, APriceIsMovedToItsBoundAndRoundedIntoIt) {
  Shop shop(
      "pricing p\n  place price_tag\n  lower by 50%\n  round to 0.50 EUR\n  say reason: en \"sale\"\n"
      "guard covers_cost\n  never decision.price is less than this product.cost * 1.1\n  otherwise enforce\n");
  shop.Item("product", "x", {{"price", "100 EUR"}, {"cost", "70.1 EUR"}, {"stock", "1"}}).Page("x");
  const auto* price = shop.ContentOf<PriceContent>("p");
  ASSERT_NE(price, nullptr);
  EXPECT_EQ(price->price.ToString(), "77.50 EUR") << "77.11, rounded up";
  EXPECT_EQ(price->reasons, (std::vector<std::string>{"sale", "covers_cost"}));
  EXPECT_TRUE(shop.outcome().decision.broken_guards.empty());
}
TEST(S27GuardsTest, OthersAreToldWhenBroken) {
  Shop shop(Placed("pushy", "hero") +
            "segment young\n  when visitor.visits is 1\n"
            "guard kind\n  when in segment young\n  never decision contains pushy\n"
            "guard small\n  never decision.discount is more than 5 EUR\ndiscount a\n  give 6 EUR off\n");
  shop.Given("cart.total", "50 EUR").Decide();
  EXPECT_EQ(shop.outcome().decision.broken_guards, (std::vector<std::string>{"small"}));
  shop.Given("visitor.visits", "1").Given("cart.total", "").Decide();
  EXPECT_EQ(shop.outcome().decision.broken_guards, (std::vector<std::string>{"kind"}));
}

}  // namespace
}  // namespace nextmove::engine::testing

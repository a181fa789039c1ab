// Paragraph 27: guards on a decision.
#include "tests/unit/shop.h"

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
  EXPECT_EQ(std::get<DiscountContent>(shop.Find("b")->content).reasons, std::vector<std::string>{"g"});
  EXPECT_TRUE(std::get<DiscountContent>(shop.Find("a")->content).reasons.empty());
  EXPECT_EQ(shop.Trace("b").nodes.back().observed, "saving = 20.00 EUR alone, 5.00 EUR within guard g");
  EXPECT_EQ(shop.Trace("c").nodes.back().observed, "guard g leaves nothing");
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
TEST(S27GuardsTest, OnlyTheBoundThatDecidedThePriceIsAReason) {
  const std::string floor =
      "pricing p\n  place price_tag\n  lower by 50%\n  floor 60 EUR\n  say reason: en \"sale\"\n"
      "  say at_floor: en \"least\"\n";
  const auto reasons = [](const std::string& text) {
    Shop shop(text);
    shop.Item("product", "x", {{"price", "100 EUR"}, {"stock", "1"}}).Page("x");
    const auto* price = shop.ContentOf<PriceContent>("p");
    return price ? price->price.ToString() + " " + price->reasons.back() + " " + shop.Trace("p").nodes.back().text
                 : std::string();
  };
  const auto guard = [](const std::string& name, const std::string& never) {
    return "guard " + name + "\n  never decision.price is " + never + "\n  otherwise enforce\n";
  };
  EXPECT_EQ(reasons(floor), "60.00 EUR least say");
  EXPECT_EQ(reasons(floor + guard("low", "less than 55 EUR")), "60.00 EUR least say");
  EXPECT_EQ(reasons(floor + guard("low", "less than 70 EUR")), "70.00 EUR low guard low");
  EXPECT_EQ(reasons(floor + guard("high", "more than 50 EUR")), "50.00 EUR high guard high");
  EXPECT_EQ(reasons(floor + guard("low", "less than 70 EUR") + guard("top", "more than 65 EUR")),
            "65.00 EUR top guard top");
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

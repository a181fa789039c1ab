// Paragraph 22: prices.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

std::string Pricing(const std::string& name, const std::string& clauses) {
  return "pricing " + name + "\n  place price_tag\n" + clauses;
}

// `95.00 EUR: reason, reason`, or the clause that stopped the rule in brackets.
std::string PriceOf(Shop& shop, const std::string& rule) {
  const auto* content = shop.ContentOf<PriceContent>(rule);
  if (!content) return "[" + shop.Trace(rule).clause + "]";
  std::string text = content->price.ToString();
  for (std::size_t i = 0; i < content->reasons.size(); ++i) text += (i == 0 ? ": " : ", ") + content->reasons[i];
  return text;
}

Shop OnThePage(const std::string& text, const std::string& price = "100 EUR", const std::string& cost = "") {
  Shop shop(text);
  Shop::Fields fields = {{"price", price}, {"stock", "3"}};
  if (!cost.empty()) fields.push_back({"cost", cost});
  shop.Item("product", "p", fields).Page("p");
  return shop;
}

TEST(S22PricesTest, TheBestSetReplacesThenRaisesAndLowersMultiply) {
  Shop shop = OnThePage(Pricing("a", "  set to 80 EUR\n  say reason: en \"set\"\n  priority high\n") +
                        Pricing("b", "  lower by 10%\n  raise by 5%\n  say reason: en \"moved\"\n"));
  EXPECT_EQ(PriceOf(shop, "a"), "75.60 EUR: set, moved");
  EXPECT_EQ(PriceOf(shop, "b"), "75.60 EUR: set, moved") << "the same in each action";
  EXPECT_EQ(shop.ContentOf<PriceContent>("a")->reference.ToString(), "100.00 EUR");
}
TEST(S22PricesTest, OnlyWinnersOfThePlaceCount) {
  Shop shop = OnThePage(Pricing("a", "  lower by 10%\n  priority high\n") + Pricing("b", "  lower by 20%\n") +
                        Pricing("c", "  lower by 30%\n  priority low\n"));
  EXPECT_EQ(PriceOf(shop, "a"), "72.00 EUR");
  EXPECT_EQ(PriceOf(shop, "c"), "[priority]");
}
TEST(S22PricesTest, RoundedOnceHalfToEven) {
  Shop down = OnThePage(Pricing("a", "  set to 95.05 EUR\n  round to 0.10 EUR\n"));
  EXPECT_EQ(PriceOf(down, "a"), "95.00 EUR");
  Shop up = OnThePage(Pricing("a", "  set to 95.15 EUR\n  round to 0.10 EUR\n"));
  EXPECT_EQ(PriceOf(up, "a"), "95.20 EUR");
  Shop cents = OnThePage(Pricing("a", "  lower by 0.125%\n"));
  EXPECT_EQ(PriceOf(cents, "a"), "99.88 EUR") << "99.875 to the even cent";
}
TEST(S22PricesTest, ThenTheHighestFloorRoundedUpThenTheLowestCeilingRoundedDown) {
  const std::string says = "  say at_floor: en \"floor\"\n  say at_ceiling: en \"ceiling\"\n";
  Shop floor =
      OnThePage(Pricing("a", "  set to 50 EUR\n  floor this product.cost * 1.15\n  round to 0.10 EUR\n" + says),
                "100 EUR", "85 EUR");
  EXPECT_EQ(PriceOf(floor, "a"), "97.80 EUR: floor");
  Shop ceiling = OnThePage(Pricing("a", "  raise by 50%\n  ceiling 119.99 EUR\n  round to 0.50 EUR\n" + says));
  EXPECT_EQ(PriceOf(ceiling, "a"), "119.50 EUR: ceiling");
  Shop both = OnThePage(Pricing("a", "  set to 50 EUR\n  floor this product.cost\n  ceiling 80 EUR\n" + says),
                        "100 EUR", "90 EUR");
  EXPECT_EQ(PriceOf(both, "a"), "80.00 EUR: ceiling") << "the ceiling wins";
}
TEST(S22PricesTest, AnUnknownFloorIsNotEligibleAndNoChangeIsNoAction) {
  Shop shop = OnThePage(Pricing("a", "  lower by 10%\n  floor this product.cost\n"));
  EXPECT_EQ(PriceOf(shop, "a"), "[floor]");
  EXPECT_EQ(shop.Trace("a").outcome, ReasonCode::kNoEffect);
  Shop same = OnThePage(Pricing("a", "  set to 100 EUR\n"));
  EXPECT_EQ(PriceOf(same, "a"), "[give]");
  Shop both = OnThePage(Pricing("a", "  set to 110 EUR\n") + Pricing("b", "  set to 90 EUR\n  priority high\n") +
                        "pricing c\n  place hero\n  set to 100 EUR if visitor.visits is 1\n  lower by 5%\n");
  EXPECT_EQ(PriceOf(both, "a"), "90.00 EUR") << "the best set";
  EXPECT_EQ(PriceOf(both, "c"), "95.00 EUR") << "another place, and a step whose condition does not hold";
}
TEST(S22PricesTest, FromIsTheStartingPriceAndWithoutAPriceThereIsNone) {
  Shop from = OnThePage(Pricing("a", "  from this product.cost\n  raise by 20%\n"), "100 EUR", "50 EUR");
  EXPECT_EQ(PriceOf(from, "a"), "60.00 EUR");
  Shop none(Pricing("a", "  lower by 10%\n"));
  EXPECT_EQ(PriceOf(none, "a"), "[give]");
}

}  // namespace
}  // namespace nextmove::engine::testing

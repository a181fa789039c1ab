// Paragraph 18: savings on full prices.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

std::string Off(const std::string& give, const std::string& total) {
  return Shop("discount d\n  give " + give + "\n").Given("cart.total", total).Saving("d");
}

TEST(S18SavingsTest, APercentageIsExactCappedAndRoundedOnceHalfToEven) {
  EXPECT_EQ(Off("25% off up to 100 EUR", "34.90 EUR"), "8.72 EUR");  // 8.725 goes to the even cent
  EXPECT_EQ(Off("25% off up to 100 EUR", "34.94 EUR"), "8.74 EUR");  // 8.735
  EXPECT_EQ(Off("25% off up to 5 EUR", "34.90 EUR"), "5.00 EUR");
  EXPECT_EQ(Off("12.5% off up to 100 EUR", "100 EUR"), "12.50 EUR");
}
TEST(S18SavingsTest, AnAmountIsAtMostItsBase) {
  EXPECT_EQ(Off("20 EUR off", "34.90 EUR"), "20.00 EUR");
  EXPECT_EQ(Off("20 EUR off", "15 EUR"), "15.00 EUR");
}
TEST(S18SavingsTest, AnAmountInAnotherCurrencyIsNotEligible) {
  Shop rules("discount d\n  give 20 EUR off\ndiscount p\n  give 10% off\n");
  rules.request().currency_code = "USD";
  rules.Given("cart.total", "50 USD");
  EXPECT_EQ(rules.Stopped("d"), "give");
  EXPECT_EQ(rules.Saving("p"), "5.00 USD");
}
TEST(S18SavingsTest, LinesAreChosenByTheirFields) {
  Shop rules(
      "discount d\n  give 50% off category under \"shoes\" up to 100 EUR\n"
      "discount p\n  give 1 EUR off product \"b\" per piece\n"
      "discount w\n  give 10% off where (price is at least 20 EUR) up to 100 EUR\n");
  rules.Item("category", "boots", {{"name", "Boots"}, {"parent", "shoes"}})
      .Item("category", "shoes", {{"name", "Shoes"}});
  rules.Line("a", "boots", "30", 1).Line("b", "hats", "10", 3);
  EXPECT_EQ(rules.Saving("d"), "15.00 EUR");
  EXPECT_EQ(rules.Saving("p"), "3.00 EUR");
  EXPECT_EQ(rules.Saving("w"), "3.00 EUR");
}
TEST(S18SavingsTest, PerLineRoundsEachLine) {
  const auto saving = [](const std::string& give) {
    Shop rules("discount d\n  give " + give + "\n");
    for (int i = 0; i < 4; ++i) rules.Line("p" + std::to_string(i), "c", "0.05", 1);
    return rules.Saving("d");
  };
  EXPECT_EQ(saving("50% off cart.items up to 9 EUR"), "0.10 EUR");
  EXPECT_EQ(saving("50% off cart.items per line up to 9 EUR"), "0.08 EUR");  // 0.025 goes to 0.02 four times
  EXPECT_EQ(saving("50% off cart.items per line up to 0.07 EUR"), "0.07 EUR");
}
TEST(S18SavingsTest, WhatFallsOnTheLinesAddsUpToTheSaving) {
  Shop rules("discount d\n  give 10% off cart.items up to 1 EUR\n");
  rules.Line("a", "c", "33.33", 1).Line("b", "c", "33.33", 1).Line("c", "c", "33.34", 1);
  rules.Decide();
  const auto& content = std::get<DiscountContent>(rules.Find("d")->content);
  dsl::Decimal sum(0);
  for (const LineSaving& line : content.lines) sum = sum + line.saving.amount;
  EXPECT_EQ(content.lines.size(), 3u);
  EXPECT_EQ(sum.ToString(), "1");
  EXPECT_EQ(content.lines[1].product_id, "b");
}
TEST(S18SavingsTest, TheSmallestUnitIsTheCurrencys) {
  const auto off = [](const std::string& currency, const std::string& give, const std::string& total) {
    Shop rules("discount d\n  give " + give + "\n");
    rules.request().currency_code = currency;
    return rules.Given("cart.total", total).Saving("d");
  };
  EXPECT_EQ(off("JPY", "10% off", "1005 JPY"), "100 JPY");  // 100.5 goes to the even yen
  EXPECT_EQ(off("JPY", "10% off", "1015 JPY"), "102 JPY");
  EXPECT_EQ(off("KWD", "10% off", "1.005 KWD"), "0.100 KWD");
  EXPECT_EQ(off("KWD", "10% off", "1.015 KWD"), "0.102 KWD");
  EXPECT_EQ(off("JPY", "10% off up to 5 EUR", "1005 JPY"), "none") << "the cap must fit";
}
TEST(S18SavingsTest, SharesOfLinesAreWholeUnitsOfTheCurrency) {
  Shop rules("discount d\n  give 10% off cart.items\n");
  rules.request().currency_code = "JPY";
  const dsl::Money price{dsl::Decimal(35), *dsl::Currency::Parse("JPY")};
  const auto line = [&](const char* id) { return dsl::Value::OfRecord({id, "c", price, dsl::Decimal(1)}); };
  rules.Send("cart.items", dsl::Value::OfList({line("a"), line("b"), line("c")}));
  EXPECT_EQ(rules.Saving("d"), "10 JPY");
  std::string shares;
  for (const LineSaving& one : std::get<DiscountContent>(rules.Find("d")->content).lines)
    shares += one.saving.ToString() + " ";
  EXPECT_EQ(shares, "4 JPY 3 JPY 3 JPY ");
}
TEST(S18SavingsTest, ARuleOfWhichOneAmountIsUnknownOrForeignGivesNothing) {
  Shop rules("discount d\n  give 20 EUR off\n  give free_delivery\n");
  EXPECT_EQ(rules.Given("cart.total", "50 EUR").Saving("d"), "21.00 EUR");
  rules.request().currency_code = "USD";
  EXPECT_EQ(rules.Given("cart.total", "50 USD").Stopped("d"), "give");
}
TEST(S18SavingsTest, ACartInAnotherCurrencyThanTheRequestsIsUnknown) {
  Shop rules("discount d\n  give 10% off\n");
  rules.request().currency_code = "USD";
  EXPECT_EQ(rules.Given("cart.total", "50 EUR").Saving("d"), "unknown");
  EXPECT_EQ(rules.outcome().decision.warnings.all.size(), 1u);
}

}  // namespace
}  // namespace nextmove::engine::testing

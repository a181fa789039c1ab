#include "dsl/value/money.h"

#include <gtest/gtest.h>

namespace nextmove::dsl {
namespace {

Money Of(std::string_view amount, std::string_view code) { return {*Decimal::Parse(amount), *Currency::Parse(code)}; }

TEST(MoneyTest, KnowsCurrenciesAndTheirDigits) {
  EXPECT_EQ(Currency::Parse("EUR")->digits(), 2);
  EXPECT_EQ(Currency::Parse("JPY")->digits(), 0);
  EXPECT_EQ(Currency::Parse("KWD")->digits(), 3);
  EXPECT_EQ(Currency::Parse("HUF")->digits(), 2);
  EXPECT_EQ(Currency::Parse("EUR")->code(), "EUR");
}

TEST(MoneyTest, RefusesCodesThatAreNotInUse) {
  for (const char* code : {"", "E", "EU", "eur", "EURO", "XXX", "XAU", "DEM", "ZZZ", "EU\xC3"}) {
    EXPECT_FALSE(Currency::Parse(code).has_value()) << code;
  }
}

TEST(MoneyTest, ListsEachCurrencyOnceInOrder) {
  const std::vector<Currency> all = Currency::All();
  EXPECT_GT(all.size(), 140U);
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LT(all[i - 1].code(), all[i].code());
}

TEST(MoneyTest, TheDefaultCurrencyIsNone) {
  EXPECT_TRUE(Currency().is_none());
  EXPECT_EQ(Currency().code(), "");
  EXPECT_EQ(Money().ToString(), "0");
}

TEST(MoneyTest, ZeroFitsEveryCurrency) {
  EXPECT_EQ(Of("0", "EUR"), Of("0.00", "USD"));
  EXPECT_TRUE(Of("0", "EUR").Fits(Of("5", "USD")));
  EXPECT_FALSE(Of("1", "EUR").Fits(Of("5", "USD")));
  EXPECT_NE(Of("5", "EUR"), Of("5", "USD"));
}

TEST(MoneyTest, RoundsHalfToEvenToTheSmallestUnit) {
  EXPECT_EQ(Of("0.125", "EUR").Rounded(), Of("0.12", "EUR"));
  EXPECT_EQ(Of("2.5", "JPY").Rounded(), Of("2", "JPY"));
  EXPECT_EQ(Of("0.0015", "KWD").Rounded(), Of("0.002", "KWD"));
}

TEST(MoneyTest, WritesTheDigitsOfTheCurrencyAndMoreWhenNeeded) {
  EXPECT_EQ(Of("34.9", "EUR").ToString(), "34.90 EUR");
  EXPECT_EQ(Of("34", "JPY").ToString(), "34 JPY");
  EXPECT_EQ(Of("0.125", "EUR").ToString(), "0.125 EUR");
  EXPECT_EQ(Of("-5", "USD").ToString(), "-5.00 USD");
}

TEST(MoneyTest, APercentIsAFractionOfAHundred) {
  EXPECT_EQ(Percent{Decimal(25)}.Fraction().ToString(), "0.25");
  EXPECT_EQ(Percent{*Decimal::Parse("12.50")}.ToString(), "12.5%");
}

}  // namespace
}  // namespace nextmove::dsl

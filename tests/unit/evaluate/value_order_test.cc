// Ranks, sameness, and arithmetic at its edges.
#include <gtest/gtest.h>

#include "dsl/evaluate/arithmetic.h"
#include "dsl/evaluate/compare.h"

namespace nextmove::dsl {
namespace {

Money Amount(int amount, const char* currency) { return {Decimal(amount), *Currency::Parse(currency)}; }

TEST(ValueOrderTest, UnknownSortsLast) {
  EXPECT_GT(CompareForRank(Value(), Decimal(1)), 0);
  EXPECT_LT(CompareForRank(Decimal(1), Value()), 0);
  EXPECT_EQ(CompareForRank(Value(), Value()), 0);
  EXPECT_LT(CompareForRank(Decimal(1), Decimal(2)), 0);
}
TEST(ValueOrderTest, TwoCurrenciesDoNotCompareAndZeroFitsAll) {
  EXPECT_EQ(SameValue(Amount(1, "EUR"), Amount(1, "USD"), {}), Truth::kUnknown);
  EXPECT_EQ(SameValue(Amount(0, "EUR"), Amount(0, "USD"), {}), Truth::kYes);
  EXPECT_EQ(Order(Amount(0, "EUR"), Amount(1, "USD"), TimeZone()), -1);
}
TEST(ValueOrderTest, MonthsAndDaysDoNotCompare) {
  EXPECT_EQ(Order(*Duration::Of(1, Unit::kMonth, true), *Duration::Of(30, Unit::kDay, false), TimeZone()),
            std::nullopt);
  EXPECT_EQ(Order(*Duration::Of(2, Unit::kMonth, true), *Duration::Of(1, Unit::kMonth, true), TimeZone()), 1);
}
TEST(ValueOrderTest, TheOrderOfRanksIsTotalWhereValuesDoNotCompare) {
  const Value days = *Duration::Of(3, Unit::kDay, false), more = *Duration::Of(5, Unit::kDay, false);
  const Value month = *Duration::Of(1, Unit::kMonth, true);
  EXPECT_LT(CompareForRank(days, more), 0);
  EXPECT_LT(CompareForRank(more, month), 0);
  EXPECT_LT(CompareForRank(days, month), 0);
}
TEST(ValueOrderTest, DivisionByZeroIsUnknown) {
  EXPECT_TRUE(Divide(Decimal(1), Decimal(0)).is_unknown());
  EXPECT_TRUE(Divide(Amount(1, "EUR"), Amount(0, "EUR")).is_unknown());
  EXPECT_EQ(Divide(Amount(9, "EUR"), Amount(2, "EUR")), Value(*Decimal::Parse("4.5")));
}
TEST(ValueOrderTest, PercentsMultiplyAndTakePartsOfAmounts) {
  Type percent;
  percent.kind = TypeKind::kPercent;
  EXPECT_EQ(Multiply(Percent{Decimal(50)}, Percent{Decimal(50)}, percent), Value(Percent{Decimal(25)}));
  EXPECT_EQ(Multiply(Percent{Decimal(25)}, Amount(40, "EUR"), {}), Value(Amount(10, "EUR")));
  EXPECT_EQ(Multiply(Decimal(2), Percent{Decimal(5)}, percent), Value(Percent{Decimal(10)}));
}
TEST(ValueOrderTest, TheDifferenceIsNeverNegative) {
  EXPECT_EQ(Difference(Decimal(2), Decimal(5), TimeZone()), Value(Decimal(3)));
  EXPECT_EQ(Subtract(*Date::Parse("2026-03-01"), *Date::Parse("2026-02-01"), TimeZone()),
            Value(*Duration::Of(28, Unit::kDay, false)));
}
TEST(ValueOrderTest, DatesBeyondTheCalendarAreUnknown) {
  EXPECT_TRUE(Add(*Date::Parse("9999-12-31"), *Duration::Of(1, Unit::kDay, false), TimeZone()).is_unknown());
}

}  // namespace
}  // namespace nextmove::dsl

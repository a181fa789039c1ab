#include "dsl/value/value.h"

#include <gtest/gtest.h>

namespace nextmove::dsl {
namespace {

Type Of(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type OneOf(std::vector<std::string> values) { return Type::OneOf(std::move(values)); }

Type ListOf(Type element) { return Type::ListOf(std::move(element)); }

Type LineType() {
  return Type::RecordOf({{"product", Type::Item("product"), false}, {"price", TypeKind::kMoney, true}});
}

TEST(ValueTest, ReadsEachKindAsARuleWritesIt) {
  EXPECT_EQ(ParseValue("yes", Of(TypeKind::kYesNo)), Value(true));
  EXPECT_EQ(ParseValue("-1.50", Of(TypeKind::kNumber)), Value(*Decimal::Parse("-1.5")));
  EXPECT_EQ(ParseValue("25%", Of(TypeKind::kPercent)), Value(Percent{Decimal(25)}));
  EXPECT_EQ(ParseValue("25", Of(TypeKind::kPercent)), Value(Percent{Decimal(25)}));
  EXPECT_EQ(ParseValue("34.90 EUR", Of(TypeKind::kMoney)).ToString(), "34.90 EUR");
  EXPECT_EQ(ParseValue("3 days", Of(TypeKind::kDuration)).ToString(), "3 days");
  EXPECT_EQ(ParseValue("1 week", Of(TypeKind::kDuration)), Value(*Duration::Of(7, Unit::kDay, false)));
  EXPECT_EQ(ParseValue("7 calendar days", Of(TypeKind::kDuration)).ToString(), "7 calendar days");
  EXPECT_EQ(ParseValue("2026-11-27", Of(TypeKind::kDate)).ToString(), "2026-11-27");
  EXPECT_EQ(ParseValue("2026-11-27T18:30:00Z", Of(TypeKind::kTime)).ToString(), "2026-11-27T18:30:00Z");
  EXPECT_EQ(ParseValue("a \"b\"", Of(TypeKind::kText)), Value("a \"b\""));
  EXPECT_EQ(ParseValue("gold", OneOf({"silver", "gold"})), Value("gold"));
  EXPECT_EQ(ParseValue("FR", Of(TypeKind::kCountry)), Value("FR"));
  EXPECT_EQ(ParseValue("Europe/Paris", Of(TypeKind::kTimeZone)), Value("Europe/Paris"));
  EXPECT_EQ(ParseValue("sku-1", Of(TypeKind::kItem)), Value("sku-1"));
}

TEST(ValueTest, WhatIsNoValueOfTheTypeIsUnknown) {
  EXPECT_TRUE(ParseValue("true", Of(TypeKind::kYesNo)).is_unknown());
  EXPECT_TRUE(ParseValue("1,5", Of(TypeKind::kNumber)).is_unknown());
  EXPECT_TRUE(ParseValue("25%%", Of(TypeKind::kPercent)).is_unknown());
  EXPECT_TRUE(ParseValue("%", Of(TypeKind::kPercent)).is_unknown());
  for (const char* text : {"34.90", "34.90EUR", "34.90  EUR", "EUR 34.90", "34.90 eur", "34.90 EUR ", "34.90 ZZZ"}) {
    EXPECT_TRUE(ParseValue(text, Of(TypeKind::kMoney)).is_unknown()) << text;
  }
  for (const char* text : {"", "3", "days", "3days", "3 dayss", "1.5 hours", "3 calendar hours", "3 calendar",
                           "99999999999999999999 days", "9999999999 years"}) {
    EXPECT_TRUE(ParseValue(text, Of(TypeKind::kDuration)).is_unknown()) << text;
  }
  EXPECT_TRUE(ParseValue("Gold", OneOf({"gold"})).is_unknown());
  EXPECT_TRUE(ParseValue("", OneOf({})).is_unknown());
  for (const char* text : {"fr", "FRA", "ZZ", "F", "", "F1", "Fr"}) {
    EXPECT_TRUE(ParseValue(text, Of(TypeKind::kCountry)).is_unknown()) << text;
  }
  EXPECT_TRUE(ParseValue("Paris", Of(TypeKind::kTimeZone)).is_unknown());
  EXPECT_TRUE(ParseValue("", Of(TypeKind::kItem)).is_unknown());
  EXPECT_TRUE(ParseValue("\xFF", Of(TypeKind::kText)).is_unknown());
  EXPECT_TRUE(ParseValue(std::string(1 << 20, 'a'), Of(TypeKind::kText)).is_unknown());
  EXPECT_TRUE(ParseValue("[1]", ListOf(Of(TypeKind::kNumber))).is_unknown());
}

TEST(ValueTest, WritesValuesAsARuleDoes) {
  EXPECT_EQ(Value().ToString(), "unknown");
  EXPECT_EQ(Value(false).ToString(), "no");
  EXPECT_EQ(Value("say \"hi\" {now} \\").ToString(), R"("say \"hi\" \{now} \\")");
  EXPECT_EQ(Value::OfList({Value("a"), Value("b")}).ToString(), R"(["a", "b"])");
  EXPECT_EQ(Value::OfList({}).ToString(), "[]");
  EXPECT_EQ(Value::OfRecord({Value("a"), Value()}).ToString(), R"(("a", unknown))");
}

TEST(ValueTest, IsEqualByKindAndContent) {
  EXPECT_EQ(Value(), Value());
  EXPECT_NE(Value(), Value(false));
  EXPECT_NE(Value(Decimal(25)), Value(Percent{Decimal(25)}));
  EXPECT_NE(Value("a"), Value("A"));
  EXPECT_EQ(Value::OfList({Value(Decimal(1))}), Value::OfList({Value(*Decimal::Parse("1.0"))}));
  EXPECT_NE(Value::OfList({Value(true)}), Value::OfRecord({Value(true)}));
  EXPECT_EQ(Value::OfRecord({Value(true)}), Value::OfRecord({Value(true)}));
  EXPECT_NE(Value::OfList({}), Value::OfList({Value()}));
}

TEST(ValueTest, GivesTheHeldAlternativeOrNull) {
  const Value list = Value::OfList({Value("a")});
  ASSERT_NE(list.list(), nullptr);
  EXPECT_EQ(list.list()->size(), 1U);
  EXPECT_EQ(list.record(), nullptr);
  EXPECT_EQ(list.text(), nullptr);
  EXPECT_EQ(Value().list(), nullptr);
  ASSERT_NE(Value(true).flag(), nullptr);
}

TEST(ValueTest, ACopySharesItsList) {
  const Value list = Value::OfList({Value("a")});
  const Value copy = list;  // NOLINT(performance-unnecessary-copy-initialization): it is what is tested
  EXPECT_EQ(list.list(), copy.list());
}

TEST(ValueTest, WritesTypesAsARuleDoes) {
  EXPECT_EQ(Of(TypeKind::kYesNo).ToString(), "yes/no");
  EXPECT_EQ(Of(TypeKind::kTimeZone).ToString(), "time zone");
  EXPECT_EQ(OneOf({"a", "b"}).ToString(), R"(one of ["a", "b"])");
  EXPECT_EQ(ListOf(Of(TypeKind::kText)).ToString(), "list of text");
  EXPECT_EQ(ListOf(LineType()).ToString(), "list of (product product, price money optional)");
}

TEST(ValueTest, ComparesTypesInDepth) {
  EXPECT_EQ(ListOf(LineType()), ListOf(LineType()));
  EXPECT_FALSE(ListOf(Of(TypeKind::kText)) == ListOf(Of(TypeKind::kNumber)));
  EXPECT_FALSE(ListOf(Of(TypeKind::kText)) == Of(TypeKind::kList));
  EXPECT_FALSE(OneOf({"a"}) == OneOf({"b"}));
  EXPECT_TRUE(OneOf({"a"}).is_text_like());
  EXPECT_FALSE(ListOf(Of(TypeKind::kText)).is_text_like());
}

}  // namespace
}  // namespace nextmove::dsl

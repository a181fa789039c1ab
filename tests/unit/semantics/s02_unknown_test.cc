// Paragraph 2: what is unknown.
#include <limits>

#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S02UnknownTest, AValueOutOfFloorAndCeilingIsUnknownWithAWarning) {
  Shop rules(Banner("b", "  when visitor.age is at least 18"));
  rules.Given("visitor.age", "130");
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown);
  ASSERT_EQ(rules.outcome().decision.warnings.all.size(), 1u);
  EXPECT_EQ(rules.outcome().decision.warnings.all[0].subject, "visitor.age");
  rules.Given("visitor.age", "120");
  EXPECT_TRUE(rules.Won("b"));
  EXPECT_TRUE(rules.outcome().decision.warnings.all.empty());
}
TEST(S02UnknownTest, WithoutConsentAValueIsUnknownAndNobodyIsWarned) {
  Shop rules(Banner("b", "  uses consent personalisation\n  when visitor.secret is 1"));
  rules.Given("visitor.secret", "1");
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown);
  EXPECT_TRUE(rules.outcome().decision.warnings.all.empty());
  rules.Agrees("personalisation");
  EXPECT_TRUE(rules.Won("b"));
}
TEST(S02UnknownTest, AnAmountInAnotherCurrencyIsUnknownWithAWarningAndZeroFitsAll) {
  Shop rules(Banner("b", "  when cart.total is at least 10 EUR") +
             Banner("empty", "  when cart.total is 0 EUR\n  priority low"));
  rules.Given("cart.total", "20 USD");
  EXPECT_EQ(rules.Wins(), "empty@hero") << "the attribute's `otherwise` stands for it";
  EXPECT_EQ(rules.outcome().decision.warnings.all.size(), 1u);
  rules.Given("cart.total", "0 USD");
  EXPECT_EQ(rules.Wins(), "empty@hero");
  EXPECT_TRUE(rules.outcome().decision.warnings.all.empty());
  rules.Given("cart.total", "20 EUR");
  EXPECT_EQ(rules.Wins(), "b@hero");
}
TEST(S02UnknownTest, TheRequestsCurrencyIsTheDecisions) {
  Shop rules(Banner("b", "  when cart.total is at least 10 EUR"));
  rules.request().currency_code = "USD";
  rules.Given("cart.total", "20 USD");
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown) << "20 USD and 10 EUR do not compare";
}
TEST(S02UnknownTest, AWrongTypeAndAnUnknownWordAreUnknown) {
  Shop rules(Banner("b", "  when visitor.level is \"gold\""));
  rules.Send("visitor.level", dsl::Value("platinum"));
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown);
  rules.Send("visitor.level", dsl::Value(dsl::Decimal(3)));
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown);
}
TEST(S02UnknownTest, TextsCompareWithoutCaseAndOneOfExactly) {
  Shop rules(Banner("b", "  when visitor.name is \"Zoë\""));
  rules.Given("visitor.name", "  ZOË ");
  EXPECT_TRUE(rules.Won("b"));
  rules.Given("visitor.name", "Zoe");
  EXPECT_FALSE(rules.Won("b"));
  Shop level(Banner("b", "  when visitor.level is \"gold\""));
  level.Send("visitor.level", dsl::Value("Gold"));
  EXPECT_FALSE(level.Won("b"));
}
// Sends what the wire holds.
std::string Wire(Shop& rules, const AttributeView& view, const std::string& rule) {
  return rules.Also(view).Stopped(rule);
}

TEST(S02UnknownTest, NegativeMoneyOfTheWireHasOneSign) {
  const std::string debt = "attribute visitor.balance  money  optional  consent necessary\n";
  const auto holds = [&](const std::string& condition, const MoneyView& money) {
    Shop rules(debt + Banner("b", "  when visitor.balance " + condition));
    return Wire(rules, {"visitor.balance", 0, money}, "b").empty();
  };
  EXPECT_TRUE(holds("is -2.50 EUR", MoneyView{"EUR", -2, -500'000'000}));
  EXPECT_TRUE(holds("is -0.50 EUR", MoneyView{"EUR", 0, -500'000'000}));
  EXPECT_TRUE(holds("is unknown", MoneyView{"EUR", -2, 500'000'000}));
  EXPECT_TRUE(holds("is unknown", MoneyView{"EUR", 2, -1}));
  EXPECT_TRUE(holds("is 0 EUR", MoneyView{"USD", 0, 0})) << "zero is zero in every currency";
}
TEST(S02UnknownTest, AnAmountWithoutACurrencyIsInTheRequests) {
  Shop rules(Banner("b", "  when cart.total is at least 10 USD") + Banner("e", "  when cart.total is at least 10 EUR"));
  rules.request().currency_code = "USD";
  EXPECT_EQ(Wire(rules, {"cart.total", 0, MoneyView{"", 20, 0}}, "b"), "");
}
TEST(S02UnknownTest, TimesOutsideTheCalendarAreUnknown) {
  for (const std::int64_t far : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    Shop rules(Banner("b", "  when days since visitor.bought is at least -99999999 or visitor.visits is 1"));
    EXPECT_EQ(Wire(rules, {"visitor.bought", 0, InstantView{far}}, "b"), "when");
    EXPECT_EQ(rules.outcome().decision.warnings.all.size(), 1u);
  }
}
TEST(S02UnknownTest, OtherwiseReplacesEveryCause) {
  const std::string level = "attribute visitor.rank  number  otherwise 7  floor 0  consent personalisation\n";
  Shop rules(level + Banner("b", "  uses consent personalisation\n  when visitor.rank is 7"));
  EXPECT_TRUE(rules.Won("b")) << "not sent";
  EXPECT_TRUE(rules.Given("visitor.rank", "3").Won("b")) << "no consent";
  rules.Agrees("personalisation");
  EXPECT_FALSE(rules.Won("b"));
  EXPECT_TRUE(rules.Given("visitor.rank", "-1").Won("b")) << "below the floor";
  EXPECT_TRUE(rules.Send("visitor.rank", dsl::Value("x")).Won("b")) << "wrong type";
}
TEST(S02UnknownTest, AnEmptyIdNamesNoItem) {
  Shop rules(Banner("b", "  when this product is known"));
  EXPECT_EQ(Wire(rules, {"this.product", 0, std::string_view("")}, "b"), "when");
  EXPECT_EQ(Wire(rules, {"this.product", 0, std::string_view("p")}, "b"), "");
}

}  // namespace
}  // namespace nextmove::engine::testing

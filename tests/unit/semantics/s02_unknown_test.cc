// Paragraph 2: what is unknown.
#include "tests/unit/semantics/rules_fixture.h"

namespace nextmove::engine::testing {
namespace {

TEST(S02UnknownTest, AValueOutOfFloorAndCeilingIsUnknownWithAWarning) {
  Rules rules(Banner("b", "  when visitor.age is at least 18"));
  rules.Given("visitor.age", "130");
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown);
  ASSERT_EQ(rules.outcome().decision.warnings.all.size(), 1u);
  EXPECT_EQ(rules.outcome().decision.warnings.all[0].subject, "visitor.age");
  rules.Given("visitor.age", "120");
  EXPECT_TRUE(rules.Won("b"));
  EXPECT_TRUE(rules.outcome().decision.warnings.all.empty());
}
TEST(S02UnknownTest, WithoutConsentAValueIsUnknownAndNobodyIsWarned) {
  Rules rules(Banner("b", "  uses consent personalisation\n  when visitor.secret is 1"));
  rules.Given("visitor.secret", "1");
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown);
  EXPECT_TRUE(rules.outcome().decision.warnings.all.empty());
  rules.Agrees("personalisation");
  EXPECT_TRUE(rules.Won("b"));
}
TEST(S02UnknownTest, AnAmountInAnotherCurrencyIsUnknownWithAWarningAndZeroFitsAll) {
  Rules rules(Banner("b", "  when cart.total is at least 10 EUR") +
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
  Rules rules(Banner("b", "  when cart.total is at least 10 EUR"));
  rules.request().currency_code = "USD";
  rules.Given("cart.total", "20 USD");
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown) << "20 USD and 10 EUR do not compare";
}
TEST(S02UnknownTest, AWrongTypeAndAnUnknownWordAreUnknown) {
  Rules rules(Banner("b", "  when visitor.level is \"gold\""));
  rules.Sends("visitor.level", dsl::Value("platinum"));
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown);
  rules.Sends("visitor.level", dsl::Value(dsl::Decimal(3)));
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown);
}
TEST(S02UnknownTest, TextsCompareWithoutCaseAndOneOfExactly) {
  Rules rules(Banner("b", "  when visitor.name is \"Zoë\""));
  rules.Given("visitor.name", "  ZOË ");
  EXPECT_TRUE(rules.Won("b"));
  rules.Given("visitor.name", "Zoe");
  EXPECT_FALSE(rules.Won("b"));
  Rules level(Banner("b", "  when visitor.level is \"gold\""));
  level.Sends("visitor.level", dsl::Value("Gold"));
  EXPECT_FALSE(level.Won("b"));
}

}  // namespace
}  // namespace nextmove::engine::testing

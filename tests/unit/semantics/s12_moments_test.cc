// Paragraph 12: moments, channel and zone of the request.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S12MomentsTest, WithoutOnAtEveryMomentElseOnlyThen) {
  Shop rules(Banner("always", "  priority low") + Banner("leaving", "  on exit_intent"));
  EXPECT_EQ(rules.Wins(), "always@hero");
  EXPECT_EQ(rules.Stopped("leaving"), "on");
  rules.request().moment = "exit_intent";
  EXPECT_EQ(rules.Wins(), "leaving@hero");
}
TEST(S12MomentsTest, TheRequestsChannelIsThePagesButTheAttributeCountsFirst) {
  Shop rules("banner s\n  place side\n  say headline: en \"x\"\n" + Banner("app", "  when page.channel is \"app\""));
  EXPECT_EQ(rules.Wins(), "s@side");
  rules.request().channel = "app";
  EXPECT_EQ(rules.Wins(), "app@hero") << "side is on the web only";
  rules.Given("page.channel", "web");
  EXPECT_EQ(rules.Wins(), "s@side");
}
TEST(S12MomentsTest, UnknownLocaleZoneAndCurrencyAreWarningsOnly) {
  Shop rules(Banner("b"));
  rules.request().locale = "not a locale";
  rules.request().time_zone = "Mars/Olympus";
  rules.request().currency_code = "ZZZ";
  EXPECT_EQ(rules.Wins(), "b@hero");
  EXPECT_EQ(rules.outcome().decision.warnings.all.size(), 3u);
}
TEST(S12MomentsTest, PlacesThatAreNotThereAreLeftUnfilled) {
  Shop rules(Banner("b", "  when visitor.visits is 1"));
  rules.Want({"hero", "sofa", "menu"});
  const Decision& decision = rules.Decide();
  ASSERT_EQ(decision.unfilled.size(), 3u);
  EXPECT_EQ(decision.unfilled[0].reason, ReasonCode::kUnknownPlacement);
  EXPECT_EQ(decision.unfilled[1].reason, ReasonCode::kNoneEligible);
  EXPECT_EQ(decision.unfilled[2].reason, ReasonCode::kNoRule);
}
TEST(S12MomentsTest, AMomentThatNoRuleWaitsForIsAWarning) {
  Shop rules(Banner("b", "  on exit_intent"));
  rules.request().moment = "exit_intend";
  rules.Decide();
  ASSERT_EQ(rules.outcome().decision.warnings.all.size(), 1u);
  EXPECT_EQ(rules.outcome().decision.warnings.all[0].code, WarningCode::kUnknownName);
  for (const char* moment : {"", "page_load", "exit_intent"}) {
    rules.request().moment = moment;
    rules.Decide();
    EXPECT_TRUE(rules.outcome().decision.warnings.all.empty()) << moment;
  }
}
TEST(S12MomentsTest, AWantedPlaceOffTheChannelIsNoPlaceHereAndIsToldOnce) {
  Shop rules(Banner("b"));
  rules.request().channel = "app";
  rules.Want({"side", "sofa", "sofa", "hero", "hero"});
  const Decision& decision = rules.Decide();
  ASSERT_EQ(decision.unfilled.size(), 2u);
  EXPECT_EQ(decision.unfilled[0].wanted + decision.unfilled[1].wanted, "sidesofa");
  EXPECT_EQ(decision.unfilled[0].reason, ReasonCode::kUnknownPlacement);
  EXPECT_EQ(decision.actions.size(), 1u);
}
TEST(S12MomentsTest, ARequestsFieldIsReadUnderTheConsentOfItsAttribute) {
  const std::string project =
      "project shop\n  edition 1\n  time zone \"Europe/Berlin\"\n  currency EUR\n  locales en\n  otherwise en\n"
      "  consents personalisation\n"
      "attribute page.channel  one of [\"web\", \"app\"]  optional  consent personalisation\n"
      "attribute visitor.time_zone  time zone  optional  consent personalisation\n"
      "placement hero\n  channels web, app\n  allows 1\n"
      "banner b\n  place hero\n  uses consent personalisation\n  say h: en \"x\"\n"
      "  when page.channel is known or visitor.time_zone is known\n";
  Shop rules(project, "");
  rules.request().channel = "app";
  rules.request().time_zone = "America/New_York";
  EXPECT_EQ(rules.Stopped("b"), "when");
  rules.Agrees("personalisation");
  EXPECT_TRUE(rules.Won("b"));
}
TEST(S12MomentsTest, ThisProductIsTheItemOfThePageElseUnknown) {
  Shop rules(Banner("b", "  when this product.price is at least 10 EUR") +
             Banner("c", "  when this product is unknown"));
  rules.Item("product", "tote", {{"name", "Tote"}, {"price", "12 EUR"}, {"stock", "5"}});
  EXPECT_EQ(rules.Wins(), "c@hero");
  EXPECT_EQ(rules.Given("this.product", "tote").Wins(), "b@hero");
  EXPECT_EQ(rules.Given("this.product", "lost").Wins(), "") << "the catalogue does not hold it";
}

}  // namespace
}  // namespace nextmove::engine::testing

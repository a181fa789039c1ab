// Paragraph 12: moments, channel and zone of the request.
#include "tests/unit/semantics/rules_fixture.h"

namespace nextmove::engine::testing {
namespace {

TEST(S12MomentsTest, WithoutOnAtEveryMomentElseOnlyThen) {
  Rules rules(Banner("always", "  priority low") + Banner("leaving", "  on exit_intent"));
  EXPECT_EQ(rules.Wins(), "always@hero");
  EXPECT_EQ(rules.Stopped("leaving"), "on");
  rules.request().moment = "exit_intent";
  EXPECT_EQ(rules.Wins(), "leaving@hero");
}
TEST(S12MomentsTest, TheRequestsChannelIsThePagesButTheAttributeCountsFirst) {
  Rules rules("banner s\n  place side\n  say headline: en \"x\", fr \"x\"\n" +
              Banner("app", "  when page.channel is \"app\""));
  EXPECT_EQ(rules.Wins(), "s@side");
  rules.request().channel = "app";
  EXPECT_EQ(rules.Wins(), "app@hero") << "side is on the web only";
  rules.Given("page.channel", "web");
  EXPECT_EQ(rules.Wins(), "s@side");
}
TEST(S12MomentsTest, UnknownLocaleZoneAndCurrencyAreWarningsOnly) {
  Rules rules(Banner("b"));
  rules.request().locale = "not a locale";
  rules.request().time_zone = "Mars/Olympus";
  rules.request().currency_code = "ZZZ";
  EXPECT_EQ(rules.Wins(), "b@hero");
  EXPECT_EQ(rules.outcome().decision.warnings.all.size(), 3u);
}
TEST(S12MomentsTest, PlacesThatAreNotThereAreLeftUnfilled) {
  Rules rules(Banner("b", "  when visitor.visits is 1"));
  rules.Want({"hero", "sofa", "menu"});
  const Decision& decision = rules.Decide();
  ASSERT_EQ(decision.unfilled.size(), 3u);
  EXPECT_EQ(decision.unfilled[0].reason, ReasonCode::kUnknownPlacement);
  EXPECT_EQ(decision.unfilled[1].reason, ReasonCode::kNoneEligible);
  EXPECT_EQ(decision.unfilled[2].reason, ReasonCode::kNoRule);
}

}  // namespace
}  // namespace nextmove::engine::testing

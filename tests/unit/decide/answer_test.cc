// The answer: what is asked for on top, effects, and bounds.
#include <set>

#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(AnswerTest, SegmentsTextsAndRanksOnRequest) {
  Shop rules("segment b_first\n  when visitor.visits is 1\nsegment a_known\n  when visitor.visits is known\n" +
             Banner("x", "  why \"because\"\n  worth 3 EUR"));
  rules.Given("visitor.visits", "1");
  rules.Decide();
  EXPECT_TRUE(rules.outcome().decision.segments.empty());
  EXPECT_TRUE(rules.Find("x")->why.empty());
  rules.request().want_segments = rules.request().want_texts = rules.request().want_ranks = true;
  rules.Decide();
  EXPECT_EQ(rules.outcome().decision.segments, (std::vector<std::string>{"a_known", "b_first"}));
  EXPECT_EQ(rules.Find("x")->why, "because");
  EXPECT_EQ(rules.Find("x")->ranks, (std::vector<double>{1, 0.15}));
}
TEST(AnswerTest, AnOfferEndsWhenItSays) {
  Shop rules("discount d\n  give free_delivery\n  valid for 2 hours\n");
  rules.Now("2026-01-15T11:00:00Z").Decide();
  EXPECT_EQ(rules.Find("d")->expire_time->ToString(), "2026-01-15T13:00:00Z");
}
TEST(AnswerTest, ConsentsOfTheRequestAreInForceAtOnceAndRemembered) {
  Shop rules(Banner("b", "  needs consent personalisation"));
  EXPECT_EQ(rules.Stopped("b"), "needs");
  const std::vector<Consent> consents = {{"personalisation", ConsentState::kGiven}};
  rules.request().consents = consents;
  EXPECT_EQ(rules.Wins(), "b@hero");
  ASSERT_EQ(rules.outcome().effects.visitor.consents.size(), 1u);
  rules.Agrees("personalisation");
  rules.Decide();
  EXPECT_TRUE(rules.outcome().effects.visitor.empty()) << "nothing new to remember";
}
TEST(AnswerTest, OfTwoStatementsOnOneConsentTheLastCounts) {
  Shop rules(Banner("b", "  needs consent personalisation"));
  const std::vector<Consent> refused = {{"personalisation", ConsentState::kGiven},
                                        {"personalisation", ConsentState::kRefused}};
  rules.request().consents = refused;
  EXPECT_EQ(rules.Stopped("b"), "needs");
  ASSERT_EQ(rules.outcome().effects.visitor.consents.size(), 1u);
  EXPECT_EQ(rules.outcome().effects.visitor.consents[0].state, ConsentState::kRefused);
  rules.Agrees("personalisation");
  const std::vector<Consent> given = {{"personalisation", ConsentState::kRefused},
                                      {"personalisation", ConsentState::kGiven}};
  rules.request().consents = given;
  EXPECT_EQ(rules.Wins(), "b@hero");
  const auto& told = rules.outcome().effects.visitor.consents;
  ASSERT_EQ(told.size(), 2u) << "the refusal erases, whatever is said after it";
  EXPECT_EQ(told[0].state, ConsentState::kRefused);
  EXPECT_EQ(told[1].state, ConsentState::kGiven);
}
TEST(AnswerTest, APurposeThatTheProjectDoesNotHaveIsAWarningAndNotRemembered) {
  Shop rules(Banner("b"));
  const std::vector<Consent> consents = {{"personalization", ConsentState::kGiven}};
  rules.request().consents = consents;
  rules.Decide();
  EXPECT_EQ(rules.outcome().decision.warnings.all.size(), 1u);
  EXPECT_TRUE(rules.outcome().effects.visitor.empty());
}
TEST(AnswerTest, WithoutRulesNothingIsDecided) {
  Outcome outcome;
  Decide({}, {}, {}, {}, 1, {}, outcome);
  EXPECT_TRUE(outcome.decision.actions.empty());
}
TEST(AnswerTest, TheExplanationHasEachRuleByName) {
  Shop rules(Banner("c") + Banner("a") + Banner("b"));
  rules.Decide();
  EXPECT_EQ(rules.Trace("c").beaten_by, "a");
  EXPECT_EQ(rules.Trace("c").beaten_in, "hero");
  EXPECT_EQ(rules.Trace("c").text, "another rule comes first among equals: `a` in `hero`");
}

}  // namespace
}  // namespace nextmove::engine::testing

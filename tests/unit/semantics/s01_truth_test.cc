// Paragraph 1: three values, and where the third one ends.
#include "tests/unit/semantics/rules_fixture.h"

namespace nextmove::engine::testing {
namespace {

bool TruthHolds(const std::string& condition, const std::string& visits) {
  return Rules(Banner("b", "  when " + condition)).Given("visitor.visits", visits).Won("b");
}

TEST(S01TruthTest, OnlyYesCountsInWhen) {
  EXPECT_TRUE(TruthHolds("visitor.visits is 1", "1"));
  EXPECT_FALSE(TruthHolds("visitor.visits is 1", "2"));
  EXPECT_FALSE(TruthHolds("visitor.visits is 1", ""));
}
TEST(S01TruthTest, AnUnknownTestSaysSoInItsReason) {
  Rules rules(Banner("b", "  when visitor.visits is 1"));
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown);
  rules.Given("visitor.visits", "2");
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionFalse);
}
TEST(S01TruthTest, OrUnknownAndAndKnownEndTheThirdValue) {
  EXPECT_TRUE(TruthHolds("visitor.visits is not 1 or unknown", ""));
  EXPECT_FALSE(TruthHolds("visitor.visits is not 1 and known", ""));
  EXPECT_TRUE(TruthHolds("visitor.visits is not 1 and known", "2"));
  EXPECT_FALSE(TruthHolds("visitor.visits is not 1 or unknown", "1"));
}
TEST(S01TruthTest, YesOrUnknownIsYesAndNoAndUnknownIsNo) {
  Rules either(Banner("b", "  when visitor.visits is 1 or visitor.name is \"Ada\""));
  either.Given("visitor.name", "ada");
  EXPECT_TRUE(either.Won("b"));
  Rules both(Banner("b", "  when visitor.visits is 1 and visitor.name is \"Ada\""));
  both.Given("visitor.name", "Bob");
  EXPECT_EQ(both.Reason("b"), ReasonCode::kConditionFalse);
}
TEST(S01TruthTest, OfWhomTooLittleIsKnownIsNotInASegmentSoExceptLetsHimThrough) {
  const std::string segment = "segment regular\n  when visitor.visits is at least 3\n";
  Rules except(segment + Banner("b", "  except for regular"));
  EXPECT_TRUE(except.Won("b"));
  except.Given("visitor.visits", "3");
  EXPECT_EQ(except.Stopped("b"), "except");
  Rules only(segment + Banner("b", "  for regular"));
  EXPECT_EQ(only.Stopped("b"), "for");
}
TEST(S01TruthTest, IsKnownIsNeverUnknown) {
  EXPECT_TRUE(TruthHolds("visitor.visits is unknown", ""));
  EXPECT_FALSE(TruthHolds("visitor.visits is known", ""));
  EXPECT_TRUE(TruthHolds("visitor.visits is known", "0"));
}

}  // namespace
}  // namespace nextmove::engine::testing

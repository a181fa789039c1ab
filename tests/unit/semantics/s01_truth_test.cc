// Paragraph 1: three values, and where the third one ends.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

bool TruthHolds(const std::string& condition, const std::string& visits) {
  return Shop(Banner("b", "  when " + condition)).Given("visitor.visits", visits).Won("b");
}

TEST(S01TruthTest, OnlyYesCountsInWhen) {
  EXPECT_TRUE(TruthHolds("visitor.visits is 1", "1"));
  EXPECT_FALSE(TruthHolds("visitor.visits is 1", "2"));
  EXPECT_FALSE(TruthHolds("visitor.visits is 1", ""));
}
TEST(S01TruthTest, AnUnknownTestSaysSoInItsReason) {
  Shop rules(Banner("b", "  when visitor.visits is 1"));
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
  Shop either(Banner("b", "  when visitor.visits is 1 or visitor.name is \"Ada\""));
  either.Given("visitor.name", "ada");
  EXPECT_TRUE(either.Won("b"));
  Shop both(Banner("b", "  when visitor.visits is 1 and visitor.name is \"Ada\""));
  both.Given("visitor.name", "Bob");
  EXPECT_EQ(both.Reason("b"), ReasonCode::kConditionFalse);
}
TEST(S01TruthTest, OfWhomTooLittleIsKnownIsNotInASegmentSoExceptLetsHimThrough) {
  const std::string segment = "segment regular\n  when visitor.visits is at least 3\n";
  Shop except(segment + Banner("b", "  except for regular"));
  EXPECT_TRUE(except.Won("b"));
  except.Given("visitor.visits", "3");
  EXPECT_EQ(except.Stopped("b"), "except");
  Shop only(segment + Banner("b", "  for regular"));
  EXPECT_EQ(only.Stopped("b"), "for");
}
TEST(S01TruthTest, IsKnownIsNeverUnknown) {
  EXPECT_TRUE(TruthHolds("visitor.visits is unknown", ""));
  EXPECT_FALSE(TruthHolds("visitor.visits is known", ""));
  EXPECT_TRUE(TruthHolds("visitor.visits is known", "0"));
}
TEST(S01TruthTest, NotOfUnknownIsUnknown) {
  const auto truth = [](const std::string& visits) {
    return Shop(Banner("b", "  when not (visitor.visits is 1) or visitor.visits is unknown"))
        .Given("visitor.visits", visits)
        .Won("b");
  };
  EXPECT_TRUE(truth(""));
  EXPECT_TRUE(truth("2"));
  EXPECT_FALSE(truth("1"));
}
TEST(S01TruthTest, InAnyWhereOnlyYesCounts) {
  Shop rules(Banner("b", "  when cart.items contains any where (price is at least 5 EUR)"));
  const dsl::Money dear{dsl::Decimal(9), *dsl::Currency::Parse("EUR")};
  rules.Send("cart.items", dsl::Value::OfList({dsl::Value::OfRecord({"a", "c", dsl::Value(), dsl::Decimal(1)})}));
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionFalse) << "not unknown: the third value ends at `any where`";
  rules.Send("cart.items", dsl::Value::OfList({dsl::Value::OfRecord({"a", "c", dsl::Value(), dsl::Decimal(1)}),
                                               dsl::Value::OfRecord({"b", "c", dear, dsl::Decimal(1)})}));
  EXPECT_TRUE(rules.Won("b"));
}
TEST(S01TruthTest, AValueTakesTheFirstCaseThatIsYes) {
  Shop rules(
      "value mark\n  set to 1 if visitor.visits is at least 3\n  set to 2 if visitor.age is at least 3\n"
      "  otherwise 3\n" +
      Banner("lone", "  when mark is 1") + Banner("duo", "  when mark is 2") + Banner("trio", "  when mark is 3"));
  EXPECT_EQ(rules.Wins(), "trio@hero");
  rules.Given("visitor.age", "5");
  EXPECT_EQ(rules.Wins(), "duo@hero") << "the first case is unknown";
  rules.Given("visitor.visits", "3");
  EXPECT_EQ(rules.Wins(), "lone@hero");
}
TEST(S01TruthTest, SumsAndCountsOverNothingAreZero) {
  EXPECT_TRUE(Shop(Banner("b", "  when sum of quantity in cart.items is 0")).Won("b"));
  EXPECT_TRUE(Shop(Banner("b", "  when sum of price in cart.items is 0 EUR")).Won("b"));
  EXPECT_TRUE(Shop(Banner("b", "  when number of different product in cart.items is 0")).Won("b"));
}

}  // namespace
}  // namespace nextmove::engine::testing

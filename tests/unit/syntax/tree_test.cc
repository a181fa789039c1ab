// What the parser makes of a text.
#include <gtest/gtest.h>

#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

using tree::ExprKind;

// The expression of `segment a  when ...`.
tree::ExprPtr Condition(const std::string& text) {
  ParsedText parsed = ParseText("a.rules", "segment a\n  when " + text + "\n");
  EXPECT_EQ(parsed.Rendered(), "");
  return std::move(std::get<tree::ExprPayload>(parsed.file.heads.at(0).clauses.at(0).payload).value);
}

template <typename Payload>
Payload PayloadOfClause(const std::string& text) {
  ParsedText parsed = ParseText("a.rules", "discount a\n  " + text + "\n");
  EXPECT_EQ(parsed.Rendered(), "");
  return std::get<Payload>(std::move(parsed.file.heads.at(0).clauses.at(0).payload));
}

TEST(TreeTest, ComparisonsHaveTheirKind) {
  EXPECT_EQ(Condition("a.b is 1")->kind, ExprKind::kIs);
  EXPECT_EQ(Condition("a.b is not 1")->kind, ExprKind::kIsNot);
  EXPECT_EQ(Condition("a.b is not one of [\"x\"]")->kind, ExprKind::kIsNotOneOf);
  EXPECT_EQ(Condition("a.b is known")->kind, ExprKind::kIsKnown);
  EXPECT_EQ(Condition("a.b is not known")->kind, ExprKind::kIsUnknown);
  EXPECT_TRUE(Condition("a.b is not between 1 and 2")->negated);
  EXPECT_EQ(Condition("a.b is between 1 and 2")->children.size(), 3U);
  EXPECT_EQ(Condition("a.b is not 1 or unknown")->kind, ExprKind::kOrUnknown);
  EXPECT_EQ(Condition("a.b does not contain \"x\"")->negated, true);
  EXPECT_EQ(Condition("cart.items contains product \"p\" where (price is 5 EUR)")->contains, tree::ContainsKind::kItem);
}

TEST(TreeTest, ArithmeticBindsAsWritten) {
  const tree::ExprPtr expr = Condition("a.b - 1 - 2 * 3 is 0");
  const tree::Expr& sum = *expr->children[0];
  EXPECT_EQ(sum.sign, tree::SignKind::kMinus);
  EXPECT_EQ(sum.children[0]->sign, tree::SignKind::kMinus);
  EXPECT_EQ(sum.children[1]->sign, tree::SignKind::kTimes);
}

TEST(TreeTest, LiteralsHaveTheirValue) {
  EXPECT_EQ(Condition("a.b is 20 EUR")->children[1]->literal.ToString(), "20.00 EUR");
  EXPECT_EQ(Condition("a.b is -2.5%")->children[1]->literal.ToString(), "-2.5%");
  EXPECT_EQ(Condition("a.b is 7 calendar days")->children[1]->duration->calendar_days, 7);
  EXPECT_EQ(Condition("a.b is \"x \\\"y\\\" \\\\ \\{\"")->children[1]->literal.text()->c_str(),
            std::string("x \"y\" \\ \\{"));
  EXPECT_EQ(Condition("a.b is after 18:30")->children[1]->clock, 18 * 60 + 30);
}

TEST(TreeTest, GivesHaveTheirParts) {
  const auto give =
      PayloadOfClause<tree::GivePayload>("give 50% off cheapest 2 category under \"socks\" per piece up to 3 times");
  EXPECT_EQ(give.extreme, tree::ExtremeKind::kCheapest);
  EXPECT_EQ(give.extreme_count, 2);
  EXPECT_EQ(give.scope.base->text, "category");
  EXPECT_TRUE(give.scope.under);
  EXPECT_EQ(give.scope.per->text, "piece");
  EXPECT_EQ(give.up_to_times, 3);
  EXPECT_TRUE(PayloadOfClause<tree::GivePayload>("give 5 EUR off").scope.empty());
  EXPECT_EQ(PayloadOfClause<tree::GivePayload>("give points 2 times").perk_times, 2);
}

TEST(TreeTest, SchedulesAndExpectationsHaveTheirParts) {
  const auto schedule = PayloadOfClause<tree::Schedule>(
      "active every friday, saturday from 18:00 until 2:00 in time zone \"Europe/Paris\"");
  EXPECT_EQ(schedule.every.size(), 2U);
  EXPECT_EQ(schedule.until->clock, 120);
  EXPECT_EQ(schedule.zone->text->text, "Europe/Paris");
  const auto expect =
      PayloadOfClause<tree::ExpectPayload>("expect not a before b in c with saving is 5 EUR because limit");
  EXPECT_TRUE(expect.negated);
  EXPECT_EQ(expect.name.text + expect.before->text + expect.in->text + expect.because->text, "abclimit");
}

TEST(TreeTest, ClausesOfAnUnknownHeadStayTogether) {
  const ParsedText parsed = ParseText("a.rules", "discount a\n  give 5 EUR off\n\npromotion b\n  give 6 EUR off\n");
  ASSERT_EQ(parsed.file.heads.size(), 2U);
  EXPECT_TRUE(parsed.file.heads[1].broken);
  EXPECT_EQ(parsed.file.heads[1].name.text, "b");
  EXPECT_EQ(parsed.file.heads[1].clauses.size(), 1U);
}

}  // namespace
}  // namespace nextmove::dsl

// What is asked of events and computed of visitors, when it is right.

#include <gtest/gtest.h>

#include "dsl/check/expressions/events.h"
#include "tests/unit/check_expressions/shop.h"

namespace nextmove::dsl {
namespace {

TEST(HistoryTypesTest, ConditionsThatFitHaveNoError) {
  for (const char* text : {
           R"(has viewed)",
           R"(has not been shown)",
           R"(has viewed product "p" at least 3 times in the last 7 calendar days)",
           R"(has viewed category under "dresses" at most 2 times in this session)",
           R"(has viewed this product exactly 2 times today)",
           R"(has viewed this product.category before this session)",
           R"(has viewed where (price is at least 5 EUR and stock is 0 and category.name is "Hats"))",
           R"(has viewed where (time is in the last 3 days and date is before 2026-02-01))",
           R"(has viewed the same product at least 4 times in this session)",
           R"(has viewed then purchased within 2 days then not viewed at least 2 times in the last 60 days)",
           R"(has viewed then not purchased then not shown)",
           R"(has purchased since 2026-01-01 and has purchased between 2026-01-01 and 2026-01-31)",
           R"(has purchased before 2026-01-01 and has purchased before today and has purchased before this month)",
           R"(has viewed in the last 24 months and has viewed in the last 730 days and has viewed in this year)",
           R"(has viewed since purchased where (price is at least price_comfort))",
           R"(has shown where (action is win_back and action is one of [win_back]))",
           R"(has shown action win_back and has shown action "gone")",
           R"(number of times viewed in this session is at least 3)",
           R"(number of different category viewed in this session is at least 3)",
           R"(sum of price purchased - sum of (price * 2) viewed is at least 5 EUR)",
           R"(average length went_idle is at least 5 seconds)",
           R"(highest date purchased is before today)",
           R"(latest time viewed is in the last 3 hours)",
           R"(latest product viewed is "p" and first category viewed is under "hats")",
           R"(days since purchased is at most 90 and calendar days since first viewed product "p" is 3)",
           R"(seconds since went_idle is at most 5)",
           R"(hesitation + 5 is at least 50)",
           R"(likely_to_buy is at least 20% and visit_style is 4)",
           R"(affinity to category under "dresses" is at least 20%)",
           R"(affinity to category this product.category is at least 20%)",
           R"(affinity to season "warm" is at least 20%)",
           R"(affinity to product "p" is more than affinity to product "q")",
       }) {
    Shop shop;
    const Expr expr = shop.Condition(text);
    EXPECT_EQ(shop.Verdict(), "ok") << text;
    EXPECT_EQ(expr.type.kind, TypeKind::kYesNo) << text;
  }
}

TEST(HistoryTypesTest, AggregatesHaveTheTypeOfWhatTheySumUp) {
  const std::vector<std::pair<std::string, TypeKind>> cases = {
      {"number of times viewed", TypeKind::kNumber},
      {"number of different product viewed", TypeKind::kNumber},
      {"sum of price viewed", TypeKind::kMoney},
      {"sum of length went_idle", TypeKind::kDuration},
      {"average price viewed", TypeKind::kMoney},
      {"latest product viewed", TypeKind::kItem},
      {"latest time viewed", TypeKind::kTime},
      {"first date viewed", TypeKind::kDate},
      {"days since viewed", TypeKind::kNumber},
      {"affinity to category \"a\"", TypeKind::kPercent},
      {"hesitation", TypeKind::kNumber},
      {"likely_to_buy", TypeKind::kPercent},
      {"visit_style", TypeKind::kNumber},
  };
  for (const auto& [text, kind] : cases) {
    Shop shop;
    EXPECT_EQ(shop.Value(text).type.kind, kind) << text;
    EXPECT_EQ(shop.Verdict(), "ok") << text;
  }
}

TEST(HistoryTypesTest, AConditionOnEventsIsLoweredToItsParts) {
  Shop shop;
  const Expr expr = shop.Condition(
      R"(has not viewed category under "dresses" where (price is 5 EUR) then purchased within 2 hours then not shown )"
      R"(exactly 2 times in the last 3 months)",
      ExprContext{});
  ASSERT_EQ(shop.Verdict(), "ok");
  ASSERT_EQ(expr.op, Op::kNot);
  const Expr& has = expr.children[0];
  ASSERT_EQ(has.op, Op::kHas);
  EXPECT_EQ(has.zone, 0);
  ASSERT_TRUE(has.history);
  const HistoryQuery& query = *has.history;
  ASSERT_EQ(query.steps.size(), 3u);
  EXPECT_EQ(query.steps[0].filter.event, 0);
  ASSERT_TRUE(query.steps[0].filter.where.has_value());
  EXPECT_EQ(query.steps[0].filter.where->op, Op::kAnd);
  EXPECT_EQ(query.steps[0].filter.where->children[0].op, Op::kUnder);
  EXPECT_EQ(query.steps[0].filter.where->children[0].children[0].op, Op::kField);
  EXPECT_EQ(query.steps[1].within, Duration::Of(2, Unit::kHour, false));
  EXPECT_TRUE(query.steps[2].negated);
  EXPECT_EQ(query.bound, CountBound::kExactly);
  EXPECT_EQ(query.count, 2);
  EXPECT_EQ(query.window.kind, HistoryWindow::Kind::kInTheLast);
  EXPECT_EQ(query.window.duration.months, 3);
}

TEST(HistoryTypesTest, WindowsOfTheCalendarAreOfTheHeadsZone) {
  Shop shop;
  const Expr today = shop.Condition("has viewed today", ExprContext{.zone = 7});
  EXPECT_EQ(today.zone, 7);
  EXPECT_EQ(today.history->window.kind, HistoryWindow::Kind::kThisUnit);
  EXPECT_EQ(today.history->window.unit, Unit::kDay);
  const Expr before = shop.Condition("has viewed before today", ExprContext{.zone = 7});
  EXPECT_EQ(before.history->window.kind, HistoryWindow::Kind::kBeforeThisUnit);
  const Expr week = shop.Condition("has viewed in this week", ExprContext{.zone = 7});
  EXPECT_EQ(week.history->window.unit, Unit::kWeek);
  const Expr since = shop.Condition("has viewed since purchased product \"p\"");
  EXPECT_EQ(since.history->window.since.event, 1);
  EXPECT_TRUE(since.history->window.since.where.has_value());
  EXPECT_EQ(shop.Verdict(), "ok");
}

TEST(HistoryTypesTest, TheSameFieldIsThatOfTheFirstStep) {
  Shop shop;
  const Expr expr = shop.Condition("has purchased the same product at least 4 times");
  ASSERT_EQ(shop.Verdict(), "ok");
  EXPECT_EQ(expr.history->same_field, 1);
  EXPECT_FALSE(expr.history->steps[0].filter.where.has_value());
}

TEST(HistoryTypesTest, SinceTheFirstIsTold) {
  Shop shop;
  EXPECT_EQ(shop.Value("days since viewed").index, 0);
  const Expr first = shop.Value("calendar weeks since first viewed");
  EXPECT_EQ(first.op, Op::kUnitsSinceEvent);
  EXPECT_EQ(first.index, 1);
  EXPECT_EQ(first.unit, Unit::kWeek);
  EXPECT_TRUE(first.calendar);
  EXPECT_EQ(shop.Verdict(), "ok");
}

TEST(HistoryTypesTest, AffinityIsOfTheItemLookedAt) {
  Shop shop;
  const Expr menu = shop.Value("affinity to category", shop.Menu());
  ASSERT_EQ(menu.op, Op::kAffinity);
  EXPECT_EQ(*menu.constant.text(), "category");
  EXPECT_EQ(menu.children.at(0).op, Op::kItemSelf);
  EXPECT_EQ(menu.index2, 0);
  ExprContext products;
  products.item_catalogue = 1;
  const Expr shelf = shop.Value("affinity to category", products);
  EXPECT_EQ(shelf.children.at(0).op, Op::kItemSelfField);
  EXPECT_EQ(shop.Value("affinity to product", products).children.at(0).op, Op::kItemSelf);
  const Expr named = shop.Value("affinity to category under \"dresses\"");
  EXPECT_EQ(named.index, 1);
  EXPECT_EQ(named.children.at(0).op, Op::kConstant);
  EXPECT_EQ(shop.Verdict(), "ok");
}

TEST(HistoryTypesTest, AWhereSeesTheEventThenItsItemThenTheWorld) {
  Shop shop;
  ExprContext context;
  context.record_item_field = 1;  // the category, not the product before it
  const tree::ExprPtr parsed =
      shop.Parse("has viewed where (price is 5 EUR and name is \"Hats\" and visitor.visits is 1)");
  const EventFilter filter = CheckFilter(shop.typing, parsed->history->steps[0].occurrence, context);
  ASSERT_EQ(shop.Verdict(), "ok");
  ASSERT_TRUE(filter.where.has_value());
  const auto& parts = filter.where->children;
  EXPECT_EQ(parts.at(0).children[0].op, Op::kField);
  ASSERT_EQ(parts.at(1).children[0].op, Op::kItemField);
  EXPECT_EQ(parts.at(1).children[0].index2, 0);
  EXPECT_EQ(parts.at(1).children[0].children[0].index, 1);
  EXPECT_EQ(parts.at(2).children[0].op, Op::kAttribute);
}

TEST(HistoryTypesTest, PicksMomentsAndDecisionsHaveValuesWhereTheyAreKnown) {
  Shop shop;
  const std::vector<PickName> picks = {{"chosen", ItemOf("category")}, {"better", ItemOf("product")}};
  ExprContext rule;
  rule.picks = &picks;
  rule.moment_event = 1;
  const Expr field = shop.Value("better.price", rule);
  EXPECT_EQ(field.op, Op::kItemField);
  EXPECT_EQ(field.children.at(0).op, Op::kPicked);
  EXPECT_EQ(field.children.at(0).index, 1);
  EXPECT_EQ(shop.Condition("has viewed product better", rule).op, Op::kHas);
  EXPECT_EQ(shop.Condition("better is not \"p\" and better is known", rule).op, Op::kAnd);
  const Expr moment = shop.Value("event.price", rule);
  EXPECT_EQ(moment.op, Op::kMomentField);
  EXPECT_EQ(moment.index, 3);
  EXPECT_EQ(moment.index2, 1);
  ExprContext guard;
  guard.decision = true;
  EXPECT_EQ(shop.Condition("decision.discount is more than 35%", guard).children[0].type.kind, TypeKind::kPercent);
  EXPECT_EQ(shop.Condition("decision.discount is more than 35 EUR", guard).children[0].type.kind, TypeKind::kMoney);
  EXPECT_EQ(shop.Condition("35% is less than decision.discount", guard).children[1].type.kind, TypeKind::kPercent);
  EXPECT_EQ(shop.Condition("decision.price is less than this product.price", guard).op, Op::kLessThan);
  EXPECT_EQ(shop.Condition("decision contains win_back", guard).op, Op::kDecisionContains);
  EXPECT_EQ(shop.Verdict(), "ok");
}

TEST(HistoryTypesTest, AnItemLookedAtHasItsCataloguesName) {
  Shop shop;
  ExprContext products;
  products.item_catalogue = 1;
  const Expr expr = shop.Condition("product.season is \"warm\" and product is not \"p\"", products);
  EXPECT_EQ(shop.Verdict(), "ok");
  EXPECT_EQ(expr.children.at(0).children[0].op, Op::kItemSelfField);
  EXPECT_EQ(expr.children.at(1).children[0].op, Op::kItemSelf);
}

}  // namespace
}  // namespace nextmove::dsl

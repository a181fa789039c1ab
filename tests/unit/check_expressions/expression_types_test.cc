// What fits, and which type it has.

#include <gtest/gtest.h>

#include "dsl/check/expressions/types.h"
#include "tests/unit/check_expressions/shop.h"

namespace nextmove::dsl {
namespace {

TEST(ExpressionTypesTest, ConditionsThatFitHaveNoError) {
  for (const char* text : {
           R"(visitor.device is "mobile")",
           R"("mobile" is visitor.device)",
           R"(visitor.device is one of ["mobile", "tablet"])",
           R"(visitor.country is "FR")",
           R"(visitor.time_zone is "Europe/Paris")",
           R"(visitor.campaign contains "sale")",
           R"(visitor.campaign contains any of ["sale", "offer"])",
           R"(visitor.campaign starts with "spring")",
           R"(visitor.campaign is under "spring")",
           R"(visitor.interests contains "running")",
           R"(visitor.interests contains all of ["running", "trail"])",
           R"(visitor.interests.size is at least 2)",
           R"(visitor.wishlist contains product "tray")",
           R"(visitor.wishlist contains any where (price is at least 5 EUR and category.name is "Hats"))",
           R"(visitor.wishlist contains product "tray" where (stock is 0))",
           R"(visitor.wishlist contains category under "hats")",
           R"(sum of price in visitor.wishlist where (stock is 0) is at least 5 EUR)",
           R"(cart.total is at least 60 EUR)",
           R"(cart.total is between 40 EUR and price_comfort * 1.5)",
           R"(cart.total.currency is "EUR")",
           R"(cart.total / 2 is at most visitor.budget)",
           R"(cart.total / visitor.budget is more than 2)",
           R"(cart.items contains product "tray")",
           R"(cart.items contains product "tray" where (quantity is at least 2))",
           R"(cart.items contains category under "dresses")",
           R"(cart.items contains any where (season is "cold" and price is less than 5 EUR))",
           R"(sum of price in cart.items where (season is "cold") is at least 20 EUR)",
           R"(sum of (price * quantity) in cart.items is at least 20 EUR)",
           R"(number of different product in cart.items category under "bags" is 2)",
           R"(highest price in cart.items is at least 20 EUR)",
           R"(visitor.born_on.month is today.month)",
           R"(visitor.born_on.weekday is "monday")",
           R"(visitor.born_on is before 2008-01-01)",
           R"(visitor.last_seen is in the last 7 calendar days)",
           R"(visitor.last_seen is before today)",
           R"(visitor.last_seen is in this month)",
           R"(years since visitor.born_on is at least 18)",
           R"(days until anniversary of visitor.born_on is at most 3)",
           R"(days since 2026-01-01 is at least 3)",
           R"(hours since visitor.last_seen is at least 3)",
           R"(today - visitor.born_on is at least 7 days)",
           R"(difference between visitor.temperature and 20 is less than 3)",
           R"(visitor.waited * 2 is at least 3 minutes)",
           R"(visitor.share * cart.total is at least 3 EUR)",
           R"(this product.category is under "jackets")",
           R"(this product.category.parent.name is "Clothes")",
           R"(this product is "tray")",
           R"(ladder.step is at least 10% or ladder.missing is less than 20 EUR or ladder.reached is 0)",
           R"(in segment loyal and not in segment loyal)",
           R"((visitor.visits is 1 or visitor.visits is 2) and visitor.subscribed)",
           R"(visitor.climate is known)",
           R"(yes)",
       }) {
    Shop shop;
    const Expr expr = shop.Condition(text);
    EXPECT_EQ(shop.Verdict(), "ok") << text;
    EXPECT_EQ(expr.type.kind, TypeKind::kYesNo) << text;
  }
}

TEST(ExpressionTypesTest, ValuesHaveTheTypeOfTheTable) {
  const std::pair<const char*, TypeKind> cases[] = {
      {"cart.total * 30%", TypeKind::kMoney},
      {"30% * cart.total", TypeKind::kMoney},
      {"cart.total / 2", TypeKind::kMoney},
      {"cart.total / 10 EUR", TypeKind::kNumber},
      {"visitor.share * 2", TypeKind::kPercent},
      {"visitor.share * 50%", TypeKind::kPercent},
      {"visitor.share / 10%", TypeKind::kNumber},
      {"visitor.visits + 1", TypeKind::kNumber},
      {"visitor.waited / 1 minute", TypeKind::kNumber},
      {"today - visitor.born_on", TypeKind::kDuration},
      {"today + 7 days", TypeKind::kDate},
      {"visitor.last_seen - 1 hour", TypeKind::kTime},
      {"anniversary of visitor.born_on", TypeKind::kDate},
      {"first product in cart.items", TypeKind::kItem},
      {"average price in cart.items", TypeKind::kMoney},
      {"ladder.next", TypeKind::kPercent},
      {"ladder.missing", TypeKind::kMoney},
      {"this product.name", TypeKind::kText},
      {"[1, 2]", TypeKind::kList},
  };
  for (const auto& [text, kind] : cases) {
    Shop shop;
    EXPECT_EQ(shop.Value(text).type.kind, kind) << text;
    EXPECT_EQ(shop.Verdict(), "ok") << text;
  }
}

TEST(ExpressionTypesTest, WhatATextIsComparedWithIsFoldedOnce) {
  Shop shop;
  const Expr is = shop.Condition(R"(this product.name is "CAFÉ")");
  ASSERT_EQ(is.children.at(1).index, 0);
  EXPECT_EQ(is.children.at(1).constant.ToString(), R"("CAFÉ")") << "as written, for people";
  EXPECT_EQ(shop.program.folded_constants.at(0).ToString(), R"("café")");
  const Expr any = shop.Condition(R"(visitor.interests contains any of ["Été", "SKI"])");
  ASSERT_EQ(any.children.at(1).index, 1);
  EXPECT_EQ(shop.program.folded_constants.at(1).ToString(), R"(["été", "ski"])");
  EXPECT_EQ(shop.Condition(R"(this product.name is "CAFE")").children.at(1).index, -1) << "ASCII needs no copy";
  EXPECT_EQ(shop.Verdict(), "ok");
}

TEST(ExpressionTypesTest, LiteralsAreComputedOnce) {
  Shop shop;
  const Expr list = shop.Value("[1, 2]");
  EXPECT_EQ(list.op, Op::kConstant);
  EXPECT_EQ(list.constant.ToString(), "[1, 2]");
  EXPECT_EQ(shop.Value("20 USD * 2").constant.ToString(), "40.00 USD");
  EXPECT_EQ(shop.Value("10 EUR - 2.50 EUR").constant.ToString(), "7.50 EUR");
  EXPECT_EQ(shop.Value("3 / 0").op, Op::kDivide);
}

TEST(ExpressionTypesTest, NamesAreFieldsOfTheLineThenOfItsItem) {
  Shop shop;
  EXPECT_EQ(shop.Value("price", shop.Lines()).op, Op::kField);
  const Expr season = shop.Value("season", shop.Lines());
  EXPECT_EQ(season.op, Op::kItemField);
  EXPECT_EQ(season.children.at(0).op, Op::kField);
  EXPECT_EQ(shop.Value("cart.total", shop.Lines()).op, Op::kAttribute);
}

TEST(ExpressionTypesTest, ThisCategoryInAMenuIsTheItemItself) {
  Shop shop;
  EXPECT_EQ(shop.Value("this category", shop.Menu()).op, Op::kItemSelf);
  EXPECT_EQ(shop.Value("this category.name", shop.Menu()).op, Op::kItemSelfField);
  EXPECT_EQ(shop.Value("popularity", shop.Menu()).op, Op::kItemSelfField);
  EXPECT_EQ(shop.Value("this product", shop.Menu()).op, Op::kThisItem);
}

TEST(ExpressionTypesTest, ActionKeysAreKnownWhereTheContextSaysSo) {
  Shop shop;
  ExprContext rank;
  rank.action_keys = true;
  EXPECT_EQ(shop.Value("action.likelihood * action.worth", rank).type.kind, TypeKind::kMoney);
  EXPECT_EQ(shop.Verdict(), "ok");
}

TEST(ExpressionTypesTest, ZonesStandAtCalendarOperations) {
  Shop shop;
  ExprContext context;
  context.zone = 3;
  EXPECT_EQ(shop.Value("days since visitor.born_on", context).zone, 3);
  EXPECT_EQ(shop.Condition("visitor.last_seen is before today", context).zone, 3);
  EXPECT_EQ(shop.Condition("visitor.visits is 1", context).zone, -1);
}

TEST(ExpressionTypesTest, ConstantsTakeTheTypeOfTheirPlace) {
  Shop shop;
  const Type words = shop.program.attributes[0].type;
  EXPECT_EQ(CheckConstant(shop.typing, *shop.Parse("\"mobile\""), words, {}), dsl::Value("mobile"));
  EXPECT_EQ(shop.Verdict(), "ok");
  EXPECT_TRUE(CheckConstant(shop.typing, *shop.Parse("cart.total"), TypeOf(TypeKind::kMoney), {}).is_unknown());
  EXPECT_EQ(shop.Verdict(), "E0418 `cart.total` is not a fixed value");
}

TEST(ExpressionTypesTest, DateConstantsOfATimeBeginInTheZone) {
  Shop shop;
  const auto value = CheckConstant(shop.typing, *shop.Parse("2026-07-01"), TypeOf(TypeKind::kTime), {});
  ASSERT_NE(value.instant(), nullptr);
  EXPECT_EQ(value.instant()->ToString(), "2026-06-30T22:00:00Z");
}

TEST(ExpressionTypesTest, DeclaredTypesAreRead) {
  Shop shop;
  tree::TypeText list;
  list.kind = tree::TypeText::Kind::kList;
  list.element = std::make_unique<tree::TypeText>();
  list.element->name.text = "product";
  const auto type = ReadType(shop.typing, list);
  ASSERT_TRUE(type);
  EXPECT_EQ(type->element()->catalogue(), "product");
  list.element->name.text = "prodcut";
  EXPECT_FALSE(ReadType(shop.typing, list));
  EXPECT_EQ(shop.Verdict(), "E0209 `prodcut` is no type and no catalogue");
  EXPECT_EQ(shop.Help().at(0), "did you mean `product`?");
}

}  // namespace
}  // namespace nextmove::dsl

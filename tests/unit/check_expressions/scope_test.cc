// What a discount is taken off.

#include <gtest/gtest.h>

#include "dsl/check/kinds/scopes.h"
#include "tests/unit/check_expressions/shop.h"

namespace nextmove::dsl {
namespace {

class ScopeTest : public testing::Test {
 protected:
  static tree::Name Name(const std::string& text) { return {text, {}, false}; }
  Scope Lower(const tree::Scope& scope) { return LowerScope(shop.typing, scope, {}); }
  Shop shop;
};

TEST_F(ScopeTest, NothingNamedIsTheCart) {
  EXPECT_EQ(Lower({}).base, Scope::Base::kCart);
  EXPECT_EQ(shop.Verdict(), "ok");
}

TEST_F(ScopeTest, CategoryUnderBecomesAConditionOfTheLines) {
  tree::Scope from;
  from.base = Name("category");
  from.under = true;
  from.value = shop.Parse("\"dresses\"");
  const Scope scope = Lower(from);
  EXPECT_EQ(shop.Verdict(), "ok");
  EXPECT_EQ(scope.base, Scope::Base::kLines);
  EXPECT_EQ(scope.list_attribute, shop.program.cart_items);
  EXPECT_EQ(scope.kind, "category");
  EXPECT_EQ(scope.value, "dresses");
  ASSERT_TRUE(scope.where);
  EXPECT_EQ(scope.where->op, Op::kUnder);
  EXPECT_EQ(scope.where->children.at(0).op, Op::kField);
}

TEST_F(ScopeTest, ProductAndWhereHoldTogether) {
  tree::Scope from;
  from.base = Name("product");
  from.value = shop.Parse("\"tray\"");
  from.where = shop.Parse("quantity is at least 2 and season is \"cold\"");
  from.per = Name("piece");
  const Scope scope = Lower(from);
  EXPECT_EQ(shop.Verdict(), "ok");
  ASSERT_TRUE(scope.where);
  EXPECT_EQ(scope.where->op, Op::kAnd);
  EXPECT_TRUE(scope.per_piece);
  EXPECT_EQ(scope.value, "tray");
}

TEST_F(ScopeTest, ThisProductIsTheLineOfThePagesItem) {
  tree::Scope from;
  from.base = Name("product");
  from.of_this = true;
  const Scope scope = Lower(from);
  EXPECT_EQ(shop.Verdict(), "ok");
  ASSERT_TRUE(scope.where);
  EXPECT_EQ(scope.where->children.at(1).op, Op::kThisItem);
}

TEST_F(ScopeTest, WhereAloneLooksAtTheLinesOfTheCart) {
  tree::Scope from;
  from.where = shop.Parse("season is \"cold\"");
  const Scope scope = Lower(from);
  EXPECT_EQ(shop.Verdict(), "ok");
  EXPECT_EQ(scope.base, Scope::Base::kLines);
  EXPECT_EQ(scope.kind, "lines");
}

TEST_F(ScopeTest, AMoneyAttributeIsAnAmount) {
  tree::Scope from;
  from.base = Name("visitor.budget");
  const Scope scope = Lower(from);
  EXPECT_EQ(scope.base, Scope::Base::kAmount);
  ASSERT_TRUE(scope.amount);
  from.base = Name("visitor.visits");
  Lower(from);
  EXPECT_EQ(shop.Verdict(), "E0401 `` is a number, so nothing can be taken off it");
}

TEST_F(ScopeTest, UnknownWordsAreSaid) {
  tree::Scope from;
  from.per = Name("peice");
  Lower(from);
  EXPECT_EQ(shop.Verdict(), "E0421 `per peice` is not known");
}

TEST_F(ScopeTest, NegationsInWhereAreGuarded) {
  tree::Scope from;
  from.where = shop.Parse("note is not \"gift\"");
  Lower(from);
  EXPECT_EQ(shop.Verdict().substr(0, 5), "E0502");
}

}  // namespace
}  // namespace nextmove::dsl

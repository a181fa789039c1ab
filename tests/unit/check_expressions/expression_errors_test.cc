// What is said when an expression is wrong: one error each, with its code and its exact words.

#include <gtest/gtest.h>

#include "tests/unit/check_expressions/shop.h"

namespace nextmove::dsl {
namespace {

struct Mistake {
  const char* text;
  const char* verdict;
  const char* fixed;  // the text after the first fix; null when there is none
};

void Expect(const std::vector<Mistake>& mistakes) {
  for (const Mistake& mistake : mistakes) {
    Shop shop;
    const Expr expr = shop.Condition(mistake.text);
    EXPECT_EQ(shop.Verdict(), mistake.verdict) << mistake.text;
    EXPECT_EQ(expr.type.kind, TypeKind::kUnknown) << mistake.text;
    EXPECT_EQ(shop.Fixed(), mistake.fixed == nullptr ? "no fix" : mistake.fixed) << mistake.text;
    EXPECT_FALSE(shop.Help().empty() && shop.sink.all().at(0).label.empty()) << mistake.text;
  }
}

TEST(ExpressionErrorsTest, UnknownNames) {
  Expect({
      {R"(visitor.vists is 1)", "E0201 unknown attribute `visitor.vists`", R"(visitor.visits is 1)"},
      {R"(basket.total is 1 EUR)", "E0201 unknown attribute `basket.total`", R"(cart.total is 1 EUR)"},
      {R"(weather is "cold")", "E0201 unknown attribute `weather`", nullptr},
      {R"(price_confort is 1 EUR)", "E0201 unknown attribute `price_confort`", R"(price_comfort is 1 EUR)"},
      {R"(in segment loial)", "E0202 unknown segment `loial`", R"(in segment loyal)"},
      {R"(cart.total.curency is "EUR")", "E0208 `curency` is no part of an amount of money in `cart.total.curency`",
       R"(cart.total.currency is "EUR")"},
      {R"(this product.prize is 1 EUR)", "E0208 `prize` is no part of an item of `product` in `this product.prize`",
       R"(this product.price is 1 EUR)"},
      {R"(this prodct is "a")", "E0209 `prodct` is no catalogue", R"(this product is "a")"},
      {R"(ladder is 5%)", "E0208 `ladder` has several steps: say what of it is meant", nullptr},
      {R"(action.saving is 5 EUR)", "E0201 `action.saving` is known only in `rank by` of a placement or group",
       nullptr},
      {R"(loyal is yes)", "E0210 `loyal` is a segment, which has no value to compare", R"(in segment loyal is yes)"},
      {R"(hero is yes)", "E0210 `hero` is a placement, which has no value to compare", nullptr},
      {R"(cart.items contains colour "red")", "E0208 the lines have no field `colour`", nullptr},
  });
}

TEST(ExpressionErrorsTest, WhatHasNoValueHere) {
  Expect({
      {R"(viewed is 3)", "E0210 `viewed` is an event, which has no value to compare", nullptr},
      {R"(event.price is 2 EUR)", "E0201 `event.price` is known only in a rule `on` one event", nullptr},
      {R"(decision.discount is 2 EUR)", "E0201 `decision.discount` is known only after `never` of a guard", nullptr},
      {R"(decision contains win_back)", "E0201 what a decision contains is known only after `never` of a guard",
       nullptr},
      {R"(in segment likely_to_buy)", "E0210 `likely_to_buy` is a score, not a segment", nullptr},
  });
}

TEST(ExpressionErrorsTest, WrongTypes) {
  Expect({
      {R"(cart.total)", "E0402 `cart.total` is an amount of money, not a condition", nullptr},
      {R"(visitor.visits is 1 and visitor.device)",
       "E0402 `visitor.device` is a text out of a fixed list, not a condition", nullptr},
      {R"(cart.total is at least 7 days)",
       "E0401 `cart.total` is an amount of money, so compare it with one, like `60 EUR`", nullptr},
      {R"(visitor.visits is at least 20%)", "E0401 `visitor.visits` is a number, not a percentage",
       R"(visitor.visits is at least 20)"},
      {R"(visitor.share is at least 20)", "E0401 `visitor.share` is a percentage, so it needs the sign `%`",
       R"(visitor.share is at least 20%)"},
      {R"(visitor.waited is at least 3)", "E0401 `visitor.waited` is a length of time, so it needs a unit",
       R"(visitor.waited is at least 3 days)"},
      {R"(visitor.visits is "3")", R"(E0401 `"3"` in quotation marks is a text, but here stands a number)",
       R"(visitor.visits is 3)"},
      {R"(visitor.campaign is 3)", "E0401 `visitor.campaign` is a text, so compare it with one, like `\"text\"`",
       R"(visitor.campaign is "3")"},
      {R"(visitor.subscribed is 3)", "E0401 `visitor.subscribed` is `yes` or `no`, so compare it with `yes` or `no`",
       nullptr},
      {R"(visitor.interests is "running")", "E0401 `visitor.interests` is a list, so ask what it holds", nullptr},
      {R"(visitor.interests is one of ["running"])", "E0401 `visitor.interests` is a list, so ask what it holds",
       nullptr},
      {R"(visitor.device is at least "mobile")",
       "E0401 `visitor.device` is a text out of a fixed list, which has no more and less", nullptr},
      {R"(visitor.visits is before today)", "E0401 `visitor.visits` is a number, but `is before` is about dates",
       nullptr},
      {R"(visitor.visits is in the last 7 days)",
       "E0401 `visitor.visits` is a number, but `is in the last` is about dates", nullptr},
      {R"(visitor.last_seen is in this hour)", "E0401 `in this` goes with a day, week, month or year", nullptr},
      {R"(cart.total contains 5 EUR)",
       "E0401 `cart.total` is an amount of money, but `contains` is about lists and texts", nullptr},
      {R"(cart.items contains "tray")", R"(E0401 say which field of `cart.items` is `"tray"`)", nullptr},
      {R"(visitor.interests contains 5)", "E0401 `visitor.interests` holds a text, so look for one, like `\"text\"`",
       nullptr},
      {R"(this product is under "bags")", "E0401 nothing is under an item of `product`: it has no field `parent`",
       nullptr},
      {R"(visitor.visits starts with "a")", "E0401 `visitor.visits` is a number, but `starts with` is about texts",
       nullptr},
      {R"(visitor.device is one of visitor.campaign)", "E0401 `visitor.campaign` is a text, not a list", nullptr},
      {R"(visitor.visits is one of [1, "two"])", R"(E0401 `"two"` is a text, but the list holds a number)", nullptr},
      {R"(cart.total + 20% is at least 5 EUR)", "E0401 can't add `cart.total` and `20%`", nullptr},
      {R"(cart.total * 5 EUR is at least 5 EUR)", "E0401 can't multiply `cart.total` and `5 EUR`", nullptr},
      {R"(visitor.device - 5 is 3)", "E0401 can't subtract `visitor.device` and `5`", nullptr},
      {R"(hours since visitor.born_on is at least 5)", "E0401 a date has no hour, so hours can't be counted from it",
       nullptr},
      {R"(days since cart.total is at least 5)", "E0401 `cart.total` is an amount of money, not a date", nullptr},
      {R"(sum of product in cart.items is at least 5)",
       "E0401 `product` is an item of `product`, which can't be added up", nullptr},
      {R"(visitor.visits is 18:30)", "E0401 `18:30` is an hour, which conditions can't compare", nullptr},
  });
}

TEST(ExpressionErrorsTest, Literals) {
  Expect({
      {R"(cart.total is at least 60)", "E0403 `cart.total` is an amount of money, so it needs a currency",
       R"(cart.total is at least 60 EUR)"},
      {R"(cart.total is between 40 EUR and 60)", "E0403 `cart.total` is an amount of money, so it needs a currency",
       R"(cart.total is between 40 EUR and 60 EUR)"},
      {R"(cart.total - 5 is at least 60 EUR)", "E0403 `cart.total` is an amount of money, so it needs a currency",
       R"(cart.total - 5 EUR is at least 60 EUR)"},
      {R"(visitor.device is mobile)", "E0411 `mobile` needs quotation marks to be a text",
       R"(visitor.device is "mobile")"},
      {R"(visitor.campaign is spring)", "E0411 `spring` needs quotation marks to be a text",
       R"(visitor.campaign is "spring")"},
      {R"(visitor.device is one of [mobile, tablet])", "E0411 `mobile` needs quotation marks to be a text",
       R"(visitor.device is one of ["mobile", tablet])"},
      {R"(visitor.device is "mobil")", R"(E0409 `visitor.device` is never `"mobil"`)", R"(visitor.device is "mobile")"},
      {R"(visitor.device is one of ["mobile", "watch"])", R"(E0409 the value is never `"watch"`)", nullptr},
      {R"(visitor.country is "France")", R"(E0409 `"France"` is no country)", nullptr},
      {R"(visitor.time_zone is "Paris")", R"(E0406 `"Paris"` is no time zone)", nullptr},
      {R"(cart.total is between 10 EUR and 20 USD)", "E0404 `10 EUR` and `20 USD` are of two currencies",
       R"(cart.total is between 10 EUR and 20 EUR)"},
      {R"(visitor.waited is between 7 days and 1 month)",
       "E0413 `7 days` and `1 month` do not compare: months differ in length", nullptr},
      {R"(today - visitor.born_on is at least 2 months)",
       "E0413 `today - visitor.born_on` and `2 months` do not compare: months differ in length", nullptr},
      {R"(visitor.visits is between 9 and 3)", "E0415 nothing is between `9` and `3`",
       R"(visitor.visits is between 3 and 9)"},
      {R"(visitor.born_on is between 2026-05-01 and 2026-04-01)",
       "E0415 nothing is between `2026-05-01` and `2026-04-01`",
       R"(visitor.born_on is between 2026-04-01 and 2026-05-01)"},
  });
}

TEST(ExpressionErrorsTest, Logic) {
  Expect({
      {R"(visitor.source is "search" or "email")",
       R"(E0412 `"email"` alone is no condition: say again what it is compared with)",
       R"(visitor.source is one of ["search", "email"])"},
      {R"(visitor.source is "search" or "email" or direct)",
       R"(E0412 `"email"` alone is no condition: say again what it is compared with)",
       R"(visitor.source is one of ["search", "email", "direct"])"},
      {R"(visitor.source is not "search" and "email")",
       R"(E0412 `"email"` alone is no condition: say again what it is compared with)",
       R"(visitor.source is not one of ["search", "email"])"},
      {R"(visitor.visits is at least 3 and 5)", "E0412 `5` alone is no condition: say again what it is compared with",
       R"(visitor.visits is at least 3 and visitor.visits is at least 5)"},
      {R"(visitor.visits is 1 or visitor.visits is 2 and cart.total is 5 EUR)",
       "E0310 `and` and `or` together need parentheses to say what belongs together",
       R"(visitor.visits is 1 or (visitor.visits is 2 and cart.total is 5 EUR))"},
      {R"(visitor.visits is known)", "E0503 `visitor.visits` is always known", nullptr},
      {R"(visitor.visits is not 3 or unknown)",
       "E0503 `visitor.visits is not 3` is always known, so `or unknown` changes nothing",
       R"(visitor.visits is not 3)"},
  });
}

TEST(ExpressionErrorsTest, MixedAndOrShowsBothReadings) {
  Shop shop;
  shop.Condition("visitor.visits is 1 or visitor.visits is 2 and cart.total is 5 EUR");
  EXPECT_EQ(shop.Help(),
            (std::vector<std::string>{"either `visitor.visits is 1 or (visitor.visits is 2 and cart.total is 5 EUR)`",
                                      "or `(visitor.visits is 1 or visitor.visits is 2) and cart.total is 5 EUR`"}));
}

TEST(ExpressionErrorsTest, HalfAComparisonIsAlsoWrittenOut) {
  Shop shop;
  shop.Condition(R"(visitor.source is "search" or "email")");
  EXPECT_EQ(shop.Help().at(1), R"(or write it out: `visitor.source is "search" or visitor.source is "email"`)");
}

TEST(ExpressionErrorsTest, TheValuesAreListed) {
  Shop shop;
  shop.Condition(R"(visitor.device is "watch")");
  EXPECT_EQ(shop.Help().back(), R"(its values are `"mobile"`, `"tablet"` or `"desktop"`)");
}

TEST(ExpressionErrorsTest, OneExpressionHasOneError) {
  Shop shop;
  shop.Condition(R"(visitor.vists is 1 and visitor.device is "watch" and cart.total is 5)");
  EXPECT_EQ(shop.Verdict(), "E0201 unknown attribute `visitor.vists`");
  shop.Condition("cart.totl is 5");
  EXPECT_EQ(shop.sink.all().size(), 2u);
}

TEST(ExpressionErrorsTest, LongChainsAreRefused) {
  Shop shop;
  tree::ExprPtr chain = shop.Parse("yes");
  for (int i = 0; i < 2'000; ++i) {
    auto next = std::make_unique<tree::Expr>();
    next->kind = tree::ExprKind::kNot;
    next->children.push_back(std::move(chain));
    chain = std::move(next);
  }
  CheckCondition(shop.typing, *chain, {});
  EXPECT_EQ(shop.Verdict(), "E0313 the expression is too long");
}

}  // namespace
}  // namespace nextmove::dsl

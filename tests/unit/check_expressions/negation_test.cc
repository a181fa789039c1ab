// The guard rule: what must say what unknown means, and what need not.

#include <gtest/gtest.h>

#include "tests/unit/check_expressions/shop.h"

namespace nextmove::dsl {
namespace {

TEST(NegationTest, GuardedNegationsPass) {
  for (
      const char* text : {
          R"(visitor.device is not "mobile")",
          R"(visitor.climate is not "cold" or unknown)",
          R"(visitor.climate is not "cold" and known)",
          R"(visitor.climate is known and visitor.climate is not "cold")",
          R"(visitor.temperature is not 5 and visitor.temperature is at least 3)",
          R"(visitor.visits is 1 and (visitor.climate is known and not (visitor.climate is "cold")))",
          R"(visitor.climate is unknown or visitor.climate is not "cold")",
          R"(not (visitor.climate is "cold" and known))",
          R"(not (visitor.climate is unknown or visitor.climate is "cold"))",
          R"(not (visitor.climate is known and visitor.climate is "cold"))",
          R"(not (visitor.climate is not "cold"))",
          R"(visitor.interests contains "travel" and visitor.interests does not contain "running")",
          R"((visitor.climate is "cold" or visitor.climate is "mild") and visitor.climate is not "warm")",
          R"(not in segment loyal)",
          R"(not (visitor.visits is 3))",
          R"(this product.category is known and this product.category is not under "bags")",
          R"(visitor.climate is unknown)",
          R"(cart.items does not contain any where (quantity is not 1))",
          R"(visitor.temperature is at least 3 or visitor.climate is "cold")",
          R"(has not viewed)",
          R"(not (has viewed product "p"))",
          R"(has not viewed since purchased)",
          R"(has not viewed since purchased or unknown)",
          R"(has viewed and known)",
          R"(number of times viewed is not 3)",
          R"(sum of price purchased in the last 3 days is not 5 EUR)",
          R"(number of different product viewed in this session is not 3)",
          R"(hesitation is not 50)",
          R"(hesitation is known)",
          R"(likely_to_buy is not 3%)",
          R"(affinity to category "bags" is not 3%)",
          R"(has viewed where (category.popularity is not 3 or unknown))",
          R"(has purchased where (gift is known and gift is not yes))",
          R"(days since viewed is known and days since viewed is not 3)",
          R"(average price viewed in the last 3 days is at least 3 EUR and average price viewed in the last 3 days is not 9 EUR)",
          R"(visit_style is known and visit_style is not 4)",
      }) {
    Shop shop;
    shop.Condition(text);
    EXPECT_EQ(shop.Verdict(), "ok") << text;
  }
}

TEST(NegationTest, UnguardedNegationsAreFound) {
  for (const char* text : {
           R"(days since viewed is not 3)",
           R"(days since viewed is known and days since purchased is not 3)",
           R"(days since viewed is known and days since viewed product "p" is not 3)",
           R"(average price viewed is not 3 EUR)",
           R"(latest category viewed is not "bags")",
           R"(highest price viewed is known and highest price viewed in the last 3 days is not 3 EUR)",
           R"(likely_to_leave is not 3%)",
           R"(visit_style is not 4)",
           R"(has viewed where (category.popularity is not 3))",
           R"(has purchased where (gift is not yes))",
           R"(has viewed then not purchased where (gift is not yes))",
           R"(has viewed since purchased where (gift is not yes))",
           R"(visitor.climate is known and has viewed where (visitor.temperature is not 3))",
           R"(visitor.climate is not "cold")",
           R"(visitor.climate is not one of ["cold", "mild"])",
           R"(visitor.temperature is not between 3 and 5)",
           R"(visitor.interests does not contain "running")",
           R"(not visitor.subscribed)",
           R"(not (visitor.climate is "cold"))",
           R"(not (visitor.visits is 1 and visitor.climate is "cold"))",
           R"(visitor.climate is not "cold" and visitor.visits is 1)",
           R"(visitor.climate is known or visitor.climate is not "cold")",
           R"(visitor.climate is known and visitor.temperature is not 3)",
           R"((visitor.climate is "cold" or visitor.visits is 1) and visitor.climate is not "warm")",
           R"(this product.category is not under "bags")",
           R"(cart.items contains any where (note is not "gift"))",
           R"(sum of price in cart.items where (season is not "cold") is at least 3 EUR)",
           R"(visitor.temperature / visitor.visits is not 3)",
       }) {
    Shop shop;
    shop.Condition(text);
    EXPECT_EQ(shop.Verdict().substr(0, 5), "E0502") << text;
  }
}

TEST(NegationTest, OffersBothLines) {
  Shop shop;
  shop.Condition(R"(visitor.visits is 1 and visitor.climate is not "cold")");
  EXPECT_EQ(shop.Verdict(),
            "E0502 `visitor.climate is not \"cold\"` does not say what holds while `visitor.climate` is unknown");
  EXPECT_EQ(shop.Help(),
            (std::vector<std::string>{
                "to let visitors pass of whom it is unknown, write `visitor.climate is not \"cold\" or unknown`",
                "to leave them out, write `visitor.climate is not \"cold\" and known`"}));
  EXPECT_EQ(shop.Fixed(0), R"(visitor.visits is 1 and visitor.climate is not "cold" or unknown)");
  EXPECT_EQ(shop.Fixed(1), R"(visitor.visits is 1 and visitor.climate is not "cold" and known)");
}

TEST(NegationTest, AfterNotTheTwoLinesChangePlaces) {
  Shop shop;
  shop.Condition(R"(not visitor.climate is "cold")");
  EXPECT_EQ(shop.Fixed(0), R"(not visitor.climate is "cold" and known)");
  EXPECT_EQ(shop.Fixed(1), R"(not visitor.climate is "cold" or unknown)");
}

TEST(NegationTest, BothOfferedLinesPass) {
  for (const char* text : {R"(visitor.climate is not "cold")", R"(visitor.interests does not contain "running")",
                           R"(not (visitor.climate is "cold"))", R"(visitor.temperature is not between 3 and 5)",
                           R"(not visitor.subscribed)", R"(not in segment loyal and visitor.climate is not "cold")"}) {
    for (const std::size_t line : {0u, 1u}) {
      Shop shop;
      shop.Condition(text);
      const std::string fixed = shop.Fixed(line);
      Shop again;
      again.Condition(fixed);
      EXPECT_EQ(again.Verdict(), "ok") << fixed;
    }
  }
}

}  // namespace
}  // namespace nextmove::dsl

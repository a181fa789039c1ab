// What is said of wrong questions about events. The full texts stand in tests/golden/check/events.golden.

#include <gtest/gtest.h>

#include "tests/unit/check_expressions/shop.h"

namespace nextmove::dsl {
namespace {

struct Wrong {
  const char* text;
  const char* verdict;
  const char* fixed;  // after the first fix; null: none is offered
};

void ExpectOfEvents(const std::vector<Wrong>& cases) {
  for (const Wrong& one : cases) {
    Shop shop;
    shop.Condition(one.text);
    EXPECT_EQ(shop.Verdict(), one.verdict) << one.text;
    EXPECT_EQ(shop.Fixed(), one.fixed == nullptr ? "no fix" : one.fixed) << one.text;
  }
}

TEST(HistoryErrorsTest, EventsThatAreNone) {
  ExpectOfEvents({
      {R"(has viwed)", "E0216 unknown event `viwed`", "has viewed"},
      {R"(has sown)", "E0216 unknown event `sown`", "has shown"},
      {R"(has flown_away)", "E0216 unknown event `flown_away`", nullptr},
      {R"(days since viwed is 3)", "E0216 unknown event `viwed`", "days since viewed is 3"},
      {R"(number of times hesitation is 3)", "E0210 `hesitation` is a signal, not an event", nullptr},
      {R"(sum of price cart.items is 3 EUR)", "E0210 `cart.items` is an attribute, not an event", nullptr},
      {R"(has viewed since loyal)", "E0210 `loyal` is a segment, not an event", nullptr},
      {R"(days until purchased is 3)", "E0401 `until` looks ahead, but an event has happened already", nullptr},
  });
}

TEST(HistoryErrorsTest, FieldsThatAreNone) {
  ExpectOfEvents({
      {R"(has viewed prodct "p")", "E0208 `viewed` has no field `prodct`", R"(has viewed product "p")"},
      {R"(has viewed where (colour is "red"))", "E0208 `viewed` has no field `colour`", nullptr},
      {R"(has viewed the same brand at least 2 times)", "E0208 `viewed` has no field `brand`", nullptr},
      {R"(sum of prize viewed is 3 EUR)", "E0208 `viewed` has no field `prize`", "sum of price viewed is 3 EUR"},
      {R"(affinity to brand "x" is 3%)", "E0208 no event has a field `brand`", nullptr},
      {R"(affinity to action "x" is 3%)", "E0208 no event has a field `action`", nullptr},
  });
}

TEST(HistoryErrorsTest, ValuesThatDoNotFit) {
  ExpectOfEvents({
      {R"(has viewed price 5)", "E0403 `price` is an amount of money, so it needs a currency",
       "has viewed price 5 EUR"},
      {R"(has viewed product under "p")", "E0401 nothing is under an item of `product`: it has no field `parent`",
       nullptr},
      {R"(sum of category viewed is 3)", "E0401 `category` is an item of `category`, which can't be added up", nullptr},
      {R"(average product viewed is "p")", "E0401 `product` is an item of `product`, which has no average", nullptr},
      {R"(lowest order purchased is "p")", "E0401 `order` is a text, which has no more and less", nullptr},
      {R"(has shown action winback)", "E0206 unknown rule `winback`", "has shown action win_back"},
      {R"(has viewed product tray)", "E0411 `tray` needs quotation marks to be a text", R"(has viewed product "tray")"},
  });
}

TEST(HistoryErrorsTest, CountsAndSteps) {
  ExpectOfEvents({
      {R"(has viewed at least 0 times)", "E0419 `at least 0 times` holds for everybody", nullptr},
      {R"(has viewed the same product)", "E0431 `the same` goes with `at least` and a number of times", nullptr},
      {R"(has viewed the same product at most 3 times)", "E0431 `the same` goes with `at least` and a number of times",
       nullptr},
      {R"(number of times viewed the same product is 3)", "E0431 `the same` counts only in the first step of `has`",
       nullptr},
      {R"(has viewed then not purchased then viewed)", "E0432 nothing is looked for after `then not`", nullptr},
      {R"(affinity to category is 3%)", "E0433 `affinity to category` does not say to which one", nullptr},
  });
}

TEST(HistoryErrorsTest, WindowsLongerThanEventsAreKept) {
  ExpectOfEvents({
      {R"(has went_idle in the last 31 minutes)",
       "E0430 `went_idle` is kept for 30 minutes, so nobody can look back 31 minutes",
       "has went_idle in the last 30 minutes"},
      {R"(has viewed in the last 25 months)", "E0430 `viewed` is kept for 2 years, so nobody can look back 25 months",
       "has viewed in the last 2 years"},
      {R"(has viewed in the last 731 days)", "E0430 `viewed` is kept for 2 years, so nobody can look back 731 days",
       "has viewed in the last 2 years"},
      {R"(has went_idle today)", "E0430 `went_idle` is kept for 30 minutes, so nobody can look back 1 day", nullptr},
      {R"(has went_idle then viewed within 2 hours)",
       "E0430 `went_idle` is kept for 30 minutes, so nobody can look back 2 hours",
       "has went_idle then viewed within 30 minutes"},
      {R"(has viewed then went_idle in the last 1 hour)",
       "E0430 `went_idle` is kept for 30 minutes, so nobody can look back 1 hour",
       "has viewed then went_idle in the last 30 minutes"},
      {R"(has viewed in this hour)", "E0401 `this` goes with a day, week, month or year", nullptr},
      {R"(has viewed between 2026-02-01 and 2026-01-01)", "E0415 the window ends before it begins",
       "has viewed between 2026-01-01 and 2026-02-01"},
  });
}

}  // namespace
}  // namespace nextmove::dsl

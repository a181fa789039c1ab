// Why rules won and lost, as people read it.
#include "engine/review/explain.h"

#include <gmock/gmock.h>

#include "engine/review/answer.h"
#include "engine/review/visits.h"
#include "engine/ruleset/ruleset.h"

namespace nextmove::engine {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kShop[] = R"(project shop
  edition 1
  time zone "Europe/Paris"
  currency EUR
  locales en
attribute visitor.likes  list of text  optional  consent necessary
attribute visitor.level  one of ["none", "gold"]  otherwise "none"  consent necessary
attribute page.kind      text  otherwise "home"  consent necessary
attribute cart.total     money  otherwise 0 EUR  floor 0 EUR  consent necessary
attribute cart.items     list of (product: product, category: category, price: money, quantity: number)
  otherwise []  consent necessary
catalogue category (name: text)
catalogue product (name: text, category: category, price: money, stock: number)
event viewed (product: product)  consent necessary  kept 12 months
event bought (product: product)  consent necessary  kept 12 months
placement hero  channels web  allows 1
segment gold  when visitor.level is "gold"
segment at_home  when page.kind is "home"
)";

class ExplainTest : public testing::Test {
 protected:
  // The lines of what is told of the rule `r`, in the short form without places in the files.
  std::string Why(const std::string& clauses, const std::string& visit, bool all = false) {
    const auto loaded = LoadTexts({{"", std::string(kShop) + "banner r\n  place hero\n  show link: \"/\"\n" + clauses}},
                                  dsl::CheckOptions());
    if (!loaded.program) return loaded.diagnostics.empty() ? "no program" : loaded.diagnostics.front().message;
    const auto read =
        ReadVisit(R"({"visitor": "v", "now": "2026-01-15T11:00:00Z")" + visit + "}", *loaded.program, VisitLimits());
    if (!read) return read.error().message;
    World world;
    world.program = loaded.program;
    Explanation explanation;
    Mode mode;
    mode.explanation = &explanation;
    VisitRequest request;
    Decide(world, StateOf(*read), request.Fill(*read), *read->now, 1, mode, outcome_);
    answer_ = AnswerText(AnswerOf(*loaded.program, outcome_.decision));
    auto rules = Explained(*loaded.program, explanation);
    std::erase_if(rules, [](const ExplainedRule& rule) { return rule.rule != "r"; });
    for (ExplainedRule& rule : rules) {
      rule.file.clear();
      for (ExplainedNode& node : rule.nodes) node.file.clear();
    }
    return ExplainText(rules, {false, all});
  }
  std::string Viewed(const std::vector<std::string>& products) {
    std::string events;
    for (std::size_t i = 0; i < products.size(); ++i) {
      events += std::string(i ? ", " : "") + R"({"kind": "viewed", "time": "2026-01-10T00:00:0)" + std::to_string(i) +
                R"(Z", "fields": {"product": ")" + products[i] + "\"}}";
    }
    return R"(, "events": [)" + events + "]";
  }

  Outcome outcome_;
  std::string answer_;
};

// The negation is one of its words, so there is no inner line that says the opposite.
TEST_F(ExplainTest, ANegatedTestIsOneLineWithWhatWasSeen) {
  EXPECT_EQ(Why("  when has not viewed in the last 30 days\n", Viewed({"a"})),
            "  r lost: a condition was not met\n"
            "    no       when has not viewed in the last 30 days   [viewed = 1 time (2026-01-10T00:00:00Z)]\n");
  EXPECT_EQ(Why("  when has not bought since viewed\n", ""),
            "  r lost: a condition could not be judged: a value is unknown\n"
            "    unknown  when has not bought since viewed   [bought = unknown (viewed never happened)]\n");
  EXPECT_EQ(Why("  when visitor.likes is known and visitor.likes does not contain \"red\"\n",
                R"(, "attributes": {"visitor.likes": ["red"]})"),
            "  r lost: a condition was not met\n"
            "    no       when visitor.likes is known and visitor.likes does not contain \"red\"\n"
            "    no         visitor.likes does not contain \"red\"   [visitor.likes = [\"red\"]]\n");
}

TEST_F(ExplainTest, UnderANotThePartsThatHoldAreWhatStopped) {
  const std::string text = Why("  when not (cart.total is at least 5 EUR or page.kind is \"home\")\n",
                               R"(, "attributes": {"page.kind": "home"})");
  EXPECT_THAT(text, HasSubstr("    no       when not (cart.total is at least 5 EUR or page.kind is \"home\")\n"));
  EXPECT_THAT(text, HasSubstr("    yes          page.kind is \"home\"   [page.kind = \"home\"]\n"));
  EXPECT_THAT(text, Not(HasSubstr("cart.total = ")));
}

TEST_F(ExplainTest, PartsOfWhatHeldAreNotShown) {
  const std::string text =
      Why("  for gold, at_home\n  except for gold\n  when cart.total is 1 EUR or page.kind is \"home\"\n"
          "  when cart.total is at least 5 EUR\n",
          "");
  EXPECT_EQ(text,
            "  r lost: a condition was not met\n"
            "    no       when cart.total is at least 5 EUR   [cart.total = 0.00 EUR]\n");
}

TEST_F(ExplainTest, AnExceptionThatHoldsShowsWhy) {
  EXPECT_EQ(Why("  except for at_home\n", ""),
            "  r lost: the visitor is not in its audience\n"
            "    yes      except for at_home\n"
            "    yes        page.kind is \"home\"   [page.kind = \"home\"]\n");
}

TEST_F(ExplainTest, ARuleThatWaitsSaysUntilWhen) {
  const std::string viewed = R"(, "events": [{"kind": "viewed", "time": "2026-01-15T10:59:50Z"}])";
  EXPECT_EQ(Why("  on viewed after 30 seconds\n", viewed),
            "  r lost: it waits for another moment\n"
            "    no       on viewed after 30 seconds   [waits until 2026-01-15T11:00:20Z]\n");
  EXPECT_THAT(Why("  on viewed after 30 seconds\n", ""), HasSubstr("[moment = page_load]"));
}

TEST_F(ExplainTest, TheSameTellsHowOftenOfOneValue) {
  EXPECT_THAT(Why("  when has viewed the same product at least 3 times\n", Viewed({"a", "b", "a", "c"})),
              HasSubstr("viewed = 4 times (2026-01-10T00:00:03Z, 2026-01-10T00:00:02Z, 2026-01-10T00:00:01Z, ...), "
                        "at most 2 of one product]"));
}

TEST_F(ExplainTest, AnItemThatIsNotInTheCatalogueIsNamed) {
  EXPECT_THAT(Why("  when this product.stock is at least 3\n", R"(, "attributes": {"this.product": "hat"})"),
              HasSubstr("product.stock = unknown (`hat` is not in the catalogue)"));
}

TEST_F(ExplainTest, WhatADiscountIsForIsSaidInWords) {
  const std::string cart = R"(, "attributes": {"cart.total": "50 EUR", "cart.items":
    [{"product": "p", "category": "hats", "price": "25 EUR", "quantity": 2}]})";
  Why("discount d  give 10% off where (price is at least 5 EUR)\n", cart);
  EXPECT_THAT(answer_, HasSubstr("    give: 10% off the chosen lines\n"));
  Why("discount d  give 10% off category \"hats\" up to 4 EUR\n", cart);
  EXPECT_THAT(answer_, HasSubstr("    give: 10% off category \"hats\" up to 4.00 EUR\n"));
  Why("discount d  give 10% off\n", cart);
  EXPECT_THAT(answer_, HasSubstr("    give: 10% off\n"));
  Why("discount d  give 10% off\nguard small  never decision.discount is more than 3 EUR  otherwise enforce\n", cart);
  EXPECT_THAT(answer_, HasSubstr("    saving: 3.00 EUR\n    reasons: small\n"));
}

}  // namespace
}  // namespace nextmove::engine

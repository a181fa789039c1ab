// Where each line of an explanation stands in the rules.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

// The first line of the rules that each node points at; the part before the first blank of it.
std::string Words(Shop& shop, const std::string& rule) {
  shop.Decide();
  std::string words;
  for (const ConditionNode& node : shop.Trace(rule).nodes) {
    if (node.depth > 0) continue;
    const std::string_view text = shop.program().sources->TextOf(node.span);
    words += (words.empty() ? "" : " ") + std::string(text.substr(0, text.find_first_of(" \n")));
  }
  return words;
}

TEST(ExplainTest, EachLineStandsAtItsClause) {
  Shop shop(
      "group g\n  allows 1\n"
      "discount d\n  needs consent personalisation\n  on opened_page\n  place hero\n  give 5 EUR off\n"
      "  say headline: en \"x\"\n"
      "discount e\n  competes in g\n  give 5 EUR off\n"
      "banner b\n  place side\n  show visits: visitor.visits\n"
      "ask q\n  place question\n  say question: en \"?\"\n  answer visitor.gender\n"
      "  option \"f\": en \"f\"\n  option \"m\": en \"m\"\n"
      "pricing p\n  place price_tag\n  lower by 5%\n  floor this product.cost\n  say reason: en \"x\"\n");
  shop.Agrees("personalisation").Happens("opened_page").Given("cart.total", "50 EUR");
  shop.Item("product", "x", {{"price", "10 EUR"}}).Page("x");
  EXPECT_EQ(Words(shop, "d"), "place on needs give say");
  EXPECT_EQ(Words(shop, "e"), "competes give");
  EXPECT_EQ(Words(shop, "b"), "place show");
  EXPECT_EQ(Words(shop, "q"), "place answer say");
  EXPECT_EQ(Words(shop, "p"), "place floor");
  shop.Item("product", "x", {{"price", "10 EUR"}, {"cost", "1 EUR"}});
  EXPECT_EQ(Words(shop, "p"), "place lower say");
}
TEST(ExplainTest, AHoldoutStandsAtItsExperiment) {
  Shop shop(Placed("b", "hero") +
            "experiment t\n  changes b\n  split by visitor\n  holdout 50%\n"
            "  measure number of times viewed within 7 days\n");
  shop.outside().arms = {{0, "holdout"}};
  EXPECT_EQ(shop.Stopped("b"), "holdout");
  EXPECT_EQ(Words(shop, "b"), "place experiment");
}
TEST(ExplainTest, TheWordsAreTheAuthors) {
  Shop shop(Placed("b", "hero, side"));
  shop.Decide();
  EXPECT_EQ(shop.Trace("b").nodes.front().text, "place hero, side");
}

}  // namespace
}  // namespace nextmove::engine::testing

// Paragraph 28: the first clause to stop a rule, and what `explain` shows of it.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S28ClausesTest, EachClauseHasItsWordInTheDocumentedOrder) {
  const std::string segment = "segment regular\n  when visitor.visits is at least 3\n";
  EXPECT_EQ(Shop(Banner("b")).Want({"side"}).Stopped("b"), "place");
  EXPECT_EQ(Shop(Banner("b", "  on exit_intent\n  needs consent personalisation")).Stopped("b"), "on");
  EXPECT_EQ(Shop(Banner("b", "  active until 2026-01-01\n  needs consent personalisation")).Stopped("b"), "active");
  EXPECT_EQ(Shop(segment + Banner("b", "  needs consent personalisation\n  for regular")).Stopped("b"), "needs");
  EXPECT_EQ(Shop(segment + Banner("b", "  for regular\n  when visitor.visits is 2")).Stopped("b"), "for");
  EXPECT_EQ(Shop(Banner("b", "  when visitor.visits is 2")).Stopped("b"), "when");
  EXPECT_EQ(Shop(Banner("b") + Banner("c", "  priority high")).Stopped("b"), "priority");
  EXPECT_EQ(Shop(Banner("b") + Banner("c", "  worth 9 EUR")).Stopped("b"), "rank");
  EXPECT_EQ(Shop(Banner("b") + Banner("c", "  overrides b")).Stopped("b"), "overrides");
}
TEST(S28ClausesTest, NodesShowTheSourceTheTruthAndWhatWasSeen) {
  Shop rules("segment regular\n  when visitor.visits is at least 3\n" +
             Banner("b",
                    "  for regular\n  uses consent personalisation\n  when cart.total is at least 50 EUR or "
                    "visitor.secret is 1"));
  rules.Given("visitor.visits", "5").Given("cart.total", "34.90 EUR").Given("visitor.secret", "1");
  EXPECT_EQ(rules.Stopped("b"), "when");
  const auto& nodes = rules.Trace("b").nodes;
  std::string all;
  for (const ConditionNode& node : nodes)
    all += std::string(static_cast<std::size_t>(node.depth), ' ') + node.text + " [" + node.observed + "] " +
           std::to_string(static_cast<int>(node.truth)) + "\n";
  EXPECT_EQ(all,
            "place hero [channel = web] 2\n"
            "for regular [] 2\n"
            " visitor.visits is at least 3 [visitor.visits = 5] 2\n"
            "when cart.total is at least 50 EUR or visitor.secret is 1 [] 1\n"
            " cart.total is at least 50 EUR [cart.total = 34.90 EUR] 0\n"
            " visitor.secret is 1 [visitor.secret = unknown (no consent)] 1\n");
}
TEST(S28ClausesTest, TheWordsOfExceptGiveSayAndCompetes) {
  const std::string segment = "segment regular\n  when visitor.visits is at least 3\n";
  Shop except(segment + Banner("b", "  except for regular\n  when visitor.age is 3"));
  EXPECT_EQ(except.Given("visitor.visits", "3").Stopped("b"), "except");
  Shop give("discount d\n  give 10% off category under \"x\"\n  say h: en \"{visitor.name}\"\n");
  EXPECT_EQ(give.Line("a", "c", "10", 1).Stopped("d"), "give");
  Shop say("discount d\n  give 10% off\n  say h: en \"{visitor.name}\"\n");
  EXPECT_EQ(say.Stopped("d"), "say");
}
TEST(S28ClausesTest, EachNodeHasAPlaceInTheText) {
  Shop rules(Banner("b", "  on page_load\n  active from 2026-01-01\n  needs consent personalisation"));
  rules.Agrees("personalisation").Decide();
  EXPECT_EQ(rules.Trace("b").nodes.size(), 5u);
  for (const ConditionNode& node : rules.Trace("b").nodes) EXPECT_LT(node.span.begin, node.span.end) << node.text;
}

TEST(S28ClausesTest, ARuleOfTwoExperimentsShowsTheLinesOfItsArms) {
  const std::string experiments =
      "experiment early\n  changes d\n  split by visitor\n  variant top 100%\n  priority high\n"
      "  measure number of times converted within 7 days\n"
      "experiment richer\n  changes d\n  split by visitor\n  variant double 100%\n  give 20% off up to 50 EUR\n"
      "  measure number of times converted within 7 days\n";
  Shop rules("discount d\n  give 10% off up to 5 EUR\n" + experiments);
  rules.Given("cart.total", "100 EUR").Decide();
  std::string give;
  for (const ConditionNode& node : rules.Trace("d").nodes)
    if (node.text.starts_with("give")) give = node.text + " [" + node.observed + "]";
  EXPECT_EQ(give, "give 20% off up to 50 EUR [saving = 20.00 EUR]");
}

}  // namespace
}  // namespace nextmove::engine::testing

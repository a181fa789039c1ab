// Questions and audiences, and that the order of the text, the attributes and the events means nothing.
#include <algorithm>

#include "tests/unit/decide/shop.h"

namespace nextmove::engine::testing {
namespace {

const std::string kAsk =
    "ask q\n  place question\n  say question: en \"who?\"\n  answer visitor.gender\n"
    "  option \"f\": en \"woman\"\n  option \"m\": en \"man\"\n";

TEST(HeadsTest, AQuestionIsAskedUntilItsAnswerIsKnown) {
  Shop shop(kAsk);
  const auto* question = shop.ContentOf<QuestionContent>("q");
  ASSERT_NE(question, nullptr);
  EXPECT_EQ(question->attribute, shop.program().FindAttribute("visitor.gender"));
  ASSERT_EQ(question->options.size(), 2u);
  EXPECT_EQ(question->options[1].text, "man");
  EXPECT_EQ(question->options[1].value, dsl::Value("m"));
  EXPECT_EQ(question->creative.parts.at(0).name, "question");
  EXPECT_EQ(shop.Given("visitor.gender", "f").Stopped("q"), "when");
}
TEST(HeadsTest, AnAudienceExportsWhatIsKnownAndNeedsNoPlace) {
  Shop shop("audience a\n  export visitor.hash to \"ads\" every day\n  export visitor.city to \"post\" every day\n");
  EXPECT_EQ(shop.Reason("a"), ReasonCode::kNoContent);
  const auto* audience = shop.Given("visitor.hash", "9f").ContentOf<AudienceContent>("a");
  ASSERT_NE(audience, nullptr);
  ASSERT_EQ(audience->exports.size(), 1u);
  EXPECT_EQ(audience->exports[0].value, dsl::Value("9f"));
  EXPECT_EQ(audience->exports[0].to, (std::vector<std::string>{"ads"}));
  std::vector<std::string_view> wanted = {"hero"};
  shop.request().wanted = wanted;
  EXPECT_EQ(shop.Stopped("a"), "place");
}
TEST(HeadsTest, AnOverriddenRuleIsSoBeforeItHasNothingToShow) {
  Shop shop("recommend r\n  place shelf\n  from viewed\n  take 3\n" + Placed("b", "hero", "  overrides r"));
  EXPECT_EQ(shop.Stopped("r"), "overrides");
}
TEST(HeadsTest, TheOrderOfRulesAttributesAndEventsMeansNothing) {
  std::vector<std::string> rules = {
      Placed("a", "hero", "  when has viewed product \"x\" at least 2 times in this session"),
      "recommend r\n  place shelf\n  from viewed\n  take 3\n",
      "discount d\n  buy 2 category \"k\"\n  give 50% off cheapest\n",
      "discount e\n  give 10% off\n  limit 1 time per 7 days\n",
      "experiment t\n  changes e\n  split by visitor\n  variant v 50%\n    give 20% off\n"
      "  measure number of times viewed within 7 days\n"};
  std::vector<std::pair<std::string, std::string>> sent = {
      {"visitor.visits", "3"}, {"visitor.city", "Paris"}, {"visitor.hash", "1f"}};
  std::sort(rules.begin(), rules.end());
  std::string first;
  do {
    std::string text;
    for (const std::string& rule : rules) text += rule;
    Shop shop(text);
    shop.Stock({"x", "y", "z"}).Line("x", "k", "10", 1).Line("y", "k", "8", 1);
    for (const auto& [name, value] : sent) shop.Given(name, value);
    std::vector<std::string> ids = {"x", "x", "y"};
    if (text.size() % 2 == 0) std::reverse(ids.begin(), ids.end());
    for (const std::string& id : ids) shop.Did("viewed", {{"product", id}}, id == "x" ? 3 : 2);
    const std::string result = shop.Wins() + " " + shop.Shelf("r") + " " + shop.Saving("d") + " " + shop.Saving("e");
    if (first.empty()) first = result;
    ASSERT_EQ(result, first) << text;
    std::rotate(sent.begin(), sent.begin() + 1, sent.end());
  } while (std::next_permutation(rules.begin(), rules.end()));
  EXPECT_EQ(first.substr(0, 8), "a@hero r");
}

}  // namespace
}  // namespace nextmove::engine::testing

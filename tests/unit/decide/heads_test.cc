// Questions and audiences, and that the order of the text, the attributes and the events means nothing.
#include <algorithm>

#include "tests/unit/shop.h"

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
const std::string kWomen = "segment women\n  when visitor.gender is \"f\"\n" + Placed("b", "hero", "  for women");
const Shop::Fields kReply = {{"question", "q"}, {"choice", "f"}};

TEST(HeadsTest, AReplySetsTheAttributeAtOnceAndIsRemembered) {
  Shop shop(kAsk + kWomen);
  EXPECT_EQ(shop.Happens("answered", kReply).Wins(), "b@hero");
  EXPECT_EQ(shop.Stopped("q"), "when");
  const auto& kept = shop.outcome().effects.visitor.attributes;
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].name, "visitor.gender");
  EXPECT_EQ(kept[0].value, dsl::Value("f"));
  Shop later(kAsk + kWomen);
  later.Did("answered", kReply, 60 * 24 * 30);
  EXPECT_EQ(later.Wins(), "b@hero");
  EXPECT_EQ(later.Did("answered", {{"action", "q"}, {"choice", "m"}}, 10).Wins(), "") << "the newer one counts";
  EXPECT_EQ(later.Given("visitor.gender", "f").Wins(), "b@hero") << "what is sent is newer";
  Shop old(kAsk);
  EXPECT_EQ(old.Did("answered", kReply, 60 * 24 * 200).Wins(), "q@question") << "kept 6 months";
}
TEST(HeadsTest, AReplyThatIsNoOptionIsRefused) {
  Shop shop(kAsk);
  shop.Happens("answered", {{"question", "q"}, {"choice", "x"}});
  EXPECT_EQ(shop.Wins(), "q@question");
  ASSERT_EQ(shop.outcome().decision.warnings.all.size(), 1u);
  EXPECT_EQ(shop.outcome().decision.warnings.all[0].code, WarningCode::kEventRefused);
  EXPECT_TRUE(shop.outcome().effects.visitor.events.empty());
}
TEST(HeadsTest, AReplyThatIsNotKeptCountsForTheSession) {
  Shop shop(
      "ask q\n  place question\n  say question: en \"?\"\n  answer visitor.visits\n"
      "  option 1: en \"one\"\n  option 2: en \"two\"\n" +
      Placed("b", "hero", "  when visitor.visits is 2"));
  shop.Did("answered", {{"question", "q"}, {"choice", "2"}}, 20);
  EXPECT_EQ(shop.Wins(), "b@hero");
  EXPECT_EQ(shop.Given("visitor.visits", "1").Wins(), "");
  EXPECT_EQ(shop.Given("visitor.visits", "").Now("2026-01-15T12:00:00Z").Wins(), "q@question");
}
TEST(HeadsTest, AReplyIsTakenUnderTheConsentOfItsAttribute) {
  const std::string text =
      "attribute visitor.style one of [\"f\", \"m\"] optional consent personalisation kept 6 months\n"
      "ask q\n  uses consent personalisation\n  place question\n  say question: en \"?\"\n  answer visitor.style\n"
      "  option \"f\": en \"f\"\n  option \"m\": en \"m\"\n";
  Shop refused(text);
  EXPECT_EQ(refused.Happens("answered", kReply).Wins(), "q@question");
  const Delta& without = refused.outcome().effects.visitor;
  EXPECT_TRUE(without.attributes.empty());
  ASSERT_EQ(without.events.size(), 1u) << "that there was a reply";
  EXPECT_EQ(without.events[0].fields.size(), 1u) << "but not which";
  Shop agreed(text);
  EXPECT_EQ(agreed.Agrees("personalisation").Did("answered", kReply, 60).Wins(), "");
  Delta withdrawn;
  withdrawn.consents = {{"personalisation", ConsentState::kRefused}};
  agreed.visitor() = Apply(agreed.visitor(), withdrawn);
  EXPECT_EQ(agreed.visitor().consents.size(), 1u);
  agreed.visitor().consents.clear();
  EXPECT_EQ(agreed.Agrees("personalisation").Wins(), "q@question") << "a new yes starts from nothing";
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

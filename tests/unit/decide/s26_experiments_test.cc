// Paragraph 26: experiments.
#include <cmath>
#include <set>

#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

const std::string kMeasure = "  measure number of times viewed within 7 days\n";
const std::string kTwoArms =
    "discount d\n  give 10 EUR off\n  when visitor.visits is 1\n"
    "experiment e\n  changes d\n  split by visitor\n  holdout 10%\n"
    "  variant small 45%\n    give 5 EUR off\n  variant large 45%\n    give 20 EUR off\n" +
    kMeasure;

std::string ArmOf(const Shop& shop) {
  const auto& arms = shop.outcome().effects.visitor.arms;
  return arms.empty() ? "none" : arms[0].experiment + "/" + arms[0].arm;
}

TEST(S26ExperimentsTest, AnArmIsDrawnOnceTheRuleIsEligibleAndRemembered) {
  Shop shop(kTwoArms);
  shop.Given("cart.total", "100 EUR");
  EXPECT_EQ(shop.Stopped("d"), "when");
  EXPECT_EQ(ArmOf(shop), "none") << "eligibility first, dice after";
  shop.Given("visitor.visits", "1");
  std::map<std::string, int> arms;
  for (int i = 0; i < 1000; ++i) {
    shop.visitor_id = "visitor " + std::to_string(i);
    const std::string saving = shop.Saving("d");
    const std::string arm = ArmOf(shop);
    ++arms[arm];
    EXPECT_EQ(saving, arm == "e/small" ? "5.00 EUR" : arm == "e/large" ? "20.00 EUR" : "none");
    if (arm == "e/holdout")
      EXPECT_EQ(shop.Trace("d").clause, "holdout");
    else
      EXPECT_EQ(shop.Find("d")->variants, (std::vector<std::string>{arm}));
  }
  EXPECT_NEAR(arms["e/holdout"], 100, 40);
  EXPECT_NEAR(arms["e/small"], 450, 70);
  EXPECT_NEAR(arms["e/large"], 450, 70);
}
TEST(S26ExperimentsTest, WhatIsRememberedStaysUnderAFormerNameToo) {
  Shop shop(kTwoArms +
            "experiment f\n  formerly old_f\n  changes g\n  split by visitor\n  variant v 100%\n"
            "    give 3 EUR off\n" +
            kMeasure + "discount g\n  give 2 EUR off\n");
  shop.Given("cart.total", "100 EUR").Given("visitor.visits", "1");
  shop.visitor().arms = {{"e", "large"}, {"old_f", ""}};
  EXPECT_EQ(shop.Saving("d"), "20.00 EUR");
  EXPECT_EQ(shop.Saving("g"), "2.00 EUR") << "in none, though the shares changed since";
  EXPECT_EQ(ArmOf(shop), "none") << "nothing is drawn anew";
}
TEST(S26ExperimentsTest, TheOldestNameIsHashedSoThatANewNameDrawsTheSame) {
  const auto text = [](const std::string& name, const std::string& formerly) {
    return "discount d\n  give 10 EUR off\nexperiment " + name + "\n" + formerly +
           "  changes d\n  split by visitor\n  variant small 50%\n    give 5 EUR off\n" + kMeasure;
  };
  Shop before(text("early", "")), after(text("late", "  formerly middle, early\n"));
  before.Given("cart.total", "100 EUR");
  after.Given("cart.total", "100 EUR");
  std::set<std::string> savings;
  for (int i = 0; i < 60; ++i) {
    before.visitor_id = after.visitor_id = std::to_string(i);
    const std::string saving = before.Saving("d");
    savings.insert(saving);
    EXPECT_EQ(after.Saving("d"), saving);
  }
  EXPECT_EQ(savings.size(), 2u) << "half get the rule as written";
}
TEST(S26ExperimentsTest, ExperimentsOnDifferentClausesOfOneRuleCompose) {
  Shop shop(
      "discount d\n  give 10 EUR off\n  say headline: en \"plain\"\n"
      "experiment e\n  changes d\n  split by visitor\n  variant v 100%\n    give 5 EUR off\n" +
      kMeasure + "experiment f\n  changes d\n  split by session\n  variant w 100%\n    say headline: en \"warm\"\n" +
      kMeasure);
  shop.Given("cart.total", "100 EUR");
  EXPECT_EQ(shop.Saving("d"), "5.00 EUR");
  const Action* action = shop.Find("d");
  EXPECT_EQ(action->variants, (std::vector<std::string>{"e/v", "f/w"}));
  EXPECT_EQ(std::get<DiscountContent>(action->content).creative.parts.at(0).value.ToString(), "\"warm\"");
  ASSERT_EQ(shop.outcome().effects.visitor.arms.size(), 1u) << "a session's arm is not remembered";
}
TEST(S26ExperimentsTest, AVariantsConditionsStandAtTheirOwnPicksBesideAnotherExperiment) {
  Shop shop(
      "banner b\n  pick p: product from viewed\n  pick q: product from viewed\n  place hero\n"
      "  when p.price is at least 1 EUR\n  when q.price is at least 1 EUR\n  say headline: en \"plain\"\n"
      "experiment e\n  changes b\n  split by visitor\n  variant v 100%\n"
      "    when p.price is at least 20 EUR\n    when q.price is at most 20 EUR\n" +
      kMeasure + "experiment f\n  changes b\n  split by visitor\n  variant w 100%\n    say headline: en \"warm\"\n" +
      kMeasure);
  shop.Item("product", "a", {{"price", "10 EUR"}, {"stock", "1"}}).Did("viewed", {{"product", "a"}}, 20);
  shop.Item("product", "b", {{"price", "30 EUR"}, {"stock", "1"}}).Did("viewed", {{"product", "b"}}, 30);
  EXPECT_EQ(shop.Picked("b", "p"), "b");
  EXPECT_EQ(shop.Picked("b", "q"), "a");
}
TEST(S26ExperimentsTest, UseRunsOneOfTheChangedRulesOnly) {
  const std::string text = Placed("a", "hero") + Placed("b", "side") +
                           "experiment e\n  changes a, b\n  split by visitor\n"
                           "  variant left 50%\n    use a\n  variant right 50%\n    use b\n" +
                           kMeasure;
  Shop shop(text);
  const int index = shop.program().experiment_names.at("e");
  shop.outside().arms = {{index, "left"}};
  EXPECT_EQ(shop.Wins(), "a@hero");
  EXPECT_EQ(shop.Stopped("b"), "holdout");
  shop.outside().arms = {{index, "right"}};
  EXPECT_EQ(shop.Wins(), "b@side");
}
TEST(S26ExperimentsTest, OnlyThoseWhomItIsAboutAndOfTestsOnlyGivenArms) {
  Shop shop(
      "segment regular\n  when visitor.visits is at least 3\ndiscount d\n  give 10 EUR off\n"
      "experiment e\n  for regular\n  changes d\n  split by visitor\n  holdout 100%\n" +
      kMeasure);
  shop.Given("cart.total", "100 EUR").Given("visitor.visits", "1");
  EXPECT_EQ(shop.Saving("d"), "10.00 EUR");
  shop.Given("visitor.visits", "3");
  EXPECT_EQ(shop.Stopped("d"), "holdout");
  shop.mode().no_experiments = true;
  EXPECT_EQ(shop.Saving("d"), "10.00 EUR");
  shop.outside().arms = {{0, "holdout"}};
  EXPECT_EQ(shop.Stopped("d"), "holdout");
}
TEST(S26ExperimentsTest, WhatFillsAHeldOutPlaceSaysSo) {
  Shop shop(
      "content house\n  say headline: en \"house\"\n"
      "placement corner\n  channels web\n  allows 1\n  otherwise house\n" +
      Placed("a", "hero", "  priority high") + Placed("b", "hero") + Placed("c", "corner") + Placed("d", "side") +
      "experiment e\n  changes a, c, d\n  split by visitor\n  holdout 100%\n" + kMeasure);
  EXPECT_EQ(shop.Wins(), "house@corner b@hero");
  EXPECT_EQ(shop.Find("b")->variants, (std::vector<std::string>{"e/holdout"}));
  EXPECT_EQ(shop.Find("house")->variants, (std::vector<std::string>{"e/holdout"}));
  EXPECT_EQ(shop.Trace("a").outcome, ReasonCode::kHoldout);
}
TEST(S26ExperimentsTest, TheArmsClausesDecideEligibilityInTheEnd) {
  Shop shop(
      "discount d\n  give 10% off category \"none\"\n"
      "experiment e\n  changes d\n  split by visitor\n  variant v 100%\n    give 10% off\n" +
      kMeasure);
  shop.Line("p", "k", "50", 1);
  EXPECT_EQ(shop.Saving("d"), "5.00 EUR") << "the rule as written would save nothing";
}

}  // namespace
}  // namespace nextmove::engine::testing

// Paragraph 21: zero savings, empty carts, and the cut at the cart. Against an independent calculation in cents.
#include <cstdio>
#include <random>

#include "tests/unit/random_seed.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S21CutTest, ASavingOfZeroIsNoDiscountButAnOfferStandsWhileTheCartIsEmpty) {
  Shop rules("discount d\n  give 10% off category under \"shoes\" up to 5 EUR\n");
  EXPECT_EQ(rules.Saving("d"), "unknown");
  rules.Line("a", "hats", "30", 1);
  EXPECT_EQ(rules.Reason("d"), ReasonCode::kNoEffect);
  EXPECT_EQ(Shop("discount d\n  give 10% off up to 5 EUR\n").Given("cart.total", "0 EUR").Saving("d"), "unknown");
  EXPECT_EQ(Shop("discount d\n  give 10% off up to 5 EUR\n").Given("cart.total", "0.01 EUR").Saving("d"), "none");
}
TEST(S21CutTest, TogetherTheyNeverExceedTheCartAndTheLastIsCutFirst) {
  Shop rules(
      "discount a\n  give 30 EUR off\n  priority high\ndiscount b\n  give 30 EUR off\n"
      "discount c\n  give 5 EUR off\n  priority low\n");
  rules.Given("cart.total", "50 EUR");
  EXPECT_EQ(rules.Wins(), "a b");
  EXPECT_EQ(rules.Saving("a"), "30.00 EUR");
  EXPECT_EQ(rules.Saving("b"), "20.00 EUR");
  EXPECT_EQ(rules.Reason("c"), ReasonCode::kNoEffect);
}
TEST(S21CutTest, AGroupGivesTheSeatOfOneCutToNothingToItsNext) {
  Shop rules(
      "group pair\n  allows 2\n  rank by action.saving\n"
      "discount line\n  give 90% off product \"x\" up to 99 EUR\n  competes in pair\n"
      "discount twin\n  give 95% off product \"x\" up to 8 EUR\n  competes in pair\n"
      "discount whole\n  give 100% off product \"x\" up to 99 EUR\n  place hero\n"
      "discount y_only\n  give 1 EUR off product \"y\"\n  competes in pair\n");
  rules.Line("x", "c", "10", 1).Line("y", "c", "90", 1);
  EXPECT_EQ(rules.Wins(), "whole@hero y_only");
  EXPECT_EQ(rules.Stopped("line"), "give");
  EXPECT_EQ(rules.Stopped("twin"), "give");
}
TEST(S21CutTest, WhatIsCutSaysSo) {
  Shop rules("discount a\n  give 30 EUR off\n  priority high\ndiscount b\n  give 30 EUR off\n");
  rules.Given("cart.total", "50 EUR").Decide();
  EXPECT_EQ(rules.Trace("b").nodes.back().observed, "saving = 30.00 EUR alone, 20.00 EUR beside the other discounts");
  EXPECT_EQ(rules.Trace("a").nodes.back().observed, "saving = 30.00 EUR");
}
TEST(S21CutTest, NorThoseOnALineTheLine) {
  Shop rules(
      "discount a\n  give 80% off product \"x\" up to 99 EUR\n  priority high\n"
      "discount b\n  give 50% off product \"x\" up to 99 EUR\n");
  rules.Line("x", "c", "10", 1).Line("y", "c", "90", 1);
  EXPECT_EQ(rules.Saving("a"), "8.00 EUR");
  EXPECT_EQ(rules.Saving("b"), "2.00 EUR");
}

using Wide = __int128;

// Half to even of numerator / denominator, both positive.
Wide Rounded(Wide numerator, Wide denominator) {
  const Wide whole = numerator / denominator, rest = numerator % denominator * 2;
  return whole + (rest > denominator || (rest == denominator && whole % 2 == 1) ? 1 : 0);
}

struct CutRule {
  int kind;    // 0 percent of the cart, 1 amount of the cart, 2 percent of lines of category a, 3 amount a piece of it
  int amount;  // percent, or cents
  int cap;     // cents; 0: none
};
struct CutLine {
  int cents, quantity;
  bool in_a;
};

std::string Cents(Wide cents) {
  const auto n = static_cast<long long>(cents);
  char text[40];
  std::snprintf(text, sizeof text, "%lld.%02lld", n / 100, n % 100);
  return text;
}

// What each rule saves alone.
Wide Alone(const CutRule& rule, const std::vector<CutLine>& lines) {
  Wide total = 0, part = 0, pieces = 0;
  for (const CutLine& line : lines) {
    total += Wide(line.cents) * line.quantity;
    if (!line.in_a) continue;
    part += Wide(line.cents) * line.quantity;
    pieces += Wide(std::min(rule.amount, line.cents)) * line.quantity;
  }
  Wide hundredths = 0;
  switch (rule.kind) {
    case 0:
      hundredths = total * rule.amount;
      break;
    case 1:
      hundredths = std::min<Wide>(rule.amount, total) * 100;
      break;
    case 2:
      hundredths = part * rule.amount;
      break;
    default:
      hundredths = pieces * 100;
  }
  if (rule.cap > 0) hundredths = std::min(hundredths, Wide(rule.cap) * 100);
  return Rounded(hundredths, 100);
}

TEST(S21CutTest, AgreesWithExactCentsOnRandomCarts) {
  const auto seed = static_cast<unsigned>(RandomSeed());
  std::mt19937 random(seed);
  const auto from = [&](int a, int b) { return a + static_cast<int>(random() % static_cast<unsigned>(b - a + 1)); };
  for (int round = 0; round < 300; ++round) {
    std::vector<CutLine> lines;
    for (int i = from(1, 4); i > 0; --i) lines.push_back({from(1, 9999), from(1, 4), from(0, 1) == 1});
    std::vector<CutRule> rules;
    std::string text;
    for (int i = from(1, 3); i > 0; --i) {
      const int kind = from(0, 3);
      const CutRule rule{kind, kind % 2 == 0 ? from(1, 100) : from(1, 5000), from(0, 1) * from(1, 4000)};
      const std::string scope = kind < 2 ? "" : " category \"a\"";
      text += "discount d" + std::to_string(rules.size()) + "\n  give " +
              (kind % 2 == 0 ? std::to_string(rule.amount) + "%" : Cents(rule.amount) + " EUR") + " off" + scope +
              (kind == 3 ? " per piece" : "") + (rule.cap > 0 ? " up to " + Cents(rule.cap) + " EUR" : "") + "\n";
      rules.push_back(rule);
    }
    Shop shop(text);
    for (std::size_t i = 0; i < lines.size(); ++i)
      shop.Line("p" + std::to_string(i), lines[i].in_a ? "a" : "b", Cents(lines[i].cents), lines[i].quantity);
    Wide cart = 0, sum = 0;
    for (const CutLine& line : lines) cart += Wide(line.cents) * line.quantity;
    bool on_lines_only_once =
        std::count_if(rules.begin(), rules.end(), [](const CutRule& r) { return r.kind >= 2; }) <= 1;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const Wide alone = Alone(rules[i], lines);
      const std::string saving = shop.Saving("d" + std::to_string(i));
      const Wide left = cart - sum, cut = std::min(alone, left);
      const auto cents = [](const std::string& euros) {
        return euros == "none" ? Wide(0) : Wide(std::llround(std::stod(euros) * 100));
      };
      if (on_lines_only_once) {
        ASSERT_EQ(saving, cut > 0 ? Cents(cut) + " EUR" : "none") << "seed " << seed << " round " << round << "\n"
                                                                  << text;
      }
      ASSERT_LE(cents(saving), cut);
      sum += cents(saving);
    }
    ASSERT_LE(sum, cart);
  }
}
TEST(S21CutTest, TheOrderOfWinningIsByPlaceWantedThenGroupsThenTheRest) {
  const std::string text =
      "discount placed\n  place hero\n  give 30 EUR off\n  priority low\n"
      "discount grouped\n  give 30 EUR off\n  competes in deals\n"
      "discount loose\n  give 30 EUR off\n  priority critical\n";
  Shop rules(text);
  rules.Given("cart.total", "50 EUR");
  EXPECT_EQ(rules.Wins(), "placed@hero grouped");
  EXPECT_EQ(rules.Saving("grouped"), "20.00 EUR");
  EXPECT_EQ(rules.Stopped("loose"), "give");
}
TEST(S21CutTest, ADiscountCutToNothingLeavesItsPlaceEmptyAndAPerkStays) {
  Shop rules(
      "discount whole\n  place hero\n  give 100% off\n"
      "discount late\n  place side\n  give 10% off\n"
      "discount perk\n  give 10% off\n  give free_delivery\n  worth 4 EUR\n");
  rules.Given("cart.total", "50 EUR");
  EXPECT_EQ(rules.Wins(), "whole@hero perk");
  EXPECT_EQ(rules.Saving("perk"), "4.00 EUR");
  EXPECT_EQ(rules.Saving("late"), "none");
  ASSERT_EQ(rules.outcome().decision.unfilled.size(), 6u) << "all places of the channel but hero, by name";
  EXPECT_EQ(rules.outcome().decision.unfilled[5].wanted, "side");
}

}  // namespace
}  // namespace nextmove::engine::testing

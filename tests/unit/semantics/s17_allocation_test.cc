// Paragraph 17: overrides, groups, placements, striking out. Against an oracle that follows the paragraph word by word.
#include <cstdio>
#include <random>

#include "tests/unit/random_seed.h"
#include "tests/unit/semantics/rules_fixture.h"

namespace nextmove::engine::testing {
namespace {

std::string Placed(const std::string& name, const std::string& places, const std::string& clauses = "") {
  return "banner " + name + "\n  place " + places + "\n  say h: en \"x\", fr \"x\"\n" + clauses + "\n";
}

TEST(S17AllocationTest, ARulePutOutAsksItsNextPlace) {
  Rules rules(Placed("a", "hero, side") + Placed("b", "hero, side", "  priority high"));
  EXPECT_EQ(rules.Wins(), "b@hero a@side");
}
TEST(S17AllocationTest, OverridesSuppressInEverySlotAndOnlyWhileNotOverridden) {
  const std::string a = Placed("a", "hero", "  priority high"), b = Placed("b", "side", "  overrides a");
  EXPECT_EQ(Rules(a + b).Wins(), "b@side");
  EXPECT_EQ(Rules(a + b).Stopped("a"), "overrides");
  EXPECT_EQ(Rules(a + b + Placed("c", "side", "  overrides b")).Wins(), "a@hero c@side");
  EXPECT_EQ(Rules(a + Placed("b", "side", "  overrides a\n  when visitor.visits is 1")).Wins(), "a@hero");
}
TEST(S17AllocationTest, AGroupTakesItsBestAndNamesWhoBeatTheOthers) {
  Rules rules(
      "discount small\n  give 5 EUR off\n  competes in deals\ndiscount big\n  give 8 EUR off\n  competes in deals\n");
  rules.Given("cart.total", "50 EUR");
  EXPECT_EQ(rules.Wins(), "big");
  EXPECT_EQ(rules.Reason("big"), ReasonCode::kBestForCustomer);
  EXPECT_EQ(rules.Stopped("small"), "competes");
  EXPECT_EQ(rules.Trace("small").beaten_by, "big");
  EXPECT_EQ(rules.Trace("small").beaten_in, "deals");
}
TEST(S17AllocationTest, AMemberWithoutAPlaceLeavesItsSeatInTheGroup) {
  Rules rules(Placed("free", "hero", "  priority high") +
              "discount member\n  place hero\n  give 9 EUR off\n  competes in deals\n"
              "discount other\n  give 1 EUR off\n  competes in deals\n");
  EXPECT_EQ(rules.Given("cart.total", "50 EUR").Wins(), "free@hero other");
}
TEST(S17AllocationTest, ARuleOfTwoGroupsMustWinInBoth) {
  Rules rules(
      "group extra\n  allows 1\n"
      "discount both\n  give 9 EUR off\n  competes in deals, extra\n"
      "discount extra_only\n  give 1 EUR off\n  competes in extra\n  priority high\n"
      "discount deals_only\n  give 2 EUR off\n  competes in deals\n");
  EXPECT_EQ(rules.Given("cart.total", "50 EUR").Wins(), "deals_only extra_only");
}
TEST(S17AllocationTest, AnEmptyPlaceShowsItsOwnContent) {
  Rules rules(
      "content house\n  say headline: en \"welcome\", fr \"bienvenue\"\n"
      "placement corner\n  channels web\n  allows 1\n  otherwise house\n" +
      Placed("b", "corner", "  when visitor.visits is 1"));
  EXPECT_EQ(rules.Wins(), "house@corner");
  EXPECT_EQ(rules.Find("house")->reason, ReasonCode::kOtherwise);
  EXPECT_EQ(rules.Given("visitor.visits", "1").Wins(), "b@corner");
}
TEST(S17AllocationTest, WantedChoosesPlacesAndGroups) {
  Rules rules(Placed("a", "hero") +
              "discount d\n  give 5 EUR off\n  competes in deals\ndiscount loose\n  give 1 EUR off\n");
  rules.Given("cart.total", "50 EUR");
  EXPECT_EQ(rules.Wins(), "a@hero d loose");
  EXPECT_EQ(rules.Want({"hero"}).Wins(), "a@hero");
  EXPECT_EQ(rules.Want({"deals"}).Wins(), "d");
}

// The oracle: rules are numbers, smaller is better in every slot but where `rank` says otherwise.
struct Model {
  struct Rule {
    std::string name;
    int priority;             // 0 low, 1 normal, 2 high
    std::vector<int> places;  // hero 0, side 1, menu 2
    std::vector<int> groups;
    int worth;
  };
  std::vector<Rule> rules;
  std::vector<std::size_t> place_allows, group_allows;

  bool Better(std::size_t a, std::size_t b) const {
    const Rule &x = rules[a], &y = rules[b];
    return std::tuple(-x.priority, -x.worth, x.name) < std::tuple(-y.priority, -y.worth, y.name);
  }
  // By repeated asking: each unplaced rule asks the first place that has not refused it.
  std::vector<int> Fill(const std::vector<std::size_t>& pool) const {
    std::vector<int> at(rules.size(), -1);
    std::vector<std::size_t> refused(rules.size(), 0);
    for (bool changed = true; changed;) {
      changed = false;
      for (const std::size_t i : pool) {
        if (at[i] >= 0 || refused[i] >= rules[i].places.size()) continue;
        changed = true;
        const int place = rules[i].places[refused[i]];
        at[i] = place;
        std::vector<std::size_t> held;
        for (const std::size_t j : pool)
          if (at[j] == place) held.push_back(j);
        if (held.size() <= place_allows[static_cast<std::size_t>(place)]) continue;
        const std::size_t worst =
            *std::max_element(held.begin(), held.end(), [&](auto a, auto b) { return Better(a, b); });
        at[worst] = -1;
        ++refused[worst];
      }
    }
    return at;
  }
  std::vector<std::string> Decide() const {
    std::vector<bool> out(rules.size());
    std::vector<std::size_t> free_rules;
    for (std::size_t i = 0; i < rules.size(); ++i)
      if (rules[i].groups.empty()) free_rules.push_back(i);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].groups.empty() || rules[i].places.empty()) continue;
      auto with = free_rules;
      with.push_back(i);
      out[i] = Fill(with)[i] < 0;
    }
    while (true) {
      std::vector<std::vector<std::size_t>> chosen(group_allows.size());
      for (std::size_t g = 0; g < chosen.size(); ++g) {
        for (std::size_t i = 0; i < rules.size(); ++i)
          if (!out[i] && std::count(rules[i].groups.begin(), rules[i].groups.end(), static_cast<int>(g)))
            chosen[g].push_back(i);
        std::sort(chosen[g].begin(), chosen[g].end(), [&](auto a, auto b) { return Better(a, b); });
        if (chosen[g].size() > group_allows[g]) chosen[g].resize(group_allows[g]);
      }
      const auto by_all = [&](std::size_t i) {
        return std::all_of(rules[i].groups.begin(), rules[i].groups.end(), [&](int g) {
          const auto& c = chosen[static_cast<std::size_t>(g)];
          return std::count(c.begin(), c.end(), i) > 0;
        });
      };
      std::vector<std::size_t> pool;
      for (std::size_t i = 0; i < rules.size(); ++i)
        if (by_all(i) && !rules[i].places.empty()) pool.push_back(i);
      const std::vector<int> at = Fill(pool);
      int strike = -1;
      for (std::size_t i = 0; i < rules.size(); ++i) {
        const bool chosen_once = std::any_of(chosen.begin(), chosen.end(),
                                             [&](const auto& c) { return std::count(c.begin(), c.end(), i) > 0; });
        if (!chosen_once || (by_all(i) && (rules[i].places.empty() || at[i] >= 0))) continue;
        const auto s = static_cast<std::size_t>(strike);
        if (strike < 0 || std::tuple(rules[i].priority, rules[s].name) < std::tuple(rules[s].priority, rules[i].name))
          strike = static_cast<int>(i);
      }
      if (strike >= 0) {
        out[static_cast<std::size_t>(strike)] = true;
        continue;
      }
      static const char* const kPlaces[] = {"hero", "side", "menu"};
      std::vector<std::string> winners;
      for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!by_all(i)) continue;
        if (at[i] >= 0)
          winners.push_back(rules[i].name + "@" + kPlaces[at[i]]);
        else if (rules[i].places.empty())
          winners.push_back(rules[i].name);
      }
      std::sort(winners.begin(), winners.end());
      return winners;
    }
  }
};

TEST(S17AllocationTest, AgreesWithTheOracleOnRandomRules) {
  const auto seed = static_cast<unsigned>(RandomSeed());
  std::mt19937 random(seed);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 150; ++round) {
    Model model;
    model.place_allows = {1, 2, 1};
    model.group_allows = {1, 2};
    std::string text = "group alpha\n  allows 1\ngroup beta\n  allows 2\n";
    const int count = 2 + below(9);
    for (int i = 0; i < count; ++i) {
      Model::Rule rule{std::string(1, static_cast<char>('p' - i)) + "x", below(3), {}, {}, 1 + below(3)};
      std::vector<int> places = {0, 1, 2};
      std::shuffle(places.begin(), places.end(), random);
      places.resize(static_cast<std::size_t>(below(4)));
      rule.places = places;
      for (int g = 0; g < 2; ++g)
        if (below(3) == 0) rule.groups.push_back(g);
      static const char* const kPlaces[] = {"hero", "side", "menu"};
      static const char* const kPriorities[] = {"low", "normal", "high"};
      text += "discount " + rule.name + "\n  give free_delivery\n  worth " + std::to_string(rule.worth) +
              " EUR\n  priority " + kPriorities[rule.priority] + "\n";
      for (std::size_t k = 0; k < places.size(); ++k)
        text += (k == 0 ? "  place " : ", ") + std::string(kPlaces[places[k]]);
      for (std::size_t k = 0; k < rule.groups.size(); ++k)
        text += (k == 0 ? "\n  competes in " : ", ") + std::string(rule.groups[k] == 0 ? "alpha" : "beta");
      text += "\n";
      model.rules.push_back(rule);
    }
    Rules rules(text);
    std::vector<std::string> winners;
    for (const Action& action : rules.Decide().actions) {
      const bool placed = action.placement >= 0;
      winners.push_back(
          action.name +
          (placed ? "@" + rules.program().placements[static_cast<std::size_t>(action.placement)].name : ""));
    }
    std::sort(winners.begin(), winners.end());
    ASSERT_EQ(Rules::Join(winners), Rules::Join(model.Decide())) << "seed " << seed << " round " << round << "\n"
                                                                 << text;
  }
}
TEST(S17AllocationTest, OverridesOfAGroupSuppressAllItsOtherMembers) {
  const std::string others = "discount big\n  give 8 EUR off\n  competes in deals\n" + Placed("b", "hero");
  Rules member(others + "discount small\n  give 5 EUR off\n  competes in deals\n  overrides deals\n");
  EXPECT_EQ(member.Given("cart.total", "50 EUR").Wins(), "b@hero small");
  EXPECT_EQ(member.Stopped("big"), "overrides");
  Rules outside(others + Placed("king", "side", "  overrides deals"));
  EXPECT_EQ(outside.Given("cart.total", "50 EUR").Wins(), "b@hero king@side");
}
TEST(S17AllocationTest, WithNeitherPlaceNorGroupOnlyWithoutWanted) {
  Rules rules("discount loose\n  give 1 EUR off\n");
  EXPECT_EQ(rules.Given("cart.total", "50 EUR").Wins(), "loose");
  EXPECT_EQ(rules.Want({"deals"}).Stopped("loose"), "place");
}
TEST(S17AllocationTest, APlacedMemberNeedsItsPlaceNotItsGroup) {
  Rules rules("discount d\n  place hero\n  give 5 EUR off\n  competes in deals\n");
  rules.Given("cart.total", "50 EUR");
  EXPECT_EQ(rules.Want({"deals"}).Stopped("d"), "place");
  EXPECT_EQ(rules.Want({"hero"}).Wins(), "d@hero");
}
TEST(S17AllocationTest, WhatShowsNothingKnownHasNoContent) {
  Rules rules("banner b\n  place hero\n  show visits: visitor.visits\n");
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kNoContent);
  EXPECT_EQ(rules.Stopped("b"), "say");
  EXPECT_EQ(rules.Given("visitor.visits", "1").Wins(), "b@hero");
}

}  // namespace
}  // namespace nextmove::engine::testing

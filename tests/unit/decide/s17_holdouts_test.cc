// Paragraph 17 with all its parts: overrides, groups, placements, striking out and held-out rules, against an oracle
// that follows the paragraph word by word.
#include <algorithm>
#include <random>
#include <set>

#include "tests/unit/random_seed.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

struct OracleRule {
  std::string name;
  int priority = 1;  // 0 low, 1 normal, 2 high
  int worth = 1;
  std::vector<int> places, groups, overrides;
  bool held_out = false;
};

// All rules are eligible; `counts` says which take part.
class Oracle {
 public:
  Oracle(std::vector<OracleRule> rules, std::vector<int> place_allows, std::vector<int> group_allows)
      : rules_(std::move(rules)), place_allows_(std::move(place_allows)), group_allows_(std::move(group_allows)) {}

  struct Result {
    std::vector<int> place;  // -1: none
    std::vector<bool> won;
    std::vector<std::set<int>> seats;  // by group
  };

  Result Run(bool with_held_out) const {
    const std::size_t n = rules_.size();
    std::vector<bool> in(n);
    for (std::size_t i = 0; i < n; ++i) in[i] = with_held_out || !rules_[i].held_out;
    Override(in);
    std::vector<bool> struck(n);
    for (std::size_t i = 0; i < n; ++i) {
      if (!in[i] || rules_[i].groups.empty() || rules_[i].places.empty()) continue;
      std::vector<bool> asking(n);
      for (std::size_t k = 0; k < n; ++k) asking[k] = in[k] && rules_[k].groups.empty();
      asking[i] = true;
      if (Fill(asking)[i] < 0) struck[i] = true;
    }
    while (true) {
      Result result;
      std::vector<int> seats(n);
      for (std::size_t g = 0; g < group_allows_.size(); ++g) {
        std::vector<int> members;
        for (std::size_t i = 0; i < n; ++i)
          if (in[i] && !struck[i] && IsIn(rules_[i].groups, static_cast<int>(g)))
            members.push_back(static_cast<int>(i));
        std::sort(members.begin(), members.end(), [&](int a, int b) { return Better(a, b); });
        if (static_cast<int>(members.size()) > group_allows_[g])
          members.resize(static_cast<std::size_t>(group_allows_[g]));
        for (const int one : members) ++seats[static_cast<std::size_t>(one)];
        result.seats.push_back({members.begin(), members.end()});
      }
      std::vector<bool> chosen(n);
      for (std::size_t i = 0; i < n; ++i) chosen[i] = in[i] && seats[i] == static_cast<int>(rules_[i].groups.size());
      result.place = Fill(chosen);
      int last = -1;
      for (std::size_t i = 0; i < n; ++i) {
        const bool vain = seats[i] > 0 && (!chosen[i] || (!rules_[i].places.empty() && result.place[i] < 0));
        if (vain && (last < 0 || Later(static_cast<int>(i), last))) last = static_cast<int>(i);
      }
      if (last < 0) {
        for (std::size_t i = 0; i < n; ++i)
          result.won.push_back(chosen[i] && (rules_[i].places.empty() || result.place[i] >= 0));
        return result;
      }
      struck[static_cast<std::size_t>(last)] = true;
    }
  }

 private:
  static bool IsIn(const std::vector<int>& some, int one) {
    return std::find(some.begin(), some.end(), one) != some.end();
  }
  bool Better(int a, int b) const {
    const OracleRule& x = rules_[static_cast<std::size_t>(a)];
    const OracleRule& y = rules_[static_cast<std::size_t>(b)];
    if (x.priority != y.priority) return x.priority > y.priority;
    return x.worth != y.worth ? x.worth > y.worth : x.name < y.name;
  }
  bool Later(int a, int b) const {
    const OracleRule& x = rules_[static_cast<std::size_t>(a)];
    const OracleRule& y = rules_[static_cast<std::size_t>(b)];
    return x.priority != y.priority ? x.priority < y.priority : x.name > y.name;
  }
  // Overrides name rules of a smaller number only, so the largest is decided first.
  void Override(std::vector<bool>& in) const {
    for (int i = static_cast<int>(rules_.size()) - 1; i >= 0; --i) {
      const OracleRule& rule = rules_[static_cast<std::size_t>(i)];
      if (!in[static_cast<std::size_t>(i)] || rule.held_out) continue;
      for (const int target : rule.overrides) in[static_cast<std::size_t>(target)] = false;
    }
  }
  std::vector<int> Fill(const std::vector<bool>& asking) const {
    std::vector<int> place(rules_.size(), -1);
    std::vector<std::size_t> next(rules_.size());
    for (bool moved = true; moved;) {
      moved = false;
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (!asking[i] || place[i] >= 0 || next[i] >= rules_[i].places.size()) continue;
        moved = true;
        const int wanted = rules_[i].places[next[i]++];
        place[i] = wanted;
        int worst = -1, held = 0;
        for (std::size_t k = 0; k < rules_.size(); ++k) {
          if (place[k] != wanted) continue;
          ++held;
          if (worst < 0 || Better(worst, static_cast<int>(k))) worst = static_cast<int>(k);
        }
        if (held > place_allows_[static_cast<std::size_t>(wanted)]) place[static_cast<std::size_t>(worst)] = -1;
      }
    }
    return place;
  }

  std::vector<OracleRule> rules_;
  std::vector<int> place_allows_, group_allows_;
};

const char* const kOraclePlaces[] = {"hero", "side", "shelf"};

std::string TextOf(const OracleRule& rule, const std::vector<OracleRule>& all) {
  static const char* const kPriorities[] = {"low", "normal", "high"};
  std::string text = "discount " + rule.name + "\n  give free_delivery\n  worth " + std::to_string(rule.worth) +
                     " EUR\n  priority " + kPriorities[rule.priority] + "\n";
  for (std::size_t k = 0; k < rule.places.size(); ++k)
    text += (k == 0 ? "  place " : ", ") + std::string(kOraclePlaces[rule.places[k]]);
  for (std::size_t k = 0; k < rule.groups.size(); ++k)
    text += (k == 0 ? "\n  competes in " : ", ") + std::string(rule.groups[k] == 0 ? "alpha" : "beta");
  for (std::size_t k = 0; k < rule.overrides.size(); ++k)
    text += (k == 0 ? "\n  overrides " : ", ") + all[static_cast<std::size_t>(rule.overrides[k])].name;
  return text + "\nexperiment e_" + rule.name + "\n  changes " + rule.name +
         "\n  split by visitor\n  holdout 1%\n  measure number of times viewed within 7 days\n";
}

std::vector<OracleRule> RandomRules(std::mt19937& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  std::vector<OracleRule> rules;
  const int count = 2 + below(8);
  for (int i = 0; i < count; ++i) {
    OracleRule rule;
    rule.name = std::string(1, static_cast<char>('p' - i)) + "x";
    rule.priority = below(3);
    rule.worth = 1 + below(3);
    rule.places = {0, 1, 2};
    std::shuffle(rule.places.begin(), rule.places.end(), random);
    rule.places.resize(static_cast<std::size_t>(below(4)));
    for (int g = 0; g < 2; ++g)
      if (below(3) == 0) rule.groups.push_back(g);
    for (int k = 0; k < i; ++k)
      if (below(8) == 0) rule.overrides.push_back(k);
    rule.held_out = below(4) == 0;
    rules.push_back(rule);
  }
  return rules;
}

TEST(S17HoldoutsTest, WhatWouldHaveComeToNothingWouldNotHaveBeenShown) {
  Shop shop(
      "discount whole\n  place hero\n  give 50 EUR off\n"
      "discount away\n  place menu\n  give 5 EUR off\n" +
      Placed("spare", "menu", "  priority low") +
      "experiment t\n  changes away\n  split by visitor\n  holdout 50%\n"
      "  measure number of times viewed within 7 days\n");
  shop.outside().arms = {{0, "holdout"}};
  EXPECT_EQ(shop.Given("cart.total", "50 EUR").Wins(), "whole@hero spare@menu");
  EXPECT_TRUE(shop.Find("spare")->variants.empty());
  EXPECT_EQ(shop.Given("cart.total", "60 EUR").Wins(), "whole@hero spare@menu");
  EXPECT_EQ(shop.Find("spare")->variants, std::vector<std::string>{"t/holdout"});
}
TEST(S17HoldoutsTest, AgreesWithTheOracleOnRandomRules) {
  const auto seed = static_cast<unsigned>(RandomSeed());
  std::mt19937 random(seed);
  for (int round = 0; round < 120; ++round) {
    const std::vector<OracleRule> rules = RandomRules(random);
    std::string text = "group alpha\n  allows 1\ngroup beta\n  allows 2\n";
    for (const OracleRule& rule : rules) text += TextOf(rule, rules);
    Shop shop(text);
    shop.mode().no_experiments = true;
    for (const OracleRule& rule : rules)
      if (rule.held_out)
        shop.outside().arms.push_back({shop.program().experiment_names.at("e_" + rule.name), "holdout"});
    const Oracle oracle(rules, {1, 2, 2}, {1, 2});
    const Oracle::Result now = oracle.Run(false), then = oracle.Run(true);
    std::vector<std::string> expected, actual;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (!now.won[i]) continue;
      std::set<std::string> variants;
      for (std::size_t h = 0; h < rules.size(); ++h) {
        if (!rules[h].held_out || !then.won[h]) continue;
        const bool place = then.place[h] >= 0 && now.place[i] == then.place[h] && then.place[i] != then.place[h];
        const bool seat = std::any_of(rules[h].groups.begin(), rules[h].groups.end(), [&](int g) {
          const auto group = static_cast<std::size_t>(g);
          return now.seats[group].contains(static_cast<int>(i)) && !then.seats[group].contains(static_cast<int>(i));
        });
        if (place || seat) variants.insert("e_" + rules[h].name + "/holdout");
      }
      std::string line = rules[i].name + "@" + (now.place[i] < 0 ? "" : kOraclePlaces[now.place[i]]);
      for (const std::string& variant : variants) line += " " + variant;
      expected.push_back(line);
    }
    for (const Action& action : shop.Decide().actions) {
      const bool placed = action.placement >= 0;
      std::string line =
          action.name + "@" +
          (placed ? shop.program().placements[static_cast<std::size_t>(action.placement)].name : std::string());
      for (const std::string& variant : std::set<std::string>(action.variants.begin(), action.variants.end()))
        line += " " + variant;
      actual.push_back(line);
    }
    std::sort(expected.begin(), expected.end());
    std::sort(actual.begin(), actual.end());
    ASSERT_EQ(actual, expected) << "seed " << seed << " round " << round << "\n" << text;
  }
}

}  // namespace
}  // namespace nextmove::engine::testing

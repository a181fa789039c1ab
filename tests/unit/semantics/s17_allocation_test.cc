// Paragraph 17: overrides, groups, placements, striking out, of what comes to nothing among the winners (15, 21) too.
// Against an oracle that follows the paragraph word by word.
#include <cstdio>
#include <random>

#include "absl/strings/str_join.h"
#include "tests/unit/random_seed.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S17AllocationTest, ARulePutOutAsksItsNextPlace) {
  Shop rules(Placed("a", "hero, side") + Placed("b", "hero, side", "  priority high"));
  EXPECT_EQ(rules.Wins(), "b@hero a@side");
}
TEST(S17AllocationTest, OverridesSuppressInEverySlotAndOnlyWhileNotOverridden) {
  const std::string a = Placed("a", "hero", "  priority high"), b = Placed("b", "side", "  overrides a");
  EXPECT_EQ(Shop(a + b).Wins(), "b@side");
  EXPECT_EQ(Shop(a + b).Stopped("a"), "overrides");
  EXPECT_EQ(Shop(a + b + Placed("c", "side", "  overrides b")).Wins(), "a@hero c@side");
  EXPECT_EQ(Shop(a + Placed("b", "side", "  overrides a\n  when visitor.visits is 1")).Wins(), "a@hero");
}
TEST(S17AllocationTest, AGroupTakesItsBestAndNamesWhoBeatTheOthers) {
  Shop rules(
      "discount small\n  give 5 EUR off\n  competes in deals\ndiscount big\n  give 8 EUR off\n  competes in deals\n");
  rules.Given("cart.total", "50 EUR");
  EXPECT_EQ(rules.Wins(), "big");
  EXPECT_EQ(rules.Reason("big"), ReasonCode::kBestForCustomer);
  EXPECT_EQ(rules.Stopped("small"), "competes");
  EXPECT_EQ(rules.Trace("small").beaten_by, "big");
  EXPECT_EQ(rules.Trace("small").beaten_in, "deals");
}
TEST(S17AllocationTest, AMemberWithoutAPlaceLeavesItsSeatInTheGroup) {
  Shop rules(Placed("free", "hero", "  priority high") +
             "discount member\n  place hero\n  give 9 EUR off\n  competes in deals\n"
             "discount other\n  give 1 EUR off\n  competes in deals\n");
  EXPECT_EQ(rules.Given("cart.total", "50 EUR").Wins(), "free@hero other");
}
TEST(S17AllocationTest, ARuleOfTwoGroupsMustWinInBoth) {
  Shop rules(
      "group extra\n  allows 1\n"
      "discount both\n  give 9 EUR off\n  competes in deals, extra\n"
      "discount extra_only\n  give 1 EUR off\n  competes in extra\n  priority high\n"
      "discount deals_only\n  give 2 EUR off\n  competes in deals\n");
  EXPECT_EQ(rules.Given("cart.total", "50 EUR").Wins(), "deals_only extra_only");
}
TEST(S17AllocationTest, AnEmptyPlaceShowsItsOwnContent) {
  Shop rules(
      "content house\n  say headline: en \"welcome\"\n"
      "placement corner\n  channels web\n  allows 1\n  otherwise house\n" +
      Placed("b", "corner", "  when visitor.visits is 1"));
  EXPECT_EQ(rules.Wins(), "house@corner");
  EXPECT_EQ(rules.Find("house")->reason, ReasonCode::kOtherwise);
  EXPECT_EQ(rules.Given("visitor.visits", "1").Wins(), "b@corner");
}
TEST(S17AllocationTest, WantedChoosesPlacesAndGroups) {
  Shop rules(Placed("a", "hero") +
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
    int saving = 0;  // off the cart; 0: free delivery, which saves its worth
  };
  struct Seat {
    std::size_t rule;
    int place;  // -1: none
  };
  std::vector<Rule> rules;
  std::vector<std::size_t> place_allows, group_allows;
  std::vector<int> group_amount, group_times;  // budgets; 0: none
  int cart = 0;                                // 0: unknown

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
  // The winners without those struck, in the order of winning.
  std::vector<Seat> Allot(const std::vector<bool>& struck) const {
    std::vector<bool> out = struck;
    std::vector<std::size_t> free_rules;
    for (std::size_t i = 0; i < rules.size(); ++i)
      if (rules[i].groups.empty() && !struck[i]) free_rules.push_back(i);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].groups.empty() || rules[i].places.empty() || struck[i]) continue;
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
        if (!struck[i] && by_all(i) && !rules[i].places.empty()) pool.push_back(i);
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
      std::vector<Seat> seats;
      const auto better = [&](const Seat& a, const Seat& b) { return Better(a.rule, b.rule); };
      const auto add = [&](auto has, int place) {
        std::vector<Seat> more;
        for (std::size_t i = 0; i < rules.size(); ++i) {
          const bool there = std::any_of(seats.begin(), seats.end(), [&](const Seat& s) { return s.rule == i; });
          if (!struck[i] && !there && by_all(i) && has(i)) more.push_back({i, place});
        }
        std::sort(more.begin(), more.end(), better);
        seats.insert(seats.end(), more.begin(), more.end());
      };
      for (const int place : {0, 2, 1}) add([&](std::size_t i) { return at[i] == place; }, place);  // by name
      for (std::size_t g = 0; g < chosen.size(); ++g)
        add([&](std::size_t i) { return rules[i].places.empty() && std::count(chosen[g].begin(), chosen[g].end(), i); },
            -1);
      add([&](std::size_t i) { return rules[i].places.empty() && rules[i].groups.empty(); }, -1);
      return seats;
    }
  }
  // The last winner that comes to nothing; -1: none.
  int Vain(const std::vector<Seat>& seats) const {
    int vain = -1, room = cart;
    std::vector<int> amount(group_allows.size()), times(group_allows.size());
    for (const Seat& seat : seats) {
      const Rule& rule = rules[seat.rule];
      const int cut = std::min(rule.saving, room);
      const int need = rule.saving > 0 ? cut : rule.worth;
      bool nothing = rule.saving > 0 && cut == 0;
      for (const int g : rule.groups) {
        const auto at = static_cast<std::size_t>(g);
        nothing = nothing || (group_amount[at] > 0 && amount[at] + need > group_amount[at]);
        nothing = nothing || (group_times[at] > 0 && times[at] + 1 > group_times[at]);
      }
      if (nothing) vain = static_cast<int>(seat.rule);
      if (nothing) continue;
      room -= cut;
      for (const int g : rule.groups) {
        amount[static_cast<std::size_t>(g)] += need;
        ++times[static_cast<std::size_t>(g)];
      }
    }
    return vain;
  }
  std::vector<std::string> Decide() const {
    static const char* const kPlaces[] = {"hero", "side", "menu"};
    std::vector<bool> struck(rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i)  // one that needs more than there is, is not eligible
      for (const int g : rules[i].groups)
        if (const int left = group_amount[static_cast<std::size_t>(g)]; left > 0)
          struck[i] = struck[i] || (rules[i].saving > 0 ? std::min(rules[i].saving, cart) : rules[i].worth) > left;
    while (true) {
      const std::vector<Seat> seats = Allot(struck);
      if (const int vain = Vain(seats); vain >= 0) {
        struck[static_cast<std::size_t>(vain)] = true;
        continue;
      }
      std::vector<std::string> winners;
      for (const Seat& seat : seats)
        winners.push_back(rules[seat.rule].name + (seat.place >= 0 ? std::string("@") + kPlaces[seat.place] : ""));
      return winners;
    }
  }
};

// The rules of a random model, as text.
std::string RandomRules(std::mt19937& random, bool with_money, Model& model) {
  static const char* const kPlaces[] = {"hero", "side", "menu"};
  static const char* const kPriorities[] = {"low", "normal", "high"};
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  model.place_allows = {1, 2, 1};
  model.group_allows = {1, 2};
  model.group_amount = model.group_times = {0, 0};
  if (with_money) {
    model.cart = 5 + below(20);
    model.group_amount = {0, 5 + below(15)};
    model.group_times = {0, 1 + below(2)};
  }
  std::string text = "group alpha\n  allows 1\ngroup beta\n  allows 2\n";
  if (with_money)
    text += "  budget " + std::to_string(model.group_amount[1]) + " EUR per day, " +
            std::to_string(model.group_times[1]) + " times per month\n";
  const int count = 2 + below(9);
  for (int i = 0; i < count; ++i) {
    Model::Rule rule{std::string(1, static_cast<char>('p' - i)) + "x", below(3), {}, {}, 1 + below(3)};
    if (with_money && below(4) > 0) rule.saving = 1 + below(15);
    rule.places = {0, 1, 2};
    std::shuffle(rule.places.begin(), rule.places.end(), random);
    rule.places.resize(static_cast<std::size_t>(below(4)));
    for (int g = 0; g < 2; ++g)
      if (below(3) == 0) rule.groups.push_back(g);
    const std::string give = rule.saving > 0 ? std::to_string(rule.saving) + " EUR off" : "free_delivery";
    text += "discount " + rule.name + "\n  give " + give + "\n  worth " + std::to_string(rule.worth) +
            " EUR\n  priority " + kPriorities[rule.priority] + "\n";
    for (std::size_t k = 0; k < rule.places.size(); ++k)
      text += (k == 0 ? "  place " : ", ") + std::string(kPlaces[rule.places[k]]);
    for (std::size_t k = 0; k < rule.groups.size(); ++k)
      text += (k == 0 ? "\n  competes in " : ", ") + std::string(rule.groups[k] == 0 ? "alpha" : "beta");
    text += "\n";
    model.rules.push_back(rule);
  }
  return text;
}

TEST(S17AllocationTest, AgreesWithTheOracleOnRandomRules) {
  const auto seed = static_cast<unsigned>(RandomSeed());
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    const bool with_money = round % 2 == 1;
    Model model;
    const std::string text = RandomRules(random, with_money, model);
    Shop rules(text);
    if (with_money) rules.Given("cart.total", std::to_string(model.cart) + " EUR");
    std::string wins = rules.Wins(), expected = absl::StrJoin(model.Decide(), " ");
    ASSERT_EQ(wins, expected) << "seed " << seed << " round " << round << " cart " << model.cart << "\n" << text;
  }
}
TEST(S17AllocationTest, WhatComesToNothingLeavesItsPlaceToTheNextAndSuppressesNothing) {
  Shop rules("discount whole\n  place hero\n  give 50 EUR off\n" + Placed("spare", "menu", "  priority low") +
             Placed("other", "side") + "discount vain\n  place menu\n  give 5 EUR off\n  overrides other\n");
  rules.Given("cart.total", "50 EUR");
  EXPECT_EQ(rules.Wins(), "whole@hero spare@menu other@side");
  EXPECT_EQ(rules.Reason("vain"), ReasonCode::kNoEffect);
  EXPECT_EQ(rules.Stopped("vain"), "give");
  const ConditionNode& last = rules.Trace("vain").nodes.back();
  EXPECT_EQ(last.text, "give 5 EUR off");
  EXPECT_EQ(last.truth, dsl::Truth::kNo);
  EXPECT_EQ(last.observed, "other discounts leave nothing of the cart");
  EXPECT_EQ(rules.Reason("spare"), ReasonCode::kOnlyEligible);
  EXPECT_EQ(rules.Given("cart.total", "51 EUR").Wins(), "whole@hero vain@menu");
}
TEST(S17AllocationTest, OverridesOfAGroupSuppressAllItsOtherMembers) {
  const std::string others = "discount big\n  give 8 EUR off\n  competes in deals\n" + Placed("b", "hero");
  Shop member(others + "discount small\n  give 5 EUR off\n  competes in deals\n  overrides deals\n");
  EXPECT_EQ(member.Given("cart.total", "50 EUR").Wins(), "b@hero small");
  EXPECT_EQ(member.Stopped("big"), "overrides");
  Shop outside(others + Placed("king", "side", "  overrides deals"));
  EXPECT_EQ(outside.Given("cart.total", "50 EUR").Wins(), "b@hero king@side");
}
TEST(S17AllocationTest, WithNeitherPlaceNorGroupOnlyWithoutWanted) {
  Shop rules("discount loose\n  give 1 EUR off\n");
  EXPECT_EQ(rules.Given("cart.total", "50 EUR").Wins(), "loose");
  EXPECT_EQ(rules.Want({"deals"}).Stopped("loose"), "place");
}
TEST(S17AllocationTest, APlacedMemberNeedsItsPlaceNotItsGroup) {
  Shop rules("discount d\n  place hero\n  give 5 EUR off\n  competes in deals\n");
  rules.Given("cart.total", "50 EUR");
  EXPECT_EQ(rules.Want({"deals"}).Stopped("d"), "place");
  EXPECT_EQ(rules.Want({"hero"}).Wins(), "d@hero");
}
TEST(S17AllocationTest, WhatShowsNothingKnownHasNoContent) {
  Shop rules("banner b\n  place hero\n  show visits: visitor.visits\n");
  EXPECT_EQ(rules.Reason("b"), ReasonCode::kNoContent);
  EXPECT_EQ(rules.Stopped("b"), "say");
  EXPECT_EQ(rules.Given("visitor.visits", "1").Wins(), "b@hero");
}

}  // namespace
}  // namespace nextmove::engine::testing

// Paragraph 24: sources and shelves; one of them against lists made by hand.
#include <algorithm>
#include <random>

#include "tests/unit/random_seed.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

std::string Recommend(const std::string& clauses) { return "recommend r\n  place shelf\n" + clauses; }

TEST(S24SourcesTest, ViewedNewestFirstEachOnceAndOnlyWhatIsOffered) {
  Shop shop(Recommend("  from viewed\n  take 5\n"));
  EXPECT_EQ(shop.Shelf("r"), "[from]");
  shop.Stock({"a", "b"}).Item("product", "gone", {{"stock", "0"}});
  shop.Did("viewed", {{"product", "a"}}, 50)
      .Did("viewed", {{"product", "b"}}, 40)
      .Did("viewed", {{"product", "a"}}, 30);
  shop.Did("viewed", {{"product", "gone"}}, 20).Did("viewed", {{"product", "lost"}}, 10);
  EXPECT_EQ(shop.Shelf("r"), "a b") << "gone is sold out, lost is in no catalogue";
  EXPECT_EQ(shop.Page("a").Shelf("r"), "b");
}
TEST(S24SourcesTest, SetsInTheOrderWrittenMinusWhatStandsAfterButNot) {
  Shop shop(Recommend("  from viewed, similar to this product but not purchased, cart.items\n  take 9\n"));
  shop.Stock({"a", "b", "c", "d", "e"}).Page("p").Similar("p", {"c", "a", "d", "e"});
  shop.Did("viewed", {{"product", "a"}}, 50).Did("viewed", {{"product", "b"}}, 40);
  EXPECT_EQ(shop.Shelf("r"), "b a c d e");
  shop.Did("purchased", {{"product", "b"}}, 30).Line("d", "x", "5", 1);
  EXPECT_EQ(shop.Shelf("r"), "a c e");
}
TEST(S24SourcesTest, MostCountsWholeDaysOfAllVisitors) {
  Shop shop(Recommend("  from most purchased in the last 7 days\n  take 9\n"));
  shop.Stock({"a", "b", "c"});
  shop.Count("purchased", "2026-01-15", "a", 2).Count("purchased", "2026-01-09", "b", 3);
  shop.Count("purchased", "2026-01-08", "c", 99).Count("viewed", "2026-01-15", "c", 99);
  EXPECT_EQ(shop.Shelf("r"), "b a") << "seven days from the ninth on";
}
TEST(S24SourcesTest, PurchasedWithByStrengthOfOneItemOrOfAllInTheCart) {
  Shop shop(Recommend("  from purchased with cart.items\n  take 9\n"));
  shop.Stock({"a", "b", "c"}).With("purchased", "x", {"a", "b"}).With("purchased", "y", {"b", "c"});
  EXPECT_EQ(shop.Shelf("r"), "[from]");
  EXPECT_EQ(shop.Line("x", "k", "5", 1).Shelf("r"), "a b");
  EXPECT_EQ(shop.Line("y", "k", "5", 1).Shelf("r"), "a b c") << "equal ones by id";
}
TEST(S24SourcesTest, TakeIsFilledUpAndLessThanItsLeastIsNotEligible) {
  const std::string from = "  from viewed\n  take 3 to 4\n";
  Shop alone(Recommend(from));
  alone.Stock({"a", "b"}).Did("viewed", {{"product", "a"}}, 50).Did("viewed", {{"product", "b"}}, 40);
  EXPECT_EQ(alone.Shelf("r"), "[take]");
  Shop filled(Recommend(from + "  fill with most purchased\n"));
  filled.Stock({"a", "b", "c", "d", "e"});
  filled.Did("viewed", {{"product", "a"}}, 50).Did("viewed", {{"product", "b"}}, 40);
  filled.Count("purchased", "2026-01-10", "b", 5).Count("purchased", "2026-01-10", "c", 4);
  EXPECT_EQ(filled.Shelf("r"), "b a c");
  filled.Count("purchased", "2026-01-10", "d", 3).Count("purchased", "2026-01-10", "e", 2);
  EXPECT_EQ(filled.Shelf("r"), "b a c d");
}
TEST(S24SourcesTest, ButNotHoldsForTheFillingToo) {
  Shop shop(Recommend("  from viewed but not purchased\n  take 5\n  fill with most purchased\n"));
  shop.Stock({"a", "b", "c"}).Did("viewed", {{"product", "a"}}, 50).Did("purchased", {{"product", "b"}}, 40);
  shop.Count("purchased", "2026-01-10", "b", 5).Count("purchased", "2026-01-10", "c", 4);
  EXPECT_EQ(shop.Shelf("r"), "a c");
}
TEST(S24SourcesTest, AtMostPerField) {
  Shop shop(Recommend("  from product\n  take 9, at most 1 per brand\n"));
  for (const char* id : {"a", "b", "c"}) shop.Item("product", id, {{"brand", "x"}, {"stock", "1"}});
  shop.Item("product", "d", {{"brand", "y"}, {"stock", "1"}}).Item("product", "e", {{"stock", "1"}});
  shop.Item("product", "f", {{"brand", "X"}, {"stock", "1"}});
  EXPECT_EQ(shop.Shelf("r"), "a d e") << "one brand, however it is written";
}
TEST(S24SourcesTest, RankOrdersWithinEachSet) {
  Shop shop(Recommend("  from viewed, product\n  rank by rating, price lowest first\n  take 9\n"));
  shop.Item("product", "a", {{"rating", "3"}, {"price", "5 EUR"}, {"stock", "1"}});
  shop.Item("product", "b", {{"rating", "5"}, {"price", "9 EUR"}, {"stock", "1"}});
  shop.Item("product", "c", {{"rating", "5"}, {"price", "8 EUR"}, {"stock", "1"}});
  shop.Item("product", "d", {{"price", "1 EUR"}, {"stock", "1"}});
  shop.Did("viewed", {{"product", "d"}}, 50).Did("viewed", {{"product", "a"}}, 60);
  EXPECT_EQ(shop.Shelf("r"), "a d c b") << "an unknown rating ranks last";
}
TEST(S24SourcesTest, ASourceInBracketsGivesItsBestOnly) {
  Shop shop(Recommend("  from (viewed with highest price), product\n  take 9\n"));
  shop.Stock({"a", "b", "c"});
  shop.Did("viewed", {{"product", "c"}, {"price", "5 EUR"}}, 30);
  shop.Did("viewed", {{"product", "b"}, {"price", "9 EUR"}}, 40);
  EXPECT_EQ(shop.Shelf("r"), "b a c");
}
TEST(S24SourcesTest, ACountIsOfEachValue) {
  Shop shop(Recommend("  from viewed at least 2 times in the last 7 days\n  take 9\n"));
  shop.Stock({"a", "b"}).Did("viewed", {{"product", "a"}}, 50).Did("viewed", {{"product", "a"}}, 40);
  shop.Did("viewed", {{"product", "b"}}, 30);
  EXPECT_EQ(shop.Shelf("r"), "a");
}
TEST(S24SourcesTest, AMessageBringsItsItems) {
  Shop shop("message m\n  place hero\n  say subject: en \"x\"\n  from viewed\n  take 2\n");
  shop.Stock({"a", "b", "c"});
  for (const char* id : {"a", "b", "c"}) shop.Did("viewed", {{"product", id}}, 30);
  EXPECT_EQ(shop.Shelf("m").size(), 3u);
}

TEST(S24SourcesTest, AgreesWithListsMadeByHandOnRandomVisits) {
  const auto seed = static_cast<unsigned>(RandomSeed());
  std::mt19937 random(seed);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const std::vector<std::string> all = {"a", "b", "c", "d", "e", "f", "g", "h"};
  const auto any = [&] { return all[static_cast<std::size_t>(below(8))]; };
  for (int round = 0; round < 150; ++round) {
    const int least = 1 + below(3), most = least + below(5);
    Shop shop(
        Recommend("  from viewed in the last 2 hours, similar to this product but not purchased in the last 1 hours,"
                  " cart.items\n  take " +
                  std::to_string(least) + " to " + std::to_string(most) + "\n  fill with most purchased\n"));
    std::vector<std::string> stock, gone, wanted;
    for (const std::string& id : all)
      if (below(4) > 0) stock.push_back(id);
    shop.Stock(stock);
    const std::string page = any();
    shop.Page(page);
    std::vector<std::pair<int, std::string>> viewed;  // minutes ago, all different
    for (int i = below(8); i > 0; --i) viewed.push_back({i * 20 + below(20), any()});
    for (const auto& [ago, id] : viewed) shop.Did("viewed", {{"product", id}}, ago);
    std::sort(viewed.begin(), viewed.end());
    for (const auto& [ago, id] : viewed)
      if (ago <= 120) wanted.push_back(id);
    for (int i = below(3); i > 0; --i) {
      const int ago = below(120);
      const std::string id = any();
      shop.Did("purchased", {{"product", id}}, ago);
      if (ago <= 60) gone.push_back(id);
    }
    if (below(2) == 0) {
      gone.push_back(any());
      shop.Line(gone.back(), "k", "5", 1);
    }
    std::vector<std::string> similar = all, popular = all;
    std::shuffle(similar.begin(), similar.end(), random);
    std::shuffle(popular.begin(), popular.end(), random);
    similar.resize(static_cast<std::size_t>(below(5)));
    popular.resize(static_cast<std::size_t>(below(6)));
    shop.Similar(page, similar);
    wanted.insert(wanted.end(), similar.begin(), similar.end());
    for (std::size_t i = 0; i < popular.size(); ++i)
      shop.Count("purchased", "2026-01-02", popular[i], static_cast<double>(20 - i));
    wanted.insert(wanted.end(), popular.begin(), popular.end());
    std::vector<std::string> shelf;
    const auto has = [](const std::vector<std::string>& some, const std::string& one) {
      return std::find(some.begin(), some.end(), one) != some.end();
    };
    for (const std::string& id : wanted)
      if (has(stock, id) && !has(gone, id) && !has(shelf, id) && id != page && static_cast<int>(shelf.size()) < most)
        shelf.push_back(id);
    std::string expected;
    for (const std::string& id : shelf) expected += (expected.empty() ? "" : " ") + id;
    if (static_cast<int>(shelf.size()) < least) expected = shelf.empty() ? "[from]" : "[take]";
    ASSERT_EQ(shop.Shelf("r"), expected) << "seed " << seed << " round " << round;
  }
}

}  // namespace
}  // namespace nextmove::engine::testing

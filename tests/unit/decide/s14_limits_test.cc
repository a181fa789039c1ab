// Paragraphs 14 and 15: limits, stops, budgets.
#include "tests/unit/decide/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S14LimitsTest, FewerThanNInTheWindow) {
  Shop shop(Placed("b", "hero", "  limit 2 times per 7 days"));
  shop.Did("shown", {{"action", "b"}}, 60);
  EXPECT_EQ(shop.Wins(), "b@hero");
  shop.Did("shown", {{"action", "other"}}, 50).Did("shown", {{"action", "b"}}, 40);
  EXPECT_EQ(shop.Reason("b"), ReasonCode::kCapReached);
  EXPECT_EQ(shop.Stopped("b"), "limit");
  const auto& nodes = shop.Trace("b").nodes;
  EXPECT_EQ(nodes.back().text, "limit 2 times per 7 days");
  EXPECT_EQ(nodes.back().truth, dsl::Truth::kNo);
}
TEST(S14LimitsTest, MessagesCountWhatWasSent) {
  Shop shop("message m\n  place hero\n  say subject: en \"x\"\n  limit 1 time per 7 days\n");
  shop.Did("shown", {{"action", "m"}}, 60);
  EXPECT_EQ(shop.Wins(), "m@hero");
  EXPECT_EQ(shop.Did("sent", {{"action", "m"}}, 50).Stopped("m"), "limit");
}
TEST(S14LimitsTest, StopHoldsWhileTheLatestIsWithinItsTime) {
  Shop shop(Placed("b", "hero", "  stop for 2 hours after dismissed"));
  shop.Did("dismissed", {{"action", "b"}}, 121);
  EXPECT_EQ(shop.Wins(), "b@hero");
  shop.Did("dismissed", {{"action", "b"}}, 120);
  EXPECT_EQ(shop.Reason("b"), ReasonCode::kCooldown);
  EXPECT_EQ(shop.Stopped("b"), "stop");
}
TEST(S14LimitsTest, APlaceThatIsFullIsNotOpenAndTheRuleAsksItsNext) {
  const std::string place = "placement popup\n  channels web\n  allows 1\n  limit 1 time per 7 days\n";
  Shop shop(place + Placed("b", "popup, hero") + Placed("c", "popup"));
  EXPECT_EQ(shop.Wins(), "b@popup");
  shop.Did("shown", {{"action", "z"}, {"placement", "popup"}}, 60);
  EXPECT_EQ(shop.Wins(), "b@hero");
  EXPECT_EQ(shop.Stopped("c"), "limit");
}
TEST(S14LimitsTest, ALimitOfAGroupCountsAllMembersAndStopsThem) {
  Shop shop("group g\n  allows all\n  limit 1 time per 7 days\n" + Placed("b", "hero", "  competes in g") +
            Placed("c", "side", "  competes in g") + Placed("d", "side"));
  EXPECT_EQ(shop.Wins(), "b@hero c@side d@side");
  shop.Did("shown", {{"action", "c"}}, 60);
  EXPECT_EQ(shop.Wins(), "d@side");
  EXPECT_EQ(shop.Stopped("b"), "limit");
}
TEST(S14LimitsTest, PerProductCountsForThePickedValue) {
  Shop shop(
      "banner b\n  pick p: product from viewed\n  place hero\n  say headline: en \"x\"\n"
      "  limit 1 time per product\n");
  shop.Stock({"a", "c"}).Did("viewed", {{"product", "a"}}, 60);
  shop.Did("shown", {{"action", "b"}, {"product", "c"}}, 50);
  EXPECT_EQ(shop.Wins(), "b@hero");
  EXPECT_EQ(shop.Did("shown", {{"action", "b"}, {"product", "a"}}, 40).Stopped("b"), "limit");
}
TEST(S15BudgetTest, LessLeftThanTheSavingIsNotEnough) {
  Shop shop("discount d\n  give 10 EUR off\n  budget 100 EUR per day\n");
  shop.Given("cart.total", "50 EUR");
  EXPECT_EQ(shop.Saving("d"), "10.00 EUR");
  const dsl::Currency euro = *dsl::Currency::Parse("EUR");
  shop.outside().budgets_left = {{0, dsl::Money{*dsl::Decimal::Parse("9.99"), euro}}};
  EXPECT_EQ(shop.Reason("d"), ReasonCode::kBudgetSpent);
  EXPECT_EQ(shop.Stopped("d"), "budget");
  shop.outside().budgets_left = {{0, dsl::Money{dsl::Decimal(10), euro}}};
  EXPECT_EQ(shop.Saving("d"), "10.00 EUR");
}
TEST(S15BudgetTest, WhileTheCartIsUnknownTheCapIsNeeded) {
  const dsl::Currency euro = *dsl::Currency::Parse("EUR");
  Shop capped("discount d\n  give 10% off up to 20 EUR\n  budget 100 EUR per day\n");
  EXPECT_EQ(capped.Saving("d"), "unknown");
  capped.outside().budgets_left = {{0, dsl::Money{dsl::Decimal(19), euro}}};
  EXPECT_EQ(capped.Stopped("d"), "budget");
  EXPECT_EQ(capped.Given("cart.total", "150 EUR").Saving("d"), "15.00 EUR");
  EXPECT_EQ(Shop("discount d\n  give 10% off\n  budget 100 EUR per day\n").Stopped("d"), "budget") << "no bound";
}
TEST(S15BudgetTest, TimesAndGroupsCountToo) {
  Shop times("discount d\n  give 10 EUR off\n  budget 3 times per day\n");
  times.Given("cart.total", "50 EUR");
  EXPECT_EQ(times.Wins(), "d");
  times.outside().budgets_left = {{0, dsl::Decimal(0)}};
  EXPECT_EQ(times.Stopped("d"), "budget");
  Shop group(
      "group g\n  allows all\n  budget 8 EUR per day\n"
      "discount d\n  give 10 EUR off\n  competes in g\ndiscount e\n  give 8 EUR off\n  competes in g\n");
  group.Given("cart.total", "50 EUR");
  EXPECT_EQ(group.Wins(), "e");
  EXPECT_EQ(group.Stopped("d"), "budget");
  const dsl::Currency euro = *dsl::Currency::Parse("EUR");
  group.outside().group_budgets_left = {{0, dsl::Money{dsl::Decimal(2), euro}}};
  EXPECT_EQ(group.Wins(), "");
}

}  // namespace
}  // namespace nextmove::engine::testing

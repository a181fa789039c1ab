// Paragraphs 14 and 15: limits, stops, budgets.
#include "tests/unit/shop.h"

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
// An offer of ten minutes in a place of its own, its place and its group.
std::string Offer(const std::string& clauses) {
  return "placement stand\n  channels web\n  allows 1\n  limit 1 time per day\n"
         "group g\n  allows all\n  limit 2 times per 30 days\n"
         "discount d\n  place stand\n  competes in g\n  give free_delivery\n  valid for 10 minutes\n" +
         clauses;
}
const Shop::Fields kShownThere = {{"action", "d"}, {"placement", "stand"}};

TEST(S14OpenOfferTest, NoLimitStopsItAndItEndsWhenItsOpeningSays) {
  Shop shop(Offer("  limit 1 time\n"));
  shop.Did("shown", kShownThere, 9).Did("shown", kShownThere, 4).Did("shown", kShownThere, 1);
  ASSERT_EQ(shop.Wins(), "d@stand");
  EXPECT_EQ(shop.Find("d")->expire_time->ToString(), "2026-01-15T11:01:00Z");
  EXPECT_EQ(shop.Trace("d").nodes.back().observed.substr(0, 23), "the offer is open until");
  EXPECT_EQ(shop.Now("2026-01-15T11:01:00Z").Wins(), "d@stand") << "its end included, as in every window";
  EXPECT_EQ(shop.Now("2026-01-15T11:01:00.001Z").Stopped("d"), "limit");
}
TEST(S14OpenOfferTest, AfterItsEndTheNextShowingOpensANewOne) {
  Shop shop("discount d\n  give free_delivery\n  valid for 10 minutes\n  limit 3 times\n");
  shop.Did("shown", {{"action", "d"}}, 60).Did("shown", {{"action", "d"}}, 55).Did("shown", {{"action", "d"}}, 45);
  EXPECT_EQ(shop.Wins(), "d") << "two offers so far";
  EXPECT_EQ(shop.Find("d")->expire_time->ToString(), "2026-01-15T11:10:00Z") << "none is open";
  shop.Did("shown", {{"action", "d"}}, 5).Decide();
  EXPECT_EQ(shop.Find("d")->expire_time->ToString(), "2026-01-15T11:05:00Z");
  EXPECT_EQ(shop.Now("2026-01-15T11:06:00Z").Stopped("d"), "limit");
}
TEST(S14OpenOfferTest, LimitsOfOthersCountAnOpenOfferOnce) {
  Shop shop(Offer("") + Placed("b", "stand, side", "  competes in g"));
  shop.Did("shown", kShownThere, 29).Did("shown", kShownThere, 27).Did("shown", kShownThere, 25);
  EXPECT_EQ(shop.Wins(), "b@side") << "the place is used up for today, the group has one left";
  EXPECT_EQ(shop.Did("shown", kShownThere, 12).Wins(), "") << "the second offer";
}
TEST(S14OpenOfferTest, ConditionsAndStopsStillHoldAndSeeEveryShowing) {
  Shop shop(Offer("  stop for 1 hour after dismissed\n") +
            Placed("seen", "hero", "  when number of times shown action \"d\" is 3"));
  shop.Did("shown", kShownThere, 9).Did("shown", kShownThere, 4).Did("shown", kShownThere, 1);
  EXPECT_EQ(shop.Wins(), "seen@hero d@stand");
  EXPECT_EQ(shop.Did("dismissed", {{"action", "d"}}, 2).Stopped("d"), "stop");
}
TEST(S14OpenOfferTest, WithOtherPicksItIsAnotherOffer) {
  Shop shop(
      "discount d\n  pick p: product from viewed with latest viewed\n  formerly e\n  give free_delivery\n"
      "  valid for 1 hour\n  limit 1 time\n");
  shop.Stock({"a", "c"}).Did("viewed", {{"product", "a"}}, 50);
  shop.Did("shown", {{"action", "e"}, {"p", "a"}}, 40);
  EXPECT_EQ(shop.Wins(), "d") << "under its former name too";
  EXPECT_EQ(shop.Did("viewed", {{"product", "c"}}, 30).Stopped("d"), "limit");
}
TEST(S14OpenOfferTest, ItCountsForTheSessionThatOpenedIt) {
  Shop shop("discount d\n  give free_delivery\n  valid for 1 hour\n  limit 1 time per session\n");
  shop.request().session_id = "s2";
  shop.Did("shown", {{"action", "d"}}, 70, "s1").Did("shown", {{"action", "d"}}, 15, "s2");
  EXPECT_EQ(shop.Wins(), "d") << "not open any more, and not opened in this session";
  EXPECT_EQ(shop.Find("d")->expire_time->ToString(), "2026-01-15T12:00:00Z");
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
TEST(S15BudgetTest, WinnersOfOneGroupShareWhatIsLeft) {
  Shop shop(
      "group g\n  allows 2\n  budget 15 EUR per day\n"
      "discount a\n  give 10 EUR off\n  competes in g\n  priority high\n"
      "discount b\n  give 8 EUR off\n  competes in g\n"
      "discount c\n  give 5 EUR off\n  competes in g\n  priority low\n");
  shop.Given("cart.total", "50 EUR");
  EXPECT_EQ(shop.Wins(), "a c");
  EXPECT_EQ(shop.Reason("b"), ReasonCode::kBudgetSpent);
  EXPECT_EQ(shop.Stopped("b"), "budget");
  const ConditionNode& last = shop.Trace("b").nodes.back();
  EXPECT_EQ(last.text, "budget 15 EUR per day of g");
  EXPECT_EQ(last.observed, "left = 5.00 EUR, needed = 8.00 EUR beside the other winners");
  EXPECT_EQ(shop.Given("cart.total", "12 EUR").Wins(), "a b") << "at the cart b saves 2 only";
}
TEST(S15BudgetTest, TimesOfAGroupAreShared) {
  Shop shop("group g\n  allows all\n  budget 1 times per day\n" + Placed("a", "hero", "  competes in g") +
            Placed("b", "side", "  competes in g") + Placed("c", "side", "  priority low"));
  EXPECT_EQ(shop.Wins(), "a@hero c@side");
  EXPECT_EQ(shop.Stopped("b"), "budget");
}
TEST(S15BudgetTest, WhatIsOverBudgetTakesNothingOfTheCart) {
  Shop shop(
      "group g\n  allows all\n  budget 15 EUR per day\n"
      "discount a\n  give 10 EUR off\n  competes in g\n  priority high\n"
      "discount b\n  give 9 EUR off\n  competes in g\ndiscount loose\n  give 3 EUR off\n");
  EXPECT_EQ(shop.Given("cart.total", "18 EUR").Wins(), "a loose");
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
  group.outside().group_budgets_left = {{group.program().group_names.at("g"), dsl::Money{dsl::Decimal(2), euro}}};
  EXPECT_EQ(group.Wins(), "");
}

}  // namespace
}  // namespace nextmove::engine::testing

// Paragraph 14: the periods of limits and stops. Whom they count: tests/unit/decide/s14_limits_test.cc.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

// Now it is noon of Thursday, 2026-01-15 in Berlin, whose day began 720 minutes ago.
Shop Limited(const std::string& clause) { return Shop(Placed("b", "hero", "  " + clause)); }
std::string After(const std::string& clause, const std::string& event, std::int64_t minutes_ago,
                  const std::string& session = "") {
  Shop shop = Limited(clause);
  shop.request().session_id = "now";
  return shop.Did(event, {{"action", "b"}}, minutes_ago, session).Stopped("b");
}

TEST(S14PeriodsTest, ALengthOfTimeSlides) {
  EXPECT_EQ(After("limit 1 time per 7 days", "shown", 7 * 1440), "limit") << "both ends belong to it";
  EXPECT_EQ(After("limit 1 time per 7 days", "shown", 7 * 1440 + 1), "");
}
TEST(S14PeriodsTest, PerDayWeekAndMonthAreOfTheCalendarInTheHeadsZone) {
  EXPECT_EQ(After("limit 1 time per day", "shown", 720), "limit");
  EXPECT_EQ(After("limit 1 time per day", "shown", 721), "");
  EXPECT_EQ(After("limit 1 time per day\n  time zone \"Asia/Tokyo\"", "shown", 721), "limit") << "20:00 in Tokyo";
  EXPECT_EQ(After("limit 1 time per week", "shown", 3 * 1440 + 720), "limit") << "on Monday it began";
  EXPECT_EQ(After("limit 1 time per week", "shown", 3 * 1440 + 721), "");
  EXPECT_EQ(After("limit 1 time per month", "shown", 14 * 1440 + 720), "limit");
  EXPECT_EQ(After("limit 1 time per month", "shown", 14 * 1440 + 721), "");
}
TEST(S14PeriodsTest, PerSessionAndEver) {
  EXPECT_EQ(After("limit 1 time per session", "shown", 5, "now"), "limit");
  EXPECT_EQ(After("limit 1 time per session", "shown", 5, "another"), "");
  EXPECT_EQ(After("limit 1 time", "shown", 600 * 1440), "limit");
}
TEST(S14PeriodsTest, OfSeveralLimitsAllMustHold) {
  Shop shop = Limited("limit 2 times per day, 3 times per month");
  shop.Did("shown", {{"action", "b"}}, 10 * 1440).Did("shown", {{"action", "b"}}, 9 * 1440);
  EXPECT_EQ(shop.Stopped("b"), "");
  EXPECT_EQ(shop.Did("shown", {{"action", "b"}}, 5).Stopped("b"), "limit");
}
TEST(S14PeriodsTest, AStopAfterSeveralTimesBeginsWithTheLast) {
  Shop shop = Limited("stop for 7 days after dismissed 2 times");
  EXPECT_EQ(shop.Did("dismissed", {{"action", "b"}}, 60).Stopped("b"), "") << "once is not twice";
  EXPECT_EQ(shop.Did("dismissed", {{"action", "b"}}, 50 * 1440).Stopped("b"), "stop") << "whenever the first was";
  shop.Now("2026-01-22T10:00:00Z");
  EXPECT_EQ(shop.Stopped("b"), "stop");
  shop.Now("2026-01-22T10:01:00Z");
  EXPECT_EQ(shop.Stopped("b"), "");
}
TEST(S14PeriodsTest, AStopWithoutATimeIsForEver) {
  EXPECT_EQ(After("stop after converted", "converted", 900 * 1440), "stop");
}
TEST(S14PeriodsTest, WhatBecameOfAnActionNeedsNoConsent) {
  Shop shop = Limited("limit 1 time per day");
  shop.request().consents = {};
  EXPECT_EQ(shop.Did("shown", {{"action", "b"}}, 5).Stopped("b"), "limit");
}

}  // namespace
}  // namespace nextmove::engine::testing

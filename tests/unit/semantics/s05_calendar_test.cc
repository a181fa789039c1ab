// Paragraph 5 and the row `active`: calendar words and schedules.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

// Whether the schedule holds at a wall time of Berlin that is given in UTC.
bool ActiveAt(const std::string& schedule, const std::string& utc) {
  return Shop(Banner("b", "  active " + schedule)).Now(utc).Won("b");
}

TEST(S05CalendarTest, DatesAloneIncludeTheirWholeDay) {
  const std::string schedule = "from 2026-01-10 until 2026-01-20";
  EXPECT_FALSE(ActiveAt(schedule, "2026-01-09T22:59:59Z"));
  EXPECT_TRUE(ActiveAt(schedule, "2026-01-09T23:00:00Z"));
  EXPECT_TRUE(ActiveAt(schedule, "2026-01-20T22:59:59Z"));
  EXPECT_FALSE(ActiveAt(schedule, "2026-01-20T23:00:00Z"));
}
TEST(S05CalendarTest, WithAClockUntilIsExcluded) {
  const std::string schedule = "from 2026-01-10 08:00 until 2026-01-20 18:00";
  EXPECT_FALSE(ActiveAt(schedule, "2026-01-10T06:59:59Z"));
  EXPECT_TRUE(ActiveAt(schedule, "2026-01-10T07:00:00Z"));
  EXPECT_TRUE(ActiveAt(schedule, "2026-01-20T16:59:59Z"));
  EXPECT_FALSE(ActiveAt(schedule, "2026-01-20T17:00:00Z"));
}
TEST(S05CalendarTest, HoursOverMidnightBelongToTheDayOnWhichTheyBegan) {
  const std::string schedule = "every saturday from 18:00 until 02:00";  // 17 January 2026 is a Saturday
  EXPECT_TRUE(ActiveAt(schedule, "2026-01-17T17:00:00Z"));
  EXPECT_TRUE(ActiveAt(schedule, "2026-01-18T00:59:59Z"));
  EXPECT_FALSE(ActiveAt(schedule, "2026-01-18T01:00:00Z"));
  EXPECT_FALSE(ActiveAt(schedule, "2026-01-17T00:30:00Z")) << "these hours would belong to Friday";
  EXPECT_FALSE(ActiveAt(schedule, "2026-01-18T18:00:00Z"));
}
TEST(S05CalendarTest, ABareClockIsEveryDay) {
  EXPECT_TRUE(ActiveAt("from 21:00 until 8:00", "2026-01-15T20:00:00Z"));
  EXPECT_TRUE(ActiveAt("from 21:00 until 8:00", "2026-01-15T06:59:59Z"));
  EXPECT_FALSE(ActiveAt("from 21:00 until 8:00", "2026-01-15T07:00:00Z"));
}
TEST(S05CalendarTest, DaysOfTheYearComeEveryYearAndMayTurnIt) {
  EXPECT_TRUE(ActiveAt("every year from 1 december until 24 december", "2026-12-24T22:59:59Z"));
  EXPECT_FALSE(ActiveAt("every year from 1 december until 24 december", "2026-12-24T23:00:00Z"));
  EXPECT_FALSE(ActiveAt("every year from 1 december until 24 december", "2026-11-30T22:59:59Z"));
  EXPECT_TRUE(ActiveAt("every year from 27 december until 6 january", "2027-01-06T12:00:00Z"));
  EXPECT_FALSE(ActiveAt("every year from 27 december until 6 january", "2027-01-07T12:00:00Z"));
}
TEST(S05CalendarTest, WeekdaysAndWeekends) {
  EXPECT_TRUE(ActiveAt("every weekday", "2026-01-16T12:00:00Z"));
  EXPECT_FALSE(ActiveAt("every weekday", "2026-01-17T12:00:00Z"));
  EXPECT_TRUE(ActiveAt("every weekend", "2026-01-17T12:00:00Z"));
  EXPECT_TRUE(ActiveAt("every friday, saturday", "2026-01-16T12:00:00Z"));
}
TEST(S05CalendarTest, AnHourThatComesTwiceIsInTheScheduleTwice) {
  const std::string schedule = "every day from 2:00 until 3:00";  // 25 October 2026: 3:00 summer time is 2:00 again
  EXPECT_TRUE(ActiveAt(schedule, "2026-10-25T00:30:00Z"));
  EXPECT_TRUE(ActiveAt(schedule, "2026-10-25T01:30:00Z"));
  EXPECT_FALSE(ActiveAt(schedule, "2026-10-25T02:00:00Z"));
}
TEST(S05CalendarTest, AnHourThatDoesNotExistIsSkippedToTheNext) {
  const std::string schedule = "every day from 2:30 until 4:00";  // 29 March 2026: 2:00 is 3:00
  EXPECT_FALSE(ActiveAt(schedule, "2026-03-29T00:59:59Z"));
  EXPECT_TRUE(ActiveAt(schedule, "2026-03-29T01:00:00Z"));
  EXPECT_FALSE(ActiveAt(schedule, "2026-03-29T02:00:00Z"));
}
TEST(S05CalendarTest, TheVisitorsOwnZoneOrTheProjectsWhereItIsUnknown) {
  const std::string rule = Banner("b", "  active from 18:00 until 23:00 in time zone visitor.time_zone");
  Shop rules(rule);
  rules.Now("2026-01-15T18:00:00Z");
  EXPECT_TRUE(rules.Won("b")) << "19:00 in Berlin";
  rules.Given("visitor.time_zone", "America/New_York");
  EXPECT_FALSE(rules.Won("b"));
  rules.Now("2026-01-15T23:30:00Z");
  EXPECT_TRUE(rules.Won("b"));
}
TEST(S05CalendarTest, TheWeekBeginsOnMonday) {
  Shop rules(Banner("b", "  when visitor.born is in this week"));  // now is Thursday, 15 January 2026
  EXPECT_TRUE(rules.Given("visitor.born", "2026-01-12").Won("b"));
  EXPECT_TRUE(rules.Given("visitor.born", "2026-01-18").Won("b"));
  EXPECT_FALSE(rules.Given("visitor.born", "2026-01-11").Won("b"));
  EXPECT_FALSE(rules.Given("visitor.born", "2026-01-19").Won("b"));
}
TEST(S05CalendarTest, ADateAgainstATimeIsItsWholeDay) {
  Shop rules(Banner("b", "  when visitor.bought is between 2026-01-01 and 2026-01-31"));
  const auto bought = [&](const char* time) {
    return rules.Send("visitor.bought", dsl::Value(*dsl::Instant::Parse(time))).Won("b");
  };
  EXPECT_TRUE(bought("2025-12-31T23:00:00Z"));
  EXPECT_TRUE(bought("2026-01-31T22:59:59Z"));
  EXPECT_FALSE(bought("2026-01-31T23:00:00Z"));
}
TEST(S05CalendarTest, AZoneAttributesOtherwiseStandsForIt) {
  Shop rules("attribute shop.zone  time zone  otherwise \"America/New_York\"  consent necessary\n" +
             Banner("b", "  active from 18:00 until 23:00 in time zone shop.zone"));
  EXPECT_FALSE(rules.Now("2026-01-15T18:00:00Z").Won("b"));
  EXPECT_TRUE(rules.Now("2026-01-15T23:30:00Z").Won("b"));
  EXPECT_TRUE(rules.Given("shop.zone", "Europe/Berlin").Now("2026-01-15T18:00:00Z").Won("b"));
}
TEST(S05CalendarTest, ANightOverTheChangeOfClocksKeepsItsWallTimes) {
  const std::string schedule = "every saturday from 22:00 until 2:30";
  EXPECT_TRUE(ActiveAt(schedule, "2026-03-29T00:59:59Z"));
  EXPECT_FALSE(ActiveAt(schedule, "2026-03-29T01:00:00Z")) << "1:59 is followed by 3:00";
  EXPECT_TRUE(ActiveAt(schedule, "2026-10-25T00:29:59Z"));
  EXPECT_FALSE(ActiveAt(schedule, "2026-10-25T00:30:00Z"));
  EXPECT_TRUE(ActiveAt(schedule, "2026-10-25T01:29:59Z")) << "2:00 comes again";
  EXPECT_FALSE(ActiveAt(schedule, "2026-10-25T01:30:00Z"));
}
TEST(S05CalendarTest, UntilMidnightEndsTheDay) {
  EXPECT_TRUE(ActiveAt("every thursday from 18:00 until 0:00", "2026-01-15T22:59:59Z"));
  EXPECT_FALSE(ActiveAt("every thursday from 18:00 until 0:00", "2026-01-15T23:00:00Z"));
}
TEST(S05CalendarTest, DatesCutTheHoursOverMidnightAtTheirOwnMidnight) {
  const std::string clauses = "  active from 21:00 until 3:00\n  active from 2026-01-10 until 2026-01-20";
  const auto at = [&](const std::string& utc) { return Shop(Banner("b", clauses)).Now(utc).Won("b"); };
  EXPECT_TRUE(at("2026-01-20T22:59:59Z"));
  EXPECT_FALSE(at("2026-01-20T23:00:00Z"));
  EXPECT_TRUE(at("2026-01-09T23:00:00Z")) << "the hours of the 9th, but the date is the 10th";
}
TEST(S05CalendarTest, TodayIsTheHeadsOwnDay) {
  const auto clause = [](const std::string& zone) { return Banner("b", zone + "  when visitor.born is today"); };
  const auto today = [&](const std::string& zone, const std::string& born) {
    return Shop(clause(zone)).Given("visitor.born", born).Now("2026-01-15T23:30:00Z").Won("b");
  };
  EXPECT_TRUE(today("", "2026-01-16"));
  EXPECT_TRUE(today("  time zone \"America/New_York\"\n", "2026-01-15"));
}
TEST(S05CalendarTest, DaysOfTheMonthAreCutToItsEnd) {
  EXPECT_TRUE(ActiveAt("every month from 30 until 31", "2026-02-28T12:00:00Z"));
  EXPECT_FALSE(ActiveAt("every month from 30 until 31", "2026-02-27T12:00:00Z"));
}

}  // namespace
}  // namespace nextmove::engine::testing

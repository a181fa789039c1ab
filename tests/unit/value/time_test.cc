#include "dsl/value/time.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "tests/unit/random_seed.h"

namespace nextmove::dsl {
namespace {

Date Day(std::string_view text) {
  const std::optional<Date> date = Date::Parse(text);
  EXPECT_TRUE(date.has_value()) << text;
  return date.value_or(Date());
}

Instant At(std::string_view text) {
  const std::optional<Instant> instant = Instant::Parse(text);
  EXPECT_TRUE(instant.has_value()) << text;
  return instant.value_or(Instant());
}

TimeZone Zone(std::string_view name) {
  const std::optional<TimeZone> zone = TimeZone::Load(name);
  EXPECT_TRUE(zone.has_value()) << name;
  return zone.value_or(TimeZone());
}

Duration Of(std::int64_t count, Unit unit, bool calendar = false) {
  const std::optional<Duration> duration = Duration::Of(count, unit, calendar);
  EXPECT_TRUE(duration.has_value());
  return duration.value_or(Duration());
}

int DaysIn(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

TEST(TimeTest, CountsEveryDayAsASlowCounterDoes) {
  std::int32_t days = -719162;  // 0001-01-01
  int weekday = 0;              // a Monday
  for (int year = 1; year <= 9999; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= DaysIn(year, month); ++day, ++days, weekday = (weekday + 1) % 7) {
        // The first and last days of months in all years, all days in years of interest.
        if (day > 2 && day < 28 && (year < 1890 || year > 2110)) continue;
        const std::optional<Date> date = Date::Of(year, month, day);
        ASSERT_TRUE(date.has_value());
        ASSERT_EQ(date->days_since_epoch, days);
        ASSERT_EQ(date->year(), year);
        ASSERT_EQ(date->month(), month);
        ASSERT_EQ(date->day(), day);
        ASSERT_EQ(date->weekday(), weekday);
      }
      ASSERT_FALSE(Date::Of(year, month, DaysIn(year, month) + 1).has_value());
    }
  }
}

TEST(TimeTest, ReadsAndWritesDates) {
  EXPECT_EQ(Day("2026-11-27").ToString(), "2026-11-27");
  EXPECT_EQ(Day("0001-01-01").ToString(), "0001-01-01");
  EXPECT_EQ(Day("1970-01-01").days_since_epoch, 0);
  for (const char* text : {"", "2026-2-01", "2026-02-30", "2025-02-29", "2026-13-01", "0000-01-01", "2026-11-27 ",
                           "27-11-2026", "2026/11/27", "-026-01-01", "2026-11-27T"}) {
    EXPECT_FALSE(Date::Parse(text).has_value()) << text;
  }
}

TEST(TimeTest, ReadsAndWritesInstants) {
  EXPECT_EQ(At("1970-01-01T00:00:01Z").milliseconds, 1000);
  EXPECT_EQ(At("2026-11-27T18:30:00+02:00").ToString(), "2026-11-27T16:30:00Z");
  EXPECT_EQ(At("2026-11-27T23:30:00-05:30").ToString(), "2026-11-28T05:00:00Z");
  EXPECT_EQ(At("2026-11-27").ToString(), "2026-11-27T00:00:00Z");
  EXPECT_EQ(At("2026-11-27T18:30:00.1234567Z").ToString(), "2026-11-27T18:30:00.123Z");
  EXPECT_EQ(At("1969-12-31T23:59:59.999Z").milliseconds, -1);
  EXPECT_EQ(Instant{-1}.ToString(), "1969-12-31T23:59:59.999Z");
  for (const char* text :
       {"", "2026-11-27T18:30Z", "2026-11-27T18:30:00", "2026-11-27 18:30:00Z", "2026-11-27T24:00:00Z",
        "2026-11-27T18:60:00Z", "2026-11-27T18:30:60Z", "2026-11-27T18:30:00.Z", "2026-11-27T18:30:00+2:00",
        "2026-11-27T18:30:00Zx", "2026-11-31T00:00:00Z", "0001-01-01T00:00:00+01:00"}) {
    EXPECT_FALSE(Instant::Parse(text).has_value()) << text;
  }
}

TEST(TimeTest, GivesBackWhatItWroteForRandomInstants) {
  std::mt19937_64 random(RandomSeed());
  std::uniform_int_distribution<std::int64_t> instants(At("0001-01-01").milliseconds, At("9999-12-31").milliseconds);
  for (int i = 0; i < 100'000; ++i) {
    const Instant instant{instants(random)};
    ASSERT_EQ(Instant::Parse(instant.ToString()), instant);
    const TimeZone utc;
    const std::int64_t start = utc.DateOf(instant).days_since_epoch * std::int64_t{86'400'000};
    ASSERT_LE(start, instant.milliseconds);
    ASSERT_EQ(utc.MinuteOfDay(instant), (instant.milliseconds - start) / 60'000);
  }
}

TEST(TimeTest, LoadsNamedZonesOnly) {
  EXPECT_EQ(Zone("Europe/Paris").name(), "Europe/Paris");
  EXPECT_EQ(TimeZone().name(), "UTC");
  EXPECT_TRUE(Zone("UTC") == TimeZone());
  EXPECT_FALSE(Zone("Europe/Paris") == TimeZone());
  for (const char* name :
       {"", "Europe", "Europe/Pari", "europe/paris", "/etc/passwd", "../etc/passwd", "localtime", "right/Europe/Paris",
        "posix/Europe/Paris", "Fixed/UTC+01:00:00", "file:/etc/localtime", "libc:localtime"}) {
    EXPECT_FALSE(TimeZone::Load(name).has_value()) << name;
  }
}

TEST(TimeTest, SkipsAnHourThatDoesNotExist) {
  // At 02:00 the clock in Paris goes to 03:00.
  const TimeZone paris = Zone("Europe/Paris");
  const Date day = Day("2026-03-29");
  EXPECT_EQ(paris.At(day, 2 * 60 + 30), At("2026-03-29T01:00:00Z"));
  EXPECT_EQ(paris.At(day, 2 * 60), At("2026-03-29T01:00:00Z"));
  EXPECT_EQ(paris.At(day, 3 * 60), At("2026-03-29T01:00:00Z"));
  EXPECT_EQ(paris.At(day, 119), At("2026-03-29T00:59:00Z"));
  EXPECT_EQ(paris.MinuteOfDay(At("2026-03-29T01:00:00Z")), 3 * 60);
}

TEST(TimeTest, TakesTheFirstOfAnHourThatComesTwice) {
  const TimeZone paris = Zone("Europe/Paris");
  EXPECT_EQ(paris.At(Day("2026-10-25"), 2 * 60 + 30), At("2026-10-25T00:30:00Z"));
  EXPECT_EQ(paris.MinuteOfDay(At("2026-10-25T00:30:00Z")), paris.MinuteOfDay(At("2026-10-25T01:30:00Z")));
  const TimeZone new_york = Zone("America/New_York");
  EXPECT_EQ(new_york.At(Day("2026-11-01"), 90), At("2026-11-01T05:30:00Z"));
  EXPECT_EQ(new_york.At(Day("2026-03-08"), 150), At("2026-03-08T07:00:00Z"));
}

TEST(TimeTest, PassesOverADayThatASpanLeftOut) {
  // Samoa went from the 29th to the 31st of December 2011.
  const TimeZone apia = Zone("Pacific/Apia");
  EXPECT_EQ(apia.At(Day("2011-12-30"), 12 * 60), apia.At(Day("2011-12-31")));
  EXPECT_EQ(apia.DateOf(At("2011-12-30T09:59:59Z")), Day("2011-12-29"));
  EXPECT_EQ(apia.DateOf(At("2011-12-30T10:00:00Z")), Day("2011-12-31"));
  EXPECT_EQ(Shift(At("2011-12-30T09:00:00Z"), Of(1, Unit::kDay, true), +1, apia), At("2011-12-30T10:00:00Z"));
}

TEST(TimeTest, WallTimesComeBackFromRandomInstants) {
  std::mt19937_64 random(RandomSeed());
  const TimeZone zones[] = {Zone("Europe/Paris"), Zone("America/New_York"), Zone("Pacific/Apia"),
                            Zone("Asia/Kathmandu"), Zone("Australia/Lord_Howe")};
  std::uniform_int_distribution<std::int64_t> minutes(At("1990-01-01").milliseconds / 60'000,
                                                      At("2060-01-01").milliseconds / 60'000);
  for (int i = 0; i < 100'000; ++i) {
    const Instant instant{minutes(random) * 60'000};
    const TimeZone& zone = zones[random() % std::size(zones)];
    const Instant back = zone.At(zone.DateOf(instant), zone.MinuteOfDay(instant));
    ASSERT_LE(back, instant) << zone.name() << instant.ToString();
    ASSERT_LE(instant.milliseconds - back.milliseconds, 3'600'000) << zone.name() << instant.ToString();
    ASSERT_EQ(zone.DateOf(back), zone.DateOf(instant));
    ASSERT_EQ(zone.MinuteOfDay(back), zone.MinuteOfDay(instant));
  }
}

TEST(TimeTest, ElapsedDaysAre24HoursAndCalendarDaysKeepTheClock) {
  const TimeZone paris = Zone("Europe/Paris");
  const Instant before = At("2026-03-28T12:00:00Z");  // 13:00 in winter time
  EXPECT_EQ(Shift(before, Of(1, Unit::kDay), +1, paris), At("2026-03-29T12:00:00Z"));
  EXPECT_EQ(Shift(before, Of(1, Unit::kDay, true), +1, paris), At("2026-03-29T11:00:00Z"));
  EXPECT_EQ(Shift(At("2026-03-29T11:00:00Z"), Of(1, Unit::kDay, true), -1, paris), before);
}

TEST(TimeTest, MonthsKeepTheClockAndAreCutToTheMonthsEnd) {
  const TimeZone utc;
  EXPECT_EQ(Shift(At("2026-03-31T10:11:12.345Z"), Of(1, Unit::kMonth), -1, utc), At("2026-02-28T10:11:12.345Z"));
  EXPECT_EQ(Shift(At("2024-02-29T00:00:00Z"), Of(1, Unit::kYear), +1, utc), At("2025-02-28T00:00:00Z"));
  EXPECT_EQ(Shift(Day("2026-01-31"), Of(1, Unit::kMonth), +1), Day("2026-02-28"));
  EXPECT_EQ(Shift(Day("2028-01-31"), Of(1, Unit::kMonth), +1), Day("2028-02-29"));
  EXPECT_EQ(Shift(Day("2026-01-15"), Of(13, Unit::kMonth), -1), Day("2024-12-15"));
}

TEST(TimeTest, DatesMoveByWholeElapsedDays) {
  EXPECT_EQ(Shift(Day("2026-01-01"), Of(36, Unit::kHour), +1), Day("2026-01-02"));
  EXPECT_EQ(Shift(Day("2026-01-01"), Of(36, Unit::kHour), -1), Day("2025-12-31"));
  EXPECT_EQ(Shift(Day("2026-01-01"), Of(23, Unit::kHour), -1), Day("2026-01-01"));
  EXPECT_EQ(Shift(Day("2026-01-01"), Of(2, Unit::kWeek), +1), Day("2026-01-15"));
}

TEST(TimeTest, StopsAtTheFirstAndLastDay) {
  EXPECT_EQ(Shift(Day("9999-12-01"), Of(10'000, Unit::kYear), +1), Day("9999-12-31"));
  EXPECT_EQ(Shift(Day("0001-01-02"), Of(10, Unit::kDay, true), -1), Day("0001-01-01"));
  EXPECT_EQ(Shift(At("9999-12-31"), Of(3'000'000, Unit::kDay), +1, TimeZone()).ToString(), "9999-12-31T23:59:59.999Z");
  const Instant most{std::numeric_limits<std::int64_t>::max()};
  EXPECT_EQ(Shift(most, Of(1, Unit::kMonth), +1, TimeZone()).ToString(), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(Zone("Pacific/Apia").DateOf(most), Day("9999-12-31"));
  EXPECT_EQ(Zone("America/New_York").DateOf(Instant{std::numeric_limits<std::int64_t>::min()}), Day("0001-01-01"));
}

TEST(TimeTest, KeepsDurationsInRange) {
  EXPECT_FALSE(Duration::Of(10'001, Unit::kYear, false).has_value());
  EXPECT_FALSE(Duration::Of(std::numeric_limits<std::int64_t>::max(), Unit::kSecond, false).has_value());
  EXPECT_FALSE(Duration::Of(std::numeric_limits<std::int64_t>::min(), Unit::kWeek, true).has_value());
  EXPECT_EQ(Of(2, Unit::kWeek, true), (Duration{0, 14, 0}));
  EXPECT_EQ(Of(2, Unit::kWeek), (Duration{14 * std::int64_t{86'400'000}, 0, 0}));
}

TEST(TimeTest, WritesADurationInItsLargestUnit) {
  EXPECT_EQ(Of(90, Unit::kMinute).ToString(), "90 minutes");
  EXPECT_EQ(Of(120, Unit::kMinute).ToString(), "2 hours");
  EXPECT_EQ(Of(1, Unit::kHour).ToString(), "1 hour");
  EXPECT_EQ(Of(7, Unit::kDay, true).ToString(), "7 calendar days");
  EXPECT_EQ(Of(1, Unit::kDay, true).ToString(), "1 calendar day");
  EXPECT_EQ(Of(3, Unit::kMonth).ToString(), "3 months");
  EXPECT_EQ(Of(24, Unit::kMonth).ToString(), "2 years");
  EXPECT_EQ(Duration{}.ToString(), "0 seconds");
  EXPECT_EQ(Duration({1500, 0, 0}).ToString(), "1.5 seconds");
  EXPECT_EQ(Duration({-500, 0, 0}).ToString(), "-0.5 seconds");
}

TEST(TimeTest, FindsTheStartOfAPeriod) {
  const Date friday = Day("2026-11-27");
  EXPECT_EQ(PeriodStart(friday, Unit::kDay), friday);
  EXPECT_EQ(PeriodStart(friday, Unit::kWeek), Day("2026-11-23"));
  EXPECT_EQ(PeriodStart(Day("2026-11-23"), Unit::kWeek), Day("2026-11-23"));
  EXPECT_EQ(PeriodStart(friday, Unit::kMonth), Day("2026-11-01"));
  EXPECT_EQ(PeriodStart(friday, Unit::kYear), Day("2026-01-01"));
}

TEST(TimeTest, CountsCompletedUnits) {
  EXPECT_EQ(CompletedUnits(Day("1990-05-10"), Day("2026-05-09"), Unit::kYear), 35);
  EXPECT_EQ(CompletedUnits(Day("1990-05-10"), Day("2026-05-10"), Unit::kYear), 36);
  EXPECT_EQ(CompletedUnits(Day("2000-02-29"), Day("2026-02-28"), Unit::kYear), 26);
  EXPECT_EQ(CompletedUnits(Day("2000-02-29"), Day("2028-02-28"), Unit::kYear), 27);
  EXPECT_EQ(CompletedUnits(Day("2026-01-31"), Day("2026-02-27"), Unit::kMonth), 0);
  EXPECT_EQ(CompletedUnits(Day("2026-01-31"), Day("2026-02-28"), Unit::kMonth), 1);
  EXPECT_EQ(CompletedUnits(Day("2026-01-01"), Day("2026-01-14"), Unit::kWeek), 1);
  EXPECT_EQ(CompletedUnits(Day("2026-01-14"), Day("2026-01-01"), Unit::kDay), -13);
}

TEST(TimeTest, CompletedMonthsAreThoseThatCanBeAdded) {
  std::mt19937_64 random(RandomSeed());
  std::uniform_int_distribution<std::int32_t> days(Day("1900-01-01").days_since_epoch,
                                                   Day("2100-01-01").days_since_epoch);
  for (int i = 0; i < 100'000; ++i) {
    Date from{days(random)};
    Date to{days(random)};
    if (to < from) std::swap(from, to);
    for (const Unit unit : {Unit::kMonth, Unit::kYear}) {
      const std::int64_t completed = CompletedUnits(from, to, unit);
      ASSERT_LE(Shift(from, Of(completed, unit), +1), to);
      ASSERT_GT(Shift(from, Of(completed + 1, unit), +1), to);
    }
  }
}

TEST(TimeTest, FindsAnniversariesAlsoOfTheLeapDay) {
  EXPECT_EQ(LatestAnniversary(Day("1990-05-10"), Day("2026-05-09")), Day("2025-05-10"));
  EXPECT_EQ(LatestAnniversary(Day("1990-05-10"), Day("2026-05-10")), Day("2026-05-10"));
  EXPECT_EQ(NextAnniversary(Day("1990-05-10"), Day("2026-05-10")), Day("2026-05-10"));
  EXPECT_EQ(NextAnniversary(Day("1990-05-10"), Day("2026-05-11")), Day("2027-05-10"));
  EXPECT_EQ(LatestAnniversary(Day("2000-02-29"), Day("2026-03-01")), Day("2026-02-28"));
  EXPECT_EQ(NextAnniversary(Day("2000-02-29"), Day("2027-12-01")), Day("2028-02-29"));
}

TEST(TimeTest, NamesWeekdaysMonthsAndUnits) {
  EXPECT_EQ(WeekdayByName("monday"), 0);
  EXPECT_EQ(WeekdayByName("sunday"), 6);
  EXPECT_EQ(WeekdayByName("Monday"), -1);
  EXPECT_EQ(MonthByName("january"), 1);
  EXPECT_EQ(MonthByName("december"), 12);
  EXPECT_EQ(MonthByName("dec"), -1);
  EXPECT_EQ(WeekdayName(Day("2026-11-27").weekday()), "friday");
  EXPECT_EQ(UnitName(Unit::kDay), "day");
}

}  // namespace
}  // namespace nextmove::dsl

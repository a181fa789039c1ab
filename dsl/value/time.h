// Dates, instants, durations and zones; all calendar arithmetic of the language (language reference, paragraphs 4, 5
// and 9). Plain values; `TimeZone` is immutable and shared. Only this folder sees absl's time.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nextmove::dsl {

enum class Unit : std::uint8_t { kSecond, kMinute, kHour, kDay, kWeek, kMonth, kYear };

// An amount of time. Seconds to weeks are elapsed milliseconds; `calendar` days, weeks and all months and years
// count on the calendar. At most one of the three is not zero in a value that a rule can write.
struct Duration {
  std::int64_t milliseconds = 0;
  std::int32_t calendar_days = 0;
  std::int32_t months = 0;

  // `count` units; `calendar` chooses the calendar for days and weeks. None when out of range (about 10,000 years).
  static std::optional<Duration> Of(std::int64_t count, Unit unit, bool calendar);
  bool is_elapsed() const { return calendar_days == 0 && months == 0; }
  bool operator==(const Duration&) const = default;
  // As a rule writes it, in the largest unit that fits: `90 minutes`, `7 calendar days`, `3 months`.
  std::string ToString() const;
};

// The largest unit that an amount is a whole number of; `calendar_days` count as days. Milliseconds below a second are
// cut. REQUIRES: at most one part is not zero.
struct UnitCount {
  std::int64_t count;
  Unit unit;
};
UnitCount InLargestUnit(const Duration& duration);

// A day of the proleptic Gregorian calendar, years 1..9999. Arithmetic that leaves them stops at the first or last day.
struct Date {
  std::int32_t days_since_epoch = 0;  // since 1970-01-01

  static std::optional<Date> Parse(std::string_view text);  // `2026-11-27`; none when there is no such day
  static std::optional<Date> Of(int year, int month, int day);
  int year() const;
  int month() const;    // 1..12
  int day() const;      // 1..31
  int weekday() const;  // 0 Monday .. 6 Sunday
  std::string ToString() const;
  auto operator<=>(const Date&) const = default;
};

// An instant: milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t milliseconds = 0;
  // RFC 3339 with `Z` or an offset, as `2026-11-27T18:30:00Z`, or a date alone (midnight UTC).
  static std::optional<Instant> Parse(std::string_view text);
  std::string ToString() const;  // RFC 3339 in UTC; milliseconds only when they are not zero
  auto operator<=>(const Instant&) const = default;
};

// An IANA time zone. Immutable; cheap to copy. All zones are read when first asked for: do it while compiling.
class TimeZone {
 public:
  TimeZone();  // UTC
  static std::optional<TimeZone> Load(std::string_view name);
  const std::string& name() const;
  bool operator==(const TimeZone& other) const { return name() == other.name(); }

  Date DateOf(Instant instant) const;
  int MinuteOfDay(Instant instant) const;  // 0..1439, of the clock on the wall
  // The instant when the wall shows `minute` of `date`; a skipped hour gives the first instant after the gap,
  // a repeated one the first of the two.
  Instant At(Date date, int minute = 0) const;

 private:
  struct Data;
  friend Instant Shift(Instant instant, const Duration& duration, int sign, const TimeZone& zone);
  const Data* data_;  // of a table that lives as long as the process
};

// `instant` moved by `duration` (sign +1 or -1): elapsed exactly; calendar units at the same clock time, a month
// cut to its end.
Instant Shift(Instant instant, const Duration& duration, int sign, const TimeZone& zone);
Date Shift(Date date, const Duration& duration, int sign);  // elapsed durations count whole days, rounded down

// First day of the week (Monday), month or year of `date`; the day itself for kDay. REQUIRES: unit >= kDay.
Date PeriodStart(Date date, Unit unit);
// Completed units from `from` to `to`, never negative when from <= to. REQUIRES: unit >= kDay.
std::int64_t CompletedUnits(Date from, Date to, Unit unit);
// The latest anniversary of `date` not after `today` / the next one not before it; 29 February is 28 in other years.
Date LatestAnniversary(Date date, Date today);
Date NextAnniversary(Date date, Date today);

// Lower-case English names as the language uses them: `monday`.. and `january`..; -1 when it is none.
// Weekdays from 0 (Monday), months from 1.
int WeekdayByName(std::string_view name);
int MonthByName(std::string_view name);
std::string_view WeekdayName(int weekday);
std::string_view UnitName(Unit unit);  // `day`

}  // namespace nextmove::dsl

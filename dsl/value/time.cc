// Calendar arithmetic on absl's civil time. Pure functions; the table of zones is built once and never changed.
#include "dsl/value/time.h"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "absl/strings/str_join.h"

namespace nextmove::dsl {

struct TimeZone::Data {
  std::string name;
  absl::TimeZone zone;
};

namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kWeek = 7 * kDay;
constexpr int kMonthsPerYear = 12;
constexpr int kMaxYears = 10'000;
constexpr std::int64_t kMaxDays = 3'652'425;  // of 10,000 years
constexpr std::int32_t kFirstDay = -719'162;  // 0001-01-01
constexpr std::int32_t kLastDay = 2'932'896;  // 9999-12-31
constexpr std::int64_t kFirstInstant = kFirstDay * kDay;
constexpr std::int64_t kLastInstant = (kLastDay + std::int64_t{1}) * kDay - 1;
constexpr std::size_t kMaxZoneName = 64;

constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kUnits = {"second", "minute", "hour", "day", "week", "month", "year"};

absl::CivilDay ToCivil(Date date) { return absl::CivilDay(1970, 1, 1) + date.days_since_epoch; }

Date FromDays(std::int64_t days) {
  return {static_cast<std::int32_t>(std::clamp<std::int64_t>(days, kFirstDay, kLastDay))};
}

Date FromCivil(absl::CivilDay day) { return FromDays(day - absl::CivilDay(1970, 1, 1)); }

Instant Clamp(std::int64_t milliseconds) { return {std::clamp(milliseconds, kFirstInstant, kLastInstant)}; }

// REQUIRES: instant is clamped.
absl::Time ToAbsl(Instant instant) { return absl::FromUnixMillis(instant.milliseconds); }

Instant Add(Instant instant, std::int64_t milliseconds) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(instant.milliseconds, milliseconds, &sum)) {
    sum = milliseconds < 0 ? kFirstInstant : kLastInstant;
  }
  return Clamp(sum);
}

std::int64_t FloorDivide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// The same day of the month `months` later, cut to that month's end.
absl::CivilDay AddMonths(absl::CivilDay day, std::int64_t months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return absl::CivilDay(month.year(), month.month(), std::min(day.day(), last.day()));
}

absl::CivilDay AddCalendar(absl::CivilDay day, const Duration& duration, int sign) {
  return AddMonths(day, std::int64_t{sign} * duration.months) + std::int64_t{sign} * duration.calendar_days;
}

// The instant when the wall shows `wall` and `subsecond` for the first time, or the end of the gap that skips it.
Instant FirstInstantAt(absl::CivilSecond wall, absl::Duration subsecond, const absl::TimeZone& zone) {
  const absl::TimeZone::TimeInfo info = zone.At(wall);
  const bool skipped = info.kind == absl::TimeZone::TimeInfo::SKIPPED;
  return Clamp(absl::ToUnixMillis(skipped ? info.trans : info.pre + subsecond));
}

Date AnniversaryIn(absl::CivilDay date, std::int64_t year) {
  return FromCivil(AddMonths(date, (year - date.year()) * kMonthsPerYear));
}

// Reads exactly `count` digits off the front of `text`; -1 when they are not there.
int TakeDigits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool Take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> TakeDate(std::string_view& text) {
  const int year = TakeDigits(text, 4);
  if (year < 0 || !Take(text, '-')) return std::nullopt;
  const int month = TakeDigits(text, 2);
  if (month < 0 || !Take(text, '-')) return std::nullopt;
  const int day = TakeDigits(text, 2);
  return Date::Of(year, month, day);
}

// Reads `18:30:00` with an optional fraction, cut to milliseconds; -1 when it is not there.
std::int64_t TakeClock(std::string_view& text) {
  const int hour = TakeDigits(text, 2);
  if (hour < 0 || hour > 23 || !Take(text, ':')) return -1;
  const int minute = TakeDigits(text, 2);
  if (minute < 0 || minute > 59 || !Take(text, ':')) return -1;
  const int second = TakeDigits(text, 2);
  if (second < 0 || second > 59) return -1;
  std::int64_t milliseconds = hour * kHour + minute * kMinute + second * kSecond;
  if (!Take(text, '.')) return milliseconds;
  std::int64_t step = kSecond / 10;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits, step /= 10) {
    milliseconds += (text[digits] - '0') * step;
  }
  text.remove_prefix(digits);
  return digits > 0 ? milliseconds : -1;
}

// Reads `Z` or `+02:00`, in milliseconds east.
std::optional<std::int64_t> TakeOffset(std::string_view& text) {
  if (Take(text, 'Z')) return 0;
  const bool west = !text.empty() && text.front() == '-';
  if (!west && (text.empty() || text.front() != '+')) return std::nullopt;
  text.remove_prefix(1);
  const int hour = TakeDigits(text, 2);
  if (hour < 0 || hour > 23 || !Take(text, ':')) return std::nullopt;
  const int minute = TakeDigits(text, 2);
  if (minute < 0 || minute > 59) return std::nullopt;
  const std::int64_t offset = hour * kHour + minute * kMinute;
  return west ? -offset : offset;
}

void AppendPadded(std::string& text, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) text.append(width - digits.size(), '0');
  text += digits;
}

// Keeps names that mean a file elsewhere, a fixed offset or leap seconds away from the loader.
bool IsZoneName(std::string_view name) {
  if (name.empty() || name.size() > kMaxZoneName || name.front() == '/') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' ||
           c == '-' || c == '+';
  });
}

}  // namespace

std::optional<Duration> Duration::Of(std::int64_t count, Unit unit, bool calendar) {
  const auto within = [count](std::int64_t most) { return count >= -most && count <= most; };
  const auto elapsed = [&](std::int64_t size) -> std::optional<Duration> {
    if (!within(kMaxDays * kDay / size)) return std::nullopt;
    return Duration{count * size, 0, 0};
  };
  const auto days = [&](std::int32_t size) -> std::optional<Duration> {
    if (!within(kMaxDays / size)) return std::nullopt;
    return Duration{0, static_cast<std::int32_t>(count) * size, 0};
  };
  const auto months = [&](std::int32_t size) -> std::optional<Duration> {
    if (!within(kMaxYears * kMonthsPerYear / size)) return std::nullopt;
    return Duration{0, 0, static_cast<std::int32_t>(count) * size};
  };
  switch (unit) {
    case Unit::kSecond:
      return elapsed(kSecond);
    case Unit::kMinute:
      return elapsed(kMinute);
    case Unit::kHour:
      return elapsed(kHour);
    case Unit::kDay:
      return calendar ? days(1) : elapsed(kDay);
    case Unit::kWeek:
      return calendar ? days(7) : elapsed(kWeek);
    case Unit::kMonth:
      return months(1);
    case Unit::kYear:
      return months(kMonthsPerYear);
  }
  return std::nullopt;
}

UnitCount InLargestUnit(const Duration& duration) {
  if (duration.months != 0) {
    if (duration.months % kMonthsPerYear == 0) return {duration.months / kMonthsPerYear, Unit::kYear};
    return {duration.months, Unit::kMonth};
  }
  if (duration.calendar_days != 0) return {duration.calendar_days, Unit::kDay};
  const std::int64_t elapsed = duration.milliseconds;
  if (elapsed == 0) return {0, Unit::kSecond};
  if (elapsed % kWeek == 0) return {elapsed / kWeek, Unit::kWeek};
  if (elapsed % kDay == 0) return {elapsed / kDay, Unit::kDay};
  if (elapsed % kHour == 0) return {elapsed / kHour, Unit::kHour};
  if (elapsed % kMinute == 0) return {elapsed / kMinute, Unit::kMinute};
  return {elapsed / kSecond, Unit::kSecond};
}

std::string Duration::ToString() const {
  const auto write = [](const Duration& part) {
    const UnitCount amount = InLargestUnit(part);
    std::string text = std::to_string(amount.count);
    const std::int64_t rest = part.milliseconds % kSecond;
    if (rest != 0) {
      if (part.milliseconds < 0 && amount.count == 0) text.insert(0, 1, '-');
      text += '.';
      AppendPadded(text, rest < 0 ? -rest : rest, 3);
      while (text.back() == '0') text.pop_back();
    }
    const bool one = rest == 0 && (amount.count == 1 || amount.count == -1);
    text += part.calendar_days != 0 ? " calendar " : " ";
    return text.append(UnitName(amount.unit)).append(one ? "" : "s");
  };
  // Only arithmetic makes more than one part.
  std::vector<std::string> parts;
  for (const Duration& part : {Duration{0, 0, months}, Duration{0, calendar_days, 0}, Duration{milliseconds, 0, 0}}) {
    if (!(part == Duration{})) parts.push_back(write(part));
  }
  return parts.empty() ? write(Duration{}) : absl::StrJoin(parts, " + ");
}

std::optional<Date> Date::Parse(std::string_view text) {
  const std::optional<Date> date = TakeDate(text);
  return text.empty() ? date : std::nullopt;
}

std::optional<Date> Date::Of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const absl::CivilDay civil(year, month, day);
  if (civil.month() != month) return std::nullopt;
  return FromCivil(civil);
}

int Date::year() const { return static_cast<int>(ToCivil(*this).year()); }
int Date::month() const { return ToCivil(*this).month(); }
int Date::day() const { return ToCivil(*this).day(); }

int Date::weekday() const {
  constexpr int kThursday = 3;  // 1970-01-01
  const std::int64_t shifted = std::int64_t{days_since_epoch} + kThursday;
  return static_cast<int>(shifted - FloorDivide(shifted, 7) * 7);
}

std::string Date::ToString() const {
  const absl::CivilDay civil = ToCivil(*this);
  std::string text;
  AppendPadded(text, civil.year(), 4);
  text += '-';
  AppendPadded(text, civil.month(), 2);
  text += '-';
  AppendPadded(text, civil.day(), 2);
  return text;
}

std::optional<Instant> Instant::Parse(std::string_view text) {
  const std::optional<Date> date = TakeDate(text);
  if (!date) return std::nullopt;
  std::int64_t milliseconds = date->days_since_epoch * kDay;
  if (!text.empty()) {
    if (!Take(text, 'T')) return std::nullopt;
    const std::int64_t clock = TakeClock(text);
    if (clock < 0) return std::nullopt;
    const std::optional<std::int64_t> offset = TakeOffset(text);
    if (!offset || !text.empty()) return std::nullopt;
    milliseconds += clock - *offset;
  }
  if (milliseconds < kFirstInstant || milliseconds > kLastInstant) return std::nullopt;
  return Instant{milliseconds};
}

std::string Instant::ToString() const {
  const std::int64_t clamped = Clamp(milliseconds).milliseconds;
  const std::int64_t days = FloorDivide(clamped, kDay);
  const std::int64_t of_day = clamped - days * kDay;
  std::string text = FromDays(days).ToString() + 'T';
  AppendPadded(text, of_day / kHour, 2);
  text += ':';
  AppendPadded(text, of_day / kMinute % 60, 2);
  text += ':';
  AppendPadded(text, of_day / kSecond % 60, 2);
  if (of_day % kSecond != 0) {
    text += '.';
    AppendPadded(text, of_day % kSecond, 3);
  }
  return text += 'Z';
}

TimeZone::TimeZone() {
  static const Data* const utc = new Data{"UTC", absl::UTCTimeZone()};
  data_ = utc;
}

// The zones that ICU names and the system's tz database has. A closed table: names that visitors send can't make
// it grow or make the process read files.
std::optional<TimeZone> TimeZone::Load(std::string_view name) {
  using Table = std::map<std::string, Data, std::less<>>;
  static const Table* const table = [] {
    auto* zones = new Table;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> names(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, status));
    while (names != nullptr && U_SUCCESS(status)) {
      const char* next = names->next(nullptr, status);
      if (next == nullptr) break;
      absl::TimeZone zone;
      if (IsZoneName(next) && absl::LoadTimeZone(next, &zone)) zones->emplace(next, Data{next, zone});
    }
    zones->try_emplace("UTC", Data{"UTC", absl::UTCTimeZone()});
    return zones;
  }();
  const auto found = table->find(name);
  if (found == table->end()) return std::nullopt;
  TimeZone zone;
  zone.data_ = &found->second;
  return zone;
}

const std::string& TimeZone::name() const { return data_->name; }

Date TimeZone::DateOf(Instant instant) const {
  return FromCivil(absl::CivilDay(data_->zone.At(ToAbsl(Clamp(instant.milliseconds))).cs));
}

int TimeZone::MinuteOfDay(Instant instant) const {
  const absl::CivilSecond wall = data_->zone.At(ToAbsl(Clamp(instant.milliseconds))).cs;
  return wall.hour() * 60 + wall.minute();
}

Instant TimeZone::At(Date date, int minute) const {
  return FirstInstantAt(absl::CivilSecond(ToCivil(date)) + std::int64_t{60} * minute, absl::ZeroDuration(),
                        data_->zone);
}

Instant Shift(Instant instant, const Duration& duration, int sign, const TimeZone& zone) {
  if (!duration.is_elapsed()) {
    const Instant start = Clamp(instant.milliseconds);
    const absl::TimeZone::CivilInfo wall = zone.data_->zone.At(ToAbsl(start));
    const absl::CivilDay day = ToCivil(FromCivil(AddCalendar(absl::CivilDay(wall.cs), duration, sign)));
    const std::int64_t second = wall.cs - absl::CivilSecond(absl::CivilDay(wall.cs));
    instant = FirstInstantAt(absl::CivilSecond(day) + second, wall.subsecond, zone.data_->zone);
  }
  return Add(instant, sign * duration.milliseconds);
}

Date Shift(Date date, const Duration& duration, int sign) {
  const absl::CivilDay day = duration.is_elapsed() ? ToCivil(date) : AddCalendar(ToCivil(date), duration, sign);
  return FromCivil(day + sign * (duration.milliseconds / kDay));
}

Date PeriodStart(Date date, Unit unit) {
  const absl::CivilDay day = ToCivil(date);
  switch (unit) {
    case Unit::kSecond:
    case Unit::kMinute:
    case Unit::kHour:
    case Unit::kDay:
      return date;
    case Unit::kWeek:
      return FromDays(std::int64_t{date.days_since_epoch} - date.weekday());
    case Unit::kMonth:
      return FromCivil(absl::CivilDay(absl::CivilMonth(day)));
    case Unit::kYear:
      return FromCivil(absl::CivilDay(absl::CivilYear(day)));
  }
  return date;
}

std::int64_t CompletedUnits(Date from, Date to, Unit unit) {
  if (to < from) return -CompletedUnits(to, from, unit);
  const std::int64_t days = std::int64_t{to.days_since_epoch} - from.days_since_epoch;
  const absl::CivilDay start = ToCivil(from);
  const absl::CivilDay end = ToCivil(to);
  // A month is complete on its day, cut to the month's end.
  std::int64_t months = absl::CivilMonth(end) - absl::CivilMonth(start);
  if (AddMonths(start, months) > end) --months;
  switch (unit) {
    case Unit::kSecond:
    case Unit::kMinute:
    case Unit::kHour:
    case Unit::kDay:
      return days;
    case Unit::kWeek:
      return days / 7;
    case Unit::kMonth:
      return months;
    case Unit::kYear:
      return months / kMonthsPerYear;
  }
  return days;
}

Date LatestAnniversary(Date date, Date today) {
  const std::int64_t year = today.year();
  const Date this_year = AnniversaryIn(ToCivil(date), year);
  return this_year <= today ? this_year : AnniversaryIn(ToCivil(date), year - 1);
}

Date NextAnniversary(Date date, Date today) {
  const std::int64_t year = today.year();
  const Date this_year = AnniversaryIn(ToCivil(date), year);
  return this_year >= today ? this_year : AnniversaryIn(ToCivil(date), year + 1);
}

int WeekdayByName(std::string_view name) {
  const auto* found = std::find(kWeekdays.begin(), kWeekdays.end(), name);
  return found == kWeekdays.end() ? -1 : static_cast<int>(found - kWeekdays.begin());
}

int MonthByName(std::string_view name) {
  const auto* found = std::find(kMonths.begin(), kMonths.end(), name);
  return found == kMonths.end() ? -1 : static_cast<int>(found - kMonths.begin()) + 1;
}

std::string_view WeekdayName(int weekday) { return kWeekdays[static_cast<std::size_t>(weekday)]; }

std::string_view UnitName(Unit unit) { return kUnits[static_cast<std::size_t>(unit)]; }

}  // namespace nextmove::dsl

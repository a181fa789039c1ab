// `active`: from / until, and every period from an edge until an edge (language reference, paragraph 5 and the row
// `active`). Clock times are compared on the wall, so an hour that does not exist is never in a schedule and one that
// comes twice is in it twice.
#include <algorithm>

#include "dsl/evaluate/evaluate.h"

namespace nextmove::dsl {
namespace {

constexpr int kMinutesOfDay = 24 * 60;

struct WallClock {
  Date date;
  int minute;
};

// Whether now is inside the dates that the edges name. A date alone: the whole day included; with a clock: `until`
// excluded.
bool InsideDates(const Schedule& schedule, const TimeZone& zone, Instant now, const WallClock& wall) {
  if (schedule.from && schedule.from->date) {
    const ScheduleEdge& from = *schedule.from;
    if (from.minute ? now < zone.At(*from.date, *from.minute) : wall.date < *from.date) return false;
  }
  if (schedule.until && schedule.until->date) {
    const ScheduleEdge& until = *schedule.until;
    if (until.minute ? now >= zone.At(*until.date, *until.minute) : wall.date > *until.date) return false;
  }
  return true;
}

// A place within a month or a year in minutes; each month has room for 32 days, so places keep their order.
int PlaceOf(int month, int day, int minute) { return (month * 32 + day) * kMinutesOfDay + minute; }

int LastDayOf(const Date& date) {
  const int month = date.month();
  const auto next = month == 12 ? Date::Of(date.year() + 1, 1, 1) : Date::Of(date.year(), month + 1, 1);
  return next ? Date{next->days_since_epoch - 1}.day() : 31;
}

// `every month from 25 until 5`, `every year from 1 december until 24 december`: both days included.
bool InsidePeriod(const Schedule& schedule, const WallClock& wall, bool yearly) {
  const auto place = [&](const ScheduleEdge& edge, bool until) {
    const int last = yearly ? edge.day : std::min(edge.day, LastDayOf(wall.date));
    const int day = edge.day == 0 ? (until ? 31 : 1) : last;
    const int minute = edge.minute.value_or(until ? kMinutesOfDay : 0);
    return PlaceOf(yearly ? edge.month : 0, day, minute);
  };
  const int now = PlaceOf(yearly ? wall.date.month() : 0, wall.date.day(), wall.minute);
  const int from = schedule.from ? place(*schedule.from, false) : 0;
  const int until = schedule.until ? place(*schedule.until, true) : PlaceOf(13, 0, 0);
  return from < until ? from <= now && now < until : now >= from || now < until;
}

bool HasClock(const std::optional<ScheduleEdge>& edge) { return edge && edge->minute && !edge->date && edge->day == 0; }
bool HasDay(const Schedule& schedule) {
  return (schedule.from && schedule.from->day != 0) || (schedule.until && schedule.until->day != 0);
}
bool HasMonth(const Schedule& schedule) {
  return (schedule.from && schedule.from->month != 0) || (schedule.until && schedule.until->month != 0);
}

}  // namespace

bool Evaluator::PeriodHas(const SchedulePeriod& period, Date day) {
  switch (period.kind) {
    case SchedulePeriod::Kind::kDay:
    case SchedulePeriod::Kind::kWeek:
    case SchedulePeriod::Kind::kMonth:
    case SchedulePeriod::Kind::kYear:
      return true;
    case SchedulePeriod::Kind::kWeekday:
      return day.weekday() < 5;
    case SchedulePeriod::Kind::kWeekend:
      return day.weekday() >= 5;
    case SchedulePeriod::Kind::kNamedDay:
      return day.weekday() == period.weekday;
    case SchedulePeriod::Kind::kDates:
      break;
  }
  const Value dates = NamedValueOf(period.value);
  if (dates.date()) return *dates.date() == day;
  return dates.list() && std::any_of(dates.list()->begin(), dates.list()->end(),
                                     [&](const Value& date) { return date.date() && *date.date() == day; });
}

bool Evaluator::PeriodsHave(const Schedule& schedule, Date day) {
  return schedule.every.empty() || std::any_of(schedule.every.begin(), schedule.every.end(),
                                               [&](const SchedulePeriod& period) { return PeriodHas(period, day); });
}

bool Evaluator::IsActive(const Schedule& schedule) {
  const TimeZone& zone = situation_.zone(schedule.zone);
  const Instant now = situation_.now();
  const WallClock wall{zone.DateOf(now), zone.MinuteOfDay(now)};
  if (!InsideDates(schedule, zone, now, wall)) return false;
  if (HasDay(schedule)) return PeriodsHave(schedule, wall.date) && InsidePeriod(schedule, wall, HasMonth(schedule));
  if (!HasClock(schedule.from) && !HasClock(schedule.until)) return PeriodsHave(schedule, wall.date);
  const int from = HasClock(schedule.from) ? *schedule.from->minute : 0;
  const int until = HasClock(schedule.until) ? *schedule.until->minute : kMinutesOfDay;
  if (from < until) return PeriodsHave(schedule, wall.date) && from <= wall.minute && wall.minute < until;
  // Over midnight: the hours belong to the day on which they began.
  if (wall.minute >= from && PeriodsHave(schedule, wall.date)) return true;
  return wall.minute < until && PeriodsHave(schedule, Date{wall.date.days_since_epoch - 1});
}

}  // namespace nextmove::dsl

// The evaluator's history against a second interpreter that quantifies over all tuples of events, as `language.md` 4 to
// 8 say it, with a calendar of Paris of its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tests/unit/evaluate/events.h"
#include "tests/unit/random_seed.h"

namespace nextmove::dsl::testing {
namespace {

using Ms = std::int64_t;
constexpr Ms kMinuteMs = 60'000, kHourMs = 60 * kMinuteMs, kDayMs = 24 * kHourMs;

// ---- a calendar of its own: proleptic Gregorian days, and the rule of the European Union for summer time ----

struct Civil {
  int year, month, day;
};

Ms FloorDiv(Ms a, Ms b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }
bool IsLeap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
int LengthOf(int year, int month) {
  constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeap(year) ? 29 : kLengths[month - 1];
}
Ms DayOf(const Civil& date) {
  Ms days = 0;
  for (int year = 1970; year < date.year; ++year) days += IsLeap(year) ? 366 : 365;
  for (int month = 1; month < date.month; ++month) days += LengthOf(date.year, month);
  return days + date.day - 1;
}
Civil CivilOf(Ms day) {
  Civil date{1970, 1, 1};
  while (day >= (IsLeap(date.year) ? 366 : 365)) day -= IsLeap(date.year++) ? 366 : 365;
  while (day >= LengthOf(date.year, date.month)) day -= LengthOf(date.year, date.month++);
  date.day += static_cast<int>(day);
  return date;
}
int WeekdayOf(Ms day) { return static_cast<int>((day + 3) % 7); }
// Clocks change at 1:00 UTC on the last Sunday of March and of October.
Ms ChangeOf(int year, int month) {
  Ms day = DayOf({year, month, 31});
  while (WeekdayOf(day) != 6) --day;
  return day * kDayMs + kHourMs;
}
Ms OffsetAt(Ms time) {
  const int year = CivilOf(FloorDiv(time, kDayMs)).year;
  return time >= ChangeOf(year, 3) && time < ChangeOf(year, 10) ? 2 * kHourMs : kHourMs;
}
Ms LocalOf(Ms time) { return time + OffsetAt(time); }
Ms LocalDay(Ms time) { return FloorDiv(LocalOf(time), kDayMs); }
// The first time that shows this on the wall, or the end of the gap.
Ms TimeOf(Ms local) {
  for (const Ms offset : {2 * kHourMs, kHourMs})
    if (OffsetAt(local - offset) == offset) return local - offset;
  return ChangeOf(CivilOf(FloorDiv(local, kDayMs)).year, 3);
}
Ms MonthsLater(Ms time, int months) {
  const Ms local = LocalOf(time), day = FloorDiv(local, kDayMs);
  Civil date = CivilOf(day);
  const int index = date.year * 12 + date.month - 1 + months;
  date.year = index / 12;
  date.month = index % 12 + 1;
  date.day = std::min(date.day, LengthOf(date.year, date.month));
  return TimeOf(DayOf(date) * kDayMs + (local - day * kDayMs));
}
Ms FirstDayOf(Ms day, Unit unit) {
  const Civil date = CivilOf(day);
  if (unit == Unit::kWeek) return day - WeekdayOf(day);
  if (unit == Unit::kMonth) return DayOf({date.year, date.month, 1});
  if (unit == Unit::kYear) return DayOf({date.year, 1, 1});
  return day;
}

// ---- what happened, and what is asked ----

struct Happening {
  Kind kind;
  Ms time;
  int product;  // -1: none
};
struct World {
  Ms now, session_start;
  std::vector<Happening> events;
  std::set<Kind> unreadable, unreadable_in_session;
};
struct Ask {  // one step, or what `since` asks for
  Kind kind;
  int product = -1;  // -1: any
  bool negated = false;
  std::optional<Duration> within;
};

// The last instant of a duration from `time` on.
Ms EndAfter(Ms time, const Duration& duration) {
  if (duration.calendar_days > 0) {
    // The first millisecond of the day after, less one; found by trying.
    const Ms last = LocalDay(time) + duration.calendar_days - 1;
    return TimeOf((last + 1) * kDayMs) - 1;
  }
  return duration.months != 0 ? MonthsLater(time, duration.months) : time + duration.milliseconds;
}

class Oracle {
 public:
  explicit Oracle(const World& world) : world_(world) {}

  // The events of the first step that start a match; none: unknown.
  std::optional<std::vector<int>> Starts(const std::vector<Ask>& steps, const HistoryWindow& window, const Ask& since) {
    const bool session = window.kind == HistoryWindow::Kind::kThisSession;
    for (const Ask& step : steps)
      if ((session ? world_.unreadable_in_session : world_.unreadable).contains(step.kind)) return std::nullopt;
    session_ = session;
    window_ = &window;
    since_.reset();
    if (window.kind == HistoryWindow::Kind::kSinceEvent) {
      if (world_.unreadable.contains(since.kind)) return std::nullopt;
      for (const Happening& one : world_.events)
        if (Is(one, since) && (!since_ || *since_ < one.time)) since_ = one.time;
      if (!since_) return std::nullopt;
    }
    steps_ = &steps;
    std::vector<int> starts;
    for (int i = 0; i < Count(); ++i) {
      std::vector<int> chosen;
      if (Try(0, i, chosen)) starts.push_back(i);
    }
    return starts;
  }

 private:
  int Count() const { return static_cast<int>(world_.events.size()); }
  const Happening& Event(int index) const { return world_.events[static_cast<std::size_t>(index)]; }
  static bool Is(const Happening& one, const Ask& ask) {
    return one.kind == ask.kind && (ask.product < 0 || one.product == ask.product);
  }
  bool Visible(const Happening& one) const { return !session_ || one.time >= world_.session_start; }

  bool InWindow(Ms time) const {
    const HistoryWindow& w = *window_;
    const Ms day = LocalDay(time), today = LocalDay(world_.now);
    switch (w.kind) {
      case HistoryWindow::Kind::kNone:
        return true;
      case HistoryWindow::Kind::kInTheLast:
        if (w.duration.calendar_days > 0) return day > today - w.duration.calendar_days;
        if (w.duration.months > 0) return time >= MonthsLater(world_.now, -w.duration.months);
        return time >= world_.now - w.duration.milliseconds;
      case HistoryWindow::Kind::kThisSession:
        return time >= world_.session_start;
      case HistoryWindow::Kind::kThisUnit:
        return day >= FirstDayOf(today, w.unit);
      case HistoryWindow::Kind::kSinceDate:
        return day >= w.from.days_since_epoch;
      case HistoryWindow::Kind::kSinceEvent:
        return time >= *since_;
      case HistoryWindow::Kind::kBeforeThisSession:
        return time < world_.session_start;
      case HistoryWindow::Kind::kBeforeThisUnit:
        return day < FirstDayOf(today, w.unit);
      case HistoryWindow::Kind::kBeforeDate:
        return day < w.from.days_since_epoch;
      case HistoryWindow::Kind::kBetweenDates:
        return w.from.days_since_epoch <= day && day <= w.until.days_since_epoch;
    }
    return false;
  }

  // Whether event `index` for step `at`, after those chosen, can be completed; negated steps are judged at the end.
  bool Try(std::size_t at, int index, std::vector<int>& chosen) {
    const Ask& step = (*steps_)[at];
    const Happening& one = Event(index);
    if (!Is(one, step) || !Visible(one) || !InWindow(one.time)) return false;
    if (std::find(chosen.begin(), chosen.end(), index) != chosen.end()) return false;
    if (!chosen.empty()) {
      const Ms before = Event(chosen.back()).time;
      if (one.time < before || (step.within && one.time > EndAfter(before, *step.within))) return false;
    }
    chosen.push_back(index);
    std::size_t next = at + 1;
    while (next < steps_->size() && (*steps_)[next].negated) ++next;
    bool complete = false;
    if (next == steps_->size()) complete = NegatedHold(chosen);
    for (int i = 0; next < steps_->size() && !complete && i < Count(); ++i) complete = Try(next, i, chosen);
    chosen.pop_back();
    return complete;
  }
  bool NegatedHold(const std::vector<int>& chosen) const {
    std::size_t positive = 0;
    for (std::size_t at = 1; at < steps_->size(); ++at) {
      const Ask& step = (*steps_)[at];
      if (!step.negated) {
        ++positive;
        continue;
      }
      const Ms from = Event(chosen[positive]).time;
      const Ms end = step.within ? EndAfter(from, *step.within) : world_.now;
      if (world_.now < end) return false;
      for (int i = 0; i < Count(); ++i) {
        const Happening& one = Event(i);
        const auto steps_before = chosen.begin() + static_cast<std::ptrdiff_t>(positive) + 1;
        const bool taken = std::find(chosen.begin(), steps_before, i) != steps_before;
        if (!taken && Is(one, step) && Visible(one) && one.time >= from && one.time <= end) return false;
      }
    }
    return true;
  }

  const World& world_;
  const std::vector<Ask>* steps_ = nullptr;
  const HistoryWindow* window_ = nullptr;
  bool session_ = false;
  std::optional<Ms> since_;
};

// ---- random worlds and questions ----

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(static_cast<unsigned>(seed)) {}
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool OneIn(int n) { return Below(n) == 0; }

  World MakeWorld() {
    // Days with 23 and 25 hours, leap days, ends of months and years.
    static const char* const kAnchors[] = {"2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2024-02-29T12:00:00Z",
                                           "2028-03-31T10:00:00Z", "2026-12-31T23:30:00Z", "2027-01-01T00:00:00Z",
                                           "2026-05-31T21:59:59Z", "2026-10-25T01:30:00Z"};
    World world;
    world.now = At(kAnchors[Below(8)]).milliseconds + Below(3) * kHourMs;
    world.session_start = world.now - Below(3) * 20 * kMinuteMs;
    for (int i = 0, count = Below(9); i < count; ++i) world.events.push_back({AnyKind(), AnyTime(world), Below(3) - 1});
    if (OneIn(10)) {
      const Kind kind = AnyKind();
      world.unreadable.insert(kind);
      if (OneIn(2)) world.unreadable_in_session.insert(kind);
    }
    return world;
  }
  Ask MakeAsk(bool negated) {
    Ask ask{AnyKind(), OneIn(2) ? Below(2) : -1, negated, {}};
    return ask;
  }
  std::vector<Ask> MakeSteps() {
    std::vector<Ask> steps = {MakeAsk(false)};
    for (int i = OneIn(2) ? 0 : 1 + Below(3); i > 0; --i) {
      steps.push_back(MakeAsk(OneIn(3)));
      if (OneIn(2)) steps.back().within = AnyDuration();
    }
    return steps;
  }
  Duration AnyDuration() {
    switch (Below(6)) {
      case 0:
        return Duration{kHourMs, 0, 0};
      case 1:
        return Hours(24);
      case 2:
        return Days(7);
      case 3:
        return CalendarDays(1 + Below(3));
      case 4:
        return Months(1 + Below(12));
      default:
        return Duration{20 * kMinuteMs, 0, 0};
    }
  }
  HistoryWindow MakeWindow(const World& world) {
    HistoryWindow window;
    window.kind = static_cast<HistoryWindow::Kind>(Below(10));
    window.duration = AnyDuration();
    static constexpr Unit kUnits[] = {Unit::kDay, Unit::kWeek, Unit::kMonth, Unit::kYear};
    window.unit = kUnits[Below(4)];
    window.from = {static_cast<std::int32_t>(LocalDay(AnyTime(world)))};
    window.until = {window.from.days_since_epoch + Below(40)};
    return window;
  }

 private:
  Kind AnyKind() { return static_cast<Kind>(Below(kKinds)); }
  // Near now or near what lies months before; often the same as another.
  Ms AnyTime(const World& world) {
    if (!world.events.empty() && OneIn(4)) return world.events[static_cast<std::size_t>(Below(Size(world)))].time;
    static constexpr Ms kSteps[] = {0, 20 * kMinuteMs, kHourMs, 24 * kHourMs, 7 * kDayMs, 23 * kHourMs, 25 * kHourMs};
    Ms time = world.now - kSteps[Below(7)] * Below(3);
    if (OneIn(3)) time = MonthsLater(time, -Below(13));
    if (OneIn(5)) time = TimeOf(LocalDay(time) * kDayMs);
    return std::min(world.now, time - (OneIn(4) ? 1 : 0));
  }
  static int Size(const World& world) { return static_cast<int>(world.events.size()); }

  std::mt19937 random_;
};

EventFilter FilterOf(const Ask& ask) {
  return ask.product < 0 ? Of(ask.kind) : Of(ask.kind, std::string(1, static_cast<char>('a' + ask.product)));
}

EventSituation SituationOf(const World& world) {
  EventSituation situation;
  situation.now_ = {world.now};
  situation.session_start_ = {world.session_start};
  for (const Happening& one : world.events) {
    const Value product = one.product < 0 ? Value() : Value(std::string(1, static_cast<char>('a' + one.product)));
    situation.Add(one.kind, EventAt({one.time}, product));
  }
  for (const Kind kind : world.unreadable) situation.all_[kind].reset();
  for (const Kind kind : world.unreadable_in_session) situation.session_[kind].reset();
  return situation;
}

QueryMaker QueryOf(const std::vector<Ask>& steps, const HistoryWindow& window, const Ask& since) {
  QueryMaker query(FilterOf(steps[0]));
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (steps[i].negated)
      query.ThenNot(FilterOf(steps[i]), steps[i].within);
    else
      query.Then(FilterOf(steps[i]), steps[i].within);
  }
  HistoryWindow asked = window;
  asked.since = FilterOf(since);
  return query.In(asked);
}

TEST(HistoryOracleTest, TheEvaluatorAgreesWithAllTuplesOfEvents) {
  const std::uint64_t seed = RandomSeed();
  Dice dice(seed);
  const Program program = ProgramOfEvents();
  int matched = 0, unknown = 0;
  for (int round = 0; round < 20'000; ++round) {
    const World world = dice.MakeWorld();
    const EventSituation situation = SituationOf(world);
    const std::vector<Ask> steps = dice.MakeSteps();
    const HistoryWindow window = dice.MakeWindow(world);
    const Ask since = dice.MakeAsk(false);
    const auto starts = Oracle(world).Starts(steps, window, since);
    QueryMaker query = QueryOf(steps, window, since);
    Evaluator evaluator(program, situation);
    const Value times = evaluator.Evaluate(query.Times());
    ASSERT_EQ(times.ToString(), starts ? std::to_string(starts->size()) : "unknown")
        << "seed " << seed << " round " << round << " window " << static_cast<int>(window.kind);
    if (!starts) {
      ++unknown;
      ASSERT_EQ(evaluator.Test(query.Has()), Truth::kUnknown);
      continue;
    }
    matched += !starts->empty();
    const int bound = dice.Below(4);
    const auto size = static_cast<int>(starts->size());
    const auto is = [&](CountBound kind) { return evaluator.Holds(query.Times(kind, bound).Has()); };
    ASSERT_EQ(is(CountBound::kAtLeast), size >= bound);
    ASSERT_EQ(is(CountBound::kAtMost), size <= bound);
    ASSERT_EQ(is(CountBound::kExactly), size == bound);
    int most = 0;
    for (int product = 0; product < 3; ++product) {
      most = std::max(most, static_cast<int>(std::count_if(starts->begin(), starts->end(), [&](int index) {
                        return world.events[static_cast<std::size_t>(index)].product == product;
                      })));
    }
    const Expr same = query.TheSame(kProduct).Times(CountBound::kAtLeast, bound + 1).Has();
    ASSERT_EQ(evaluator.Holds(same), most >= bound + 1) << "seed " << seed << " round " << round;
  }
  EXPECT_GT(matched, 2'000);
  EXPECT_GT(unknown, 500);
}

TEST(HistoryOracleTest, ALongerWindowCountsNoFewer) {
  const std::uint64_t seed = RandomSeed();
  Dice dice(seed);
  const Program program = ProgramOfEvents();
  const Duration growing[] = {Duration{kHourMs, 0, 0}, Days(7), Days(30), Months(12)};
  for (int round = 0; round < 2'000; ++round) {
    World world = dice.MakeWorld();
    world.unreadable.clear();
    const EventSituation situation = SituationOf(world);
    const std::vector<Ask> steps = dice.MakeSteps();
    Decimal before(0);
    for (const Duration& duration : growing) {
      const Value times = Evaluator(program, situation).Evaluate(QueryOf(steps, InTheLast(duration), steps[0]).Times());
      ASSERT_GE(*times.number(), before) << "seed " << seed << " round " << round;
      before = *times.number();
    }
  }
}

// Of one kind and instant, so that steps compete for events.
TEST(HistoryOracleTest, EventsOfOneInstantAreNeverTakenTwice) {
  const std::uint64_t seed = RandomSeed();
  Dice dice(seed);
  const Program program = ProgramOfEvents();
  for (int round = 0; round < 5'000; ++round) {
    World world;
    world.now = At("2026-03-31T12:00:00Z").milliseconds;
    world.session_start = world.now;
    for (int i = dice.Below(7); i > 0; --i)
      world.events.push_back({kViewed, world.now - kHourMs * dice.Below(2), dice.Below(3) - 1});
    std::vector<Ask> steps = dice.MakeSteps();
    for (Ask& step : steps) step.kind = kViewed;
    const EventSituation situation = SituationOf(world);
    const auto starts = Oracle(world).Starts(steps, {}, steps[0]);
    ASSERT_EQ(Evaluator(program, situation).Evaluate(QueryOf(steps, {}, steps[0]).Times()).ToString(),
              std::to_string(starts->size()))
        << "seed " << seed << " round " << round;
  }
}

}  // namespace
}  // namespace nextmove::dsl::testing

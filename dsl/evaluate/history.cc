// Evaluates questions about what visitors did: windows, counts, sequences and values over events (language reference,
// paragraphs 4 to 9).
#include <algorithm>
#include <limits>

#include "dsl/evaluate/aggregate.h"
#include "dsl/evaluate/compare.h"
#include "dsl/evaluate/evaluate.h"
#include "dsl/evaluate/nesting.h"
#include "dsl/evaluate/sequence.h"

namespace nextmove::dsl {
namespace {

constexpr Instant kEver{std::numeric_limits<std::int64_t>::min()};

Situation::Reach ReachOf(const HistoryWindow& window) {
  return window.kind == HistoryWindow::Kind::kThisSession ? Situation::Reach::kSession : Situation::Reach::kHistory;
}

Instant JustBefore(Instant time) { return {time.milliseconds - 1}; }

Date NextDay(Date date) { return {date.days_since_epoch + 1}; }

bool InBounds(std::int64_t times, CountBound bound, std::int64_t count) {
  switch (bound) {
    case CountBound::kAtLeast:
      return times >= count;
    case CountBound::kAtMost:
      return times <= count;
    case CountBound::kExactly:
      return times == count;
  }
  return false;
}

}  // namespace

bool Evaluator::Meets(const Box<Expr>& where, const Event& event) {
  if (!where) return true;
  const Restored<TruthRecorder*> quiet(recorder_, nullptr);
  const Restored<Focus> inside(focus_, FocusOn(event));
  return Holds(*where);
}

Value Evaluator::EvaluateOnEvent(const Expr& value, const Event& event) {
  const Restored<TruthRecorder*> quiet(recorder_, nullptr);
  const Restored<Focus> inside(focus_, FocusOn(event));
  return Evaluate(value);
}

// None: `since E` where E never happened, or can't be read.
std::optional<Evaluator::TimeRange> Evaluator::RangeOf(const HistoryWindow& window, int zone_index) {
  using Kind = HistoryWindow::Kind;
  const TimeZone& zone = situation_.zone(std::max(zone_index, 0));
  const Instant now = situation_.now();
  switch (window.kind) {
    case Kind::kNone:
    case Kind::kThisSession:  // by its reach
      break;
    case Kind::kInTheLast: {
      const Duration& last = window.duration;
      if (last.calendar_days <= 0) return TimeRange{Shift(now, last, -1, zone), now};
      return TimeRange{zone.At(NextDay(Shift(zone.DateOf(now), last, -1))), now};
    }
    case Kind::kThisUnit:
      return TimeRange{zone.At(PeriodStart(zone.DateOf(now), window.unit)), now};
    case Kind::kSinceDate:
      return TimeRange{zone.At(window.from), now};
    case Kind::kSinceEvent: {
      const auto since = Matching(window.since.event, window.since.where, Situation::Reach::kHistory, {kEver, now});
      if (!since || since->empty()) return std::nullopt;
      return TimeRange{since->back()->time, now};
    }
    case Kind::kBeforeThisSession:
      return TimeRange{kEver, JustBefore(situation_.session_start())};
    case Kind::kBeforeThisUnit:
      return TimeRange{kEver, JustBefore(zone.At(PeriodStart(zone.DateOf(now), window.unit)))};
    case Kind::kBeforeDate:
      return TimeRange{kEver, std::min(now, JustBefore(zone.At(window.from)))};
    case Kind::kBetweenDates:
      return TimeRange{zone.At(window.from), std::min(now, JustBefore(zone.At(NextDay(window.until))))};
  }
  return TimeRange{kEver, now};
}

// As Situation::events, unless the scope recounts the kind.
const std::vector<Event>* Evaluator::EventsOf(int kind, Situation::Reach reach) const {
  const Recount* recount = scope_.recount;
  if (!recount || recount->kind != kind) return situation_.events(kind, reach);
  return reach == Situation::Reach::kSession ? recount->session : recount->history;
}

// Oldest first; none when they can't be read.
std::optional<Evaluator::Events> Evaluator::Matching(int kind, const Box<Expr>& where, Situation::Reach reach,
                                                     const TimeRange& range) {
  const std::vector<Event>* all = EventsOf(kind, reach);
  if (!all) return std::nullopt;
  const auto earlier = [](const Event& event, Instant time) { return event.time < time; };
  Events found;
  for (auto event = std::lower_bound(all->begin(), all->end(), range.from, earlier);
       event != all->end() && event->time <= range.until; ++event) {
    if (Meets(where, *event)) found.push_back(&*event);
  }
  return found;
}

std::optional<std::vector<const Event*>> Evaluator::EventsIn(int event, const Box<Expr>& where,
                                                             const HistoryWindow& window, int zone) {
  const auto range = RangeOf(window, zone);
  if (!range) return std::nullopt;
  return Matching(event, where, ReachOf(window), *range);
}

// The events that count: those of the one step, or those of the first that start a match. The window bounds the
// positive steps; a negated one is looked for till now (language reference, paragraph 7).
std::optional<Evaluator::Events> Evaluator::Counted(const Expr& expr) {
  const HistoryQuery& query = *expr.history;
  const Instant now = situation_.now();
  const auto range = RangeOf(query.window, expr.zone);
  if (!range) return std::nullopt;
  std::vector<SequenceStep> steps;
  for (const HistoryQuery::Step& step : query.steps) {
    auto events = Matching(step.filter.event, step.filter.where, ReachOf(query.window),
                           step.negated ? TimeRange{kEver, now} : *range);
    if (!events) return std::nullopt;
    steps.push_back({step.negated, step.filter.event, step.within, std::move(*events)});
  }
  if (steps.size() == 1) return std::move(steps.front().events);
  return StartsOf(steps, now, ZoneOf(expr));
}

std::map<std::string, std::int64_t> TimesOfEach(const std::vector<const Event*>& events, int field, const Type& type) {
  const auto at = static_cast<std::size_t>(field);
  std::map<std::string, std::int64_t> times;
  for (const Event* event : events)
    if (at < event->fields.size() && event->fields[at].is_known()) ++times[SameKey(event->fields[at], type)];
  return times;
}

Truth Evaluator::Has(const Expr& expr) {
  const HistoryQuery& query = *expr.history;
  const auto counted = Counted(expr);
  if (!counted) return Truth::kUnknown;
  if (query.same_field < 0) {
    return TruthOf(InBounds(static_cast<std::int64_t>(counted->size()), query.bound, query.count));
  }
  // `the same product`: for at least one value of the field the count holds (language reference, paragraph 8).
  const EventKind& kind = program_.events[static_cast<std::size_t>(query.steps.front().filter.event)];
  const Type& type = kind.fields[static_cast<std::size_t>(query.same_field)].type;
  const auto times = TimesOfEach(*counted, query.same_field, type);
  return TruthOf(std::any_of(times.begin(), times.end(),
                             [&](const auto& one) { return InBounds(one.second, query.bound, query.count); }));
}

// An event without the value is left out; an amount in another currency is a value that is unknown (language reference,
// paragraph 2).
Value Evaluator::AggregateEvents(const Expr& expr) {
  const auto counted = Counted(expr);
  if (!counted) return {};
  if (expr.op == Op::kTimes) return Decimal(static_cast<std::int64_t>(counted->size()));
  const bool before = met_foreign_amount_;
  bool foreign = false;
  Aggregation all(expr.op, expr.children[0].type, expr.type, situation_.currency(), ZoneOf(expr));
  for (const Event* event : *counted) {
    met_foreign_amount_ = false;
    const Value value = EvaluateOnEvent(expr.children[0], *event);
    if (value.is_unknown() && !met_foreign_amount_) continue;
    foreign = foreign || value.is_unknown();
    all.Take(value);
  }
  met_foreign_amount_ = before || foreign;
  if (foreign && expr.op == Op::kDifferentOf) return {};
  return all.Result();
}

Value Evaluator::UnitsSinceEvent(const Expr& expr) {
  const auto counted = Counted(expr);
  if (!counted || counted->empty()) return {};
  const Event* event = expr.index == 1 ? counted->front() : counted->back();
  return UnitsFromNow(event->time, expr, false);
}

}  // namespace nextmove::dsl

// Computes when messages are due: after their events, at periods, and on anniversaries.
#include "engine/visitor/timers.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace nextmove::engine {
namespace {

using dsl::Date;
using dsl::Instant;
using dsl::Moment;
using dsl::Rule;

struct Span {  // from < due <= until
  Instant from, until;
  bool Has(Instant due) const { return from < due && due <= until; }
};

// What set a timer of a rule.
struct Trigger {
  Instant time;
  int kind;                 // -1: a signal
  const dsl::Event* event;  // null: a signal
};

class RuleTimers {
 public:
  RuleTimers(const dsl::Program& program, const dsl::Situation& situation, int rule, Span span)
      : program_(program),
        situation_(situation),
        evaluator_(program, situation),
        index_(rule),
        rule_(program.rules[static_cast<std::size_t>(rule)]),
        zone_(situation.zone(rule_.zone)),
        span_(span) {}

  std::vector<Timer> Due() {
    AfterEvents();
    for (const Moment& moment : rule_.on) {
      if (moment.kind == Moment::Kind::kEvery) OfPeriod(moment);
      if (moment.kind == Moment::Kind::kAnniversary) OfAnniversary(moment);
    }
    return std::move(timers_);
  }

 private:
  void AfterEvents();
  void OfPeriod(const Moment& moment);
  void OfAnniversary(const Moment& moment);
  std::vector<Trigger> Triggers();
  void AddFirings(int signal, std::vector<Trigger>& triggers);
  bool Begins(const dsl::SchedulePeriod& period, Date day);
  Instant DueAfter(Instant trigger) const;
  void Add(Instant due, const Trigger* trigger);
  bool full() const { return timers_.size() >= kMaxTimers; }

  const dsl::Program& program_;
  const dsl::Situation& situation_;
  dsl::Evaluator evaluator_;
  int index_;
  const Rule& rule_;
  const dsl::TimeZone& zone_;
  Span span_;
  std::vector<Timer> timers_;
};

void RuleTimers::Add(Instant due, const Trigger* trigger) {
  if (!span_.Has(due) || full()) return;
  Timer timer{index_, due, -1, {}};
  if (trigger && trigger->event) {
    timer.event = trigger->kind;
    timer.moment = *trigger->event;
  }
  timers_.push_back(std::move(timer));
}

// The trigger plus `after`; with `at`, the first time from then on that the clock shows that hour.
Instant RuleTimers::DueAfter(Instant trigger) const {
  const Instant least = rule_.after ? dsl::Shift(trigger, *rule_.after, +1, zone_) : trigger;
  if (!rule_.at_minute) return least;
  const Date date = zone_.DateOf(least);
  const Instant due = zone_.At(date, *rule_.at_minute);
  return due >= least ? due : zone_.At(Date{date.days_since_epoch + 1}, *rule_.at_minute);
}

// A visitor has one timer of a rule: a newer moment of the rule that comes before the timer is due replaces it.
void RuleTimers::AfterEvents() {
  if (!rule_.after && !rule_.at_minute) return;
  const std::vector<Trigger> triggers = Triggers();
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    const Instant due = DueAfter(triggers[i].time);
    const bool replaced = i + 1 < triggers.size() && triggers[i + 1].time <= due;
    if (!replaced) Add(due, &triggers[i]);
  }
}

std::vector<Trigger> RuleTimers::Triggers() {
  std::vector<Trigger> triggers;
  for (const Moment& moment : rule_.on) {
    if (moment.kind == Moment::Kind::kSignal) AddFirings(moment.signal, triggers);
    if (moment.kind != Moment::Kind::kEvent) continue;
    const auto events = evaluator_.EventsIn(moment.event, {}, rule_.zone);
    if (!events) continue;
    for (const dsl::Event* event : *events) triggers.push_back({event->time, moment.event.event, event});
  }
  std::stable_sort(triggers.begin(), triggers.end(),
                   [](const Trigger& a, const Trigger& b) { return a.time < b.time; });
  return triggers;
}

void RuleTimers::AddFirings(int signal, std::vector<Trigger>& triggers) {
  std::set<Instant> times;
  for (const dsl::Signal::Change& change : program_.signals[static_cast<std::size_t>(signal)].changes) {
    const auto* events = situation_.events(change.after.event, dsl::Situation::Reach::kHistory);
    if (!events) return;
    for (const dsl::Event& event : *events) times.insert(event.time);
  }
  for (const Instant time : times)
    if (evaluator_.SignalFired(signal, time)) triggers.push_back({time, -1, nullptr});
}

bool RuleTimers::Begins(const dsl::SchedulePeriod& period, Date day) {
  switch (period.kind) {
    case dsl::SchedulePeriod::Kind::kWeek:
      return dsl::PeriodStart(day, dsl::Unit::kWeek) == day;
    case dsl::SchedulePeriod::Kind::kMonth:
      return dsl::PeriodStart(day, dsl::Unit::kMonth) == day;
    case dsl::SchedulePeriod::Kind::kYear:
      return dsl::PeriodStart(day, dsl::Unit::kYear) == day;
    case dsl::SchedulePeriod::Kind::kDay:
    case dsl::SchedulePeriod::Kind::kWeekday:
    case dsl::SchedulePeriod::Kind::kWeekend:
    case dsl::SchedulePeriod::Kind::kNamedDay:
    case dsl::SchedulePeriod::Kind::kDates:
      break;
  }
  return evaluator_.PeriodHas(period, day);
}

void RuleTimers::OfPeriod(const Moment& moment) {
  const Date last = zone_.DateOf(span_.until);
  for (Date day = zone_.DateOf(span_.from); day <= last && !full(); ++day.days_since_epoch)
    if (Begins(moment.period, day)) Add(zone_.At(day, rule_.at_minute.value_or(0)), nullptr);
}

void RuleTimers::OfAnniversary(const Moment& moment) {
  if (!moment.date) return;
  const dsl::Value value = evaluator_.Evaluate(*moment.date);
  if (!value.date() && !value.instant()) return;
  const Date first = value.date() ? *value.date() : zone_.DateOf(*value.instant());
  const Date last = zone_.DateOf(span_.until);
  Date day = std::max(zone_.DateOf(span_.from), Date{first.days_since_epoch + 1});
  for (day = dsl::NextAnniversary(first, day); day <= last && !full();
       day = dsl::NextAnniversary(first, Date{day.days_since_epoch + 1})) {
    Add(zone_.At(day, rule_.at_minute.value_or(0)), nullptr);
    if (day.year() >= 9999) break;  // the calendar ends
  }
}

}  // namespace

std::vector<Timer> DueTimers(const dsl::Program& program, const dsl::Situation& situation, dsl::Instant from,
                             dsl::Instant until) {
  std::vector<Timer> all;
  for (std::size_t rule = 0; rule < program.rules.size(); ++rule) {
    if (program.rules[rule].kind != dsl::RuleKind::kMessage) continue;
    for (Timer& timer : RuleTimers(program, situation, static_cast<int>(rule), {from, until}).Due())
      all.push_back(std::move(timer));
  }
  const auto place = [](const Timer& timer) { return std::tie(timer.due, timer.rule); };
  std::stable_sort(all.begin(), all.end(), [&](const Timer& a, const Timer& b) { return place(a) < place(b); });
  const auto same = [&](const Timer& a, const Timer& b) { return place(a) == place(b); };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  if (all.size() > kMaxTimers) all.resize(kMaxTimers);
  return all;
}

}  // namespace nextmove::engine

// Tells whether the moment of a rule (`on ...`) is now: an event, a signal, a named moment, or a timer.
#include "engine/decide/judge/moments.h"

#include "dsl/value/index.h"

namespace nextmove::engine {
namespace {

using dsl::Event;
using dsl::Moment;

// The events of the session of one kind, oldest first; null when they can't be read.
const std::vector<Event>* SessionEvents(int kind, const Frame& frame) {
  const auto* session = frame.situation->events(kind, dsl::Situation::Reach::kSession);
  return session ? session : frame.situation->events(kind, dsl::Situation::Reach::kHistory);
}

// The event E that is the moment: the latest of the request that meets the filter. If the request brings no such event,
// the name of the moment alone is enough, provided the rule asks nothing about the event.
MomentAnswer AskEvent(const Moment& moment, const Frame& frame) {
  MomentAnswer answer;
  bool sent = false;
  for (const Happened& one : frame.happened) {
    if (one.kind != moment.event.event) continue;
    sent = true;
    if (!frame.Under({}).Meets(moment.event, one.event)) continue;
    answer = {true, one.kind, &one.event, {}};
  }
  if (!sent && moment.name == frame.moment) answer.is_now = !moment.event.where;
  return answer;
}

MomentAnswer AskPlain(const Moment& moment, const Frame& frame) {
  switch (moment.kind) {
    case Moment::Kind::kName:
      return {moment.name == frame.moment, -1, nullptr, {}};
    case Moment::Kind::kEvent:
      return AskEvent(moment, frame);
    case Moment::Kind::kSignal:
      return {moment.name == frame.moment || frame.FiredNow(moment.signal), -1, nullptr, {}};
    case Moment::Kind::kAnniversary:
    case Moment::Kind::kEvery:
      break;  // timers only
  }
  return {};
}

// The latest event of the session that meets the filter.
MomentAnswer LatestEvent(const Moment& moment, const Frame& frame) {
  const auto* events = SessionEvents(moment.event.event, frame);
  if (!events) return {};
  for (auto event = events->rbegin(); event != events->rend(); ++event)
    if (event->in_session && frame.Under({}).Meets(moment.event, *event))
      return {true, moment.event.event, &*event, event->time};
  return {};
}

// When the signal last fired in this session.
MomentAnswer LatestFiring(int signal, const Frame& frame) {
  std::vector<dsl::Instant> times;
  for (const dsl::Signal::Change& change : frame.program.signals[At(signal)].changes) {
    const auto* events = SessionEvents(change.after.event, frame);
    if (!events) continue;
    for (const Event& event : *events)
      if (event.in_session) times.push_back(event.time);
  }
  std::sort(times.begin(), times.end());
  for (auto time = times.rbegin(); time != times.rend(); ++time)
    if (frame.Under({}).SignalFired(signal, *time)) return {true, -1, nullptr, *time};
  return {};
}

// `on E after D` in heads without timers: at least D after the latest E of this session.
MomentAnswer AskAfter(const dsl::Rule& rule, const Frame& frame) {
  MomentAnswer waiting;
  for (const Moment& moment : rule.on) {
    MomentAnswer latest;
    if (moment.kind == Moment::Kind::kEvent) latest = LatestEvent(moment, frame);
    if (moment.kind == Moment::Kind::kSignal) latest = LatestFiring(moment.signal, frame);
    if (!latest.is_now) continue;
    const dsl::Instant due = dsl::Shift(*latest.later, *rule.after, +1, frame.zone(rule.zone));
    latest.later.reset();
    if (due <= frame.now) return latest;
    waiting.later = waiting.later ? std::min(*waiting.later, due) : due;
  }
  return waiting;
}

}  // namespace

MomentAnswer AskMoment(const dsl::Rule& rule, int index, const Frame& frame) {
  if (!frame.mode.timers.empty()) {
    for (const Timer& timer : frame.mode.timers)
      if (timer.rule == index) return {true, timer.event, timer.event >= 0 ? &timer.moment : nullptr, {}};
    return {};
  }
  if (dsl::HasTimer(rule)) return {};
  if (rule.on.empty()) return {true, -1, nullptr, {}};
  if (rule.after) return AskAfter(rule, frame);
  for (const Moment& moment : rule.on) {
    MomentAnswer answer = AskPlain(moment, frame);
    if (answer.is_now) return answer;
  }
  return {};
}

namespace {

// Whether the rule takes part in this request at all, whatever its conditions say.
bool IsWanted(const dsl::Rule& rule, const Frame& frame) {
  const bool orders = rule.kind == dsl::RuleKind::kNavigation || rule.kind == dsl::RuleKind::kSearch;
  if (!rule.placements.empty()) {
    return std::any_of(rule.placements.begin(), rule.placements.end(), [&](int placement) {
      if (!frame.placement_open[At(placement)]) return false;
      const dsl::Value& menu = frame.facts.menu(placement);
      return !orders || (menu.list() && !menu.list()->empty());
    });
  }
  if (rule.groups.empty()) return frame.request.wanted.empty();
  return std::any_of(rule.groups.begin(), rule.groups.end(), [&](int group) { return frame.group_wanted[At(group)]; });
}

}  // namespace

std::optional<dsl::Instant> AskAgainTime(const Frame& frame) {
  std::optional<dsl::Instant> earliest;
  if (!frame.mode.timers.empty()) return earliest;
  for (const int index : frame.program.resolved.waiting) {
    const dsl::Rule& rule = frame.program.rules[At(index)];
    if (!IsWanted(rule, frame)) continue;
    const auto later = AskMoment(rule, index, frame).later;
    if (later && (!earliest || *later < *earliest)) earliest = later;
  }
  return earliest;
}

}  // namespace nextmove::engine

// Whether a rule's moment is now.
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

// The event E that is the moment: the latest of the request that meets the filter. Without one in the request the bare
// name of the moment is enough where nothing is asked of the event.
MomentAnswer AskEvent(const Moment& moment, Frame& frame) {
  MomentAnswer answer;
  bool sent = false;
  for (const Happened& one : frame.happened) {
    if (one.kind != moment.event.event) continue;
    sent = true;
    if (!frame.evaluator->Meets(moment.event, one.event)) continue;
    answer = {true, one.kind, &one.event, {}};
  }
  if (!sent && moment.name == frame.moment) answer.is_now = !moment.event.where;
  return answer;
}

MomentAnswer AskPlain(const Moment& moment, Frame& frame) {
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
MomentAnswer LatestEvent(const Moment& moment, Frame& frame) {
  const auto* events = SessionEvents(moment.event.event, frame);
  if (!events) return {};
  for (auto event = events->rbegin(); event != events->rend(); ++event)
    if (event->in_session && frame.evaluator->Meets(moment.event, *event))
      return {true, moment.event.event, &*event, event->time};
  return {};
}

// When the signal last fired in this session.
MomentAnswer LatestFiring(int signal, Frame& frame) {
  std::vector<dsl::Instant> times;
  for (const dsl::Signal::Change& change : frame.program.signals[At(signal)].changes) {
    const auto* events = SessionEvents(change.after.event, frame);
    if (!events) continue;
    for (const Event& event : *events)
      if (event.in_session) times.push_back(event.time);
  }
  std::sort(times.begin(), times.end());
  for (auto time = times.rbegin(); time != times.rend(); ++time)
    if (frame.evaluator->SignalFired(signal, *time)) return {true, -1, nullptr, *time};
  return {};
}

// `on E after D` in heads without timers: at least D after the latest E of this session.
MomentAnswer AskAfter(const dsl::Rule& rule, Frame& frame) {
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

bool HasTimer(const dsl::Rule& rule) {
  if (rule.kind != dsl::RuleKind::kMessage) return false;
  if (rule.after || rule.at_minute) return true;
  return std::any_of(rule.on.begin(), rule.on.end(), [](const Moment& moment) {
    return moment.kind == Moment::Kind::kAnniversary || moment.kind == Moment::Kind::kEvery;
  });
}

MomentAnswer AskMoment(const dsl::Rule& rule, int index, Frame& frame) {
  if (!frame.mode.timers.empty()) {
    for (const Timer& timer : frame.mode.timers)
      if (timer.rule == index) return {true, timer.event, timer.event >= 0 ? &timer.moment : nullptr, {}};
    return {};
  }
  if (HasTimer(rule)) return {};
  if (rule.on.empty()) return {true, -1, nullptr, {}};
  if (rule.after) return AskAfter(rule, frame);
  for (const Moment& moment : rule.on) {
    MomentAnswer answer = AskPlain(moment, frame);
    if (answer.is_now) return answer;
  }
  return {};
}

}  // namespace nextmove::engine

// Plays the timers of one visitor, one instant after the other.
#include "engine/decide/timers.h"

#include <algorithm>
#include <utility>

#include "dsl/value/index.h"
#include "engine/decide/decide.h"
#include "engine/decide/read/frame.h"
#include "engine/visitor/fold.h"

namespace nextmove::engine {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kLookAheadMs = 24 * 60 * kMinuteMs;  // how far one search for due timers looks ahead

// The reason that a rule ended with; kNone where the explanation has none.
ReasonCode ReasonOf(int rule, const Explanation& explanation) {
  const auto trace = std::find_if(explanation.rules.begin(), explanation.rules.end(),
                                  [&](const RuleTrace& one) { return one.rule == rule; });
  return trace == explanation.rules.end() ? ReasonCode::kNone : trace->outcome;
}

// The event `sent` of an action, in the action's place and its rule's first group.
IncomingEvent SentEvent(const dsl::Program& program, const Action& action, dsl::Instant at) {
  const dsl::EventKind& kind = program.events[At(program.resolved.sent)];
  IncomingEvent event;
  event.kind = program.resolved.sent;
  event.time = at;
  event.fields.resize(kind.fields.size());
  const auto fill = [&](std::string_view name, dsl::Value value) {
    for (std::size_t i = 0; i < kind.fields.size(); ++i)
      if (kind.fields[i].name == name) event.fields[i] = value;
  };
  const std::vector<int>& groups = program.rules[At(action.rule)].groups;
  fill("action", dsl::Value(action.name));
  if (action.placement >= 0) fill("placement", dsl::Value(program.placements[At(action.placement)].name));
  if (kind.built_in && !groups.empty()) fill("group", dsl::Value(program.groups[At(groups.front())].name));
  for (const auto& [name, value] : action.picks) fill(name, value);  // a field of each pick's name
  return event;
}

class Player {
 public:
  Player(WorldAt world_at, VisitorState visitor, const Request& request, TimerClock clock, std::uint64_t seed,
         const Mode& mode)
      : world_at_(world_at),
        visitor_(std::move(visitor)),
        request_(request),
        clock_(std::move(clock)),
        seed_(seed),
        mode_(mode) {}

  // Moves the clock to the next instant that may decide something, not after `until`; gives what is due then.
  std::vector<Timer> MoveOn(dsl::Instant until);
  // Decides what is due now, and changes the visitor by it.
  DueDecision DecideTogether(const std::vector<Timer>& due);
  TimerClock& clock() { return clock_; }

 private:
  std::vector<Timer> DueUntil(dsl::Instant until) const;

  WorldAt world_at_;
  VisitorState visitor_;
  const Request& request_;
  TimerClock clock_;
  std::uint64_t seed_;
  const Mode& mode_;
};

std::vector<Timer> Player::DueUntil(dsl::Instant until) const {
  const World world = world_at_(clock_.now);
  Warnings warnings;
  Frame::Memory memory;
  const Frame frame(world, visitor_, request_, clock_.now, mode_, memory, warnings);
  return DueTimers(*world.program, *frame.situation, clock_.now, until);
}

std::vector<Timer> Player::MoveOn(dsl::Instant until) {
  dsl::Instant next = std::min(until, dsl::Instant{clock_.now.milliseconds + kLookAheadMs});
  std::vector<Timer> due = DueUntil(next);
  if (!due.empty()) next = due.front().due;
  for (const WaitingMessage& one : clock_.waiting) next = std::min(next, one.ask_again);
  next = std::max(next, clock_.now);  // a message due before the span is decided at its beginning
  std::erase_if(due, [&](const Timer& timer) { return timer.due > next; });
  std::erase_if(clock_.waiting, [&](const WaitingMessage& one) {
    return std::any_of(due.begin(), due.end(), [&](const Timer& newer) { return newer.rule == one.timer.rule; });
  });
  for (const WaitingMessage& one : clock_.waiting)
    if (one.ask_again <= next) due.push_back(one.timer);
  std::erase_if(clock_.waiting, [&](const WaitingMessage& one) { return one.ask_again <= next; });
  clock_.now = next;
  return due;
}

DueDecision Player::DecideTogether(const std::vector<Timer>& due) {
  DueDecision one;
  one.at = clock_.now;
  Mode mode = mode_;
  mode.explanation = &one.explanation;
  mode.timers = due;
  const World world = world_at_(one.at);
  Decide(world, visitor_, request_, one.at, seed_, mode, one.outcome);
  Delta& delta = one.outcome.effects.visitor;
  const std::vector<Action>& actions = one.outcome.decision.actions;
  for (const Action& action : actions) {
    if (action.rule < 0 || world.program->resolved.sent < 0) continue;
    // Without consent the event is not kept: the visitor stays as if nothing had been sent.
    static_cast<void>(TakeEvent(*world.program, visitor_, SentEvent(*world.program, action, one.at), one.at, delta));
  }
  for (const Timer& timer : due) {
    const bool sent =
        std::any_of(actions.begin(), actions.end(), [&](const Action& action) { return action.rule == timer.rule; });
    one.messages.push_back({timer, sent, ReasonOf(timer.rule, one.explanation)});
    if (one.messages.back().reason != ReasonCode::kQuietHours) continue;
    clock_.waiting.push_back({timer, {(one.at.milliseconds / kMinuteMs + 1) * kMinuteMs}});
  }
  visitor_ = Apply(std::move(visitor_), delta);
  return one;
}

}  // namespace

PlayedTimers PlayTimers(WorldAt world_at, VisitorState visitor, const Request& request, TimerClock clock,
                        dsl::Instant until, std::uint64_t seed, const Mode& mode) {
  PlayedTimers played;
  Player player(world_at, std::move(visitor), request, std::move(clock), seed, mode);
  while (player.clock().now < until && played.decisions.size() < kMaxDueDecisions) {
    const std::vector<Timer> due = player.MoveOn(until);
    if (!due.empty()) played.decisions.push_back(player.DecideTogether(due));
  }
  played.clock = std::move(player.clock());
  return played;
}

}  // namespace nextmove::engine

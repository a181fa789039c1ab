// Plays the timers of one visitor over a span of time: finds which messages come due, decides those of one instant
// together, remembers what is sent, and decides messages that fall in quiet hours again later. Tests run it on a
// simulated clock, a server on the real one. A pure function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "engine/decide/mode.h"
#include "engine/decide/outcome.h"
#include "engine/decide/request.h"
#include "engine/decide/world.h"
#include "engine/visitor/state.h"
#include "engine/visitor/timers.h"

namespace nextmove::engine {

// A message that came due during quiet hours.
struct WaitingMessage {
  Timer timer;
  dsl::Instant ask_again;
};

// How far the timers of a visitor were played; a later call goes on from here. Plain data.
struct TimerClock {
  dsl::Instant now;                     // everything due up to and including this instant is decided
  std::vector<WaitingMessage> waiting;  // at most one per rule
};

// What became of a message at its time.
struct DueMessage {
  Timer timer;
  bool sent = false;
  // Why it was sent, or why it was dropped for good; kQuietHours: it waits and is decided again later.
  ReasonCode reason = ReasonCode::kNone;
};

// The messages of one instant, decided together.
struct DueDecision {
  dsl::Instant at;
  std::vector<DueMessage> messages;  // one of each rule
  Outcome outcome;                   // its effects hold an event `sent` of each message that is
  Explanation explanation;
};

struct PlayedTimers {
  std::vector<DueDecision> decisions;  // oldest first
  TimerClock clock;                    // at the end of the span, or at the last of kMaxDueDecisions decisions
};

// Bounds one call, so that a long span is not held in memory at once: the caller goes on from the clock it got.
inline constexpr std::size_t kMaxDueDecisions = 16;

// The world that a decision of that instant is made from; it has a program.
using WorldAt = absl::FunctionRef<World(dsl::Instant)>;

// Plays what comes due after `clock.now` and not after `until` (language reference, paragraph 13). Each decision sees
// the visitor as the ones before left it: what is sent at one instant may stop or set what comes later. Messages in
// quiet hours are decided anew at each full minute; a newer moment of the same rule takes the place of the one that
// waits.
// The caller must apply the effects to the visitor that it keeps; `visitor` is as it was at `clock.now`. `request` says
// who the visitor is and what the answer must hold. It must bring no attributes, events or consents, because a timer
// sees only what is remembered. The explanation and timers of `mode` must be empty; they are filled here.
PlayedTimers PlayTimers(WorldAt world_at, VisitorState visitor, const Request& request, TimerClock clock,
                        dsl::Instant until, std::uint64_t seed, const Mode& mode);

}  // namespace nextmove::engine

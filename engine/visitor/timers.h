// Which messages come due in a span of time. What is decided then: engine/decide/timers.h. Pure functions.
#pragma once

#include <cstddef>
#include <vector>

#include "dsl/evaluate/evaluate.h"
#include "engine/visitor/state.h"

namespace nextmove::engine {

struct Timer {
  int rule = -1;  // a message
  dsl::Instant due;
  int event = -1;     // the kind that set it, -1: none (a signal, a period, an anniversary)
  dsl::Event moment;  // that event, when there is one
};

// The timers of all messages that come due after `from` and not after `until`, in order of time then rule name
// (language reference, paragraph 13): `on E after D [at hour]` from the latest E, `every friday at 10:00` (a week: its
// Monday, a month or year: its first day), `anniversary of d at 8:30` (the first a year after d). A message `on E`
// without `after` and `at` has no timer: it is decided when E comes. `situation` is the visitor with what is known when
// this is asked, at `from` or later; only attributes that are kept count. At most kMaxTimers, the earliest.
inline constexpr std::size_t kMaxTimers = 10'000;
std::vector<Timer> DueTimers(const dsl::Program& program, const dsl::Situation& situation, dsl::Instant from,
                             dsl::Instant until);

}  // namespace nextmove::engine

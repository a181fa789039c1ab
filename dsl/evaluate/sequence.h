// `has A then B within D then not C` over events in order of time (language reference, paragraph 7). Pure functions.
#pragma once

#include <optional>
#include <vector>

#include "dsl/evaluate/situation.h"

namespace nextmove::dsl {

// One step and the events that may stand for it, oldest first. The first step of a sequence is not negated.
struct SequenceStep {
  bool negated = false;
  int kind = -1;  // steps of different kinds never share an event
  std::optional<Duration> within;
  std::vector<const Event*> events;
};

// The events of the first step that start a match, oldest first. A positive step is another event than those before it,
// not earlier than the step before, and `within` D of it. A negated step holds when nothing of it but the events
// already matched happened from the positive step before it on till `now`; with `within` D: for as long, and only once
// D is over. None when so many events share one instant that trying them would take too long: it is unknown then.
std::optional<std::vector<const Event*>> StartsOf(const std::vector<SequenceStep>& steps, Instant now,
                                                  const TimeZone& zone);

// The last instant that is `within` D of `start`: D later, or the end of the last of so many calendar days.
Instant EndOf(Instant start, const Duration& within, const TimeZone& zone);

}  // namespace nextmove::dsl

// Whether a rule's moment is now (`language.md` 12, 13).
#pragma once

#include "engine/decide/read/frame.h"

namespace nextmove::engine {

struct MomentAnswer {
  bool is_now = false;
  int kind = -1;                      // of the event that is the moment; -1: none is
  const dsl::Event* event = nullptr;  // that event
  std::optional<dsl::Instant> later;  // `on E after D`: when D will have passed
};

// Whether the rule is a message that only a timer decides.
bool HasTimer(const dsl::Rule& rule);

// `rule` has the clauses in force; `index` is that of the program's rule.
MomentAnswer AskMoment(const dsl::Rule& rule, int index, Frame& frame);

}  // namespace nextmove::engine

// Whether a rule's moment is now (language reference, paragraphs 12 and 13).
#pragma once

#include <optional>

#include "engine/decide/read/frame.h"

namespace nextmove::engine {

struct MomentAnswer {
  bool is_now = false;
  int kind = -1;                      // kind of the event that is the moment; -1: no event is
  const dsl::Event* event = nullptr;  // that event
  std::optional<dsl::Instant> later;  // `on E after D`: when D will have passed
};

// `rule` has the clauses in force for the visitor; `index` is the position of the rule in the program.
MomentAnswer AskMoment(const dsl::Rule& rule, int index, const Frame& frame);

// When it is worth asking again: the earliest moment at which a rule of the wanted places that waits some time after
// an event or a signal (`on E after D`) may win. Depends on the request and the visitor only, not on which rules win.
std::optional<dsl::Instant> AskAgainTime(const Frame& frame);

}  // namespace nextmove::engine

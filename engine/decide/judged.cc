// Resets a judged rule for the next decision, and keeps its memory.
#include "engine/decide/judged.h"

namespace nextmove::engine {

void Judged::Restart(int rule_to_judge) {
  rule = rule_to_judge;
  id = -1;
  in_force = nullptr;
  composed.reset();
  reason = ReasonCode::kNone;
  clause = {};
  places.clear();
  arms.clear();
  drawn.clear();
  held_out = false;
  picks.clear();
  moment_kind = -1;
  moment = nullptr;
  open_until.reset();
  has_terms = false;
}

}  // namespace nextmove::engine

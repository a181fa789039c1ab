// Judges a rule and keeps what was seen, for `explain`: the same code, with a recorder.
#pragma once

#include "engine/decide/explanation.h"
#include "engine/decide/judge/judge.h"

namespace nextmove::engine {

// Judges the rule and writes its conditions into `trace`.
void JudgeAndTrace(int rule, const Frame& frame, const Trials& trials, RuleTrace& trace, Judged& judged);

}  // namespace nextmove::engine

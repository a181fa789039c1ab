// Keeps what the decision saw, for `explain`: the same code, with a recorder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/candidate.h"
#include "engine/decide/judge/eligible.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// The author's text, with the clause's word in front.
std::string Written(const dsl::Program& program, std::string_view word, dsl::Span span);

// Judges a rule and writes its conditions into `trace`.
Candidate JudgeAndTrace(int rule, Frame& frame, Trials& trials, RuleTrace& trace);

// Completes the traces, one for each candidate, with how each rule ended; sorts them by name.
void FinishTraces(const Frame& frame, const std::vector<Candidate>& candidates, Explanation& explanation);

}  // namespace nextmove::engine

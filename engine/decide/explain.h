// Says for each rule in one sentence how it ended.
#pragma once

#include <span>
#include <vector>

#include "engine/decide/allocate/winner.h"
#include "engine/decide/explanation.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Completes the traces, one for each rule in the order of the program, with how each ended; sorts them by name.
void FinishTraces(const Frame& frame, std::span<const Verdict> verdicts, Explanation& explanation);

}  // namespace nextmove::engine

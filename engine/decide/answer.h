// From winners to the answer: actions in order, what all of them together come to, what is left empty.
#pragma once

#include <vector>

#include "engine/decide/allocate/allocate.h"
#include "engine/decide/candidate.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// `winners` are indices into `candidates`, best first.
void WriteAnswer(Frame& frame, std::vector<Candidate>& candidates, const std::vector<std::size_t>& winners,
                 const Allocation& allocation, Decision& decision);

}  // namespace nextmove::engine

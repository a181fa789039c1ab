// From winners to the answer: actions in order, what is left empty, segments.
#pragma once

#include <vector>

#include "engine/decide/candidate.h"
#include "engine/decide/frame.h"

namespace nextmove::engine {

// `winners` are indices into `candidates`, best first.
void WriteAnswer(Frame& frame, std::vector<Candidate>& candidates, const std::vector<std::size_t>& winners,
                 Decision& decision);

}  // namespace nextmove::engine

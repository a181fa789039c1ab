// Judges one `expect` of a test by the decision made (`language.md` 28). Pure.
#pragma once

#include <optional>

#include "engine/decide/decide.h"
#include "engine/review/pack_tests.h"

namespace nextmove::engine {

// None when the decision is as expected. REQUIRES: the decision was made with segments wanted and an explanation.
std::optional<TestFailure> Judge(const dsl::Program& program, const dsl::TestLine& line, const Decision& decision,
                                 const Explanation& explanation);

}  // namespace nextmove::engine

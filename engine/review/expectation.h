// Judges one `expect` of a test by the decision made (language reference, paragraph 28). Pure.
#pragma once

#include <optional>

#include "engine/review/test_result.h"
#include "engine/review/test_visitor.h"

namespace nextmove::engine {

// None when the decision is as expected. REQUIRES: the decision was made with segments wanted and an explanation.
std::optional<TestFailure> Judge(const dsl::Program& program, const dsl::TestLine& line,
                                 const ReviewedDecision& reviewed);
// None when the signal stands at or above the value at which it fires (or below it, for `expect not`).
std::optional<TestFailure> JudgeSignal(const dsl::Program& program, const dsl::TestLine& line, const dsl::Value& level);

}  // namespace nextmove::engine

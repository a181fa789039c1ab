// Runs the tests that a rule folder holds (language reference, paragraph 28). Pure.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "dsl/program/program.h"
#include "engine/review/test_result.h"

namespace nextmove::engine {

// Runs each test from its own start (language reference, paragraph 28). `filter` chooses the tests whose name contains
// it; empty: all.
// `coverage` may be null.
std::vector<TestResult> RunTests(const std::shared_ptr<const dsl::Program>& program, std::string_view filter,
                                 Coverage* coverage = nullptr);

}  // namespace nextmove::engine

// Runs the tests that a rule folder holds (`language.md` 28). Pure.
#pragma once

#include <string>
#include <vector>

#include "engine/decide/decide.h"

namespace nextmove::engine {

struct TestFailure {
  dsl::Span span;                    // the `expect` that failed
  std::string message;               // `expected `a` to win in `p`, but `b` did: ...`
  std::vector<std::string> details;  // which clause stopped it, with the values seen; minimal differences
};
struct TestResult {
  std::string name;
  dsl::Span span;
  std::vector<TestFailure> failures;
  bool passed() const { return failures.empty(); }
};
// Each test starts as paragraph 28 says; `filter` (substring, empty: all) chooses by name.
std::vector<TestResult> RunTests(const std::shared_ptr<const dsl::Program>& program, std::string_view filter);

}  // namespace nextmove::engine

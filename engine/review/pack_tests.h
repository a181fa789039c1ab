// Runs the tests that a rule folder holds (language reference, 28). Pure.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
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
// What the expectations that name a rule have seen of one of its clauses.
struct ClauseCoverage {
  std::string text;  // as written
  dsl::Span span;
  int yes = 0, no = 0, unknown = 0;
};
struct RuleCoverage {
  int rule = -1;
  int won = 0;
  std::map<std::string, int> stopped_by;  // clause word: how often it was the first to stop the rule
  std::vector<ClauseCoverage> clauses;    // in the order in which they were seen, then those never reached
};
using Coverage = std::vector<RuleCoverage>;  // one for each rule of the program, by index

// Runs each test from its own start (language reference, 28). `filter` chooses the tests whose name contains it; empty:
// all.
// `coverage` may be null.
std::vector<TestResult> RunTests(const std::shared_ptr<const dsl::Program>& program, std::string_view filter,
                                 Coverage* coverage = nullptr);

}  // namespace nextmove::engine

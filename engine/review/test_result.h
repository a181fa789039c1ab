// How the tests of a rule folder ended, and what they have seen of its rules. Plain data.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dsl/source/source.h"

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

}  // namespace nextmove::engine

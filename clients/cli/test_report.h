// What `nextmove test` prints: for people, as JSON, as JUnit's XML. Pure.
#pragma once

#include <string>
#include <vector>

#include "engine/review/pack_tests.h"

namespace nextmove::cli {

// Refers to what it is made of.
struct TestReport {
  const dsl::Program& program;
  const std::vector<engine::TestResult>& results;
  const engine::Coverage& coverage;  // empty: not asked for

  std::size_t failed() const;
  std::string Text(bool color) const;
  std::string Json() const;
  std::string JUnit() const;
};

}  // namespace nextmove::cli

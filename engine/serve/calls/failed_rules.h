// Which rules failed while they were judged, each told once for a rule set: a rule that always fails would else write
// a line for each call. Thread-safe; without a failure it costs a look at an empty list.
#pragma once

#include <mutex>
#include <set>
#include <span>
#include <string>

#include "dsl/program/program.h"

namespace nextmove::serve {

class FailedRules {
 public:
  // Logs those of `failed`, rules of `program`, that were not logged before; returns their number.
  std::size_t Tell(const dsl::Program& program, std::span<const int> failed);

 private:
  std::mutex mutex_;  // guards the rest
  std::string version_;
  std::set<int> told_;  // rules of that version
};

}  // namespace nextmove::serve

// Options of one decision: values given from outside the rules, whether to explain, timers, and switches for tests.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dsl/value/value.h"
#include "engine/decide/explanation.h"
#include "engine/visitor/timers.h"

namespace nextmove::engine {

// What is known of a visitor from outside the rules: models, budgets, drawn arms. Only tests of rules give it.
struct Outside {
  using ByIndex = std::vector<std::pair<int, dsl::Value>>;
  ByIndex likelihoods;                            // by rule: percent
  ByIndex budgets_left;                           // by rule: money or number; not there: untouched
  ByIndex group_budgets_left;                     // by group: the same of what its members share
  ByIndex signals;                                // by signal: number, instead of what events say
  ByIndex scores;                                 // by score: percent
  ByIndex clusters;                               // by clusters: number
  std::vector<std::pair<int, std::string>> arms;  // by experiment; `holdout`
};

struct Mode {
  // Which rules are judged: only as many as the wanted slots need to find their winners, or all of them. The answer is
  // the same. With an explanation all rules are judged.
  enum class Read { kIndex, kScan } read = Read::kIndex;
  Explanation* explanation = nullptr;  // filled when not null
  const Outside* outside = nullptr;
  std::span<const Timer> timers;  // messages due at this instant: decided together, and nothing else
  bool no_experiments = false;    // for tests: in no experiment, except for the arms of `outside`
  bool no_exploring = false;      // for tests: no slot explores
};

}  // namespace nextmove::engine

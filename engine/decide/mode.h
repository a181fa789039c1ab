// How a decision is made, beside what it is made from.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dsl/value/value.h"
#include "engine/decide/explanation.h"
#include "engine/visitor/timers.h"

namespace nextmove::engine {

// What is known of a visitor from outside the rules: models, budgets, drawn arms. Tests give it, the server's models
// and leases will.
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
  // Which rules are judged: those of the slots that are asked, as long as one of them may win, or all of them. The
  // answer is the same. With an explanation all are.
  enum class Read { kIndex, kScan } read = Read::kIndex;
  Explanation* explanation = nullptr;  // filled when not null
  const Outside* outside = nullptr;
  std::span<const Timer> timers;  // messages due at this instant: decided together, and nothing else
  bool no_experiments = false;    // of tests: in no experiment, but for the arms of `outside`
  bool no_exploring = false;      // of tests
};

}  // namespace nextmove::engine

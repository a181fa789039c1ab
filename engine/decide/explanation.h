// What a decision saw, rule by rule. Plain data.
#pragma once

#include <string>
#include <vector>

#include "dsl/evaluate/evaluate.h"
#include "engine/decide/reasons.h"

namespace nextmove::engine {

// One condition in preorder: the clause (`when`, `for`), then its parts.
struct ConditionNode {
  int depth = 0;
  dsl::Truth truth = dsl::Truth::kUnknown;
  std::string text;      // as written in the source
  std::string observed;  // values seen: `cart.total = 34.90 EUR`
  dsl::Span span;
};
struct RuleTrace {
  int rule = -1;
  ReasonCode outcome = ReasonCode::kNone;
  std::string clause;  // the first clause to stop it: `when`; empty when it won
  std::string text;    // one sentence
  std::vector<ConditionNode> nodes;
  std::string beaten_by;  // a rule
  std::string beaten_in;  // placement or group
};
struct Explanation {
  std::vector<RuleTrace> rules;  // one for each rule of the program, by name
};

}  // namespace nextmove::engine

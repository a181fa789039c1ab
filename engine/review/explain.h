// Why each rule won or lost, for people and for tools: from this process or from a server. Pure.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/decide/decide.h"

namespace nextmove::engine {

struct ExplainedNode {
  int depth = 0;
  dsl::Truth truth = dsl::Truth::kUnknown;
  std::string text, observed;
  std::string file;  // empty: not known
  int line = 0, column = 0;
};
struct ExplainedRule {
  std::string rule;
  ReasonCode outcome = ReasonCode::kNone;
  std::string clause;  // the first to stop it; a server does not tell it
  std::string text;    // one sentence
  std::string file;    // where the rule is declared; empty: not known
  int line = 0;
  std::vector<ExplainedNode> nodes;
  std::string beaten_by, beaten_in;
};

bool IsWin(ReasonCode outcome);       // it is shown
bool IsEligible(ReasonCode outcome);  // it is shown, or others of its place or group were better

// One for each rule, winners first, then those beaten, then those that were not eligible; by name within.
std::vector<ExplainedRule> Explained(const dsl::Program& program, const Explanation& explanation);

struct ExplainStyle {
  bool color = false;
  bool all_nodes = false;  // else of a loser only the conditions that did not hold
};
// win_back lost: a condition was not met (rules/discounts.rules:12)
//   no       when cart.total is at least 50 EUR     cart.total = 34.90 EUR  discounts.rules:14
std::string ExplainText(const std::vector<ExplainedRule>& rules, const ExplainStyle& style);
nlohmann::ordered_json ExplainJson(const std::vector<ExplainedRule>& rules);

// The conditions that stopped a rule, one line each: `when x is 1` is no: x = 2 (a.rules:3).
std::vector<std::string> StoppingConditions(const dsl::Program& program, const RuleTrace& trace);

}  // namespace nextmove::engine

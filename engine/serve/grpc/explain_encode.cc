// Explanations to messages: which rules are told, and how. See response_encode.h.
#include <algorithm>
#include <map>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "engine/serve/grpc/response_encode.h"

namespace nextmove::serve {
namespace {

bool IsWin(engine::ReasonCode outcome) { return static_cast<int>(outcome) > 0 && static_cast<int>(outcome) < 20; }

// How near a loser came: beaten ones first, then those whose conditions were looked at, then the rest.
int Nearness(const engine::RuleTrace& trace) {
  const int code = static_cast<int>(trace.outcome);
  if (IsWin(trace.outcome)) return 0;
  if (code >= 50 && code < 70) return 1;
  if (trace.outcome == engine::ReasonCode::kNotInAudience || trace.outcome == engine::ReasonCode::kOtherMoment ||
      trace.outcome == engine::ReasonCode::kNoPlace) {
    return 3;
  }
  return 2;
}

v1::Truth TruthOf(dsl::Truth truth) {
  switch (truth) {
    case dsl::Truth::kYes:
      return v1::TRUTH_TRUE;
    case dsl::Truth::kNo:
      return v1::TRUTH_FALSE;
    case dsl::Truth::kUnknown:
      break;
  }
  return v1::TRUTH_UNKNOWN;
}

const dsl::Rule& RuleOf(const dsl::Program& program, const engine::RuleTrace& trace) {
  return program.rules[static_cast<std::size_t>(trace.rule)];
}

void EncodeTrace(const dsl::Program& program, const engine::RuleTrace& trace, v1::RuleExplanation* out) {
  out->set_rule(RuleOf(program, trace).name);
  out->set_outcome(static_cast<v1::ReasonCode>(trace.outcome));
  out->set_text(trace.text);
  out->set_beaten_by(trace.beaten_by);
  out->set_beaten_in(trace.beaten_in);
  for (const engine::ConditionNode& node : trace.nodes) {
    auto* told = out->add_nodes();
    told->set_depth(node.depth);
    told->set_truth(TruthOf(node.truth));
    told->set_text(node.text);
    told->set_observed(node.observed);
    const bool has_place = node.span.begin < node.span.end;  // a clause that was made, not written, has none
    if (has_place && program.sources && node.span.file < program.sources->size()) {
      const dsl::Position position = program.sources->PositionOf(node.span);
      told->set_file(program.sources->path(node.span.file));
      told->set_line(position.line);
      told->set_column(position.column);
    }
  }
}

}  // namespace

void EncodeExplanation(const dsl::Program& program, const engine::Explanation& explanation,
                       const ExplainSelection& selection, v1::ExplainResponse* out) {
  std::vector<const engine::RuleTrace*> traces;
  for (const engine::RuleTrace& trace : explanation.rules) {
    if (trace.rule >= 0) traces.push_back(&trace);
  }
  std::stable_sort(traces.begin(), traces.end(), [&](const engine::RuleTrace* a, const engine::RuleTrace* b) {
    if (Nearness(*a) != Nearness(*b)) return Nearness(*a) < Nearness(*b);
    return RuleOf(program, *a).priority > RuleOf(program, *b).priority;
  });

  absl::flat_hash_set<std::string> asked;
  if (selection.rules != nullptr) asked.insert(selection.rules->begin(), selection.rules->end());
  std::map<int, int> losers;  // told so far, by the placement asked first
  for (const engine::RuleTrace* trace : traces) {
    const dsl::Rule& rule = RuleOf(program, *trace);
    if (!asked.empty()) {
      if (asked.erase(rule.name) == 0) continue;
    } else if (!IsWin(trace->outcome)) {
      const int placement = rule.placements.empty() ? -1 : rule.placements.front();
      if (losers[placement]++ >= selection.max_losers) continue;
    }
    EncodeTrace(program, *trace, out->add_rules());
  }
  std::vector<std::string> unknown(asked.begin(), asked.end());
  std::sort(unknown.begin(), unknown.end());
  engine::Warnings warnings;
  for (const std::string& name : unknown) {
    if (program.FindRule(name) < 0) warnings.Add(engine::WarningCode::kUnknownName, name, "no rule has this name");
  }
  for (const engine::Warning& warning : warnings.all) {
    auto* told = out->mutable_decision()->add_warnings();
    told->set_code(static_cast<v1::WarningCode>(warning.code));
    told->set_subject(warning.subject);
    told->set_text(warning.text);
  }
}

}  // namespace nextmove::serve

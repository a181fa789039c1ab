// Checks an explain request, and chooses the rules that its answer tells about.
#include "engine/serve/calls/explain_call.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"

namespace nextmove::serve {
namespace {

bool IsWin(engine::ReasonCode outcome) { return static_cast<int>(outcome) > 0 && static_cast<int>(outcome) < 20; }

// How near a loser came to winning: beaten rules first, then those whose conditions were evaluated, then the rest.
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

const dsl::Rule& RuleOf(const dsl::Program& program, const engine::RuleTrace& trace) {
  return program.rules[static_cast<std::size_t>(trace.rule)];
}

std::vector<const engine::RuleTrace*> NearestFirst(const dsl::Program& program,
                                                   const engine::Explanation& explanation) {
  std::vector<const engine::RuleTrace*> traces;
  for (const engine::RuleTrace& trace : explanation.rules) {
    if (trace.rule >= 0) traces.push_back(&trace);
  }
  std::stable_sort(traces.begin(), traces.end(), [&](const engine::RuleTrace* a, const engine::RuleTrace* b) {
    if (Nearness(*a) != Nearness(*b)) return Nearness(*a) < Nearness(*b);
    return RuleOf(program, *a).priority > RuleOf(program, *b).priority;
  });
  return traces;
}

}  // namespace

ToldRules SelectRules(const dsl::Program& program, const engine::Explanation& explanation,
                      const ExplainRequest& request) {
  ToldRules told;
  absl::flat_hash_set<std::string> asked(request.rules.begin(), request.rules.end());
  const int max_losers = request.max_losers > 0 ? request.max_losers : kMaxLosers;
  std::map<int, int> losers;  // told so far, by the placement asked first
  for (const engine::RuleTrace* trace : NearestFirst(program, explanation)) {
    const dsl::Rule& rule = RuleOf(program, *trace);
    if (!request.rules.empty()) {
      if (asked.erase(rule.name) == 0) continue;
    } else if (!IsWin(trace->outcome)) {
      const int placement = rule.placements.empty() ? -1 : rule.placements.front();
      if (losers[placement]++ >= max_losers) continue;
    }
    told.rules.push_back(trace);
  }
  std::vector<std::string> unknown(asked.begin(), asked.end());
  std::sort(unknown.begin(), unknown.end());
  for (const std::string& name : unknown) {
    if (program.FindRule(name) >= 0) continue;
    told.unknown_names.Add(engine::WarningCode::kUnknownName, name, "no rule has this name");
  }
  return told;
}

void ExplainCall::Start(CallThread& thread, const ExplainRequest& request, const Done& done) {
  request_ = &request;
  done_ = &done;
  if (const auto error = Check()) {
    done(&*error);
    return;
  }
  explanation_ = engine::Explanation();
  exchange_.explanation = &explanation_;
  exchange_.request = request.request;
  handler_.Decide(handler_.PinWorld(thread.worlds), thread.shard, exchange_, answered_);
}

// What is wrong with the explain request itself; the decide request in it is checked like any other.
std::optional<CallError> ExplainCall::Check() const {
  const Limits& limits = handler_.limits();
  std::vector<Violation> wrong;
  if (request_->rules.size() > limits.explained_rules) {
    wrong.push_back(
        {ErrorReason::kLimitExceeded, "rules", "send at most " + std::to_string(limits.explained_rules) + " names"});
  }
  if (request_->max_losers < 0) wrong.push_back({ErrorReason::kFieldInvalid, "max_losers", "send 0 or more"});
  if (request_->max_losers > static_cast<int>(limits.explained_rules)) {
    wrong.push_back(
        {ErrorReason::kLimitExceeded, "max_losers", "send at most " + std::to_string(limits.explained_rules)});
  }
  if (request_->request == nullptr && !request_->by_decision_id) {
    wrong.push_back({ErrorReason::kFieldInvalid, "request", "send the request to explain"});
  }
  for (std::size_t i = 0; i < request_->rules.size(); ++i) {
    if (request_->rules[i].size() <= limits.name_bytes) continue;
    wrong.push_back({ErrorReason::kLimitExceeded, "rules[" + std::to_string(i) + "]",
                     "send at most " + std::to_string(limits.name_bytes) + " bytes"});
    break;
  }
  if (!wrong.empty()) return Refusal(std::move(wrong));
  if (auto error = handler_.CheckTenant(request_->tenant)) return error;
  if (request_->by_decision_id) {
    return CallError{
        ErrorReason::kDecisionNotFound, "decisions are not kept by this version; send the request itself", {}, {}};
  }
  return std::nullopt;
}

void ExplainCall::Answered() {
  if (exchange_.error) {
    PrefixFields("request.", *exchange_.error);
    (*done_)(&*exchange_.error);
    return;
  }
  told_ = SelectRules(*exchange_.call.program, explanation_, *request_);
  (*done_)(nullptr);
}

void ExplainCall::Clear() {
  exchange_.call.program.reset();
  explanation_ = engine::Explanation();
  told_ = ToldRules();
}

}  // namespace nextmove::serve

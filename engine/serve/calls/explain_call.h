// Explain: a decision that changes nothing, with what became of the rules. Pooled by a transport; thread-compatible.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "engine/serve/calls/handler.h"

namespace nextmove::serve {

inline constexpr int kMaxLosers = 20;  // of each placement, where a request does not say

// What is told of an explanation.
struct ToldRules {
  std::vector<const engine::RuleTrace*> rules;  // the nearest first: winners, then the beaten, then the rest
  engine::Warnings unknown_names;               // names asked for that are no rules
};
// The rules that `request` names, or the winners and for each placement the best losers.
ToldRules SelectRules(const dsl::Program& program, const engine::Explanation& explanation,
                      const ExplainRequest& request);

class ExplainCall {
 public:
  // REQUIRES: `handler` outlives the call.
  explicit ExplainCall(DecisionHandler& handler) : handler_(handler) {}
  ExplainCall(const ExplainCall&) = delete;
  ExplainCall& operator=(const ExplainCall&) = delete;

  // Calls `done` once, now or later, on any thread: with an error, or with null. REQUIRES: all live until then.
  using Done = std::function<void(const CallError*)>;
  void Start(CallThread& thread, const ExplainRequest& request, const Done& done);
  // Valid after `done` was called with null.
  const Exchange& decision() const { return exchange_; }
  const ToldRules& told() const { return told_; }
  // Releases the rules that it decided with; otherwise an idle call would keep old rules in memory.
  void Clear();

 private:
  std::optional<CallError> Check() const;
  void Answered();

  DecisionHandler& handler_;
  const ExplainRequest* request_ = nullptr;
  const Done* done_ = nullptr;
  engine::Explanation explanation_;
  Exchange exchange_;
  ToldRules told_;
  const ExchangeDone answered_ = [this](Exchange&) { Answered(); };
};

}  // namespace nextmove::serve

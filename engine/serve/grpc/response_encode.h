// Outcomes to messages. Pure functions; messages may live on an arena.
#pragma once

#include "engine/decide/decide.h"
#include "engine/serve/calls/handler.h"
#include "nextmove/v1/decision.pb.h"

namespace nextmove::serve {

// `call` was answered. `rules_stale` is told as a degradation.
void EncodeDecision(const engine::DecideCall& call, bool rules_stale, v1::DecideResponse* out);

// The rules asked for, or the winners and for each placement the best `max_losers` losers.
struct ExplainSelection {
  const google::protobuf::RepeatedPtrField<std::string>* rules = nullptr;
  int max_losers = 20;
};
void EncodeExplanation(const dsl::Program& program, const engine::Explanation& explanation,
                       const ExplainSelection& selection, v1::ExplainResponse* out);

void EncodeMoney(const dsl::Money& money, v1::Money* out);

}  // namespace nextmove::serve

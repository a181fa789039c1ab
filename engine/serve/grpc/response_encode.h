// Answers to messages. Pure functions; messages may live on an arena.
#pragma once

#include "engine/serve/calls/explain_call.h"
#include "engine/serve/calls/schema_call.h"
#include "nextmove/v1/decision.pb.h"

namespace nextmove::serve {

// `call` was answered. `rules_stale` adds a degradation to the answer.
void EncodeDecision(const engine::DecideCall& call, bool rules_stale, v1::DecideResponse* out);
// Adds the explanation to a message in which the decision is written already.
void EncodeRules(const dsl::Program& program, const ToldRules& told, v1::ExplainResponse* out);
void EncodeSchema(const Schema& schema, v1::GetSchemaResponse* out);

void EncodeWarnings(const engine::Warnings& warnings, v1::DecideResponse* out);
void EncodeMoney(const dsl::Money& money, v1::Money* out);

}  // namespace nextmove::serve

// Between our values and the messages of the API. Pure functions.
#pragma once

#include "engine/review/answer.h"
#include "engine/review/explain.h"
#include "engine/review/visits.h"
#include "nextmove/v1/decision.pb.h"

namespace nextmove::cli {

// `now` makes it a dry run at that time.
v1::DecideRequest RequestOf(const engine::Visit& visit, const dsl::Program& program, std::optional<dsl::Instant> now);
engine::Answer AnswerOf(const v1::DecideResponse& response);
std::vector<engine::ExplainedRule> ExplainedRulesOf(const v1::ExplainResponse& response);

}  // namespace nextmove::cli

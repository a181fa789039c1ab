// Asks a running nextmoved by gRPC. Thread-compatible.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "clients/cli/visit_stream.h"
#include "engine/review/explain.h"

namespace nextmove::cli {

// Keeps `options.outstanding` calls under way on one completion queue.
std::unique_ptr<Decider> MakeRemoteDecider(const Prepared& prepared, const Options& options, const Wishes& wishes);

struct RemoteExplanation {
  engine::Answer answer;
  std::vector<engine::ExplainedRule> rules;
};
// `rule` empty: all.
Result<RemoteExplanation, Failure> ExplainRemotely(const Prepared& prepared, const Options& options,
                                                   const engine::Visit& visit, const std::string& rule);

}  // namespace nextmove::cli

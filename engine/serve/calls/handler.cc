// Checks each call, hands it to the runtime, and counts its answer in the metrics.
#include "engine/serve/calls/handler.h"

#include <chrono>
#include <sstream>
#include <utility>
#include <variant>

#include "engine/observe/log.h"
#include "engine/review/answer.h"
#include "engine/ruleset/content_hash.h"

namespace nextmove::serve {
namespace {

// Warns the caller about fields that are accepted but not used.
void WarnOfUnused(const CallRequest& request, engine::Warnings& warnings) {
  for (std::size_t i = 0; i < request.event_extras.size(); ++i) {
    const EventExtra& extra = request.event_extras[i];
    if (!extra.visitor_id.empty() && extra.visitor_id != request.decide.visitor_id) {
      warnings.Add(engine::WarningCode::kEventRefused, request.decide.events[i].kind,
                   "it names another visitor, and is taken for the request's");
    }
    if (!extra.token.empty()) {
      warnings.Add(engine::WarningCode::kTokenIgnored, request.decide.events[i].kind,
                   "actions have no tokens in this version: name the action in the field `action`");
    }
  }
  if (!request.release_tokens.empty()) {
    warnings.Add(engine::WarningCode::kTokenIgnored, "release_tokens", "nothing is reserved by this version");
  }
  for (const std::string_view purpose : request.vague_consents) {
    warnings.Add(engine::WarningCode::kUnknownValue, purpose, "the consent's state is neither given nor refused");
  }
}

void Count(const dsl::Program& program, const engine::Outcome& outcome, observe::ShardWriter& writer) {
  const engine::Decision& decision = outcome.decision;
  for (const engine::Action& action : decision.actions) writer.Decision(action.name, engine::ReasonName(action.reason));
  for (const engine::Unfilled& unfilled : decision.unfilled) {
    const bool known =
        program.placement_names.contains(unfilled.wanted) || program.group_names.contains(unfilled.wanted);
    writer.Unfilled(unfilled.wanted, known, engine::ReasonName(unfilled.reason));
  }
  for (const engine::Warning& warning : decision.warnings.all) writer.Warning(engine::WarningName(warning.code));
  for (std::size_t i = 0; i < outcome.failed_rules.size(); ++i) {
    writer.Warning(engine::WarningName(engine::WarningCode::kRuleFailed));
  }
}

// Removes what a page must not get: audiences, which are evaluated for all visitors at once, and reasons in words that
// were not asked for.
void LeaveWhatIsTold(const engine::Request& request, engine::Decision& decision) {
  std::erase_if(decision.actions, [](const engine::Action& action) {
    return std::holds_alternative<engine::AudienceContent>(action.content);
  });
  if (request.want_texts) return;
  for (engine::Unfilled& unfilled : decision.unfilled) unfilled.text.clear();
}

}  // namespace

CallError DecisionHandler::NoRules() { return {ErrorReason::kNoRules, "no rule set is loaded yet", {}, 1'000}; }

std::optional<CallError> DecisionHandler::CheckTenant(std::string_view tenant) const {
  if (tenant.empty() || tenant == options_.tenant) return std::nullopt;
  return CallError{ErrorReason::kNotPermitted, "this server has no such tenant for you; leave `tenant` empty", {}, {}};
}

std::optional<CallError> DecisionHandler::Check(const engine::Pin& pin, const CallRequest& request) const {
  auto violations = CheckRequest(request, options_.limits, true);
  if (!violations.empty()) return Refusal(std::move(violations));
  if (auto error = CheckTenant(request.decide.tenant)) return error;
  if (!pin.world) return NoRules();
  const std::string_view version = request.ruleset_version;
  if (!version.empty() && version != pin.world->program->version &&
      version != engine::ShortVersion(pin.world->program->version)) {
    return CallError{ErrorReason::kVersionNotFound, "only the rule set in force is kept", {}, {}};
  }
  return std::nullopt;
}

void DecisionHandler::Decide(const engine::Pin& pin, observe::MetricsShard& shard, Exchange& exchange,
                             const ExchangeDone& done) {
  exchange.error = Check(pin, *exchange.request);
  if (exchange.error) {
    done(exchange);
    return;
  }
  engine::DecideCall& call = exchange.call;
  call.request = exchange.request->decide;
  call.request.tenant = options_.tenant;
  call.dry_run = exchange.request->dry_run || exchange.explanation != nullptr;
  call.decision_time = exchange.request->decision_time;
  call.explanation = exchange.explanation;
  exchange.shard_ = &shard;
  exchange.done_ = &done;
  if (!exchange.decided_) exchange.decided_ = [this, &exchange](engine::DecideCall&) { Finish(exchange); };
  runtime_.Decide(pin, call, exchange.decided_);
}

void DecisionHandler::Finish(Exchange& exchange) {
  const dsl::Program& program = *exchange.call.program;
  engine::Outcome& outcome = exchange.call.outcome;
  engine::Decision& decision = outcome.decision;
  WarnOfUnused(*exchange.request, decision.warnings);
  if (!exchange.call.dry_run) {
    observe::ShardWriter writer(*exchange.shard_);
    Count(program, outcome, writer);
  }
  failed_rules_.Tell(program, outcome.failed_rules);
  LeaveWhatIsTold(exchange.call.request, decision);
  exchange.rules_stale = rules_stale_.load(std::memory_order_relaxed);
  (*exchange.done_)(exchange);
}

CallError BrokenOff(std::string_view method, std::string_view what) {
  std::ostringstream id;
  id << std::hex << std::chrono::system_clock::now().time_since_epoch().count();
  observe::LogError(std::string(method) + " " + id.str() + " was broken off: " + std::string(what));
  return {ErrorReason::kInternal, "the server failed; its log has more of " + id.str(), {}, {}};
}

}  // namespace nextmove::serve

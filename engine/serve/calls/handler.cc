// Checks, decides, counts. See handler.h.
#include "engine/serve/calls/handler.h"

#include <utility>

#include "nextmove/v1/decision.pb.h"

namespace nextmove::serve {
namespace {

// The wire's words, which live as long as the process.
std::string_view WarningWord(engine::WarningCode code) {
  constexpr std::string_view kPrefix = "WARNING_CODE_";
  const std::string& name = v1::WarningCode_Name(static_cast<v1::WarningCode>(code));
  return name.size() > kPrefix.size() ? std::string_view(name).substr(kPrefix.size()) : std::string_view("(other)");
}

// What was taken and not used, said to the caller.
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

}  // namespace

std::string_view ShortVersion(const dsl::Program& program) { return std::string_view(program.version).substr(0, 12); }

CallError DecisionHandler::NoRules() { return {v1::ERROR_REASON_NO_RULES, "no rule set is loaded yet", {}, 1'000}; }

std::optional<CallError> DecisionHandler::CheckTenant(std::string_view tenant) const {
  if (tenant.empty() || tenant == options_.tenant) return std::nullopt;
  return CallError{
      v1::ERROR_REASON_NOT_PERMITTED, "this server has no such tenant for you; leave `tenant` empty", {}, {}};
}

std::optional<CallError> DecisionHandler::Check(const engine::Pin& pin, const CallRequest& request) const {
  auto violations = CheckRequest(request, options_.limits, true);
  if (!violations.empty()) return Refusal(std::move(violations));
  if (auto error = CheckTenant(request.decide.tenant)) return error;
  if (!pin.world) return NoRules();
  const std::string_view version = request.ruleset_version;
  if (!version.empty() && version != pin.world->program->version && version != ShortVersion(*pin.world->program)) {
    return CallError{v1::ERROR_REASON_VERSION_NOT_FOUND, "only the rule set in force is kept", {}, {}};
  }
  return std::nullopt;
}

void DecisionHandler::Decide(const engine::Pin& pin, Exchange& exchange, const ExchangeDone& done) {
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
  runtime_.Decide(pin, call, [&exchange, &done](engine::DecideCall& decided) {
    WarnOfUnused(*exchange.request, decided.outcome.decision.warnings);
    done(exchange);
  });
}

void CountDecision(const dsl::Program& program, const engine::Decision& decision, observe::ShardWriter& writer) {
  for (const engine::Action& action : decision.actions) writer.Decision(action.name, engine::ReasonName(action.reason));
  for (const engine::Unfilled& unfilled : decision.unfilled) {
    const bool known =
        program.placement_names.contains(unfilled.wanted) || program.group_names.contains(unfilled.wanted);
    writer.Unfilled(unfilled.wanted, known, engine::ReasonName(unfilled.reason));
  }
  for (const engine::Warning& warning : decision.warnings.all) writer.Warning(WarningWord(warning.code));
}

}  // namespace nextmove::serve

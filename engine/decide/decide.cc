// The decision: read the request, judge each rule, allocate, answer.
#include "engine/decide/decide.h"

#include "engine/decide/allocate.h"
#include "engine/decide/answer.h"
#include "engine/decide/eligible.h"
#include "engine/decide/explain.h"

namespace nextmove::engine {
namespace {

// The newest statements are in force at once; of two about one purpose the last one counts. Only what changes something
// is remembered, and only of purposes that the project has: what a client invents can't make the state grow.
Delta ConsentDelta(const dsl::Program& program, const VisitorState& visitor, std::span<const Consent> sent,
                   Warnings& warnings) {
  Delta delta;
  const auto& purposes = program.project.purposes;
  for (const Consent& consent : sent) {
    if (std::find(purposes.begin(), purposes.end(), consent.purpose) == purposes.end()) {
      warnings.Add(WarningCode::kUnknownName, consent.purpose, "the project has no such purpose of consent");
      continue;
    }
    std::erase_if(delta.consents, [&](const Consent& earlier) { return earlier.purpose == consent.purpose; });
    const auto same = [&](const Consent& held) {
      return held.purpose == consent.purpose && held.state == consent.state;
    };
    if (std::none_of(visitor.consents.begin(), visitor.consents.end(), same)) delta.consents.push_back(consent);
  }
  return delta;
}

void AddSegments(Frame& frame, Decision& decision) {
  for (std::size_t i = 0; i < frame.program.segments.size(); ++i)
    if (frame.InSegment(static_cast<int>(i))) decision.segments.push_back(frame.program.segments[i].name);
  std::sort(decision.segments.begin(), decision.segments.end());
}

std::vector<Candidate> JudgeAll(Frame& frame, Explanation* explanation, Warnings& warnings) {
  std::vector<Candidate> candidates;
  const int rules = static_cast<int>(frame.program.rules.size());
  if (explanation) explanation->rules.assign(frame.program.rules.size(), RuleTrace{});
  for (int rule = 0; rule < rules; ++rule) {
    Candidate candidate = explanation ? JudgeAndTrace(rule, frame, explanation->rules[static_cast<std::size_t>(rule)])
                                      : Judge(rule, frame, nullptr);
    if (candidate.reason == ReasonCode::kRuleFailed) {
      warnings.Add(WarningCode::kRuleFailed, frame.program.rules[static_cast<std::size_t>(rule)].name,
                   "the rule could not be evaluated and was skipped");
    }
    if (explanation || candidate.eligible()) candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace

void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t /*seed*/, const Mode& mode, Outcome& outcome) {
  outcome = Outcome{};
  if (mode.explanation) mode.explanation->rules.clear();
  if (!world.program) return;
  try {
    Decision& decision = outcome.decision;
    const Delta consents = ConsentDelta(*world.program, visitor, request.consents, decision.warnings);
    const VisitorState present = Apply(visitor, consents);
    Frame frame(world, present, request, now, mode, decision.warnings);
    std::vector<Candidate> candidates = JudgeAll(frame, mode.explanation, decision.warnings);
    const std::vector<std::size_t> winners = Allocation(frame, candidates).Run();
    WriteAnswer(frame, candidates, winners, decision);
    if (request.want_segments) AddSegments(frame, decision);
    if (mode.explanation) FinishTraces(frame, candidates, *mode.explanation);
    outcome.effects.visitor = consents;
  } catch (...) {  // a bug must not take the server down: the page gets no action
    outcome = Outcome{};
    outcome.decision.warnings.Add(WarningCode::kRuleFailed, "", "the decision failed");
  }
}

}  // namespace nextmove::engine

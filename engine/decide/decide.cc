// The decision: read the request, judge each rule, allocate, answer.
#include "engine/decide/decide.h"

#include "engine/decide/allocate/allocate.h"
#include "engine/decide/answer.h"
#include "engine/decide/judge/eligible.h"
#include "engine/decide/explain.h"

namespace nextmove::engine {
namespace {

void AddSegments(Frame& frame, Decision& decision) {
  for (std::size_t i = 0; i < frame.program.segments.size(); ++i)
    if (frame.InSegment(static_cast<int>(i))) decision.segments.push_back(frame.program.segments[i].name);
  std::sort(decision.segments.begin(), decision.segments.end());
}

void WarnIfFailed(const Frame& frame, const Candidate& candidate, Warnings& warnings) {
  if (candidate.reason != ReasonCode::kRuleFailed) return;
  warnings.Add(WarningCode::kRuleFailed, frame.program.rules[static_cast<std::size_t>(candidate.rule)].name,
               "the rule could not be evaluated and was skipped");
}

// All that may win or would have; with an explanation all rules.
std::vector<Candidate> JudgeAll(Frame& frame, Explanation* explanation, Warnings& warnings) {
  std::vector<Candidate> candidates;
  Trials trials(frame);
  const int rules = static_cast<int>(frame.program.rules.size());
  if (explanation) explanation->rules.assign(frame.program.rules.size(), RuleTrace{});
  std::optional<Candidate> candidate;
  for (int rule = 0; rule < rules; ++rule) {
    if (explanation)
      candidate = JudgeAndTrace(rule, frame, trials, explanation->rules[static_cast<std::size_t>(rule)]);
    else
      Judge(rule, frame, trials, nullptr, candidate);
    if (!candidate) continue;
    WarnIfFailed(frame, *candidate, warnings);
    if (explanation || candidate->eligible() || candidate->held_out) candidates.push_back(std::move(*candidate));
  }
  return candidates;
}

}  // namespace

void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Outcome& outcome) {
  outcome = Outcome{};
  if (mode.explanation) mode.explanation->rules.clear();
  if (!world.program) return;
  try {
    Decision& decision = outcome.decision;
    Frame frame(world, visitor, request, now, mode, decision.warnings, seed);
    std::vector<Candidate> candidates = JudgeAll(frame, mode.explanation, decision.warnings);
    Allocation allocation(frame, candidates);
    const std::vector<std::size_t> winners = allocation.Run();
    allocation.MarkHoldouts();
    WriteAnswer(frame, candidates, winners, allocation, decision);
    if (request.want_segments) AddSegments(frame, decision);
    decision.ask_again = frame.ask_again;
    if (mode.explanation) FinishTraces(frame, candidates, *mode.explanation);
    outcome.effects.visitor = std::move(frame.delta);
  } catch (...) {  // a bug must not take the server down: the page gets no action
    outcome = Outcome{};
    outcome.decision.warnings.Add(WarningCode::kRuleFailed, "", "the decision failed");
  }
}

}  // namespace nextmove::engine

// The row of steps of a decision: read the request, judge rules as slots ask for them, allocate, answer.
#include "engine/decide/decide.h"

#include <algorithm>

#include "dsl/value/index.h"
#include "engine/decide/allocate/allocate.h"
#include "engine/decide/answer.h"
#include "engine/decide/explain.h"
#include "engine/decide/judge/moments.h"

namespace nextmove::engine {
namespace {

void AddSegments(const Frame& frame, Decision& decision) {
  for (std::size_t i = 0; i < frame.program.segments.size(); ++i)
    if (frame.InSegment(static_cast<int>(i))) decision.segments.push_back(frame.program.segments[i].name);
  std::sort(decision.segments.begin(), decision.segments.end());
}

void RememberArms(const dsl::Program& program, const std::vector<ArmOf>& drawn, Delta& delta) {
  for (const ArmOf& arm : drawn)
    delta.arms.push_back({program.experiments[At(arm.experiment)].name, std::string(ArmWord(program, arm))});
}

void Explain(const Frame& frame, Allocation& allocation, const Scan& candidates, const std::vector<Winner>& winners,
             const Prices& prices, Explanation& explanation) {
  std::vector<Verdict> verdicts = allocation.Explain(candidates.judged(), winners);
  for (const Winner& winner : winners) {
    if (winner.judged->in_force->kind != dsl::RuleKind::kPricing) continue;
    Verdict& verdict = *std::find_if(verdicts.begin(), verdicts.end(),
                                     [&](const Verdict& one) { return one.rule == winner.judged->rule; });
    const auto unmoved = prices.unmoved.find(winner.placement);
    const bool moved = unmoved == prices.unmoved.end();
    const FinalPrice& price = moved ? prices.by_placement.at(winner.placement) : unmoved->second;
    if (!moved) verdict = {.rule = verdict.rule, .code = ReasonCode::kNoEffect, .clause = "give"};
    if (!price.guard) continue;
    ConditionNode& note = verdict.notes.emplace_back();
    note.truth = moved ? dsl::Truth::kYes : dsl::Truth::kNo;
    note.text = "guard " + price.guard->name;
    note.observed = "price = " + price.content.price.ToString();
    note.span = price.guard->span;
  }
  FinishTraces(frame, verdicts, explanation);
}

}  // namespace

void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Outcome& outcome) {
  outcome = Outcome{};
  if (mode.explanation) mode.explanation->rules.clear();
  if (!world.program) return;
  Decision& decision = outcome.decision;
  Frame frame(world, visitor, request, now, mode, decision.warnings, seed);
  const Trials trials(frame);
  const Rankings rankings(frame);
  Scan candidates(frame, trials, rankings, mode.explanation);
  Reading reading(candidates, rankings.slots().count());
  Allocation allocation(frame, rankings, reading);
  const std::vector<Winner> winners = allocation.Run();
  const Prices prices = SetPrices(frame, winners);
  std::vector<Winner> answered = winners;
  std::erase_if(answered, [&](const Winner& winner) {
    return winner.judged->in_force->kind == dsl::RuleKind::kPricing && prices.unmoved.contains(winner.placement);
  });
  WriteAnswer(frame, answered, prices, allocation, decision);
  if (request.want_segments) AddSegments(frame, decision);
  decision.ask_again = AskAgainTime(frame);
  if (mode.explanation) Explain(frame, allocation, candidates, winners, prices, *mode.explanation);
  outcome.failed_rules = candidates.failed();
  outcome.effects.visitor = frame.TakeDelta();
  RememberArms(frame.program, candidates.drawn(), outcome.effects.visitor);
}

}  // namespace nextmove::engine

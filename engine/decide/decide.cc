// Runs the steps of a decision in order: read the request, judge rules as slots ask for them, allocate, answer.
#include "engine/decide/decide.h"

#include <algorithm>
#include <optional>

#include "absl/algorithm/container.h"
#include "dsl/value/index.h"
#include "engine/decide/allocate/allocate.h"
#include "engine/decide/answer.h"
#include "engine/decide/explain.h"
#include "engine/decide/judge/moments.h"
#include "engine/decide/reuse.h"

namespace nextmove::engine {
namespace {

void WriteSegments(const Frame& frame, std::vector<std::string>& segments) {
  Overwrite<std::string> names(segments);
  if (!frame.request.want_segments) return;
  for (std::size_t i = 0; i < frame.program.segments.size(); ++i)
    if (frame.InSegment(static_cast<int>(i))) names.Next() = frame.program.segments[i].name;
}

// What the request adds to the visitor, and the arms that were drawn now.
void WriteDelta(const Frame& frame, const std::vector<ArmOf>& drawn, Delta& delta) {
  delta.consents = frame.delta().consents;
  delta.events = frame.delta().events;
  delta.attributes = frame.delta().attributes;
  Overwrite<Arm> arms(delta.arms);
  for (const ArmOf& one : drawn) {
    Arm& arm = arms.Next();
    arm.experiment = frame.program.experiments[At(one.experiment)].name;
    arm.arm = ArmWord(frame.program, one);
  }
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

// Empties the outcome but keeps its memory for the next decision.
void Restart(Outcome& outcome) {
  outcome.decision.warnings.all.clear();
  outcome.decision.warnings.omitted = 0;
  outcome.decision.ask_again.reset();
  outcome.decision.broken_guards.clear();
  outcome.failed_rules.clear();
}

}  // namespace

struct Workspace::Memory {
  Frame::Memory frame;
  Trials::Memory trials;
  Rankings::Memory rankings;
  Scan::Memory scan;
  Reading::Memory reading;
  Allocation::Memory allocation, as_if_shown;
  std::vector<Winner> winners;
};

Workspace::Workspace() : memory_(std::make_unique<Memory>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Workspace& workspace, Outcome& outcome) {
  Restart(outcome);
  if (mode.explanation) mode.explanation->rules.clear();
  if (!world.program) {
    outcome = {};
    return;
  }
  Workspace::Memory& memory = workspace.memory();
  Decision& decision = outcome.decision;
  Frame frame(world, visitor, request, now, mode, memory.frame, decision.warnings, seed);
  const Trials trials(frame, memory.trials);
  const Rankings rankings(frame, memory.rankings);
  Scan candidates(frame, trials, rankings, mode.explanation, memory.scan);
  Reading reading(candidates, rankings.slots().count(), memory.reading);
  Allocation allocation(frame, rankings, reading, /*with_held_out=*/false, memory.allocation);
  allocation.Solve();
  std::optional<Allocation> as_if_shown;
  // What would be shown without holdouts reads the same candidates, unless chance has led elsewhere.
  if (reading.met_held_out() || (allocation.threw_dice() && !frame.program.experiments.empty())) {
    as_if_shown.emplace(frame, rankings, reading, /*with_held_out=*/true, memory.as_if_shown);
    as_if_shown->Solve();
  }
  std::vector<Winner>& winners = memory.winners;
  allocation.WriteWinners(as_if_shown ? &*as_if_shown : nullptr, winners);
  const Prices prices = SetPrices(frame, winners);
  WriteAnswer(frame, winners, prices, allocation, decision);
  WriteSegments(frame, decision.segments);
  absl::c_sort(decision.segments);
  decision.ask_again = AskAgainTime(frame);
  if (mode.explanation) Explain(frame, allocation, candidates, winners, prices, *mode.explanation);
  outcome.failed_rules = candidates.failed();
  WriteDelta(frame, candidates.drawn(), outcome.effects.visitor);
}

void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Outcome& outcome) {
  Workspace workspace;
  Decide(world, visitor, request, now, seed, mode, workspace, outcome);
}

}  // namespace nextmove::engine

// Judges one rule: where, when and for whom it is.
#include <algorithm>
#include <span>

#include "dsl/program/clauses.h"
#include "dsl/value/index.h"
#include "engine/decide/judge/judgement.h"
#include "engine/decide/judge/moments.h"

namespace nextmove::engine {
namespace {

using dsl::ClauseWord;
using dsl::RuleKind;
using dsl::Truth;
using dsl::Value;

void JudgeWithArms(int rule, const Frame& frame, const Trials& trials, ClauseRecorder* recorder, Judged& judged) {
  const std::span<const int> experiments = frame.program.resolved.experiments_of[rule];
  const auto judge = [&](const RuleInForce& in_force, const dsl::ClauseSet& skipped) {
    judged.Restart(rule);
    Judgement(in_force, frame, recorder, skipped, judged).Run();
  };
  RuleInForce written;
  written.rule = &frame.program.rules[At(rule)];
  if (!trials.MayBeInAny(experiments)) return judge(written, {});
  if (!trials.AreKnown(experiments)) {  // draw an arm only for visitors who are eligible
    judge(written, dsl::WithReaders(trials.Replaced(experiments)));
    if (!judged.eligible()) return;
    if (recorder) recorder->Restart();
  }
  judge(trials.Enter(rule, experiments), {});
}

}  // namespace

Judgement::Judgement(const RuleInForce& in_force, const Frame& frame, ClauseRecorder* recorder,
                     const dsl::ClauseSet& skipped, Judged& judged)
    : in_force_(in_force),
      rule_(*in_force.rule),
      frame_(frame),
      recorder_(recorder),
      skipped_(skipped),
      judged_(judged) {}

void Judgement::Run() {
  judged_.in_force = &rule_;
  if (!in_force_.arms.empty() || !in_force_.drawn.empty()) {
    judged_.composed = in_force_.composed;
    judged_.arms = in_force_.arms;
    judged_.drawn = in_force_.drawn;
  }
  if (IsAsked()) Compute();
}

std::string Judgement::WrittenAt(std::string_view word, dsl::Span span) const {
  return engine::Written(frame_.program, word, span == rule_.span ? dsl::Span() : span);
}

dsl::Span Judgement::SpanOfAny(std::initializer_list<ClauseWord> words) const {
  for (const ClauseWord word : words)
    if (const dsl::Span span = rule_.SpanOf(word); !(span == rule_.span)) return span;
  return rule_.span;
}

bool Judgement::IsAsked() { return Place() && On() && Active() && Needs() && For() && Except() && When(); }

bool Judgement::PlaceIsWanted() {
  if (!rule_.placements.empty()) {
    for (const int placement : rule_.placements)
      if (frame_.placement_open[At(placement)]) judged_.places.push_back(placement);
    return !judged_.places.empty();
  }
  if (rule_.groups.empty()) return frame_.request.wanted.empty();
  return std::any_of(rule_.groups.begin(), rule_.groups.end(),
                     [&](int group) { return frame_.group_wanted[At(group)]; });
}

bool Judgement::Place() {
  const bool wanted = PlaceIsWanted();
  if (recorder_ && (!rule_.placements.empty() || !rule_.groups.empty())) {
    const ClauseWord word = rule_.placements.empty() ? ClauseWord::kCompetes : ClauseWord::kPlace;
    const dsl::Span span = rule_.SpanOf(word);
    Tell(
        "place", wanted, span, [&] { return WrittenAt(dsl::RowOf(word).text, span); },
        [&] { return rule_.placements.empty() ? std::string() : "channel = " + frame_.channel; });
  }
  if (!wanted) return Stop(ReasonCode::kNoPlace, "place");
  return HasMenu();
}

// A menu or results that were not sent, or are empty, can't be ordered.
bool Judgement::HasMenu() {
  const bool orders = rule_.kind == RuleKind::kNavigation || rule_.kind == RuleKind::kSearch;
  if (!orders || rule_.placements.empty()) return true;
  std::erase_if(judged_.places, [&](int placement) {
    const Value& menu = frame_.facts.menu(placement);
    return !menu.list() || menu.list()->empty();
  });
  if (!judged_.places.empty()) return true;
  const dsl::Span span = rule_.SpanOf(ClauseWord::kPlace);
  const bool menu = rule_.kind == RuleKind::kNavigation;
  Tell(
      "place", false, span, [&] { return WrittenAt("place", span); },
      [&] { return std::string(menu ? "no menu was sent" : "no results were sent"); });
  return Stop(ReasonCode::kNoContent, "place");
}

bool Judgement::On() {
  if (Skips(ClauseWord::kOn)) return true;
  const MomentAnswer answer = AskMoment(rule_, judged_.rule, frame_);
  judged_.moment_kind = answer.kind;
  judged_.moment = answer.event;
  if (rule_.on.empty() && answer.is_now) return true;
  const dsl::Span span = recorder_ ? rule_.SpanOf(ClauseWord::kOn) : dsl::Span();
  Tell(
      "on", answer.is_now, span, [&] { return WrittenAt("on", span); },
      [&] {
        return answer.later ? "waits until " + answer.later->ToString() : "moment = " + std::string(frame_.moment);
      });
  return answer.is_now || Stop(ReasonCode::kOtherMoment, "on");
}

bool Judgement::Active() {
  if (Skips(ClauseWord::kActive)) return true;
  for (const dsl::Schedule& schedule : rule_.active) {
    const bool now = frame_.Under(scope()).IsActive(schedule);
    Tell(
        "active", now, schedule.span, [&] { return WrittenAt("active", schedule.span); },
        [&] { return "now = " + frame_.now.ToString() + " (" + frame_.zone(schedule.zone).name() + ")"; });
    if (!now) return Stop(ReasonCode::kOutsideSchedule, "active");
  }
  return true;
}

bool Judgement::Needs() {
  for (const int purpose : rule_.needs) {
    const bool given = frame_.HasConsentOf(purpose);
    const auto text = [&] { return "needs consent " + frame_.program.project.purposes[At(purpose)]; };
    Tell("needs", given, rule_.SpanOf(ClauseWord::kNeeds), text,
         [&] { return std::string(given ? "given" : "not given"); });
    if (!given) return Stop(ReasonCode::kConsentMissing, "needs");
  }
  return true;
}

bool Judgement::For() {
  bool in = rule_.for_segments.empty();
  for (const int segment : rule_.for_segments) {
    const bool inside = recorder_ ? recorder_->Segment(segment, "for") : frame_.InSegment(segment);
    in = in || inside;
    if (in && !recorder_) break;
  }
  return in || Stop(ReasonCode::kNotInAudience, "for");
}

bool Judgement::Except() {
  bool in = false;
  for (const int segment : rule_.except_segments) {
    const bool inside = recorder_ ? recorder_->Segment(segment, "except for") : frame_.InSegment(segment);
    in = in || inside;
    if (in && !recorder_) break;
  }
  return !in || Stop(ReasonCode::kNotInAudience, "except");
}

bool Judgement::When() {
  Truth all = Truth::kYes;
  if (!rule_.when.empty() && !Skips(ClauseWord::kWhen)) {
    dsl::Evaluator evaluator = frame_.Under(scope());
    for (const dsl::Expr& condition : rule_.when) {
      all = std::min(all, recorder_ ? recorder_->When(condition, scope()) : evaluator.Test(condition));
      if (all == Truth::kNo && !recorder_) break;
    }
  }
  if (all == Truth::kYes) return AnswerIsWanted();
  return Stop(all == Truth::kNo ? ReasonCode::kConditionFalse : ReasonCode::kConditionUnknown, "when");
}

// A question is not asked while its answer is known.
bool Judgement::AnswerIsWanted() {
  const dsl::kinds::Ask* ask = rule_.ask();
  if (!ask || ask->answer < 0) return true;
  const Value& answer = frame_.facts.attribute(ask->answer);
  const std::string& name = frame_.program.attributes[At(ask->answer)].name;
  Tell(
      "when", answer.is_unknown(), rule_.SpanOf(ClauseWord::kAnswer), [&] { return "answer " + name; },
      [&] { return name + " = " + answer.ToString(); });
  return answer.is_unknown() || Stop(ReasonCode::kConditionFalse, "when");
}

// A rule that fails must not take the decision down: the others go on.
void Judge(int rule, const Frame& frame, const Trials& trials, ClauseRecorder* recorder, Judged& judged) noexcept {
  try {
    JudgeWithArms(rule, frame, trials, recorder, judged);
  } catch (...) {
    judged.Restart(rule);
    judged.in_force = &frame.program.rules[At(rule)];
    judged.reason = ReasonCode::kRuleFailed;
  }
}

std::string Written(const dsl::Program& program, std::string_view word, dsl::Span span) {
  const bool known = program.sources && span.end > span.begin;
  const std::string text = known ? std::string(program.sources->TextOf(span)) : std::string();
  return text.starts_with(word) ? text : std::string(word) + (text.empty() ? "" : " ") + text;
}

}  // namespace nextmove::engine

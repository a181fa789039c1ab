// Eligibility of one rule.
#include "engine/decide/eligible.h"

#include "engine/decide/discount.h"
#include "engine/decide/navigation.h"
#include "engine/decide/render.h"

namespace nextmove::engine {
namespace {

using dsl::Rule;
using dsl::RuleKind;
using dsl::Truth;
using dsl::Value;

std::size_t At(int index) { return static_cast<std::size_t>(index); }
Truth TruthOf(bool value) { return value ? Truth::kYes : Truth::kNo; }

template <typename T, typename Name>
std::string List(std::string_view word, const std::vector<T>& items, Name name) {
  std::string text(word);
  for (std::size_t i = 0; i < items.size(); ++i) text += (i == 0 ? " " : ", ") + std::string(name(items[i]));
  return text;
}

class Judgement {
 public:
  Judgement(int rule, Frame& frame, ClauseRecorder* recorder)
      : rule_(frame.program.rules[At(rule)]), frame_(frame), recorder_(recorder) {
    candidate_.rule = rule;
  }
  Candidate Run();

 private:
  bool Place();
  bool On();
  bool Active();
  bool Needs();
  bool For();
  bool Except();
  bool When();
  bool Give();
  bool Say();
  void FillFacts();
  bool Stop(ReasonCode code, std::string_view word) {
    candidate_.Stop(code, word);
    return false;
  }
  // Tells the recorder, if there is one; `span` is the rule's head where the clause has none. `text` and `observed`
  // make strings and are only called then.
  template <typename Text, typename Observed>
  void Tell(std::string_view word, bool holds, dsl::Span span, Text text, Observed observed) {
    if (recorder_) recorder_->Clause(word, span, text(), TruthOf(holds), observed());
  }

  const Rule& rule_;
  Frame& frame_;
  ClauseRecorder* recorder_;
  Candidate candidate_;
};

Candidate Judgement::Run() {
  if (Place() && On() && Active() && Needs() && For() && Except() && When()) {
    FillFacts();
    static_cast<void>(Give() && Say());
  }
  return std::move(candidate_);
}

bool Judgement::Place() {
  bool wanted = frame_.request.wanted.empty();
  if (!rule_.placements.empty()) {
    for (const int placement : rule_.placements)
      if (frame_.placement_open[At(placement)]) candidate_.places.push_back(placement);
    wanted = !candidate_.places.empty();
  } else if (!rule_.groups.empty()) {
    wanted = std::any_of(rule_.groups.begin(), rule_.groups.end(),
                         [&](int group) { return frame_.group_wanted[At(group)]; });
  }
  const bool by_place = !rule_.placements.empty() || rule_.groups.empty();
  if (!rule_.placements.empty() || !rule_.groups.empty()) {
    Tell(
        "place", wanted, rule_.span,
        [&] {
          if (by_place)
            return List("place", rule_.placements, [&](int p) { return frame_.program.placements[At(p)].name; });
          return List("competes in", rule_.groups, [&](int g) { return frame_.program.groups[At(g)].name; });
        },
        [&] { return "channel = " + frame_.channel; });
  }
  if (!wanted) return Stop(ReasonCode::kNoPlace, "place");
  if (rule_.kind != RuleKind::kNavigation || rule_.placements.empty()) return true;
  // A menu that was not sent, or is empty, can't be ordered.
  std::erase_if(candidate_.places, [&](int placement) {
    const Value& menu = frame_.facts.menu(placement);
    return !menu.list() || menu.list()->empty();
  });
  return !candidate_.places.empty() || Stop(ReasonCode::kNoContent, "place");
}

bool Judgement::On() {
  if (rule_.on.empty()) return true;
  const bool now = std::find(rule_.on.begin(), rule_.on.end(), frame_.moment) != rule_.on.end();
  Tell(
      "on", now, rule_.span, [&] { return List("on", rule_.on, [](const std::string& moment) { return moment; }); },
      [&] { return "moment = " + std::string(frame_.moment); });
  return now || Stop(ReasonCode::kOtherMoment, "on");
}

bool Judgement::Active() {
  for (const dsl::Schedule& schedule : rule_.active) {
    const bool now = frame_.evaluator->IsActive(schedule);
    Tell(
        "active", now, schedule.span,
        [&] {
          const auto& sources = frame_.program.sources;
          const std::string text = sources ? std::string(sources->TextOf(schedule.span)) : std::string();
          return text.starts_with("active") ? text : "active " + text;
        },
        [&] { return "now = " + frame_.now.ToString() + " (" + frame_.zone(schedule.zone).name() + ")"; });
    if (!now) return Stop(ReasonCode::kOutsideSchedule, "active");
  }
  return true;
}

bool Judgement::Needs() {
  for (const int purpose : rule_.needs) {
    const bool given = frame_.HasConsentOf(purpose);
    const auto text = [&] { return "needs consent " + frame_.program.project.purposes[At(purpose)]; };
    Tell("needs", given, rule_.span, text, [&] { return std::string(given ? "given" : "not given"); });
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
  for (const dsl::Expr& condition : rule_.when) {
    all = std::min(all, recorder_ ? recorder_->When(condition) : frame_.evaluator->Test(condition));
    if (all == Truth::kNo && !recorder_) break;
  }
  if (all == Truth::kYes) return true;
  return Stop(all == Truth::kNo ? ReasonCode::kConditionFalse : ReasonCode::kConditionUnknown, "when");
}

void Judgement::FillFacts() {
  dsl::ActionFacts& facts = candidate_.facts;
  facts.priority = static_cast<int>(rule_.priority);
  facts.likelihood =
      rule_.likelihood ? frame_.evaluator->Evaluate(*rule_.likelihood) : Value(dsl::Percent{dsl::Decimal(5)});
  facts.worth =
      rule_.worth ? frame_.evaluator->Evaluate(*rule_.worth) : Value(dsl::Money{dsl::Decimal(1), frame_.currency});
  if (!frame_.mode.likelihoods) return;
  for (const auto& [rule, likelihood] : *frame_.mode.likelihoods)
    if (rule == candidate_.rule) facts.likelihood = likelihood;
}

bool Judgement::Give() {
  if (rule_.kind != RuleKind::kDiscount) return true;
  const bool gives = ComputeDiscount(rule_, frame_, candidate_);
  Tell(
      "give", gives, rule_.gives.empty() ? rule_.span : rule_.gives.front().span,
      [&] {
        const auto& sources = frame_.program.sources;
        std::string text =
            sources && !rule_.gives.empty() ? std::string(sources->TextOf(rule_.gives.front().span)) : "";
        return text.starts_with("give") ? text : "give " + text;
      },
      [&] {
        if (!gives) return std::string("saves nothing");
        const auto& saving = candidate_.discount.saving;
        return saving ? "saving = " + saving->ToString() : std::string("saving unknown: the cart is empty or unknown");
      });
  return gives || Stop(ReasonCode::kNoEffect, "give");
}

bool Judgement::Say() {
  for (const int placement : candidate_.places) {
    if (rule_.kind != RuleKind::kNavigation) break;
    candidate_.menus.push_back(OrderMenu(rule_, frame_.facts.menu(placement), frame_));
  }
  auto creative = Render(rule_.content, frame_, rule_.zone);
  // What only shows values that are all unknown has no content (17).
  const bool must_show = rule_.kind == RuleKind::kOverlay || rule_.kind == RuleKind::kBanner;
  if (creative && creative->parts.empty() && must_show) creative.reset();
  if (!rule_.content.say.empty() || !creative) {
    Tell(
        "say", creative.has_value(), rule_.span, [] { return std::string("say"); },
        [&] { return std::string(creative ? "" : "a value that it says or shows is unknown"); });
  }
  if (!creative) return Stop(ReasonCode::kNoContent, "say");
  candidate_.creative = std::move(*creative);
  return true;
}

}  // namespace

Candidate Judge(int rule, Frame& frame, ClauseRecorder* recorder) noexcept {
  try {
    return Judgement(rule, frame, recorder).Run();
  } catch (...) {
    Candidate failed;
    failed.rule = rule;
    failed.reason = ReasonCode::kRuleFailed;
    return failed;
  }
}

}  // namespace nextmove::engine

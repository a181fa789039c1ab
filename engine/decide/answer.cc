// The answer.
#include "engine/decide/answer.h"

#include "engine/decide/discount.h"
#include "engine/decide/render.h"

namespace nextmove::engine {
namespace {

std::size_t At(int index) { return static_cast<std::size_t>(index); }

class Answer {
 public:
  Answer(Frame& frame, std::vector<Candidate>& candidates, const std::vector<std::size_t>& winners, Decision& decision)
      : frame_(frame), candidates_(candidates), winners_(winners), decision_(decision) {}

  void Write();

 private:
  void CutDiscounts();
  void AddWinners(int placement);
  void AddAction(Candidate& candidate);
  // The content that an empty placement shows; false: none, or not to be rendered.
  bool AddOtherwise(int placement);
  void AddUnfilled();
  void Unfill(std::string_view wanted, ReasonCode reason) {
    decision_.unfilled.push_back({std::string(wanted), reason, std::string(ReasonSentence(reason))});
  }
  bool IsFilled(int placement) const;
  ReasonCode WhyEmpty(int placement) const;
  void UnfillGroup(int group, std::string_view name);

  Frame& frame_;
  std::vector<Candidate>& candidates_;
  const std::vector<std::size_t>& winners_;
  Decision& decision_;
};

void Answer::Write() {
  CutDiscounts();
  for (const int placement : frame_.placements) {
    AddWinners(placement);
    if (!IsFilled(placement)) AddOtherwise(placement);
  }
  AddWinners(-1);
  AddUnfilled();
}

void Answer::CutDiscounts() {
  std::vector<Candidate*> discounts;
  for (const std::size_t i : winners_)
    if (frame_.program.rules[At(candidates_[i].rule)].kind == dsl::RuleKind::kDiscount)
      discounts.push_back(&candidates_[i]);
  CutToCart(frame_, discounts);
  for (Candidate* discount : discounts) {
    WriteSavings(frame_, *discount);
    if (!discount->won) discount->Stop(ReasonCode::kNoEffect, "give");
  }
}

void Answer::AddWinners(int placement) {
  for (const std::size_t i : winners_)
    if (candidates_[i].won && candidates_[i].placement == placement) AddAction(candidates_[i]);
}

void Answer::AddAction(Candidate& candidate) {
  const dsl::Rule& rule = frame_.program.rules[At(candidate.rule)];
  Action action;
  action.rule = candidate.rule;
  action.name = rule.name;
  action.placement = candidate.placement;
  action.reason = candidate.why_won;
  if (rule.valid) action.expire_time = dsl::Shift(frame_.now, *rule.valid, +1, frame_.zone(rule.zone));
  if (frame_.request.want_texts) action.why = rule.why;
  action.ranks = std::move(candidate.ranks);
  switch (rule.kind) {
    case dsl::RuleKind::kOverlay:
      action.content = OverlayContent{std::move(candidate.creative)};
      break;
    case dsl::RuleKind::kBanner:
      action.content = BannerContent{std::move(candidate.creative)};
      break;
    case dsl::RuleKind::kDiscount:
      candidate.discount.creative = std::move(candidate.creative);
      action.content = std::move(candidate.discount);
      break;
    case dsl::RuleKind::kNavigation: {
      NavigationContent menu;
      const auto place = std::find(candidate.places.begin(), candidate.places.end(), candidate.placement);
      if (place != candidate.places.end()) {
        menu.menu = frame_.program.placements[At(candidate.placement)].name;
        menu.items = std::move(candidate.menus[static_cast<std::size_t>(place - candidate.places.begin())]);
      }
      action.content = std::move(menu);
      break;
    }
  }
  decision_.actions.push_back(std::move(action));
}

bool Answer::AddOtherwise(int placement) {
  const int content = frame_.program.placements[At(placement)].otherwise;
  if (content < 0) return false;
  auto creative = Render(frame_.program.contents[At(content)].parts, frame_, 0);
  if (!creative) return false;
  Action action;
  action.name = frame_.program.contents[At(content)].name;
  action.placement = placement;
  action.reason = ReasonCode::kOtherwise;
  if (frame_.request.want_texts) action.why = frame_.program.contents[At(content)].why;
  action.content = BannerContent{std::move(*creative)};
  decision_.actions.push_back(std::move(action));
  return true;
}

bool Answer::IsFilled(int placement) const {
  return std::any_of(decision_.actions.begin(), decision_.actions.end(),
                     [&](const Action& action) { return action.placement == placement; });
}

ReasonCode Answer::WhyEmpty(int placement) const {
  const auto asks = [&](const dsl::Rule& rule) {
    return std::find(rule.placements.begin(), rule.placements.end(), placement) != rule.placements.end();
  };
  const auto& rules = frame_.program.rules;
  return std::any_of(rules.begin(), rules.end(), asks) ? ReasonCode::kNoneEligible : ReasonCode::kNoRule;
}

void Answer::UnfillGroup(int group, std::string_view name) {
  const auto member = [&](const dsl::Rule& rule) {
    return std::find(rule.groups.begin(), rule.groups.end(), group) != rule.groups.end();
  };
  const auto& rules = frame_.program.rules;
  const bool won = std::any_of(decision_.actions.begin(), decision_.actions.end(), [&](const Action& action) {
    return action.rule >= 0 && member(rules[At(action.rule)]);
  });
  if (won) return;
  Unfill(name, std::any_of(rules.begin(), rules.end(), member) ? ReasonCode::kNoneEligible : ReasonCode::kNoRule);
}

void Answer::AddUnfilled() {
  for (const std::string_view name : frame_.not_here) Unfill(name, ReasonCode::kUnknownPlacement);
  for (const int placement : frame_.placements)
    if (!IsFilled(placement)) Unfill(frame_.program.placements[At(placement)].name, WhyEmpty(placement));
  std::vector<std::string_view> groups;
  for (const std::string_view name : frame_.request.wanted) {
    const auto group = frame_.program.group_names.find(name);
    if (group == frame_.program.group_names.end() || std::find(groups.begin(), groups.end(), name) != groups.end())
      continue;
    groups.push_back(name);
    UnfillGroup(group->second, name);
  }
}

}  // namespace

void WriteAnswer(Frame& frame, std::vector<Candidate>& candidates, const std::vector<std::size_t>& winners,
                 Decision& decision) {
  Answer(frame, candidates, winners, decision).Write();
}

}  // namespace nextmove::engine

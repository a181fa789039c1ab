// The answer.
#include "engine/decide/answer.h"

#include <map>

#include "dsl/value/index.h"
#include "engine/decide/allocate/guards.h"
#include "engine/decide/kinds/cart.h"
#include "engine/decide/kinds/price.h"
#include "engine/decide/kinds/render.h"
#include "engine/decide/kinds/search.h"

namespace nextmove::engine {
namespace {

class Answer {
 public:
  Answer(Frame& frame, std::vector<Candidate>& candidates, const std::vector<std::size_t>& winners,
         const Allocation& allocation, Decision& decision)
      : frame_(frame), candidates_(candidates), winners_(winners), allocation_(allocation), decision_(decision) {}

  void Write();

 private:
  const dsl::Rule& RuleOf(const Candidate& candidate) const { return *candidate.in_force; }
  std::vector<Candidate*> WinnersOf(dsl::RuleKind kind) const;
  void SetPrices();
  void NoteGuard(const FinalPrice& price, Candidate& winner) const;
  void AddWinners(int placement);
  void AddAction(Candidate& candidate);
  void WriteContent(Candidate& candidate, Action& action);
  // The content that an empty placement shows; false: none, or not to be rendered.
  bool AddOtherwise(int placement);
  void JudgeGuards();
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
  const Allocation& allocation_;
  Decision& decision_;
  std::map<int, PriceContent> prices_;     // by placement
  std::map<int, SearchContent> searches_;  // likewise
};

void Answer::Write() {
  SetPrices();
  JudgeGuards();
  for (const int placement : frame_.placements) {
    AddWinners(placement);
    if (!IsFilled(placement)) AddOtherwise(placement);
  }
  AddWinners(-1);
  AddUnfilled();
}

std::vector<Candidate*> Answer::WinnersOf(dsl::RuleKind kind) const {
  std::vector<Candidate*> winners;
  for (const std::size_t i : winners_)
    if (candidates_[i].won && RuleOf(candidates_[i]).kind == kind) winners.push_back(&candidates_[i]);
  return winners;
}

// One price for each place; without a change there is no action.
void Answer::SetPrices() {
  std::map<int, std::vector<Candidate*>> by_place;
  for (Candidate* winner : WinnersOf(dsl::RuleKind::kPricing)) by_place[winner->placement].push_back(winner);
  if (by_place.empty()) return;
  const std::vector<PriceBound> bounds = PriceBounds(frame_);
  for (const auto& [placement, winners] : by_place) {
    FinalPrice price = CombinePrices({winners.begin(), winners.end()}, bounds, frame_.currency);
    for (Candidate* winner : winners) NoteGuard(price, *winner);
    if (price.moved) {
      prices_[placement] = std::move(price.content);
      continue;
    }
    for (Candidate* winner : winners) {
      winner->won = false;
      winner->Stop(ReasonCode::kNoEffect, "give");
    }
  }
}

void Answer::NoteGuard(const FinalPrice& price, Candidate& winner) const {
  if (!frame_.mode.explanation || !price.guard) return;
  ConditionNode note;
  note.truth = price.moved ? dsl::Truth::kYes : dsl::Truth::kNo;
  note.text = "guard " + price.guard->name;
  note.observed = "price = " + price.content.price.ToString();
  note.span = price.guard->span;
  winner.notes.push_back(std::move(note));
}

// Looks at what the decision comes to; bounds that are enforced are kept by now.
void Answer::JudgeGuards() {
  if (frame_.program.guards.empty()) return;
  dsl::DecisionFacts facts;
  dsl::Decimal discount = kZero;
  for (const Candidate& candidate : candidates_) {
    if (!candidate.won) continue;
    facts.rules.push_back(candidate.rule);
    for (const Part& part : candidate.parts) discount = discount + part.amount;
  }
  std::sort(facts.rules.begin(), facts.rules.end());
  if (!CartIsEmptyOrUnknown(frame_)) facts.discount = dsl::Money{discount, frame_.currency};
  std::vector<dsl::Value> prices;
  for (const auto& [placement, price] : prices_) prices.push_back(dsl::Value(price.price));
  decision_.broken_guards = BrokenGuards(facts, prices, frame_);
}

void Answer::AddWinners(int placement) {
  for (const std::size_t i : winners_)
    if (candidates_[i].won && candidates_[i].placement == placement) AddAction(candidates_[i]);
}

void Answer::AddAction(Candidate& candidate) {
  const dsl::Rule& rule = RuleOf(candidate);
  Action action;
  action.rule = candidate.rule;
  action.name = rule.name;
  action.placement = candidate.placement;
  action.reason = candidate.why_won;
  action.expire_time = candidate.open_until;
  if (rule.discount() && rule.discount()->valid && !action.expire_time)
    action.expire_time = dsl::Shift(frame_.now, *rule.discount()->valid, +1, frame_.zone(rule.zone));
  if (frame_.request.want_texts) action.why = rule.why;
  action.ranks = std::move(candidate.ranks);
  action.variants = std::move(candidate.variants);
  action.propensity = candidate.propensity;
  for (std::size_t i = 0; i < candidate.picks.size(); ++i)
    action.picks.push_back({rule.picks[i].name, candidate.picks[i]});
  WriteContent(candidate, action);
  decision_.actions.push_back(std::move(action));
}

void Answer::WriteContent(Candidate& candidate, Action& action) {
  switch (RuleOf(candidate).kind) {
    case dsl::RuleKind::kOverlay:
      action.content = OverlayContent{std::move(candidate.creative)};
      return;
    case dsl::RuleKind::kBanner:
      action.content = BannerContent{std::move(candidate.creative)};
      return;
    case dsl::RuleKind::kDiscount:
      candidate.discount.creative = std::move(candidate.creative);
      action.content = std::move(candidate.discount);
      return;
    case dsl::RuleKind::kNavigation: {
      NavigationContent menu;
      const auto place = std::find(candidate.places.begin(), candidate.places.end(), candidate.placement);
      if (place != candidate.places.end()) {
        menu.menu = frame_.program.placements[At(candidate.placement)].name;
        menu.items = std::move(candidate.menus[static_cast<std::size_t>(place - candidate.places.begin())]);
      }
      action.content = std::move(menu);
      return;
    }
    case dsl::RuleKind::kRecommend:
      action.content = RecommendationContent{std::move(candidate.items), std::move(candidate.creative)};
      return;
    case dsl::RuleKind::kMessage:
      action.content = MessageContent{std::move(candidate.creative), std::move(candidate.items)};
      return;
    case dsl::RuleKind::kSearch: {
      const auto known = searches_.find(candidate.placement);
      if (known == searches_.end()) {
        std::vector<const Candidate*> here;
        for (Candidate* winner : WinnersOf(dsl::RuleKind::kSearch))
          if (winner->placement == candidate.placement) here.push_back(winner);
        searches_[candidate.placement] = OrderResults(here, candidate.placement, frame_);
      }
      action.content = searches_[candidate.placement];
      return;
    }
    case dsl::RuleKind::kPricing:
      action.content = prices_[candidate.placement];
      return;
    case dsl::RuleKind::kAsk:
      candidate.question.creative = std::move(candidate.creative);
      action.content = std::move(candidate.question);
      return;
    case dsl::RuleKind::kAudience:
      action.content = std::move(candidate.audience);
      return;
  }
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
  action.variants = allocation_.HeldOutOf(placement);
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
                 const Allocation& allocation, Decision& decision) {
  Answer(frame, candidates, winners, allocation, decision).Write();
}

}  // namespace nextmove::engine

// Writes the answer.
#include "engine/decide/answer.h"

#include <algorithm>
#include <map>

#include "dsl/value/index.h"
#include "engine/decide/allocate/guards.h"
#include "engine/decide/kinds/cart.h"
#include "engine/decide/kinds/price.h"
#include "engine/decide/kinds/render.h"
#include "engine/decide/kinds/search.h"

namespace nextmove::engine {
namespace {

// The winners of one kind in one place, best first.
std::vector<const Judged*> WinnersOf(std::span<const Winner> winners, dsl::RuleKind kind, int placement) {
  std::vector<const Judged*> some;
  for (const Winner& winner : winners)
    if (winner.placement == placement && winner.judged->in_force->kind == kind) some.push_back(winner.judged);
  return some;
}

class Answer {
 public:
  Answer(const Frame& frame, std::span<const Winner> winners, const Prices& prices, const Allocation& allocation,
         Decision& decision)
      : frame_(frame), winners_(winners), prices_(prices), allocation_(allocation), decision_(decision) {}

  void Write();

 private:
  void AddWinners(int placement);
  void AddAction(const Winner& winner);
  void WriteContent(const Winner& winner, Action& action);
  DiscountContent DiscountOf(const Winner& winner) const;
  // The content that an empty placement shows; false: none, or not to be rendered.
  bool AddOtherwise(int placement);
  void JudgeGuards();
  void AddUnfilled();
  void Unfill(std::string_view wanted, ReasonCode reason) {
    decision_.unfilled.push_back({std::string(wanted), reason, std::string(ReasonSentence(reason))});
  }
  bool IsFilled(int placement) const;
  ReasonCode WhyEmpty(bool asked) const { return asked ? ReasonCode::kNoneEligible : ReasonCode::kNoRule; }
  void UnfillGroup(int group, std::string_view name);

  const Frame& frame_;
  std::span<const Winner> winners_;
  const Prices& prices_;
  const Allocation& allocation_;
  Decision& decision_;
  std::map<int, SearchContent> searches_;  // by placement
};

void Answer::Write() {
  JudgeGuards();
  for (const int placement : frame_.placements) {
    AddWinners(placement);
    if (!IsFilled(placement)) AddOtherwise(placement);
  }
  AddWinners(-1);
  AddUnfilled();
}

// Looks at what the decision comes to; bounds that are enforced are kept by now.
void Answer::JudgeGuards() {
  if (frame_.program.guards.empty()) return;
  dsl::DecisionFacts facts;
  dsl::Decimal discount = kZero;
  for (const Winner& winner : winners_) {
    facts.rules.push_back(winner.judged->rule);
    if (!winner.settled) continue;
    for (const Part& part : winner.settled->savings.parts) discount = discount + part.amount;
  }
  std::sort(facts.rules.begin(), facts.rules.end());
  if (!CartIsEmptyOrUnknown(frame_)) facts.discount = dsl::Money{discount, frame_.currency};
  std::vector<dsl::Value> prices;
  for (const auto& [placement, price] : prices_.by_placement) prices.push_back(dsl::Value(price.content.price));
  decision_.broken_guards = BrokenGuards(facts, prices, frame_);
}

void Answer::AddWinners(int placement) {
  for (const Winner& winner : winners_)
    if (winner.placement == placement) AddAction(winner);
}

void Answer::AddAction(const Winner& winner) {
  const Judged& judged = *winner.judged;
  const dsl::Rule& rule = *judged.in_force;
  Action action;
  action.rule = judged.rule;
  action.name = rule.name;
  action.placement = winner.placement;
  action.reason = winner.why;
  action.expire_time = judged.open_until;
  if (rule.discount() && rule.discount()->valid && !action.expire_time)
    action.expire_time = dsl::Shift(frame_.now, *rule.discount()->valid, +1, frame_.zone(rule.zone));
  if (frame_.request.want_texts) action.why = rule.why;
  action.ranks = winner.ranks;
  for (const ArmOf& arm : winner.arms) action.variants.push_back(ArmName(frame_.program, arm));
  action.propensity = winner.propensity;
  for (std::size_t i = 0; i < judged.picks.size(); ++i) action.picks.push_back({rule.picks[i].name, judged.picks[i]});
  WriteContent(winner, action);
  decision_.actions.push_back(std::move(action));
}

DiscountContent Answer::DiscountOf(const Winner& winner) const {
  const SettledDiscount& settled = *winner.settled;
  DiscountContent content{settled.savings.grants, settled.savings.saving, settled.lines, {}, winner.judged->creative};
  if (settled.guard) content.reasons.push_back(settled.guard->name);
  return content;
}

void Answer::WriteContent(const Winner& winner, Action& action) {
  const Judged& judged = *winner.judged;
  switch (judged.in_force->kind) {
    case dsl::RuleKind::kOverlay:
      action.content = OverlayContent{judged.creative};
      return;
    case dsl::RuleKind::kBanner:
      action.content = BannerContent{judged.creative};
      return;
    case dsl::RuleKind::kDiscount:
      action.content = DiscountOf(winner);
      return;
    case dsl::RuleKind::kNavigation: {
      NavigationContent menu;
      const auto place = std::find(judged.places.begin(), judged.places.end(), winner.placement);
      if (place != judged.places.end()) {
        menu.menu = frame_.program.placements[At(winner.placement)].name;
        menu.items =
            std::get<MenuOrders>(judged.terms).by_place[static_cast<std::size_t>(place - judged.places.begin())];
      }
      action.content = std::move(menu);
      return;
    }
    case dsl::RuleKind::kRecommend:
      action.content = RecommendationContent{std::get<ShelfItems>(judged.terms).items, judged.creative};
      return;
    case dsl::RuleKind::kMessage: {
      const auto* shelf = std::get_if<ShelfItems>(&judged.terms);
      action.content = MessageContent{judged.creative, shelf ? shelf->items : std::vector<ShelfItem>()};
      return;
    }
    case dsl::RuleKind::kSearch: {
      const auto [place, is_new] = searches_.try_emplace(winner.placement);
      if (is_new)
        place->second =
            OrderResults(WinnersOf(winners_, dsl::RuleKind::kSearch, winner.placement), winner.placement, frame_);
      action.content = place->second;
      return;
    }
    case dsl::RuleKind::kPricing:
      action.content = prices_.by_placement.at(winner.placement).content;
      return;
    case dsl::RuleKind::kAsk:
      action.content =
          QuestionContent{judged.in_force->ask()->answer, judged.creative, std::get<Question>(judged.terms).options};
      return;
    case dsl::RuleKind::kAudience:
      action.content = AudienceContent{std::get<Exports>(judged.terms).exports};
      return;
  }
}

bool Answer::AddOtherwise(int placement) {
  const int content = frame_.program.placements[At(placement)].otherwise;
  if (content < 0) return false;
  dsl::Evaluator evaluator = frame_.Under({});
  auto creative = Render(frame_.program.contents[At(content)].parts, frame_, evaluator, 0);
  if (!creative) return false;
  Action action;
  action.name = frame_.program.contents[At(content)].name;
  action.placement = placement;
  action.reason = ReasonCode::kOtherwise;
  if (frame_.request.want_texts) action.why = frame_.program.contents[At(content)].why;
  for (const ArmOf& arm : allocation_.HeldOutOf(placement)) action.variants.push_back(ArmName(frame_.program, arm));
  action.content = BannerContent{std::move(*creative)};
  decision_.actions.push_back(std::move(action));
  return true;
}

bool Answer::IsFilled(int placement) const {
  return std::any_of(decision_.actions.begin(), decision_.actions.end(),
                     [&](const Action& action) { return action.placement == placement; });
}

void Answer::UnfillGroup(int group, std::string_view name) {
  const auto rules = frame_.program.resolved.rules_of_group[group];
  const bool won = std::any_of(decision_.actions.begin(), decision_.actions.end(), [&](const Action& action) {
    return action.rule >= 0 && std::find(rules.begin(), rules.end(), action.rule) != rules.end();
  });
  if (!won) Unfill(name, WhyEmpty(!rules.empty()));
}

void Answer::AddUnfilled() {
  for (const std::string_view name : frame_.not_here) Unfill(name, ReasonCode::kUnknownPlacement);
  for (const int placement : frame_.placements) {
    if (IsFilled(placement)) continue;
    Unfill(frame_.program.placements[At(placement)].name,
           WhyEmpty(!frame_.program.resolved.rules_of_placement[placement].empty()));
  }
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

Prices SetPrices(const Frame& frame, std::span<const Winner> winners) {
  Prices prices;
  std::optional<std::vector<PriceBound>> bounds;
  for (const Winner& winner : winners) {
    if (winner.judged->in_force->kind != dsl::RuleKind::kPricing) continue;
    const auto [price, is_new] = prices.by_placement.try_emplace(winner.placement);
    if (!is_new) continue;
    if (!bounds) bounds = PriceBounds(frame);
    price->second =
        CombinePrices(WinnersOf(winners, dsl::RuleKind::kPricing, winner.placement), *bounds, frame.currency);
  }
  std::erase_if(prices.by_placement, [&](const auto& price) {
    if (!price.second.moved) prices.unmoved.insert(price);
    return !price.second.moved;
  });
  return prices;
}

void WriteAnswer(const Frame& frame, std::span<const Winner> winners, const Prices& prices,
                 const Allocation& allocation, Decision& decision) {
  Answer(frame, winners, prices, allocation, decision).Write();
}

}  // namespace nextmove::engine

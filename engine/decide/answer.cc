// Writes the answer of a decision: the actions in order, rendered for the request, and what all of them come to.
#include "engine/decide/answer.h"

#include <algorithm>
#include <map>

#include "absl/algorithm/container.h"
#include "absl/container/inlined_vector.h"
#include "dsl/value/index.h"
#include "engine/decide/allocate/guards.h"
#include "engine/decide/kinds/cart.h"
#include "engine/decide/kinds/price.h"
#include "engine/decide/kinds/render.h"
#include "engine/decide/kinds/search.h"
#include "engine/decide/reuse.h"

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
      : frame_(frame),
        winners_(winners),
        prices_(prices),
        allocation_(allocation),
        decision_(decision),
        actions_(decision.actions),
        unfilled_(decision.unfilled) {}

  void Write();

 private:
  void AddWinners(int placement);
  void AddAction(const Winner& winner);
  void WriteContent(const Winner& winner, Action& action);
  static void WriteDiscount(const Winner& winner, DiscountContent& content);
  // Writes the content that an empty placement shows; false: it has none, or it could not be rendered.
  bool AddOtherwise(int placement);
  void JudgeGuards();
  void AddUnfilled();
  void Unfill(std::string_view wanted, ReasonCode reason) {
    Unfilled& unfilled = unfilled_.Next();
    unfilled.wanted = wanted;
    unfilled.reason = reason;
    unfilled.text = ReasonSentence(reason);
  }
  // Whether the price of the winner's placement stays what it is: then there is no action.
  bool IsUnmoved(const Winner& winner) const {
    return winner.judged->in_force->kind == dsl::RuleKind::kPricing && prices_.unmoved.contains(winner.placement);
  }
  template <typename Is>
  bool HasAction(Is is) const {
    return std::any_of(decision_.actions.begin(),
                       decision_.actions.begin() + static_cast<std::ptrdiff_t>(actions_.size()), is);
  }
  bool IsFilled(int placement) const {
    return HasAction([&](const Action& action) { return action.placement == placement; });
  }
  ReasonCode WhyEmpty(bool asked) const { return asked ? ReasonCode::kNoneEligible : ReasonCode::kNoRule; }
  void UnfillGroup(int group, std::string_view name);

  const Frame& frame_;
  std::span<const Winner> winners_;
  const Prices& prices_;
  const Allocation& allocation_;
  Decision& decision_;
  Overwrite<Action> actions_;
  Overwrite<Unfilled> unfilled_;
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

// Names the guards that the finished decision breaks. Guards with `otherwise enforce` were applied before this.
void Answer::JudgeGuards() {
  if (frame_.program.guards.empty()) return;
  dsl::DecisionFacts facts;
  dsl::Decimal discount = kZero;
  for (const Winner& winner : winners_) {
    if (IsUnmoved(winner)) continue;
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
    if (winner.placement == placement && !IsUnmoved(winner)) AddAction(winner);
}

void Answer::AddAction(const Winner& winner) {
  const Judged& judged = *winner.judged;
  const dsl::Rule& rule = *judged.in_force;
  Action& action = actions_.Next();
  action.rule = judged.rule;
  action.name = rule.name;
  action.placement = winner.placement;
  action.reason = winner.why;
  action.expire_time = judged.open_until;
  if (rule.discount() && rule.discount()->valid && !action.expire_time)
    action.expire_time = dsl::Shift(frame_.now, *rule.discount()->valid, +1, frame_.zone(rule.zone));
  action.why = frame_.request.want_texts ? std::string_view(rule.why) : std::string_view();
  action.ranks = winner.ranks;
  action.variants.clear();
  for (const ArmOf& arm : winner.arms) action.variants.push_back(ArmName(frame_.program, arm));
  action.propensity = winner.propensity;
  action.picks.resize(judged.picks.size());
  for (std::size_t i = 0; i < judged.picks.size(); ++i) {
    action.picks[i].first = rule.picks[i].name;
    action.picks[i].second = judged.picks[i];
  }
  WriteContent(winner, action);
}

void Answer::WriteDiscount(const Winner& winner, DiscountContent& content) {
  const SettledDiscount& settled = *winner.settled;
  content.grants = settled.savings.grants;
  content.saving = settled.savings.saving;
  content.lines = settled.lines;
  content.reasons.clear();
  if (settled.guard) content.reasons.push_back(settled.guard->name);
  content.creative = winner.judged->creative;
}

void Answer::WriteContent(const Winner& winner, Action& action) {
  const Judged& judged = *winner.judged;
  auto& content = action.content;
  switch (judged.in_force->kind) {
    case dsl::RuleKind::kOverlay:
      Held<OverlayContent>(content).creative = judged.creative;
      return;
    case dsl::RuleKind::kBanner:
      Held<BannerContent>(content).creative = judged.creative;
      return;
    case dsl::RuleKind::kDiscount:
      WriteDiscount(winner, Held<DiscountContent>(content));
      return;
    case dsl::RuleKind::kNavigation: {
      auto& menu = Held<NavigationContent>(content);
      const auto place = std::find(judged.places.begin(), judged.places.end(), winner.placement);
      menu.menu = frame_.program.placements[At(winner.placement)].name;
      menu.items = judged.Given<MenuOrders>()->by_place[static_cast<std::size_t>(place - judged.places.begin())];
      return;
    }
    case dsl::RuleKind::kRecommend: {
      auto& shelf = Held<RecommendationContent>(content);
      shelf.items = judged.Given<ShelfItems>()->items;
      shelf.creative = judged.creative;
      return;
    }
    case dsl::RuleKind::kMessage: {
      auto& message = Held<MessageContent>(content);
      message.creative = judged.creative;
      message.items.clear();
      if (const ShelfItems* shelf = judged.Given<ShelfItems>()) message.items = shelf->items;
      return;
    }
    case dsl::RuleKind::kSearch: {
      const auto [place, is_new] = searches_.try_emplace(winner.placement);
      if (is_new)
        place->second =
            OrderResults(WinnersOf(winners_, dsl::RuleKind::kSearch, winner.placement), winner.placement, frame_);
      Held<SearchContent>(content) = place->second;
      return;
    }
    case dsl::RuleKind::kPricing:
      Held<PriceContent>(content) = prices_.by_placement.at(winner.placement).content;
      return;
    case dsl::RuleKind::kAsk: {
      auto& question = Held<QuestionContent>(content);
      question.attribute = judged.in_force->ask()->answer;
      question.creative = judged.creative;
      question.options = judged.Given<Question>()->options;
      return;
    }
    case dsl::RuleKind::kAudience:
      Held<AudienceContent>(content).exports = judged.Given<Exports>()->exports;
      return;
  }
}

bool Answer::AddOtherwise(int placement) {
  const int index = frame_.program.placements[At(placement)].otherwise;
  if (index < 0) return false;
  const dsl::Content& shown = frame_.program.contents[At(index)];
  Action& action = actions_.Next();
  dsl::Evaluator evaluator = frame_.Under({});
  if (!Render(shown.parts, frame_, evaluator, 0, Held<BannerContent>(action.content).creative)) {
    actions_.Undo();
    return false;
  }
  action.rule = -1;
  action.name = shown.name;
  action.placement = placement;
  action.reason = ReasonCode::kOtherwise;
  action.expire_time.reset();
  action.why = frame_.request.want_texts ? std::string_view(shown.why) : std::string_view();
  action.ranks.clear();
  action.variants.clear();
  for (const ArmOf& arm : allocation_.HeldOutOf(placement)) action.variants.push_back(ArmName(frame_.program, arm));
  action.propensity.reset();
  action.picks.clear();
  return true;
}

void Answer::UnfillGroup(int group, std::string_view name) {
  const auto rules = frame_.program.resolved.rules_of_group[group];
  const bool won =
      HasAction([&](const Action& action) { return action.rule >= 0 && absl::c_linear_search(rules, action.rule); });
  if (!won) Unfill(name, WhyEmpty(!rules.empty()));
}

void Answer::AddUnfilled() {
  for (const std::string_view name : frame_.not_here) Unfill(name, ReasonCode::kUnknownPlacement);
  for (const int placement : frame_.placements) {
    if (IsFilled(placement)) continue;
    Unfill(frame_.program.placements[At(placement)].name,
           WhyEmpty(!frame_.program.resolved.rules_of_placement[placement].empty()));
  }
  absl::InlinedVector<std::string_view, 8> groups;
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

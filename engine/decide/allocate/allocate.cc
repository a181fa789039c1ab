// Who wins.
#include "engine/decide/allocate/allocate.h"

#include <deque>

#include "dsl/value/index.h"
#include "engine/decide/kinds/deal.h"

namespace nextmove::engine {
namespace {

bool Has(const std::vector<std::size_t>& some, std::size_t one) {
  return std::find(some.begin(), some.end(), one) != some.end();
}

}  // namespace

Allocation::Allocation(Frame& frame, std::vector<Candidate>& candidates, bool with_held_out)
    : frame_(frame),
      candidates_(candidates),
      places_(frame.program.placements.size()),
      groups_(frame.program.groups.size()),
      chosen_(frame.program.groups.size()),
      with_held_out_(with_held_out) {}

const dsl::Rule& Allocation::RuleOf(std::size_t candidate) const { return *candidates_[candidate].in_force; }

bool Allocation::TakesPart(std::size_t candidate) const {
  if (struck_.contains(candidate)) return false;
  return candidates_[candidate].eligible() || (with_held_out_ && candidates_[candidate].held_out);
}

// All anew without each rule that comes to nothing among the winners, until there is none.
void Allocation::Solve() {
  BuildRankings();
  Override();
  do {
    Begin();
    DropBeatenByFree();
    dropped_ = out_;
    Allot();
    if (!with_held_out_ && !frame_.mode.no_exploring && Explore()) {
      out_ = dropped_;
      Allot();
    }
  } while (StrikeVain());
}

void Allocation::Begin() {
  out_.assign(candidates_.size(), false);
  place_chances_.clear();
  group_chances_.clear();
  explored_.clear();
  for (auto* rankings : {&places_, &groups_})
    for (auto& ranking : *rankings)
      if (ranking) ranking->Promote({});
  if (rest_) rest_->Promote({});
}

void Allocation::Allot() {
  do {
    ChooseAndFill();
  } while (StrikeOne());
}

// Strikes out the last that comes to nothing. Those after whom everything else stays as it is go in one round with the
// one before them, so that a thousand discounts on a small cart are not a thousand rounds.
bool Allocation::StrikeVain() {
  settlement_ = Settle(frame_, candidates_, InOrder());
  auto& vain = settlement_.vain;
  const bool found = !vain.empty();
  for (bool more = found; more && !vain.empty(); vain.pop_back()) {
    const std::size_t last = vain.back().candidate;
    more = TakesFromNobody(last);
    struck_.emplace(last, std::move(vain.back()));
    if (RuleOf(last).overrides.empty()) {
      stands_[last] = false;
      std::erase(standing_, last);
    } else {
      Override();
    }
  }
  return found;
}

// Whether all others would win and save the same without it, where it comes to nothing.
bool Allocation::TakesFromNobody(std::size_t vain) const {
  const dsl::Rule& rule = RuleOf(vain);
  const auto open_to_all = [&](int group) {
    const dsl::Group& declared = frame_.program.groups[At(group)];
    return !declared.allows && declared.explore_percent.is_zero();
  };
  return rule.placements.empty() && rule.overrides.empty() && !IsDeal(rule) &&
         std::all_of(rule.groups.begin(), rule.groups.end(), open_to_all);
}

bool Allocation::Won(std::size_t candidate) const {
  return stands_[candidate] && ChosenByAll(candidate) && (filled_.place[candidate] >= 0 || !HasPlaces(candidate));
}

std::vector<std::size_t> Allocation::Run() {
  Solve();
  if (std::any_of(candidates_.begin(), candidates_.end(), [](const Candidate& one) { return one.held_out; })) {
    as_if_shown_.reset(new Allocation(frame_, candidates_, true));
    as_if_shown_->Solve();
  }
  WriteOutcome();
  return InOrder();
}

void Allocation::WriteOutcome() {
  for (Settlement::Discount& discount : settlement_.discounts)
    candidates_[discount.index] = std::move(discount.settled);
  for (auto& [i, vain] : struck_) {
    candidates_[i].Stop(vain.code, vain.clause);
    candidates_[i].notes.push_back(std::move(vain.note));
  }
  for (const std::size_t i : standing_) {
    candidates_[i].placement = filled_.place[i];
    candidates_[i].won = Won(i);
  }
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!candidates_[i].eligible()) continue;
    if (candidates_[i].won)
      ExplainWinner(i);
    else
      ExplainLoser(i);
  }
  if (frame_.mode.explanation) ExplainOverridden();
}

// An eligible rule, itself not overridden, suppresses the rules it names in every slot. The checker refuses circles;
// should one come through, those in it that were asked about first suppress.
void Allocation::Override() {
  standing_.clear();
  stands_.assign(candidates_.size(), false);
  overriders_.assign(candidates_.size(), {});
  std::map<int, std::size_t> by_rule;
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    if (TakesPart(i)) by_rule[candidates_[i].rule] = i;
  std::vector<Indices> asked(candidates_.size());  // who would suppress whom
  for (const auto& [rule, i] : by_rule) {
    if (!candidates_[i].eligible()) continue;  // one that is held out suppresses nothing
    for (const int target : RuleOf(i).overrides) {
      const auto found = by_rule.find(target);
      if (found != by_rule.end() && found->second != i) asked[found->second].push_back(i);
    }
  }
  enum class State { kNew, kOpen, kDone };
  std::vector<State> state(candidates_.size(), State::kNew);
  const auto visit = [&](const auto& self, std::size_t i) -> void {
    if (state[i] != State::kNew) return;
    state[i] = State::kOpen;
    for (const std::size_t overrider : asked[i]) {
      self(self, overrider);
      if (state[overrider] == State::kDone && overriders_[overrider].empty()) overriders_[i].push_back(overrider);
    }
    state[i] = State::kDone;
  };
  for (const auto& [rule, i] : by_rule) visit(visit, i);
  for (const auto& [rule, i] : by_rule) {
    if (!overriders_[i].empty()) continue;
    standing_.push_back(i);
    stands_[i] = true;
  }
}

void Allocation::BuildRankings() {
  static const dsl::Slot kNoSlot;
  const auto add = [&](std::optional<Ranking>& ranking, const dsl::Slot& slot, std::size_t candidate) {
    if (!ranking) ranking.emplace(slot, candidates_, frame_);
    ranking->Add(candidate);
  };
  // The overridden are ranked too: they tell whether a winner owes its win to `overrides`.
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!TakesPart(i)) continue;
    for (const int place : candidates_[i].places) add(places_[At(place)], frame_.program.placements[At(place)], i);
    for (const int group : RuleOf(i).groups) add(groups_[At(group)], frame_.program.groups[At(group)], i);
    if (!HasPlaces(i) && !HasGroups(i)) add(rest_, kNoSlot, i);
  }
}

// A place keeps the best of all that ask it; one put out asks its next. The result does not depend on who asks first.
Allocation::Filled Allocation::FillPlacements(const Indices& pool) const {
  Filled filled{std::vector<Indices>(places_.size()), std::vector<int>(candidates_.size(), -1)};
  std::vector<std::size_t> next(candidates_.size());
  std::deque<std::size_t> asking(pool.begin(), pool.end());
  while (!asking.empty()) {
    const std::size_t i = asking.front();
    asking.pop_front();
    if (next[i] >= candidates_[i].places.size()) continue;
    const int place = candidates_[i].places[next[i]++];
    const Ranking& ranking = *places_[At(place)];
    Indices& held = filled.by_place[At(place)];
    held.insert(std::upper_bound(held.begin(), held.end(), i,
                                 [&](std::size_t a, std::size_t b) { return ranking.Better(a, b); }),
                i);
    filled.place[i] = place;
    if (held.size() <= ranking.allows()) continue;
    const std::size_t put_out = held.back();
    held.pop_back();
    filled.place[put_out] = -1;
    asking.push_back(put_out);
  }
  return filled;
}

// Members that rules without a group beat out of every place they ask are out before the groups choose.
void Allocation::DropBeatenByFree() {
  Indices free_rules;
  for (const std::size_t i : standing_)
    if (!HasGroups(i) && HasPlaces(i)) free_rules.push_back(i);
  const bool one_place = std::all_of(free_rules.begin(), free_rules.end(),
                                     [&](std::size_t i) { return candidates_[i].places.size() == 1; });
  const Filled free_filled = FillPlacements(free_rules);
  for (const std::size_t i : standing_) {
    if (!HasGroups(i) || !HasPlaces(i)) continue;
    if (one_place) {
      out_[i] = BeatenByFree(i, free_filled);
      continue;
    }
    Indices with_member = free_rules;
    with_member.push_back(i);
    out_[i] = FillPlacements(with_member).place[i] < 0;
  }
}

// Where each rule without a group asks one place, one put out goes nowhere: a place is lost when it is full of better.
bool Allocation::BeatenByFree(std::size_t member, const Filled& free_filled) const {
  return std::all_of(candidates_[member].places.begin(), candidates_[member].places.end(), [&](int place) {
    const Ranking& ranking = *places_[At(place)];
    const Indices& held = free_filled.by_place[At(place)];
    if (held.size() < ranking.allows()) return false;
    return held.empty() || ranking.Better(held.back(), member);
  });
}

void Allocation::ChooseAndFill() {
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    chosen_[g].clear();
    if (!groups_[g]) continue;
    for (const std::size_t i : groups_[g]->asked())
      if (stands_[i] && !out_[i] && chosen_[g].size() < groups_[g]->allows()) chosen_[g].push_back(i);
  }
  Indices pool;
  for (const std::size_t i : standing_)
    if (HasPlaces(i) && ChosenByAll(i)) pool.push_back(i);
  filled_ = FillPlacements(pool);
}

bool Allocation::ChosenByAll(std::size_t candidate) const {
  const auto& groups = RuleOf(candidate).groups;
  return std::all_of(groups.begin(), groups.end(), [&](int group) { return Has(chosen_[At(group)], candidate); });
}

// Strikes out the last by priority and name of the rules that a group chose in vain. False: there is none.
bool Allocation::StrikeOne() {
  std::optional<std::size_t> last;
  const auto later = [&](std::size_t a, std::size_t b) {
    const int x = static_cast<int>(RuleOf(a).priority), y = static_cast<int>(RuleOf(b).priority);
    return x != y ? x < y : RuleOf(a).name > RuleOf(b).name;
  };
  for (const Indices& chosen : chosen_) {
    for (const std::size_t i : chosen) {
      const bool in_vain = !ChosenByAll(i) || (HasPlaces(i) && filled_.place[i] < 0);
      if (in_vain && (!last || later(i, *last))) last = i;
    }
  }
  if (last) out_[*last] = true;
  return last.has_value();
}

Allocation::Indices Allocation::InOrder() const {
  Indices order;
  for (const int place : frame_.placements)
    for (const std::size_t i : filled_.by_place[At(place)]) order.push_back(i);
  for (const int group : ByName(frame_.program.groups)) {
    for (const std::size_t i : chosen_[At(group)])
      if (Won(i) && filled_.place[i] < 0 && !Has(order, i)) order.push_back(i);
  }
  if (!rest_) return order;
  for (const std::size_t i : rest_->asked())
    if (Won(i)) order.push_back(i);
  return order;
}

// By the first key that beat the best loser; by `overrides` where the best was suppressed by this rule.
void Allocation::ExplainWinner(std::size_t winner) {
  Candidate& candidate = candidates_[winner];
  candidate.why_won = ReasonCode::kOnlyEligible;
  WriteChance(winner);
  const auto& groups = RuleOf(winner).groups;
  const Ranking* ranking = candidate.placement >= 0 ? &*places_[At(candidate.placement)]
                           : groups.empty()         ? nullptr
                                                    : &*groups_[At(groups.front())];
  if (!ranking) return;
  if (frame_.request.want_ranks) candidate.ranks = ranking->Numbers(winner);
  if (Has(explored_, winner)) {
    candidate.why_won = ReasonCode::kExplored;
    return;
  }
  std::optional<std::size_t> best;
  for (const std::size_t i : ranking->asked()) {
    if (candidates_[i].won && (candidate.placement < 0 || candidates_[i].placement == candidate.placement)) continue;
    if (Has(overriders_[i], winner)) {
      if (ranking->Better(i, winner)) {
        candidate.why_won = ReasonCode::kOverrides;
        return;
      }
    } else if (!stands_[i]) {
      continue;
    }
    if (ranking->Better(winner, i) && (!best || ranking->Better(i, *best))) best = i;
  }
  if (!best) return;
  switch (ranking->Compare(winner, *best).second) {
    case DecidedBy::kPriority:
      candidate.why_won = ReasonCode::kPriority;
      break;
    case DecidedBy::kRank:
      candidate.why_won = ReasonCode::kRank;
      break;
    case DecidedBy::kSaving:
      candidate.why_won = ReasonCode::kBestForCustomer;
      break;
    case DecidedBy::kTie:
      candidate.why_won = ReasonCode::kTieBreak;
      break;
  }
}

void Allocation::ExplainLoser(std::size_t loser) {
  Candidate& candidate = candidates_[loser];
  if (!overriders_[loser].empty()) {
    candidate.Stop(ReasonCode::kOverridden, "overrides");
    candidate.beaten_by = RuleOf(overriders_[loser].front()).name;
    return;
  }
  for (const int group : RuleOf(loser).groups) {
    const Indices& chosen = chosen_[At(group)];
    const Ranking& ranking = *groups_[At(group)];
    const auto better = [&](std::size_t i) { return ranking.Better(i, loser); };
    const auto ahead = static_cast<std::size_t>(std::count_if(chosen.begin(), chosen.end(), better));
    if (ahead >= ranking.allows()) return LoseIn(ranking, chosen, loser, true);
  }
  for (const int place : candidate.places) {
    const Indices& held = filled_.by_place[At(place)];
    if (!held.empty() || places_[At(place)]->allows() == 0) return LoseIn(*places_[At(place)], held, loser, false);
  }
  candidate.Stop(ReasonCode::kGroupFull, "competes");
  if (HasGroups(loser)) candidate.beaten_in = groups_[At(RuleOf(loser).groups.front())]->name();
}

void Allocation::LoseIn(const Ranking& ranking, const Indices& winners, std::size_t loser, bool group) {
  Candidate& candidate = candidates_[loser];
  candidate.beaten_in = ranking.name();
  const std::size_t* beater = nullptr;  // the least of those that beat it
  for (const std::size_t& i : winners)
    if (ranking.Better(i, loser)) beater = &i;
  if (beater) candidate.beaten_by = RuleOf(*beater).name;
  if (group) return candidate.Stop(ReasonCode::kGroupFull, "competes");
  const DecidedBy by = beater ? ranking.Compare(*beater, loser).second : DecidedBy::kRank;
  switch (by) {
    case DecidedBy::kPriority:
      return candidate.Stop(ReasonCode::kLowerPriority, "priority");
    case DecidedBy::kRank:
    case DecidedBy::kSaving:
      return candidate.Stop(ReasonCode::kLowerRank, "rank");
    case DecidedBy::kTie:
      return candidate.Stop(ReasonCode::kLostTie, "rank");
  }
}

}  // namespace nextmove::engine

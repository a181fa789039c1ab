// Decides who wins.
#include "engine/decide/allocate/allocate.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "dsl/value/index.h"
#include "engine/decide/kinds/deal.h"

namespace nextmove::engine {
Allocation::Allocation(const Frame& frame, const Rankings& rankings, Reading& reading, bool with_held_out)
    : frame_(frame), rankings_(rankings), reading_(reading), with_held_out_(with_held_out) {}

std::vector<Winner> Allocation::Run() {
  Solve();
  if (reading_.met_held_out()) {
    as_if_shown_.reset(new Allocation(frame_, rankings_, reading_, true));
    as_if_shown_->Solve();
  }
  std::vector<Winner> winners;
  auto settled = settlement_.discounts.begin();
  for (const Judged* judged : InOrderOfWinning()) {
    Winner& winner = winners.emplace_back();
    winner.judged = judged;
    winner.placement = filled_->PlaceOf(judged->rule);
    winner.arms = judged->arms;
    if (judged->savings()) winner.settled = &*settled++;
  }
  for (Winner& winner : winners) {
    winner.propensity = ChanceOf(winner);
    WriteReason(winner, winners);
  }
  if (as_if_shown_) MarkHoldouts(winners);
  return winners;
}

// Solves, settles, and solves again without one that comes to nothing among the winners, until there is none.
void Allocation::Solve() {
  do {
    Begin();
    Allot();
    if (!with_held_out_ && !frame_.mode.no_exploring && Explore()) {
      out_.clear();
      Allot();
    }
  } while (StrikeVain());
}

void Allocation::Begin() {
  promoted_.assign(rankings_.slots().count(), nullptr);
  free_.reset();
  beaten_.clear();
  out_.clear();
  chances_.clear();
  explored_.clear();
}

void Allocation::Allot() {
  do {
    ChooseAndFill();
  } while (StrikeOne());
}

// Strikes out the last that comes to nothing. Those after whom everything else stays as it is go in one round with the
// one before them, so that a thousand discounts on a small cart are not a thousand rounds.
bool Allocation::StrikeVain() {
  settlement_ = Settle(frame_, InOrderOfWinning());
  auto& vain = settlement_.vain;
  const bool found = !vain.empty();
  for (bool more = found; more && !vain.empty(); vain.pop_back()) {
    const Judged& last = *vain.back().judged;
    more = TakesFromNobody(last);
    struck_.emplace(last.rule, std::move(vain.back()));
    if (!last.in_force->overrides.empty()) standings_.clear();
  }
  return found;
}

// Whether all others would win and save the same without it, where it comes to nothing.
bool Allocation::TakesFromNobody(const Judged& vain) const {
  const dsl::Rule& rule = *vain.in_force;
  const auto open_to_all = [&](int group) {
    const dsl::Group& declared = frame_.program.groups[At(group)];
    return !declared.allows && declared.explore_percent.is_zero();
  };
  return rule.placements.empty() && rule.overrides.empty() && !IsDeal(rule) &&
         std::all_of(rule.groups.begin(), rule.groups.end(), open_to_all);
}

bool Allocation::TakesPart(const Judged& judged) const {
  return !struck_.contains(judged.rule) && (judged.eligible() || (with_held_out_ && judged.held_out));
}

// An eligible rule, itself not overridden, suppresses the rules it names in every slot; one that is held out suppresses
// nothing. The checker refuses circles; should one come through, the rule in it that is asked about first suppresses.
const Allocation::Some& Allocation::OverridersOf(const Judged& judged) {
  const auto [standing, is_new] = standings_.try_emplace(judged.rule);
  Some& overriders = standing->second.overriders;
  if (!is_new) return overriders;
  for (const int rule : frame_.program.resolved.overridden_by[judged.rule]) {
    const Judged* other = reading_.candidates().Find(rule);
    if (!other || !TakesPart(*other) || !absl::c_linear_search(other->in_force->overrides, judged.rule)) continue;
    const bool stands = OverridersOf(*other).empty();
    if (stands && standings_.at(rule).state == Standing::State::kDone) overriders.push_back(other);
  }
  standing->second.state = Standing::State::kDone;
  return overriders;
}

bool Allocation::Before(int slot, const Judged& a, const Judged& b) const {
  const Judged* promoted = promoted_[At(slot)];
  if (promoted && (promoted == &a) != (promoted == &b)) return promoted == &a;
  return rankings_[slot].Better(a, b);
}

const Judged* Allocation::InOrder(int slot, std::size_t place) {
  const Judged* promoted = promoted_[At(slot)];
  if (!promoted) return reading_.At(slot, place);
  if (place == 0) return promoted;
  for (std::size_t i = 0; i < place; ++i)
    if (reading_.At(slot, i) == promoted) return reading_.At(slot, place);
  return reading_.At(slot, place - 1);
}

// Groups choose from their members, then placements from the chosen and from rules without a group.
void Allocation::ChooseAndFill() {
  chosen_.clear();
  pending_.clear();
  filled_ = Filling(*this, frame_.program.placements.size());
  for (std::size_t group = 0; group < frame_.group_wanted.size(); ++group)
    if (frame_.group_wanted[group]) ChosenBy(static_cast<int>(group));
  std::vector<std::size_t> reach(frame_.program.placements.size());
  for (const int place : frame_.placements) {  // who explores a place may stand anywhere in its order
    const Judged* promoted = promoted_[At(place)];
    if (promoted && !IsOut(*promoted) && ChosenByAll(*promoted)) filled_->Ask(*promoted);
  }
  do {
    AskForPlaces();
    ReadPlaces(*filled_, reach, false);
  } while (!pending_.empty());
}

// Lets those ask that groups chose. What is chosen by several is asked of all of them, which may choose more.
void Allocation::AskForPlaces() {
  while (!pending_.empty()) {
    const Judged& judged = *pending_.back();
    pending_.pop_back();
    if (ChosenByAll(judged) && HasPlaces(judged)) filled_->Ask(judged);
  }
}

// Reads each wanted place on for as long as somebody not read yet may be kept there.
void Allocation::ReadPlaces(Filling& filling, std::vector<std::size_t>& reach, bool free_only) {
  for (bool more = true; more;) {
    more = false;
    for (const int place : frame_.placements)
      while (ReadOn(place, filling, reach[At(place)], free_only)) more = true;
  }
}

// False: nobody further down can be kept there as it stands.
bool Allocation::ReadOn(int place, Filling& filling, std::size_t& reach, bool free_only) {
  const Judged* last = reach > 0 ? reading_.At(place, reach - 1) : nullptr;
  if (!filling.IsOpenBelow(place, last)) return false;
  const Judged* next = reading_.At(place, reach);
  if (!next) return false;
  ++reach;
  const bool may_ask = free_only ? !HasGroups(*next) : !IsOut(*next) && ChosenByAll(*next);
  if (may_ask && Stands(*next)) filling.Ask(*next);
  return true;
}

const Allocation::Some& Allocation::ChosenBy(int group) {
  const auto [place, is_new] = chosen_.try_emplace(group);
  Some& chosen = place->second;
  if (!is_new) return chosen;
  const int slot = rankings_.slots().OfGroup(group);
  const std::size_t allows = rankings_[slot].allows();
  for (std::size_t i = 0; chosen.size() < allows; ++i) {
    const Judged* next = InOrder(slot, i);
    if (!next) break;
    if (!Stands(*next) || IsOut(*next)) continue;
    chosen.push_back(next);
    pending_.push_back(next);
  }
  return chosen;
}

bool Allocation::ChosenByAll(const Judged& judged) {
  const auto& groups = judged.in_force->groups;
  return std::all_of(groups.begin(), groups.end(),
                     [&](int group) { return absl::c_linear_search(ChosenBy(group), &judged); });
}

bool Allocation::IsOut(const Judged& judged) { return out_.contains(judged.rule) || IsBeatenByFree(judged); }

// Members that rules without a group beat out of every place they ask are out before the groups choose.
bool Allocation::IsBeatenByFree(const Judged& judged) {
  if (!HasGroups(judged) || !HasPlaces(judged)) return false;
  const auto [known, is_new] = beaten_.try_emplace(judged.rule, false);
  if (!is_new) return known->second;
  const auto promoted =
      std::exchange(promoted_, std::vector<const Judged*>(promoted_.size()));  // chance has no say here
  const Filling& free = FreeFilling();
  bool beaten = IsBeatenOutright(judged);
  if (!beaten) {
    Filling with_member = free;
    with_member.Ask(judged);
    std::vector<std::size_t> reach(frame_.program.placements.size());
    ReadPlaces(with_member, reach, true);
    beaten = with_member.PlaceOf(judged.rule) < 0;
  }
  promoted_ = promoted;
  beaten_[judged.rule] = beaten;
  return beaten;
}

// Each of its places is full of better rules, so that it puts nobody out.
bool Allocation::IsBeatenOutright(const Judged& judged) const {
  return std::all_of(judged.places.begin(), judged.places.end(), [&](int place) {
    const Filling::Held& held = free_->HeldBy(place);
    return held.size() >= Allows(place) && (held.empty() || Before(place, *held.back(), judged));
  });
}

const Filling& Allocation::FreeFilling() {
  if (free_) return *free_;
  free_ = Filling(*this, frame_.program.placements.size());
  std::vector<std::size_t> reach(frame_.program.placements.size());
  ReadPlaces(*free_, reach, true);
  return *free_;
}

// Strikes out the last by priority and name of the rules that a group chose in vain. False: there is none.
bool Allocation::StrikeOne() {
  const Judged* last = nullptr;
  const auto later = [](const Judged& a, const Judged& b) {
    const int x = static_cast<int>(a.in_force->priority), y = static_cast<int>(b.in_force->priority);
    return x != y ? x < y : a.rule > b.rule;  // rules are sorted by name
  };
  for (const auto& [group, chosen] : chosen_) {
    for (const Judged* judged : chosen) {
      const bool in_vain = !ChosenByAll(*judged) || (HasPlaces(*judged) && filled_->PlaceOf(judged->rule) < 0);
      if (in_vain && (!last || later(*judged, *last))) last = judged;
    }
  }
  if (last) out_.insert(last->rule);
  return last != nullptr;
}

bool Allocation::Won(const Judged& judged) {
  return Stands(judged) && ChosenByAll(judged) && (!HasPlaces(judged) || filled_->PlaceOf(judged.rule) >= 0);
}

Allocation::Some Allocation::InOrderOfWinning() {
  Some order;
  for (const int place : frame_.placements) {
    const Filling::Held& held = filled_->HeldBy(place);
    order.insert(order.end(), held.begin(), held.end());
  }
  for (const int group : frame_.program.resolved.groups_by_name) {
    const auto chosen = chosen_.find(group);
    if (chosen == chosen_.end()) continue;
    for (const Judged* judged : chosen->second)
      if (Won(*judged) && filled_->PlaceOf(judged->rule) < 0 && !absl::c_linear_search(order, judged))
        order.push_back(judged);
  }
  const int rest = rankings_.slots().rest();
  for (std::size_t i = 0; const Judged* judged = reading_.At(rest, i); ++i)
    if (Won(*judged)) order.push_back(judged);
  return order;
}

}  // namespace nextmove::engine

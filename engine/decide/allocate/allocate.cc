// Decides who wins: overrides, groups and placements in turn, repeated until no winner is left that has no effect.
#include "engine/decide/allocate/allocate.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "dsl/value/index.h"
#include "engine/decide/kinds/deal.h"

namespace nextmove::engine {
Allocation::Allocation(const Frame& frame, const Rankings& rankings, Reading& reading, bool with_held_out,
                       Memory& memory)
    : frame_(frame), rankings_(rankings), reading_(reading), with_held_out_(with_held_out), memory_(memory) {
  memory.states.clear();
  memory.struck.clear();
  memory.held_out_of.clear();
  memory.chosen.resize(frame.program.groups.size());
}

void Allocation::WriteWinners(Allocation* as_if_shown, std::vector<Winner>& winners) {
  {
    Overwrite<Winner> written(winners);
    auto settled = memory_.settlement.discounts.begin();
    for (const Judged* judged : InOrderOfWinning()) {
      Winner& winner = written.Next();
      winner.judged = judged;
      winner.placement = memory_.filled.PlaceOf(*judged);
      winner.arms = judged->arms;
      winner.settled = judged->savings() ? &*settled++ : nullptr;
    }
  }
  for (Winner& winner : winners) {
    winner.propensity = ChanceOf(winner);
    WriteReason(winner, winners);
  }
  if (as_if_shown) MarkHoldouts(*as_if_shown, winners);
}

// Finds the winners and what they save together. A winner that then has no effect (it saves nothing, or a shared budget
// is too small for it) is taken out and everything is decided again without it, until each winner has an effect.
void Allocation::Solve() {
  do {
    Begin();
    Allot();
    if (!with_held_out_ && !frame_.mode.no_exploring && Explore()) {
      threw_dice_ = true;
      for (std::size_t i = 0; i < memory_.states.size(); ++i) memory_.states[i].out = false;
      Allot();
    }
  } while (StrikeVain());
}

void Allocation::Begin() {
  memory_.promoted.assign(rankings_.slots().count(), nullptr);
  memory_.chances.clear();
  memory_.explored.clear();
  free_is_filled_ = false;
  for (std::size_t i = 0; i < memory_.states.size(); ++i) {
    memory_.states[i].out = false;
    memory_.states[i].beaten = -1;
  }
}

void Allocation::Allot() {
  do {
    ChooseAndFill();
  } while (StrikeOne());
}

Allocation::State& Allocation::StateOf(const Judged& judged) {
  while (memory_.states.size() <= At(judged.id)) {
    State& state = memory_.states.Next();
    state.asked = State::Overriders::kNotAsked;
    state.overriders.clear();
    state.struck = state.out = false;
    state.beaten = -1;
  }
  return memory_.states[At(judged.id)];
}

// Takes out the last winner that has no effect. If taking it out changes nothing for the others, the one before it is
// taken out in the same round, so that a thousand discounts on a small cart do not need a thousand rounds.
bool Allocation::StrikeVain() {
  Settling(frame_, memory_.settling).Settle(InOrderOfWinning(), memory_.settlement);
  auto& vain = memory_.settlement.vain;
  const bool found = !vain.empty();
  for (bool more = found; more && !vain.empty(); vain.pop_back()) {
    const Judged& last = *vain.back().judged;
    more = TakesFromNobody(last);
    StateOf(last).struck = true;
    memory_.struck.push_back(std::move(vain.back()));
    if (last.in_force->overrides.empty()) continue;
    for (std::size_t i = 0; i < memory_.states.size(); ++i) {
      memory_.states[i].asked = State::Overriders::kNotAsked;
      memory_.states[i].overriders.clear();
    }
  }
  return found;
}

// Whether a winner without effect also changes nothing for the others: they win and save the same without it.
bool Allocation::TakesFromNobody(const Judged& vain) const {
  const dsl::Rule& rule = *vain.in_force;
  const auto open_to_all = [&](int group) {
    const dsl::Group& declared = frame_.program.groups[At(group)];
    return !declared.allows && declared.explore_percent.is_zero();
  };
  return rule.placements.empty() && rule.overrides.empty() && !IsDeal(rule) &&
         std::all_of(rule.groups.begin(), rule.groups.end(), open_to_all);
}

bool Allocation::TakesPart(const Judged& judged) {
  return !StateOf(judged).struck && (judged.eligible() || (with_held_out_ && judged.held_out));
}

// An eligible rule, itself not overridden, suppresses the rules it names in every slot; one that is held out suppresses
// nothing. The checker refuses circles; should one come through, the rule in it that is asked about first suppresses.
const Allocation::Some& Allocation::OverridersOf(const Judged& judged) {
  State& state = StateOf(judged);
  if (state.asked != State::Overriders::kNotAsked) return state.overriders;
  state.asked = State::Overriders::kOpen;
  for (const int rule : frame_.program.resolved.overridden_by[judged.rule]) {
    const Judged* other = reading_.candidates().Find(rule);
    if (!other || !TakesPart(*other) || !absl::c_linear_search(other->in_force->overrides, judged.rule)) continue;
    const bool stands = OverridersOf(*other).empty();
    if (stands && StateOf(*other).asked == State::Overriders::kDone) state.overriders.push_back(other);
  }
  state.asked = State::Overriders::kDone;
  return state.overriders;
}

bool Allocation::Before(int slot, const Judged& a, const Judged& b) const {
  const Judged* promoted = memory_.promoted[At(slot)];
  if (promoted && (promoted == &a) != (promoted == &b)) return promoted == &a;
  return rankings_[slot].Better(a, b);
}

const Judged* Allocation::InOrder(int slot, std::size_t place) {
  const Judged* promoted = memory_.promoted[At(slot)];
  if (!promoted) return reading_.At(slot, place);
  if (place == 0) return promoted;
  for (std::size_t i = 0; i < place; ++i)
    if (reading_.At(slot, i) == promoted) return reading_.At(slot, place);
  return reading_.At(slot, place - 1);
}

// Groups choose from their members, then placements from the chosen and from rules without a group.
void Allocation::ChooseAndFill() {
  for (Chosen& chosen : memory_.chosen) {
    chosen.asked = false;
    chosen.by_group.clear();
  }
  memory_.pending.clear();
  memory_.filled.Begin(*this, frame_.program.placements.size());
  for (std::size_t group = 0; group < frame_.group_wanted.size(); ++group)
    if (frame_.group_wanted[group]) ChosenBy(static_cast<int>(group));
  memory_.reach.assign(frame_.program.placements.size(), 0);
  for (const int place : frame_.placements) {  // the rule that explores may stand anywhere in the order
    const Judged* promoted = memory_.promoted[At(place)];
    if (promoted && !IsOut(*promoted) && ChosenByAll(*promoted)) memory_.filled.Ask(*promoted);
  }
  do {
    AskForPlaces();
    ReadPlaces(memory_.filled, memory_.reach, false);
  } while (!memory_.pending.empty());
}

// Lets the rules that groups chose ask for their placements. A rule in several groups must be chosen by all of them,
// and asking the others whether they choose it may make them choose further rules.
void Allocation::AskForPlaces() {
  while (!memory_.pending.empty()) {
    const Judged& judged = *memory_.pending.back();
    memory_.pending.pop_back();
    if (ChosenByAll(judged) && HasPlaces(judged)) memory_.filled.Ask(judged);
  }
}

// Reads on in the candidates of each wanted placement for as long as the next one could still be kept there.
void Allocation::ReadPlaces(Filling& filling, std::vector<std::size_t>& reach, bool free_only) {
  for (bool more = true; more;) {
    more = false;
    for (const int place : frame_.placements)
      while (ReadOn(place, filling, reach[At(place)], free_only)) more = true;
  }
}

// False: as things stand, no candidate further down the order can be kept there.
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
  Chosen& chosen = memory_.chosen[At(group)];
  if (chosen.asked) return chosen.by_group;
  chosen.asked = true;
  const int slot = rankings_.slots().OfGroup(group);
  const std::size_t allows = rankings_[slot].allows();
  for (std::size_t i = 0; chosen.by_group.size() < allows; ++i) {
    const Judged* next = InOrder(slot, i);
    if (!next) break;
    if (!Stands(*next) || IsOut(*next)) continue;
    chosen.by_group.push_back(next);
    memory_.pending.push_back(next);
  }
  return chosen.by_group;
}

bool Allocation::ChosenByAll(const Judged& judged) {
  const auto& groups = judged.in_force->groups;
  return std::all_of(groups.begin(), groups.end(),
                     [&](int group) { return absl::c_linear_search(ChosenBy(group), &judged); });
}

bool Allocation::IsOut(const Judged& judged) { return StateOf(judged).out || IsBeatenByFree(judged); }

// A group member that rules without a group keep out of every placement it asks for is out before the groups choose.
bool Allocation::IsBeatenByFree(const Judged& judged) {
  if (!HasGroups(judged) || !HasPlaces(judged)) return false;
  State& state = StateOf(judged);
  if (state.beaten >= 0) return state.beaten == 1;
  // Exploring plays no part here.
  memory_.plain.assign(memory_.promoted.size(), nullptr);
  std::swap(memory_.promoted, memory_.plain);
  state.beaten = IsBeaten(judged) ? 1 : 0;
  std::swap(memory_.promoted, memory_.plain);
  return state.beaten == 1;
}

bool Allocation::IsBeaten(const Judged& judged) {
  if (!free_is_filled_) FillWithFree();
  const bool puts_nobody_out = absl::c_all_of(judged.places, [&](int place) {
    const Filling::Held& held = memory_.free.HeldBy(place);
    return held.size() >= Allows(place) && (held.empty() || Before(place, *held.back(), judged));
  });
  if (puts_nobody_out) return true;
  memory_.with_member = memory_.free;
  memory_.with_member.Ask(judged);
  memory_.reach_of_free.assign(frame_.program.placements.size(), 0);
  ReadPlaces(memory_.with_member, memory_.reach_of_free, true);
  return memory_.with_member.PlaceOf(judged) < 0;
}

void Allocation::FillWithFree() {
  free_is_filled_ = true;
  memory_.free.Begin(*this, frame_.program.placements.size());
  memory_.reach_of_free.assign(frame_.program.placements.size(), 0);
  ReadPlaces(memory_.free, memory_.reach_of_free, true);
}

// Takes out of its groups the last, by priority and then name, of the rules that a group chose without use: another of
// their groups did not choose them, or they got no placement. False: there is none.
bool Allocation::StrikeOne() {
  const Judged* last = nullptr;
  const auto later = [](const Judged& a, const Judged& b) {
    const int x = static_cast<int>(a.in_force->priority), y = static_cast<int>(b.in_force->priority);
    return x != y ? x < y : a.rule > b.rule;  // rules are sorted by name
  };
  for (const Chosen& chosen : memory_.chosen) {
    for (const Judged* judged : chosen.by_group) {
      const bool in_vain = !ChosenByAll(*judged) || (HasPlaces(*judged) && memory_.filled.PlaceOf(*judged) < 0);
      if (in_vain && (!last || later(*judged, *last))) last = judged;
    }
  }
  if (last) StateOf(*last).out = true;
  return last != nullptr;
}

bool Allocation::Won(const Judged& judged) {
  return Stands(judged) && ChosenByAll(judged) && (!HasPlaces(judged) || memory_.filled.PlaceOf(judged) >= 0);
}

const Allocation::Some& Allocation::InOrderOfWinning() {
  Some& order = memory_.order;
  order.clear();
  for (const int place : frame_.placements) {
    const Filling::Held& held = memory_.filled.HeldBy(place);
    order.insert(order.end(), held.begin(), held.end());
  }
  for (const int group : frame_.program.resolved.groups_by_name) {
    for (const Judged* judged : memory_.chosen[At(group)].by_group) {
      const bool placed = memory_.filled.PlaceOf(*judged) >= 0;
      if (Won(*judged) && !placed && !absl::c_linear_search(order, judged)) order.push_back(judged);
    }
  }
  const int rest = rankings_.slots().rest();
  for (std::size_t i = 0; const Judged* judged = reading_.At(rest, i); ++i)
    if (Won(*judged)) order.push_back(judged);
  return order;
}

}  // namespace nextmove::engine

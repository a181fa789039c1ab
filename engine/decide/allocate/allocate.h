// Who wins (language reference, paragraph 17): overrides, groups and placements, repeated until nothing changes; then
// what the winners save together, and all of it again without winners that have no effect.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/decide/allocate/candidates.h"
#include "engine/decide/allocate/filling.h"
#include "engine/decide/allocate/settle.h"
#include "engine/decide/allocate/winner.h"
#include "engine/decide/reuse.h"

namespace nextmove::engine {

// Reads candidates slot by slot, and only as far as one more may win. Thread-compatible. Keeps references to its
// arguments; its winners refer to it.
class Allocation : private Seating {
 public:
  using Some = std::vector<const Judged*>;
  // What is known of one candidate.
  struct State {
    enum class Overriders { kNotAsked, kOpen, kDone } asked = Overriders::kNotAsked;
    Some overriders;          // rules that suppress it
    bool struck = false;      // taken out: it won but had no effect
    bool out = false;         // taken out of its groups
    signed char beaten = -1;  // by rules without a group: 1 yes, 0 no, -1 not computed yet
  };
  struct Chosen {
    bool asked = false;
    Some by_group;
  };
  struct Chance {
    int slot = -1;
    const Judged* judged = nullptr;
    double wins = 0;  // the probability that it wins the slot
  };
  // Memory that is used again from one decision to the next.
  struct Memory {
    Pool<State> states;  // by Judged::id
    std::vector<Vain> struck;
    Settlement settlement;
    Settling::Memory settling;
    std::vector<const Judged*> promoted, plain;
    Filling free, with_member, filled;
    std::vector<Chance> chances;
    Some explored, pending, pool, equal, order;
    std::vector<Chosen> chosen;
    std::vector<std::size_t> reach, reach_of_free;
    std::vector<std::pair<int, Arms>> held_out_of;
  };

  // With `with_held_out`, rules that only a holdout stops take part too: that gives what would be shown without the
  // holdout.
  Allocation(const Frame& frame, const Rankings& rankings, Reading& reading, bool with_held_out, Memory& memory);

  void Solve();
  // Whether chance has changed an order: then less or more may have been read than without it.
  bool threw_dice() const { return threw_dice_; }
  // Winners, best first: by placement in the order wanted, then those without a place by group, then the rest.
  // `as_if_shown` is the allocation with the held-out rules taking part; null: no rule is held out. REQUIRES: Solve was
  // called on both.
  void WriteWinners(Allocation* as_if_shown, std::vector<Winner>& winners);
  // The arms whose rules would be shown in the placement if they were not held out. Call it after WriteWinners.
  std::span<const ArmOf> HeldOutOf(int placement) const;
  // How these rules of `judged` ended: eligible ones that did not win, winners taken out because they had no effect,
  // and rules that are overridden and would have had nothing to show anyway; and what is noted of the winners. Call it
  // after WriteWinners.
  std::vector<Verdict> Explain(const Pool<Judged>& judged, const std::vector<Winner>& winners);

 private:
  // Overrides of Seating: the order of a placement, with the rule that explores it in front.
  std::size_t Allows(int place) const override { return rankings_[place].allows(); }
  bool Better(int place, const Judged& a, const Judged& b) const override { return Before(place, a, b); }
  bool Before(int slot, const Judged& a, const Judged& b) const;
  // The candidate at this position of the slot's order, where the rule that explores the slot stands in front.
  const Judged* InOrder(int slot, std::size_t place);
  State& StateOf(const Judged& judged);

  // Overrides.
  bool TakesPart(const Judged& judged);
  bool Stands(const Judged& judged) { return TakesPart(judged) && OverridersOf(judged).empty(); }
  const Some& OverridersOf(const Judged& judged);

  // Groups and placements (one round).
  void Begin();
  void Allot();
  void ChooseAndFill();
  void AskForPlaces();
  void ReadPlaces(Filling& filling, std::vector<std::size_t>& reach, bool free_only);
  bool ReadOn(int place, Filling& filling, std::size_t& reach, bool free_only);
  const Some& ChosenBy(int group);
  bool ChosenByAll(const Judged& judged);
  bool IsOut(const Judged& judged);
  bool IsBeatenByFree(const Judged& judged);
  bool IsBeaten(const Judged& judged);
  void FillWithFree();
  bool StrikeOne();
  bool StrikeVain();
  bool TakesFromNobody(const Judged& vain) const;
  bool Won(const Judged& judged);
  const Some& InOrderOfWinning();

  // Exploring and holdouts (explore.cc).
  bool Explore();
  bool ExploreSlot(int slot);
  const Some& PoolOf(int slot);
  void WriteChances(int slot, const Some& order, const Some& equal);
  std::optional<double> ChanceOf(const Winner& winner) const;
  void MarkHoldouts(Allocation& as_if_shown, std::vector<Winner>& winners);

  // Why (reasons.cc).
  void WriteReason(Winner& winner, const std::vector<Winner>& winners);
  Verdict VerdictOf(const Judged& loser);
  void LoseIn(int slot, const Some& winners, bool group, const Judged& loser, Verdict& verdict) const;
  const Judged* OverriddenBy(const Judged& judged);

  static bool HasGroups(const Judged& judged) { return !judged.in_force->groups.empty(); }
  static bool HasPlaces(const Judged& judged) { return !judged.in_force->placements.empty(); }

  const Frame& frame_;
  const Rankings& rankings_;
  Reading& reading_;
  const bool with_held_out_;
  Memory& memory_;
  bool threw_dice_ = false;
  bool free_is_filled_ = false;  // with rules without a group
};

}  // namespace nextmove::engine

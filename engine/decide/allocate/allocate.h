// Who wins (language reference, 17): overrides, groups and placements, striking out until nothing changes; then what
// the winners save together, and striking out those that come to nothing.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "engine/decide/allocate/candidates.h"
#include "engine/decide/allocate/filling.h"
#include "engine/decide/allocate/settle.h"
#include "engine/decide/allocate/winner.h"

namespace nextmove::engine {

// Reads candidates slot by slot, and no further than one more may win. Thread-compatible; refers to all it is made of,
// and its winners to it.
class Allocation : private Seating {
 public:
  Allocation(const Frame& frame, const Rankings& rankings, Reading& reading)
      : Allocation(frame, rankings, reading, false) {}

  // Winners, best first: by placement in the order wanted, then those without a place by group, then the rest.
  std::vector<Winner> Run();
  // Those that would be shown in the placement now if they were not held out. After Run.
  std::span<const ArmOf> HeldOutOf(int placement) const;
  // How each of `judged` ended that is eligible but did not win, that came to nothing, or is overridden before it has
  // nothing to show; and what is to be told of winners. After Run.
  std::vector<Verdict> Explain(const std::deque<Judged>& judged, const std::vector<Winner>& winners);

 private:
  using Some = std::vector<const Judged*>;
  struct Standing {
    enum class State { kOpen, kDone } state = State::kOpen;
    Some overriders;  // those that suppress it
  };

  Allocation(const Frame& frame, const Rankings& rankings, Reading& reading, bool with_held_out);
  // Seating: the order of a placement, with those that explore it in front.
  std::size_t Allows(int place) const override { return rankings_[place].allows(); }
  bool Better(int place, const Judged& a, const Judged& b) const override { return Before(place, a, b); }
  bool Before(int slot, const Judged& a, const Judged& b) const;
  // The candidate at this place of the slot's order, with the one that explores it in front.
  const Judged* InOrder(int slot, std::size_t place);

  // Overrides.
  bool TakesPart(const Judged& judged) const;
  bool Stands(const Judged& judged) { return TakesPart(judged) && OverridersOf(judged).empty(); }
  const Some& OverridersOf(const Judged& judged);

  // Groups and placements (one round).
  void Solve();
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
  bool IsBeatenOutright(const Judged& judged) const;
  const Filling& FreeFilling();
  bool StrikeOne();
  bool StrikeVain();
  bool TakesFromNobody(const Judged& vain) const;
  bool Won(const Judged& judged);
  Some InOrderOfWinning();

  // Exploring and holdouts (explore.cc).
  bool Explore();
  bool ExploreSlot(int slot);
  Some PoolOf(int slot);
  std::optional<double> ChanceOf(const Winner& winner) const;
  void MarkHoldouts(std::vector<Winner>& winners);

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
  absl::flat_hash_map<int, Vain> struck_;  // by rule: came to nothing among the winners
  Settlement settlement_;                  // what the winners come to
  std::map<int, Standing> standings_;      // by rule; references to them stay good
  // Of one solution.
  std::vector<const Judged*> promoted_;           // by slot: who explores it; null: nobody
  std::optional<Filling> free_;                   // of rules without a group
  absl::flat_hash_map<int, bool> beaten_;         // by rule: beaten by rules without a group
  absl::flat_hash_set<int> out_;                  // rules that are struck out of their groups
  std::map<int, std::map<int, double>> chances_;  // by slot that explores: the chance of each rule to win it
  std::vector<int> explored_;                     // rules that won by chance only
  // Of one round.
  std::map<int, Some> chosen_;  // by group that was asked
  Some pending_;                // chosen, and not asked for places yet
  std::optional<Filling> filled_;

  std::unique_ptr<Allocation> as_if_shown_;        // with what is held out; null: nothing is
  std::map<int, std::vector<ArmOf>> held_out_of_;  // by placement
};

}  // namespace nextmove::engine

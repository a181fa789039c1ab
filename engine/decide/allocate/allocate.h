// Who wins (`language.md` 17): overrides, groups, placements, and the striking out until nothing changes; of those that
// come to nothing among the winners, too.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/decide/allocate/settle.h"
#include "engine/decide/allocate/slots.h"

namespace nextmove::engine {

class Allocation {
 public:
  // `candidates` are all judged rules; those eligible get `won`, `placement`, `why_won`, `ranks`, or what beat them,
  // and discounts what they save beside the others.
  Allocation(Frame& frame, std::vector<Candidate>& candidates) : Allocation(frame, candidates, false) {}
  // Winners, best first: by placement in the order wanted, then those without a place by group, then the rest.
  std::vector<std::size_t> Run();
  // Gives those who have the place of a held-out rule, or its seat in a group, its `experiment/holdout`. After Run.
  void MarkHoldouts();
  // Those that would be shown in the placement now if they were not held out: their `experiment/holdout`. After
  // MarkHoldouts.
  const std::vector<std::string>& HeldOutOf(int placement) const;

 private:
  using Indices = std::vector<std::size_t>;
  struct Filled {
    std::vector<Indices> by_place;  // winners of each placement, best first
    std::vector<int> place;         // by candidate; -1: none
  };

  Allocation(Frame& frame, std::vector<Candidate>& candidates, bool with_held_out);
  bool TakesPart(std::size_t candidate) const;
  void Solve();
  void Begin();
  void Allot();
  bool StrikeVain();
  bool TakesFromNobody(std::size_t vain) const;
  void WriteOutcome();
  bool Won(std::size_t candidate) const;
  void Override();
  void ExplainOverridden();
  void BuildRankings();
  bool Explore();
  bool ExploreSlot(Ranking& ranking, const dsl::Slot& slot, Indices order, std::map<std::size_t, double>& chances);
  Indices PoolOf(const Ranking& ranking, bool placement) const;
  void WriteChance(std::size_t winner);
  Filled FillPlacements(const Indices& pool) const;
  void DropBeatenByFree();
  bool BeatenByFree(std::size_t member, const Filled& free_filled) const;
  void ChooseAndFill();
  bool StrikeOne();
  bool ChosenByAll(std::size_t candidate) const;
  bool HasGroups(std::size_t candidate) const { return !RuleOf(candidate).groups.empty(); }
  bool HasPlaces(std::size_t candidate) const { return !RuleOf(candidate).placements.empty(); }
  const dsl::Rule& RuleOf(std::size_t candidate) const;
  Indices InOrder() const;
  void ExplainWinner(std::size_t winner);
  void ExplainLoser(std::size_t loser);
  void LoseIn(const Ranking& ranking, const Indices& winners, std::size_t loser, bool group);

  Frame& frame_;
  std::vector<Candidate>& candidates_;
  std::map<std::size_t, Vain> struck_;                // come to nothing among the winners
  Settlement settlement_;                             // what the winners come to
  Indices standing_;                                  // eligible, not struck and not overridden
  std::vector<bool> stands_;                          // the same by candidate
  std::vector<std::vector<std::size_t>> overriders_;  // by candidate: those that suppress it
  std::vector<std::optional<Ranking>> places_, groups_;
  std::optional<Ranking> rest_;  // of those with neither place nor group
  std::vector<bool> out_;        // beaten by rules without a group, or struck out
  std::vector<bool> dropped_;    // the former only
  std::vector<Indices> chosen_;  // by group
  Filled filled_;
  bool with_held_out_ = false;
  std::unique_ptr<Allocation> as_if_shown_;              // with what is held out; null: nothing is
  std::map<int, std::vector<std::string>> held_out_of_;  // by placement
  // Of slots that explore: the chance of each to win there, and who won by chance only.
  std::map<int, std::map<std::size_t, double>> place_chances_, group_chances_;
  std::vector<std::size_t> explored_;
};

}  // namespace nextmove::engine

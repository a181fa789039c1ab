// Who wins (`language.md` 17): overrides, groups, placements, and the striking out until nothing changes.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/decide/slots.h"

namespace nextmove::engine {

class Allocation {
 public:
  // `candidates` are all judged rules; those eligible get `won`, `placement`, `why_won`, `ranks`, or what beat them.
  Allocation(Frame& frame, std::vector<Candidate>& candidates);
  // Winners, best first: by placement in the order wanted, then those without a place by group, then the rest.
  std::vector<std::size_t> Run();

 private:
  using Indices = std::vector<std::size_t>;
  struct Filled {
    std::vector<Indices> by_place;  // winners of each placement, best first
    std::vector<int> place;         // by candidate; -1: none
  };

  void Override();
  void BuildRankings();
  Filled FillPlacements(const Indices& pool) const;
  void DropBeatenByFree();
  bool BeatenByFree(std::size_t member, const Filled& free_filled) const;
  void ChooseAndFill();
  bool StrikeOne();
  bool ChosenByAll(std::size_t candidate) const;
  bool HasGroups(std::size_t candidate) const { return !RuleOf(candidate).groups.empty(); }
  bool HasPlaces(std::size_t candidate) const { return !RuleOf(candidate).placements.empty(); }
  const dsl::Rule& RuleOf(std::size_t candidate) const;
  Indices InOrder();
  void ExplainWinner(std::size_t winner);
  void ExplainLoser(std::size_t loser);
  void LoseIn(const Ranking& ranking, const Indices& winners, std::size_t loser, bool group);

  Frame& frame_;
  std::vector<Candidate>& candidates_;
  Indices standing_;                                  // eligible and not overridden
  std::vector<std::vector<std::size_t>> overriders_;  // by candidate: those that suppress it
  std::vector<std::optional<Ranking>> places_, groups_;
  std::vector<bool> out_;        // beaten by rules without a group, or struck out
  std::vector<Indices> chosen_;  // by group
  Filled filled_;
};

}  // namespace nextmove::engine

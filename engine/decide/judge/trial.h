// Experiments (language reference, paragraph 26): which arms the visitor is in, and what a rule is then.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/words/clause_set.h"
#include "engine/decide/judged.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

inline constexpr std::string_view kHoldoutArm = "holdout";

// The arm's name in the experiment; empty: the rule runs as written.
std::string_view ArmWord(const dsl::Program& program, const ArmOf& arm);
// `experiment/arm`.
std::string ArmName(const dsl::Program& program, const ArmOf& arm);

// One rule as the visitor's arms change it.
struct RuleInForce {
  const dsl::Rule* rule = nullptr;
  std::shared_ptr<const dsl::Rule> composed;  // keeps `rule` where clauses of several experiments meet
  Arms arms;                                  // all that the visitor is in, except arms that leave the rule as written
  Arms drawn;                                 // drawn in this decision, neither given nor remembered; to be remembered
  bool held_out = false;
  bool runs = true;  // false: an arm runs another one of the changed rules only
};

// The experiments of one decision. The arm of a visitor follows from what is given, remembered, or else from a hash of
// the experiment's name and what it is split by; so asking changes nothing. Thread-compatible; refers to the frame.
class Trials {
 public:
  struct Arm {
    int variant = ArmOf::kAsWritten;
    bool drawn = false;  // in this decision; else given or remembered
  };
  // Memory that is used again from one decision to the next.
  struct Memory {
    std::vector<signed char> may_be_in;
    std::vector<std::optional<Arm>> arms;
  };
  Trials(const Frame& frame, Memory& memory);

  // Whether at least one of the experiments may include the visitor.
  bool MayBeInAny(std::span<const int> experiments) const;
  // Whether the visitor's arms in all of these are given or remembered.
  bool AreKnown(std::span<const int> experiments) const;
  // The rule with the clauses of its arms. REQUIRES: the clauses that no variant replaces make the rule eligible.
  RuleInForce Enter(int rule, std::span<const int> experiments) const;
  // Clauses that a variant of these replaces.
  dsl::ClauseSet Replaced(std::span<const int> experiments) const;

 private:
  bool MayBeIn(int experiment) const;
  std::optional<std::string_view> KeyOf(const dsl::Experiment& experiment, std::string& storage) const;
  std::optional<int> Known(int experiment) const;
  const Arm& ArmIn(int experiment) const;

  const Frame& frame_;
  // Computed when first asked for.
  std::vector<signed char>& may_be_in_;  // -1: not asked yet
  std::vector<std::optional<Arm>>& arms_;
};

}  // namespace nextmove::engine

// Experiments (`language.md` 26): which arms the visitor is in, and what a rule is then.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/read/frame.h"

namespace nextmove::engine {

inline constexpr std::string_view kHoldoutArm = "holdout";

// What the arms of a visitor make of one rule.
struct RuleInForce {
  const dsl::Rule* rule = nullptr;
  std::shared_ptr<const dsl::Rule> composed;  // keeps `rule` where clauses of several experiments meet
  std::vector<std::string> variants;          // `experiment/arm`
  bool held_out = false;
  bool runs = true;  // false: an arm runs another one of the changed rules only
};

// The experiments of one decision. Thread-compatible; refers to the frame, and writes drawn arms into its delta.
class Trials {
 public:
  explicit Trials(Frame& frame);

  // The experiments that change the rule and that the visitor may be in; those that choose between rules first.
  std::vector<int> Of(int rule);
  // Whether the visitor's arms in all of these are known already: given, remembered, or drawn in this decision.
  bool AreKnown(const std::vector<int>& experiments);
  // The rule with the clauses of its arms; draws those that are not known. REQUIRES: the clauses that no variant
  // replaces make the rule eligible.
  RuleInForce Enter(int rule, const std::vector<int>& experiments);
  // Clause words that a variant of these replaces.
  std::vector<std::string_view> Replaced(const std::vector<int>& experiments) const;

 private:
  bool MayBeIn(int experiment);
  std::optional<std::string> KeyOf(const dsl::Experiment& experiment) const;
  const std::string* Known(int experiment);
  const std::string& ArmOf(int experiment);
  std::string Draw(const dsl::Experiment& experiment, const std::string& key) const;

  Frame& frame_;
  std::vector<signed char> may_be_in_;            // -1: not asked yet
  std::vector<std::optional<std::string>> arms_;  // by experiment; empty text: in none, the rule as written
};

}  // namespace nextmove::engine

// `experiment` (language reference, paragraph 26): which rules it changes, whom it shows which arm, and each arm's
// rules in full.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// The clauses of an experiment: its own, and of each `variant` those that follow it up to the next `variant`,
// `holdout` or `measure`.
struct Arms {
  std::vector<const tree::Clause*> own;
  struct Arm {
    const tree::Clause* variant = nullptr;
    std::vector<const tree::Clause*> clauses;
  };
  std::vector<Arm> arms;
};
Arms ArmsOf(const tree::Head& head);

// Lowers a head as rule `index`, into `rule`.
using LowerRuleFunction = void (*)(Folder& folder, const tree::Head& head, int index, Rule& rule);

// All experiments. After the rules; `sound` says which of them had no error.
void LowerExperiments(Folder& folder, const std::vector<bool>& sound, LowerRuleFunction lower_rule);

}  // namespace nextmove::dsl

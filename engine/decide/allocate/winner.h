// What becomes of judged rules beside each other. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/explanation.h"
#include "engine/decide/judged.h"

namespace nextmove::engine {

// What a discount saves beside the other winners.
struct SettledDiscount {
  const Judged* judged = nullptr;
  Savings savings;
  std::vector<LineSaving> lines;
  const dsl::Guard* guard = nullptr;  // that cut it; null: none
  std::string_view clause;            // `buy`, `give`: it comes to nothing; empty: it saves
};

// A winner that comes to nothing beside the others.
struct Vain {
  const Judged* judged = nullptr;
  ReasonCode code = ReasonCode::kNoEffect;
  std::string_view clause;  // `buy`, `give`, `budget`
  ConditionNode note;       // with an explanation
};

struct Settlement {
  std::vector<SettledDiscount> discounts;  // in the order of winning
  std::vector<Vain> vain;                  // likewise
};

struct Winner {
  const Judged* judged = nullptr;
  int placement = -1;  // -1: none
  ReasonCode why = ReasonCode::kNone;
  std::vector<double> ranks;
  std::optional<double> propensity;
  Arms arms;                                 // of the rule, and the holdouts of those whose place or seat it has
  const SettledDiscount* settled = nullptr;  // of a discount
};

// How a rule ended, where that is not what judging said: for `explain`.
struct Verdict {
  int rule = -1;
  bool won = false;
  ReasonCode code = ReasonCode::kNone;
  std::string_view clause;
  std::string beaten_by, beaten_in;
  std::vector<ConditionNode> notes;
};

}  // namespace nextmove::engine

// What becomes of judged rules once they are compared with each other: winners, their settled savings, reasons of the
// others. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/explanation.h"
#include "engine/decide/judged.h"

namespace nextmove::engine {

// What a discount saves when the other winners take their part too.
struct SettledDiscount {
  const Judged* judged = nullptr;
  Savings savings;
  std::vector<LineSaving> lines;
  const dsl::Guard* guard = nullptr;  // the guard that cut it; null: none
  std::string_view clause;            // `buy`, `give`: why it saves nothing; empty: it saves
};

// A rule that would win but has no effect beside the other winners.
struct Vain {
  const Judged* judged = nullptr;
  ReasonCode code = ReasonCode::kNoEffect;
  std::string_view clause;  // `buy`, `give`, `budget`
  ConditionNode note;       // with an explanation
};

struct Settlement {
  std::vector<SettledDiscount> discounts;  // in the order of the winners
  std::vector<Vain> vain;                  // likewise
};

struct Winner {
  const Judged* judged = nullptr;
  int placement = -1;  // -1: none
  ReasonCode why = ReasonCode::kNone;
  std::vector<double> ranks;
  std::optional<double> propensity;
  Arms arms;                                 // of the rule, and `holdout` for each held-out rule whose place it has
  const SettledDiscount* settled = nullptr;  // for discounts only; else null
};

// How a rule ended, where allocation decided otherwise than judging: for `explain`.
struct Verdict {
  int rule = -1;
  bool won = false;
  ReasonCode code = ReasonCode::kNone;
  std::string_view clause;
  std::string beaten_by, beaten_in;
  std::vector<ConditionNode> notes;
};

}  // namespace nextmove::engine

// A decision for people and for tools: names instead of indices, whoever decided it, this process or a server. Pure.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/decide/decide.h"

namespace nextmove::engine {

struct AnsweredAction {
  Action action;
  std::string placement;  // empty: none
};
struct Answer {
  std::string decision_id;  // of a server; else empty
  std::string version;      // first 12 hex digits
  std::vector<AnsweredAction> actions;
  std::vector<Unfilled> unfilled;
  Warnings warnings;
  std::vector<std::string> segments;
  std::optional<dsl::Instant> ask_again;
};
Answer AnswerOf(const dsl::Program& program, const Decision& decision);

// The word of its head: `overlay`, `recommend`.
std::string_view ContentKind(const Action& action);

// One line an action, its parts indented below it, then what was left empty and the warnings.
std::string AnswerText(const Answer& answer);
// {"actions":[{"rule","placement","reason","kind","parts":{...},"saving","grants":[...],"lines":[...],"order":[...],
//   "expires","why","ranks","variants","propensity","picks":{...}, and by kind "items":[{"product","source"}],
//   "price","reference","reasons","options":[{"value","text"}],"exports":[{"to"}],"pinned"}],
//   "unfilled":[{"wanted","reason","text"}],"segments":[...],"warnings":[{"code","subject","text"}],
//   "warnings_omitted","version"}; values as the rules write them, numbers and yes/no as JSON's own.
nlohmann::ordered_json AnswerJson(const Answer& answer);

// `CONDITION_FALSE` as `condition false`.
std::string ReasonWords(ReasonCode code);
// Numbers as JSON's own where a double holds them exactly enough to give the same text back.
nlohmann::ordered_json ValueJson(const dsl::Value& value, const dsl::Type* type);
// Text as it is, other values as the rules write them.
std::string ValueText(const dsl::Value& value);
std::string_view WarningName(WarningCode code);  // `UNKNOWN_NAME`

}  // namespace nextmove::engine

// Warnings about what a caller sent and can correct; bounded in number.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nextmove::engine {

// Same numbers as nextmove.v1.WarningCode.
enum class WarningCode {
  kUnknownName = 1,
  kWrongType = 2,
  kNotFinite = 3,
  kDuplicate = 4,
  kUnknownValue = 5,
  kEventRefused = 6,
  kRuleFailed = 7,
  kRulesChanged = 8,
  kTokenIgnored = 9,
};
struct Warning {
  WarningCode code;
  std::string subject;  // a name, never its value
  std::string text;
};
inline constexpr std::size_t kMaxWarnings = 20;
struct Warnings {
  std::vector<Warning> all;  // at most kMaxWarnings
  int omitted = 0;
  void Add(WarningCode code, std::string_view subject, std::string text);
};

}  // namespace nextmove::engine

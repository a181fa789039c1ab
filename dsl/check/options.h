// What a check is told, and the bounds that it holds a folder to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "dsl/value/time.h"

namespace nextmove::dsl {

struct CheckOptions {
  std::optional<Date> today;  // for the warning of rules past their dates; none: not warned
  std::string version;        // copied to Program::version: the hash of the files, known to who loads them
};

// The bounds of a rule folder; a folder above one is refused with kLimitExceeded.
struct ProgramLimits {
  std::size_t files = 10'000;
  std::size_t rules = 1'000'000;
  std::size_t attributes = 4'096;
  std::size_t expression_nodes = 10'000;  // of one rule
  std::int64_t rule_cost = 20'000'000;    // steps of one rule, as dsl/analysis/cost counts them
};

}  // namespace nextmove::dsl

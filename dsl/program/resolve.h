// Finds what decisions would otherwise look up by name, once for each program. Pure.
#pragma once

#include "dsl/program/program.h"

namespace nextmove::dsl {

Resolved Resolve(const Program& program);

}  // namespace nextmove::dsl

// Fills what decisions look up by name, once a program. Pure.
#pragma once

#include "dsl/program/program.h"

namespace nextmove::dsl {

Resolved Resolve(const Program& program);

}  // namespace nextmove::dsl

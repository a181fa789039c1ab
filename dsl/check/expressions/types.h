// Types as a declaration writes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// None after an error.
std::optional<Type> ReadType(Typing& typing, const tree::TypeText& type);

}  // namespace nextmove::dsl

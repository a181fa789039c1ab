// Texts with holes: `{x otherwise friend}`, `{n | piece | pieces}`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// A text without holes is a plain constant.
bool HasHoles(const tree::Text& text);
// Cuts a text at its holes: `{x otherwise friend}`, `{n | piece | pieces}`; checks plural forms against `locale`.
Template LowerText(Typing& typing, const tree::Text& text, const LocaleFormat& locale, const ExprContext& context);

}  // namespace nextmove::dsl

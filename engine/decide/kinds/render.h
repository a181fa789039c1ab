// Content of an action: texts and other parts (`language.md` 25).
#pragma once

#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// None when a text has an unknown value and no `otherwise`. An unknown `show` is left out.
std::optional<Creative> Render(const dsl::ContentParts& parts, const Frame& frame, dsl::Evaluator& evaluator, int zone);

// One text in the request's locale; `texts` are in the order of the project's locales. None as above.
std::optional<std::string> RenderText(const std::vector<dsl::Template>& texts, const Frame& frame,
                                      dsl::Evaluator& evaluator, int zone);

}  // namespace nextmove::engine

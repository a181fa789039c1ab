// Content of an action: texts and other parts (language reference, paragraph 25).
#pragma once

#include <string>
#include <vector>

#include "engine/decide/outcome.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Renders into `creative`, reusing its memory. False: a text has an unknown value and no `otherwise`. An unknown `show`
// is left out.
bool Render(const dsl::ContentParts& parts, const Frame& frame, dsl::Evaluator& evaluator, int zone,
            Creative& creative);

// One text in the request's locale; `texts` are in the order of the project's locales. False as above.
bool RenderText(const std::vector<dsl::Template>& texts, const Frame& frame, dsl::Evaluator& evaluator, int zone,
                std::string& out);

}  // namespace nextmove::engine

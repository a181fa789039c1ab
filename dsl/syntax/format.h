// Brings a rule file into its one layout, or says why not. Never changes what the file means. One call at a time in a
// process, like the parser.
#pragma once

#include <optional>
#include <string>

#include "dsl/syntax/parse.h"

namespace nextmove::dsl {

// The file's text in the one layout. None when the file has errors or its meaning would change; the reasons are
// reported. Formatting the result again gives the same text.
std::optional<std::string> FormatFile(const SourceSet& sources, std::uint32_t file, const ParseLimits& limits,
                                      DiagnosticSink& sink);

}  // namespace nextmove::dsl

// Writes diagnostics for people and for tools. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.h"

namespace nextmove::dsl {

// error[E0204]: unknown attribute `visitor.visit`
//   --> segments.rules:12:8
//    |
// 12 |   when visitor.visit is 1
//    |        ^^^^^^^^^^^^^ not declared
//    = help: did you mean `visitor.visits`?
std::string RenderTerminal(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources, bool color);
// {"diagnostics":[{"code","severity","message","label","file","line","column","end_line","end_column",
//   "related":[...],"help":[...],"fixes":[{"file","begin","end","replacement","safe"}]}],"errors":N,"warnings":N}
std::string RenderJson(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources);
// SARIF 2.1.0: one run, its results with places and fixes, columns in characters.
std::string RenderSarif(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources);

}  // namespace nextmove::dsl

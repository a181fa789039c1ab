// Text in, tree or diagnostics out. ANTLR is used and seen only inside this folder. One parse at a time in a process
// (the caller's duty: ANTLR's tables are shared); never throws.
#pragma once

#include "dsl/diagnostics/diagnostic.h"
#include "dsl/source/source.h"
#include "dsl/syntax/limits.h"
#include "dsl/syntax/tree.h"

namespace nextmove::dsl {

// Reads a file's bytes into `sources` (byte order mark cut, UTF-8 and size checked). None after an error.
std::optional<std::uint32_t> AddSource(std::string path, std::string bytes, const ParseLimits& limits,
                                       SourceSet& sources, DiagnosticSink& sink);
// Parses one file. Clauses with an error are kept, marked broken; each costs one diagnostic.
tree::File ParseFile(const SourceSet& sources, std::uint32_t file, const ParseLimits& limits, DiagnosticSink& sink);
// Parses the expression of a hole, `cart.total - 5 EUR`, that stands in a text at `span` of the file; null after
// errors.
tree::ExprPtr ParseHole(const SourceSet& sources, const Span& span, DiagnosticSink& sink);

}  // namespace nextmove::dsl

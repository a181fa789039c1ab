// Prints a file and proves that the layout changed nothing.
#include "dsl/syntax/format.h"

#include "dsl/syntax/print.h"
#include "dsl/syntax/same_meaning.h"

namespace nextmove::dsl {

std::optional<std::string> FormatFile(const SourceSet& sources, std::uint32_t file, const ParseLimits& limits,
                                      DiagnosticSink& sink) {
  DiagnosticSink found;
  const tree::File parsed = ParseFile(sources, file, limits, found);
  for (const Diagnostic& d : found.all()) sink.Report(d.kind, d.span, d.message) = d;
  if (found.has_errors()) return std::nullopt;

  std::string text = Print(parsed, sources);
  SourceSet printed;
  DiagnosticSink again;
  const std::uint32_t number = printed.Add(sources.path(file), text);
  const tree::File reparsed = ParseFile(printed, number, limits, again);
  if (!again.has_errors() && tree::SameMeaning(parsed, reparsed)) return text;
  Diagnostic& d = sink.Report(DiagnosticKind::kUnexpected, {file, 0, 0},
                              "`" + sources.path(file) + "` is left as it is: its layout would change its meaning");
  d.help.push_back("this is a fault of the formatter; please report it with the file");
  return std::nullopt;
}

}  // namespace nextmove::dsl

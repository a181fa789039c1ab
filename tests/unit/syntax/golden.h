// Golden texts of the syntax tests: what a run gives is compared with a file, or written to it on demand.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "dsl/diagnostics/render.h"
#include "dsl/syntax/parse.h"

namespace nextmove::dsl {

inline std::string GoldenPath(const std::string& name) {
  return std::string(NEXTMOVE_SOURCE_DIR) + "/tests/golden/syntax/" + name;
}

inline std::string ReadGolden(const std::string& name) {
  std::ifstream in(GoldenPath(name));
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

// NEXTMOVE_UPDATE_GOLDEN=1 writes what was found; the change is judged before it is kept.
inline bool UpdatesGolden() { return std::getenv("NEXTMOVE_UPDATE_GOLDEN") != nullptr; }

struct ParsedText {
  SourceSet sources;
  tree::File file;
  std::vector<Diagnostic> diagnostics;
  std::string Rendered() const { return RenderTerminal(diagnostics, sources, false); }
};

inline ParsedText ParseText(std::string path, std::string text, const ParseLimits& limits = {}) {
  ParsedText out;
  DiagnosticSink sink;
  const auto file = AddSource(std::move(path), std::move(text), limits, out.sources, sink);
  if (file) out.file = ParseFile(out.sources, *file, limits, sink);
  out.diagnostics = sink.TakeSorted(out.sources);
  return out;
}

}  // namespace nextmove::dsl

// Golden texts of the syntax tests: what a run gives is compared with a file, or written to it on demand.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

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

struct GoldenCase {
  std::string title, text, said;
};

// `=== title`, the text, `---`, what comes of it.
inline std::vector<GoldenCase> ReadCases(const std::string& name) {
  std::vector<GoldenCase> cases;
  std::istringstream in(ReadGolden(name));
  std::string* to = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("=== ")) {
      cases.push_back({line.substr(4), {}, {}});
      to = &cases.back().text;
    } else if (line == "---" && !cases.empty()) {
      to = &cases.back().said;
    } else if (to != nullptr) {
      *to += line + "\n";
    }
  }
  return cases;
}

// Compares what `say` gives for each case with the file, or writes it there.
template <class Say>
void ExpectGolden(const std::string& name, Say say) {
  std::string all;
  for (const GoldenCase& c : ReadCases(name)) {
    SCOPED_TRACE(c.title);
    const std::string said = say(c);
    if (!UpdatesGolden()) {
      EXPECT_EQ(said, c.said);
    }
    all += "=== " + c.title + "\n" + c.text + "---\n" + said;
  }
  if (UpdatesGolden()) std::ofstream(GoldenPath(name)) << all;
}

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

// Checks rule texts in tests: texts in, Program and the terminal's words out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/check/check.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/diagnostics/render.h"
#include "dsl/syntax/parse.h"

namespace nextmove::dsl::testing {

struct Checked {
  std::shared_ptr<const Program> program;
  std::vector<Diagnostic> diagnostics;
  std::string terminal;
  // The code and place of each: `E0204 shop.rules:3`, one a line.
  std::string brief;
};

using Texts = std::vector<std::pair<std::string, std::string>>;  // path, text

inline Checked CheckTexts(const Texts& texts, CheckOptions options = {}, const ParseLimits& limits = {}) {
  auto sources = std::make_shared<SourceSet>();
  DiagnosticSink sink;
  std::vector<tree::File> files;
  for (const auto& [path, text] : texts) {
    const auto file = AddSource(path, text, limits, *sources, sink);
    if (file) files.push_back(ParseFile(*sources, *file, limits, sink));
  }
  Checked checked;
  checked.program = Check(files, sources, options, sink);
  checked.diagnostics = sink.TakeSorted(*sources);
  checked.terminal = RenderTerminal(checked.diagnostics, *sources, false);
  for (const Diagnostic& diagnostic : checked.diagnostics) {
    checked.brief += std::string(RowOf(diagnostic.kind).code);
    if (diagnostic.span.file < sources->size()) {
      checked.brief +=
          " " + sources->path(diagnostic.span.file) + ":" + std::to_string(sources->PositionOf(diagnostic.span).line);
    }
    checked.brief += "\n";
  }
  return checked;
}

// A small shop: what most tests of the checker stand on.
std::string BaseRules();

// Checks a text beside that shop.
inline Checked CheckRight(const std::string& text) {
  return CheckTexts({{"shop.rules", text}, {"base.rules", BaseRules()}});
}

// REQUIRES: the text was right, and has a rule of that name.
inline const Rule& RuleOf(const Checked& checked, std::string_view name) {
  return checked.program->rules[static_cast<std::size_t>(checked.program->FindRule(name))];
}

}  // namespace nextmove::dsl::testing

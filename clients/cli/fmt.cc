// `nextmove fmt`: the one layout of rule files.
#include <CLI/CLI.hpp>
#include <ostream>

#include <nlohmann/json.hpp>
#include "clients/cli/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/replace_file.h"
#include "dsl/diagnostics/render.h"
#include "dsl/syntax/format.h"

namespace nextmove::cli {
namespace {

struct Layout {
  std::vector<std::string> changed;  // paths as the folder's sources name them
  bool unwritten = false;
};

// Formats every file of the folder; with `check` only looks.
Layout FormatAll(const std::string& folder, const dsl::SourceSet& sources, bool check, dsl::DiagnosticSink& sink,
                 Console& console) {
  Layout layout;
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    const auto text = dsl::FormatFile(sources, file, dsl::ParseLimits(), sink);
    if (!text || *text == sources.text(file)) continue;
    layout.changed.push_back(sources.path(file));
    if (check) continue;
    const auto written = ReplaceFile(folder + "/" + sources.path(file), *text);
    if (written) continue;
    console.err << "nextmove: " << written.error().message << "\n";
    layout.unwritten = true;
  }
  return layout;
}

int Fmt(const std::string& folder, const Options& options, bool check, Console& console) {
  const auto checker = CheckerOptions(options, console);
  if (!checker) return Fail(checker.error(), console);
  const auto loaded = engine::LoadFolder(folder, *checker);
  dsl::DiagnosticSink sink;
  const Layout layout = FormatAll(folder, *loaded.sources, check, sink, console);
  const auto diagnostics = sink.TakeSorted(*loaded.sources);
  const bool unread = loaded.sources->size() == 0 ||
                      std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(), [](const dsl::Diagnostic& d) {
                        return d.kind == dsl::DiagnosticKind::kUnreadableFile;
                      });
  if (unread) {
    console.err << dsl::RenderTerminal(loaded.diagnostics, *loaded.sources, UsesColor(options, console));
    return kWrongUse;
  }
  if (options.json()) {
    const nlohmann::ordered_json json = {
        {"changed", layout.changed},
        {"diagnostics", nlohmann::ordered_json::parse(dsl::RenderJson(diagnostics, *loaded.sources))["diagnostics"]}};
    console.out << json.dump(2) << "\n";
  } else {
    console.out << dsl::RenderTerminal(diagnostics, *loaded.sources, UsesColor(options, console));
    for (const std::string& path : layout.changed) {
      console.out << folder << "/" << path << (check ? ": not in the one layout\n" : ": formatted\n");
    }
  }
  if (layout.unwritten) return kWrongUse;
  return !diagnostics.empty() || (check && !layout.changed.empty()) ? kFoundErrors : kFine;
}

}  // namespace

void AddFmt(CLI::App& app, Console& console, int& exit_code) {
  struct Arguments {
    std::string folder;
    Options options;
    bool check = false;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("fmt", "Brings the rule files of a folder into the one layout.");
  command->add_option("folder", arguments->folder, "the rule folder")->required()->type_name("FOLDER");
  command->add_flag("--check", arguments->check, "change nothing; exit with 1 when a file is in another layout");
  AddFormat(*command, arguments->options);
  command->footer(
      "Comments are kept, and the meaning never changes: a file with mistakes is left as it is.\n"
      "Examples:\n  nextmove fmt rules/starter\n  nextmove fmt rules/starter --check\n\n"
      "Exit codes: 0 fine, 1 a file has mistakes or, with --check, another layout, 2 wrong use.");
  command->callback([arguments, &console, &exit_code] {
    exit_code = Fmt(arguments->folder, arguments->options, arguments->check, console);
  });
}

}  // namespace nextmove::cli

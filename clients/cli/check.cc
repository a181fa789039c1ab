// `nextmove check`: what is wrong in a rule folder.
#include <CLI/CLI.hpp>
#include <ostream>

#include "clients/cli/commands.h"
#include "clients/cli/options.h"
#include "dsl/diagnostics/render.h"

namespace nextmove::cli {
namespace {

int Check(const std::string& folder, const Options& options, Console& console) {
  const auto check = CheckerOptions(options, console);
  if (!check) return kWrongUse;
  const auto loaded = engine::LoadFolder(folder, *check);
  if (options.json()) {
    console.out << dsl::RenderJson(loaded.diagnostics, *loaded.sources) << "\n";
    return loaded.errors > 0 ? kFoundErrors : kFine;
  }
  console.out << dsl::RenderTerminal(loaded.diagnostics, *loaded.sources, UsesColor(options, console));
  const std::size_t warnings = loaded.diagnostics.size() - loaded.errors;
  console.out << folder << ": " << (loaded.errors == 0 ? "no errors" : CountOf(loaded.errors, "error"));
  if (warnings > 0) console.out << ", " << CountOf(warnings, "warning");
  if (!loaded.program) {
    console.out << "\n";
    return kFoundErrors;
  }
  const dsl::Program& program = *loaded.program;
  console.out << "; " << CountOf(program.rules.size(), "rule") << ", " << CountOf(program.segments.size(), "segment")
              << ", " << CountOf(program.attributes.size(), "attribute") << ", "
              << CountOf(program.tests.size(), "test") << "; version " << program.version.substr(0, 12) << "\n";
  return kFine;
}

}  // namespace

void AddCheck(CLI::App& app, Console& console, int& exit_code) {
  struct Arguments {
    std::string folder;
    Options options;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("check", "Finds what is wrong in the rules of a folder, with the fix.");
  command->add_option("folder", arguments->folder, "the rule folder")->required()->type_name("FOLDER");
  AddFormat(*command, arguments->options);
  AddNow(*command, arguments->options);
  command->footer(
      "Examples:\n  nextmove check rules/starter\n  nextmove check rules/starter --format json\n\n"
      "Exit codes: 0 no errors (there may be warnings), 1 errors, 2 wrong use.");
  command->callback(
      [arguments, &console, &exit_code] { exit_code = Check(arguments->folder, arguments->options, console); });
}

}  // namespace nextmove::cli

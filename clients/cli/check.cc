// `nextmove check`: what is wrong in a rule folder.
#include <CLI/CLI.hpp>
#include <ostream>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "clients/cli/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/replace_file.h"
#include "dsl/analysis/cost.h"
#include "dsl/diagnostics/fix.h"
#include "dsl/diagnostics/render.h"

namespace nextmove::cli {
namespace {

// Writes each file with its safe fixes; the number of these.
Result<std::size_t> WriteFixes(const std::string& folder, const engine::LoadedRules& loaded) {
  std::size_t applied = 0;
  for (std::uint32_t file = 0; file < loaded.sources->size(); ++file) {
    const dsl::FixedText fixed = dsl::ApplySafeFixes(loaded.diagnostics, *loaded.sources, file);
    if (fixed.applied == 0) continue;
    const auto written = ReplaceFile(folder + "/" + loaded.sources->path(file), fixed.text);
    if (!written) return written.error();
    applied += fixed.applied;
  }
  return applied;
}

// Applies what can be fixed without changing what was meant, until nothing of it is left; the number of fixes.
Result<std::size_t> FixFolder(const std::string& folder, const dsl::CheckOptions& check) {
  constexpr int kRounds = 10;  // one fix can uncover another
  std::size_t applied = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto written = WriteFixes(folder, engine::LoadFolder(folder, check));
    if (!written) return written.error();
    if (*written == 0) break;
    applied += *written;
  }
  return applied;
}

// The dearest rules first: the most steps that one decision can spend on each.
std::string Costs(const dsl::Program& program, bool json) {
  std::vector<std::pair<std::int64_t, std::string>> costs;
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    costs.emplace_back(dsl::CostOfRule(program, static_cast<int>(i)), program.rules[i].name);
  }
  std::sort(costs.begin(), costs.end(),
            [](const auto& a, const auto& b) { return std::tie(b.first, a.second) < std::tie(a.first, b.second); });
  if (json) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& [cost, rule] : costs) list.push_back({{"rule", rule}, {"steps", cost}});
    return nlohmann::ordered_json{{"costs", list}, {"limit", dsl::ProgramLimits().rule_cost}}.dump(2) + "\n";
  }
  std::string text;
  for (const auto& [cost, rule] : costs) {
    std::string steps = std::to_string(cost);
    steps.insert(0, steps.size() < 12 ? 12 - steps.size() : 0, ' ');
    text += steps + " steps  " + rule + "\n";
  }
  return text + "at most " + std::to_string(dsl::ProgramLimits().rule_cost) + " steps a rule\n";
}

struct CheckFlags {
  bool fix = false, cost = false;
};

// What was found, for people.
std::string Summary(const std::string& folder, const engine::LoadedRules& loaded, std::size_t errors) {
  std::string text = folder + ": " + (errors == 0 ? "no errors" : CountOf(errors, "error"));
  const std::size_t warnings = loaded.diagnostics.size() - loaded.errors;
  if (warnings > 0) text += ", " + CountOf(warnings, "warning");
  if (!loaded.program) return text + "\n";
  const dsl::Program& program = *loaded.program;
  return text + "; " + CountOf(program.rules.size(), "rule") + ", " + CountOf(program.segments.size(), "segment") +
         ", " + CountOf(program.attributes.size(), "attribute") + ", " + CountOf(program.tests.size(), "test") +
         "; version " + program.version.substr(0, 12) + "\n";
}

int Check(const std::string& folder, const Options& options, const CheckFlags& flags, Console& console) {
  const auto asked = AskedOf(folder, options, console);
  if (!asked) return Fail(asked.error(), console);
  if (flags.fix) {
    const auto fixes = FixFolder(folder, asked->check);
    if (!fixes) return Fail({kWrongUse, "nextmove: " + fixes.error().message}, console);
    console.err << *fixes << (*fixes == 1 ? " fix applied\n" : " fixes applied\n");
  }
  const engine::LoadedWorld world = engine::LoadWorld(asked->source, asked->check);
  const engine::LoadedRules& loaded = world.rules;
  if (flags.cost && loaded.program) {
    console.out << Costs(*loaded.program, options.json());
    return kFine;
  }
  const std::size_t errors = loaded.errors + world.data_errors.size();
  for (const std::string& error : world.data_errors) console.err << error << "\n";
  if (options.format != "text") {
    console.out << (options.json() ? dsl::RenderJson(loaded.diagnostics, *loaded.sources)
                                   : dsl::RenderSarif(loaded.diagnostics, *loaded.sources))
                << "\n";
  } else {
    console.out << dsl::RenderTerminal(loaded.diagnostics, *loaded.sources, UsesColor(options, console))
                << Summary(folder, loaded, errors);
  }
  return errors > 0 ? kFoundErrors : kFine;
}

}  // namespace

void AddCheck(CLI::App& app, Console& console, int& exit_code) {
  struct Arguments {
    std::string folder;
    Options options;
    CheckFlags flags;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("check", "Finds what is wrong in the rules of a folder and its catalogues, with the fix.");
  command->add_option("folder", arguments->folder, "the rule folder")->required()->type_name("FOLDER");
  AddFormat(*command, arguments->options, "sarif");
  command->add_flag("--fix", arguments->flags.fix,
                    "first write into the files what can be fixed without changing the meaning");
  command->add_flag("--cost", arguments->flags.cost, "print what each rule costs at most, instead of warnings");
  AddNow(*command, arguments->options);
  AddCatalogues(*command, arguments->options);
  command->footer(
      "Examples:\n  nextmove check rules/starter\n  nextmove check rules/starter --fix\n"
      "  nextmove check rules/starter --format sarif\n\n"
      "Exit codes: 0 no errors (there may be warnings), 1 errors, 2 wrong use.");
  command->callback([arguments, &console, &exit_code] {
    exit_code = Check(arguments->folder, arguments->options, arguments->flags, console);
  });
}

}  // namespace nextmove::cli

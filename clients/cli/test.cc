// `nextmove test`: runs the tests of a rule folder.
#include <CLI/CLI.hpp>
#include <ostream>

#include "clients/cli/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/test_report.h"

namespace nextmove::cli {
namespace {

int Test(const std::string& folder, const std::string& filter, bool with_coverage, const Options& options,
         Console& console) {
  const auto prepared = Prepare(folder, options, console);
  if (!prepared) return Fail(prepared.error(), console);
  const dsl::Program& program = *prepared->world.program;
  engine::Coverage coverage;
  const auto results = engine::RunTests(prepared->world.program, filter, with_coverage ? &coverage : nullptr);
  if (results.empty() && !filter.empty()) {
    console.err << "no test has `" << filter << "` in its name\n";
    return kWrongUse;
  }
  const TestReport report{program, results, coverage};
  if (options.json()) {
    console.out << report.Json();
  } else if (options.format == "junit") {
    console.out << report.JUnit();
  } else {
    console.out << report.Text(UsesColor(options, console));
  }
  return report.failed() > 0 ? kFoundErrors : kFine;
}

}  // namespace

void AddTest(CLI::App& app, Console& console, int& exit_code) {
  struct Arguments {
    std::string folder, filter;
    Options options;
    bool coverage = false;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("test", "Runs the tests that the rules of a folder hold.");
  command->add_option("folder", arguments->folder, "the rule folder")->required()->type_name("FOLDER");
  command->add_option("--filter", arguments->filter, "only tests with this in their name")->type_name("TEXT");
  command->add_flag("--coverage", arguments->coverage, "which clauses the tests have seen hold, fail and stop a rule");
  AddFormat(*command, arguments->options, "junit");
  command->footer(
      "Examples:\n  nextmove test rules/starter\n  nextmove test rules/starter --filter cart\n"
      "  nextmove test rules/starter --coverage\n\n"
      "Exit codes: 0 all passed, 1 a test failed or the rules have errors, 2 wrong use.");
  command->callback([arguments, &console, &exit_code] {
    exit_code = Test(arguments->folder, arguments->filter, arguments->coverage, arguments->options, console);
  });
}

}  // namespace nextmove::cli

// `nextmove`: its commands, its help, and how it answers what it does not understand.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <ostream>

#include "clients/cli/commands.h"
#include "dsl/value/suggest.h"
#include "engine/review/option_words.h"

namespace nextmove::cli {
namespace {

constexpr std::string_view kHelp = R"(nextmove: next best action for shops, from rules that read like English

  nextmove check FOLDER                 find what is wrong in the rules, with the fix
  nextmove fmt FOLDER                   bring the rule files into the one layout
  nextmove test FOLDER                  run the tests that the rules hold
  nextmove decide FOLDER < VISITS       what each visit gets
  nextmove explain FOLDER --visit VISIT why it gets this, and not something else
  nextmove explain E0201                what a diagnostic means
  nextmove replay FOLDER VISITS         many visits: who was there, what they got, how fast

A visit is one line of JSON, its values written as in the rules:
  {"visitor": "v1", "attributes": {"cart.total": "34.90 EUR", "visitor.visits": 2}, "consents": ["personalisation"],
   "moment": "exit_intent"}

Examples:
  nextmove check rules/starter
  nextmove test rules/starter --filter cart
  nextmove decide rules/starter --visit '{"visitor": "v1"}' --format json
  nextmove explain rules/starter --visit '{"visitor": "v1"}' --rule welcome
  nextmove replay --server localhost:7800 --rules rules/online-shoppers visits.jsonl

`nextmove COMMAND --help` lists the options of a command: --format json is for tools, --server asks a running
nextmoved, --now sets the time. Colours are off for pipes, with NO_COLOR, or by --color never.

Exit codes:
  0  fine
  1  errors in rules or catalogues, a failed test, or a visit that could not be decided
  2  wrong use: unknown command or option, a file that can't be read
  3  the server did not answer
)";

constexpr std::array<std::string_view, 6> kCommands = {"check", "fmt", "test", "decide", "explain", "replay"};

int Parse(const std::vector<std::string>& arguments, Console& console) {
  CLI::App app("", "nextmove");
  app.formatter(engine::HelpFormat());
  app.set_help_flag("-h,--help", "print this, and stop");
  int exit_code = kFine;
  AddCheck(app, console, exit_code);
  AddFmt(app, console, exit_code);
  AddTest(app, console, exit_code);
  AddDecide(app, console, exit_code);
  AddExplain(app, console, exit_code);
  AddReplay(app, console, exit_code);
  app.require_subcommand(1);
  const std::string& command = arguments.front();
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // backwards, as CLI11 wants them
  } catch (const CLI::CallForHelp&) {
    console.out << app.get_subcommand(command)->help("nextmove");
    return kFine;
  } catch (const CLI::ParseError& error) {
    console.err << "nextmove " << command << ": "
                << engine::OptionProblem(*app.get_subcommand(command), error, arguments) << "\nSee nextmove " << command
                << " --help\n";
    return kWrongUse;
  }
  return exit_code;
}

}  // namespace

int Run(std::vector<std::string> arguments, Console& console) {
  if (arguments.empty()) {
    console.err << kHelp;
    return kWrongUse;
  }
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") {
    console.out << kHelp;
    return kFine;
  }
  if (first == "--version") {
    console.out << "nextmove " << NEXTMOVE_VERSION << "\n";
    return kFine;
  }
  if (std::find(kCommands.begin(), kCommands.end(), first) == kCommands.end()) {
    console.err << "nextmove: unknown command `" << first << "`" << dsl::DidYouMean(first, kCommands)
                << "\nSee nextmove --help\n";
    return kWrongUse;
  }
  try {
    return Parse(arguments, console);
  } catch (const std::exception& error) {  // memory, or a bug
    console.err << "nextmove: " << error.what() << "\n";
    return kFoundErrors;
  }
}

}  // namespace nextmove::cli

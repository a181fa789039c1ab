// `nextmove test`: runs the tests of a rule folder.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "clients/cli/commands.h"
#include "clients/cli/options.h"
#include "engine/review/pack_tests.h"

namespace nextmove::cli {
namespace {

using engine::TestFailure;
using engine::TestResult;

std::string Painted(std::string_view text, std::string_view code, bool color) {
  return color ? "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::string PlaceOf(const dsl::Program& program, const dsl::Span& span) {
  return program.sources->path(span.file) + ":" + std::to_string(program.sources->PositionOf(span).line);
}

void WriteText(const dsl::Program& program, const std::vector<TestResult>& results, std::size_t failed, bool color,
               std::ostream& out) {
  for (const TestResult& result : results) {
    out << (result.passed() ? Painted("ok  ", "32", color) : Painted("FAIL", "31", color)) << " " << result.name
        << "\n";
    for (const TestFailure& failure : result.failures) {
      out << "     " << PlaceOf(program, failure.span) << ": " << failure.message << "\n";
      for (const std::string& detail : failure.details) out << "       " << detail << "\n";
    }
  }
  out << CountOf(results.size(), "test") << ": " << results.size() - failed << " passed, " << failed << " failed\n";
}

void WriteJson(const dsl::Program& program, const std::vector<TestResult>& results, std::size_t failed,
               std::ostream& out) {
  using Json = nlohmann::ordered_json;
  Json json;
  json["version"] = program.version.substr(0, 12);
  json["passed"] = results.size() - failed;
  json["failed"] = failed;
  json["tests"] = Json::array();
  const auto place = [&](const dsl::Span& span) {
    const auto position = program.sources->PositionOf(span);
    return Json{{"file", program.sources->path(span.file)}, {"line", position.line}, {"column", position.column}};
  };
  for (const TestResult& result : results) {
    Json test = {{"name", result.name}, {"passed", result.passed()}};
    test.update(place(result.span));
    test["failures"] = Json::array();
    for (const TestFailure& failure : result.failures) {
      Json failed_expect = {{"message", failure.message}, {"details", failure.details}};
      failed_expect.update(place(failure.span));
      test["failures"].push_back(std::move(failed_expect));
    }
    json["tests"].push_back(std::move(test));
  }
  out << json.dump(2) << "\n";
}

int Test(const std::string& folder, const std::string& filter, const Options& options, Console& console) {
  int exit_code = kFine;
  const auto prepared = Prepare(folder, options, console, exit_code);
  if (!prepared) return exit_code;
  const dsl::Program& program = *prepared->world.program;
  const auto results = engine::RunTests(prepared->world.program, filter);
  std::size_t failed = 0;
  for (const TestResult& result : results) failed += result.passed() ? 0 : 1;
  if (results.empty() && !filter.empty()) {
    console.err << "no test has `" << filter << "` in its name\n";
    return kWrongUse;
  }
  if (options.json()) {
    WriteJson(program, results, failed, console.out);
  } else {
    WriteText(program, results, failed, UsesColor(options, console), console.out);
  }
  return failed > 0 ? kFoundErrors : kFine;
}

}  // namespace

void AddTest(CLI::App& app, Console& console, int& exit_code) {
  struct Arguments {
    std::string folder, filter;
    Options options;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("test", "Runs the tests that the rules of a folder hold.");
  command->add_option("folder", arguments->folder, "the rule folder")->required()->type_name("FOLDER");
  command->add_option("--filter", arguments->filter, "only tests with this in their name")->type_name("TEXT");
  AddFormat(*command, arguments->options);
  command->footer(
      "Examples:\n  nextmove test rules/starter\n  nextmove test rules/starter --filter cart\n\n"
      "Exit codes: 0 all passed, 1 a test failed or the rules have errors, 2 wrong use.");
  command->callback([arguments, &console, &exit_code] {
    exit_code = Test(arguments->folder, arguments->filter, arguments->options, console);
  });
}

}  // namespace nextmove::cli

// `nextmove replay`: decides a file of visits and reports.
#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "clients/cli/commands.h"
#include "clients/cli/visit_stream.h"
#include "engine/review/option_words.h"
#include "engine/review/report.h"

namespace nextmove::cli {
namespace {

struct Replay {
  std::vector<std::string> paths;  // [FOLDER] VISITS
  std::string rules;               // FOLDER by option
  std::string metrics;             // where the server's metrics are
};

struct Paths {
  std::string folder, visits;
};
// The folder and the visits that were meant.
Result<Paths> FindPaths(const Replay& replay) {
  if (!replay.rules.empty() && replay.paths.size() == 1) return Paths{replay.rules, replay.paths[0]};
  if (replay.rules.empty() && replay.paths.size() == 2) return Paths{replay.paths[0], replay.paths[1]};
  return Error{"nextmove replay: name the rules and the visits: nextmove replay FOLDER VISITS.jsonl"};
}

// In single quotation marks, for a shell.
std::string ShellQuoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string WhereNext(const std::string& folder, const std::string& first_line, const Options& options,
                      const std::string& metrics) {
  std::string text = "\nWhere to look next\n";
  constexpr std::size_t kLongestShown = 700;
  const std::string visit =
      first_line.empty() || first_line.size() > kLongestShown ? "'{\"visitor\": \"v1\"}'" : ShellQuoted(first_line);
  text += "  why a visit gets what it gets:\n    nextmove explain " + folder +
          (options.server.empty() ? "" : " --server " + options.server) + " --visit " + visit + "\n";
  text += "  what else the rules promise:\n    nextmove test " + folder + "\n";
  if (!metrics.empty()) {
    const bool is_url = metrics.find("://") != std::string::npos;
    text += "  what the server measured:\n    curl " + (is_url ? metrics : "http://" + metrics + "/metrics") + "\n";
  }
  return text;
}

struct Decided {
  engine::ReplayReport report;
  std::string first_line;  // of the first visit
};
// Decides all visits of `in`. Fails when the server does not answer.
Result<Decided> DecideAll(const Prepared& prepared, const Options& options, std::istream& in, std::int64_t total_bytes,
                          Console& console) {
  Wishes wishes;
  const auto decider = MakeDecider(prepared, options, wishes, console);
  Decided decided;
  engine::ReplayReport& report = decided.report;
  LineReader lines(in, engine::VisitLimits().max_line_bytes);
  Progress progress(console.err, console.progress && !options.json(), total_bytes);
  const auto done = [&](Job& job) {
    for (const std::string& note : job.visit.notes) report.AddNote(note);
    if (job.error.empty()) {
      report.Add(job.answer, job.visit.outcome, job.nanoseconds);
    } else {
      report.AddFailure(job.line, job.error);
    }
    progress.Update(report.decided() + report.failed(), lines.bytes());
  };
  const auto ran = decider->Run(JobsFrom(lines, *prepared.world.program, &decided.first_line), done);
  progress.Clear();
  if (!ran) return ran.error();
  return decided;
}

int Run(const Replay& replay, const Options& options, Console& console) {
  const auto paths = FindPaths(replay);
  if (!paths) return Fail({kWrongUse, paths.error().message}, console);
  const auto& [folder, visits] = *paths;
  std::ifstream file;
  std::int64_t total_bytes = 0;
  if (visits != "-") {
    std::error_code error;
    const auto size = std::filesystem::file_size(visits, error);
    file.open(visits, std::ios::binary);
    if (!file || error) return Fail({kWrongUse, "the visits `" + visits + "` can't be read"}, console);
    total_bytes = static_cast<std::int64_t>(size);
  }
  const auto prepared = Prepare(folder, options, console);
  if (!prepared) return Fail(prepared.error(), console);

  const auto start = std::chrono::steady_clock::now();
  const auto decided = DecideAll(*prepared, options, visits == "-" ? console.in : file, total_bytes, console);
  if (!decided) return Fail({kNoServer, decided.error().message}, console);
  const engine::ReplayReport& report = decided->report;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (options.json()) {
    console.out << report.Json(seconds).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
  } else {
    console.out << report.Text(seconds) << WhereNext(folder, decided->first_line, options, replay.metrics);
  }
  return report.failed() > 0 ? kFoundErrors : kFine;
}

}  // namespace

void AddReplay(CLI::App& app, Console& console, int& exit_code) {
  struct Arguments {
    Replay replay;
    Options options;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("replay", "Decides a file of visits and reports who was there, what they got, and how fast.");
  command
      ->add_option("paths", arguments->replay.paths,
                   "the rule folder (or --rules) and the visits, - for standard input")
      ->required()
      ->expected(1, 2)
      ->type_name("[FOLDER] VISITS");
  command->add_option("--rules", arguments->replay.rules, "the rule folder; with --server it types the visits")
      ->type_name("FOLDER");
  command->add_option("--metrics", arguments->replay.metrics, "where the server's metrics are, for the report")
      ->type_name("HOST:PORT");
  command
      ->add_option("--outstanding", arguments->options.outstanding,
                   "calls to the server under way at once, up to 4096; default: 32")
      ->check(engine::WholeNumber(1, 4096))
      ->type_name("N");
  AddFormat(*command, arguments->options);
  AddNow(*command, arguments->options);
  AddCatalogues(*command, arguments->options);
  AddServer(*command, arguments->options);
  command->footer(
      "Examples:\n  nextmove replay rules/online-shoppers visits.jsonl\n"
      "  nextmove replay --server localhost:7800 --rules rules/online-shoppers visits.jsonl\n\n"
      "A visit may say how it ended, \"outcome\": true or false: the report then compares buyers with the others.\n"
      "No rule can see it.\n"
      "Exit codes: 0 all decided, 1 a visit was not or the rules have errors, 2 wrong use, 3 no server.");
  command->callback(
      [arguments, &console, &exit_code] { exit_code = Run(arguments->replay, arguments->options, console); });
}

}  // namespace nextmove::cli

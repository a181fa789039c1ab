// Options that several commands share, and what is done with them before a command starts its own work.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/console.h"
#include "dsl/source/result.h"
#include "engine/ruleset/ruleset.h"

namespace CLI {
class App;
}

namespace nextmove::cli {

struct Options {
  std::string format = "text";
  std::string color = "auto";
  std::string now;                      // as typed
  std::vector<std::string> catalogues;  // `name=FILE`
  std::string server;                   // empty: in this process
  bool dry_run = false;
  double timeout_seconds = 10;
  int outstanding = 32;

  bool json() const { return format == "json"; }
};

// --format text, json or `more`; --color
void AddFormat(CLI::App& command, Options& options, std::string_view more = {});
void AddNow(CLI::App& command, Options& options);         // --now
void AddCatalogues(CLI::App& command, Options& options);  // --catalogue
void AddServer(CLI::App& command, Options& options);      // --server, --timeout, --dry-run

bool UsesColor(const Options& options, const Console& console);

// Why a command stops: what to tell, and how the process ends.
struct Failure {
  ExitCode exit_code = kWrongUse;
  std::string message;
};
// Tells on `err`, and gives the exit code.
int Fail(const Failure& failure, Console& console);

// What is to be checked, and how: the folder with the files of `--catalogue`, and `--now`.
struct Asked {
  engine::RuleSource source;
  dsl::CheckOptions check;
};
Result<Asked, Failure> AskedOf(const std::string& folder, const Options& options, const Console& console);

// A world to decide with, and the time of visits that carry none (none: the clock's).
struct Prepared {
  engine::World world;
  std::optional<dsl::Instant> now;
};
// Loads the folder.
Result<Prepared, Failure> Prepare(const std::string& folder, const Options& options, const Console& console);

// The options of the checker: its `today` by `--now`, else by the clock.
Result<dsl::CheckOptions, Failure> CheckerOptions(const Options& options, const Console& console);

// "1 error, 2 warnings"
std::string CountOf(std::size_t count, std::string_view one);

}  // namespace nextmove::cli

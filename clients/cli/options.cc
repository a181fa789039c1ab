// Shared options. CLI11 keeps the texts.
#include "clients/cli/options.h"

#include <CLI/CLI.hpp>
#include <ostream>

#include "dsl/diagnostics/render.h"
#include "engine/review/option_words.h"
#include "engine/review/visits.h"

namespace nextmove::cli {

void AddFormat(CLI::App& command, Options& options, std::string_view more) {
  std::vector<std::string> formats = {"text", "json"};
  if (!more.empty()) formats.emplace_back(more);
  command
      .add_option("--format", options.format,
                  "text for people, json" + (more.empty() ? "" : " and " + std::string(more)) + " for tools")
      ->check(engine::OneOf(formats))
      ->type_name("text|json" + (more.empty() ? "" : "|" + std::string(more)));
  command.add_option("--color", options.color, "auto: on a terminal without NO_COLOR")
      ->check(engine::OneOf({"auto", "always", "never"}))
      ->type_name("auto|always|never");
}

void AddNow(CLI::App& command, Options& options) {
  command
      .add_option("--now", options.now, "what time it is, 2026-11-27T18:30:00Z or \"2026-11-27 18:30\"; default: now")
      ->type_name("TIME");
}

void AddCatalogues(CLI::App& command, Options& options) {
  command
      .add_option("--catalogue", options.catalogues,
                  "items of a catalogue, product=products.csv (.csv or JSON lines);\n"
                  "may be repeated. Files in FOLDER/catalogues are found without it")
      ->type_name("NAME=FILE")
      ->allow_extra_args(false);
}

void AddServer(CLI::App& command, Options& options) {
  command.add_option("--server", options.server, "ask the nextmoved at this address instead of deciding here")
      ->type_name("HOST:PORT");
  command
      .add_option("--timeout", options.timeout_seconds, "how long to wait for one answer of the server; default: 10")
      ->check(engine::Number(0.001, 3600))
      ->type_name("SECONDS");
  command.add_flag("--dry-run", options.dry_run,
                   "let the server remember nothing; visits with a time of their own are always dry");
}

bool UsesColor(const Options& options, const Console& console) {
  return options.color == "always" || (options.color == "auto" && console.color);
}

std::optional<dsl::CheckOptions> CheckerOptions(const Options& options, Console& console) {
  dsl::CheckOptions check;
  check.today = dsl::TimeZone().DateOf(console.clock());
  if (options.now.empty()) return check;
  const auto now = engine::ReadInstant(options.now, dsl::TimeZone());
  if (!now) {
    console.err << "--now is no time: write 2026-11-27T18:30:00Z, or \"2026-11-27 18:30\" in the project's time zone\n";
    return std::nullopt;
  }
  check.today = dsl::TimeZone().DateOf(*now);
  return check;
}

std::optional<std::vector<std::pair<std::string, std::string>>> CatalogueFiles(const Options& options,
                                                                               Console& console) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string& named : options.catalogues) {
    const auto equals = named.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == named.size()) {
      console.err << "--catalogue " << named << ": write the catalogue's name and its file, product=products.csv\n";
      return std::nullopt;
    }
    files.emplace_back(named.substr(0, equals), named.substr(equals + 1));
  }
  return files;
}

std::optional<Prepared> Prepare(const std::string& folder, const Options& options, Console& console, int& exit_code) {
  exit_code = kWrongUse;
  const auto catalogues = CatalogueFiles(options, console);
  const auto check = CheckerOptions(options, console);
  if (!catalogues || !check) return std::nullopt;

  exit_code = kFoundErrors;
  auto loaded = engine::LoadWorld(folder, *catalogues, *check);
  if (!loaded.rules.program) {
    std::vector<dsl::Diagnostic> errors;
    for (auto& diagnostic : loaded.rules.diagnostics) {
      if (diagnostic.severity() == dsl::Severity::kError) errors.push_back(std::move(diagnostic));
    }
    console.err << dsl::RenderTerminal(errors, *loaded.rules.sources, UsesColor(options, console));
    return std::nullopt;
  }
  for (const std::string& error : loaded.data_errors) console.err << error << "\n";
  if (!loaded.data_errors.empty()) return std::nullopt;
  exit_code = kFine;
  Prepared prepared{std::move(loaded.world), std::nullopt};
  if (!options.now.empty()) {
    prepared.now = engine::ReadInstant(options.now, prepared.world.program->zones.front().zone);
  }
  return prepared;
}

std::string CountOf(std::size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

}  // namespace nextmove::cli

// Shared options. CLI11 keeps the texts.
#include "clients/cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <ostream>

#include "absl/strings/str_join.h"
#include "dsl/diagnostics/render.h"
#include "engine/review/option_words.h"
#include "engine/review/visits.h"

namespace nextmove::cli {
namespace {

// The errors of the rules or else of the data, without the last line's end.
std::string WhyNotLoaded(const engine::LoadedWorld& loaded, bool color) {
  if (loaded.rules.program) return absl::StrJoin(loaded.data_errors, "\n");
  std::vector<dsl::Diagnostic> errors;
  std::copy_if(loaded.rules.diagnostics.begin(), loaded.rules.diagnostics.end(), std::back_inserter(errors),
               [](const dsl::Diagnostic& d) { return d.severity() == dsl::Severity::kError; });
  std::string text = dsl::RenderTerminal(errors, *loaded.rules.sources, color);
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

// The folder with the files of `--catalogue`.
Result<engine::RuleSource, Failure> SourceOf(const std::string& folder, const Options& options) {
  engine::RuleSource source{folder, {}};
  for (const std::string& named : options.catalogues) {
    const auto equals = named.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == named.size()) {
      return Failure{kWrongUse,
                     "--catalogue " + named + ": write the catalogue's name and its file, product=products.csv"};
    }
    source.catalogues.emplace_back(named.substr(0, equals), named.substr(equals + 1));
  }
  return source;
}

}  // namespace

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

int Fail(const Failure& failure, Console& console) {
  console.err << failure.message << "\n";
  return failure.exit_code;
}

Result<dsl::CheckOptions, Failure> CheckerOptions(const Options& options, const Console& console) {
  dsl::CheckOptions check;
  check.today = dsl::TimeZone().DateOf(console.clock());
  if (options.now.empty()) return check;
  const auto now = engine::ReadInstant(options.now, dsl::TimeZone());
  if (!now) {
    return Failure{kWrongUse,
                   "--now is no time: write 2026-11-27T18:30:00Z, or \"2026-11-27 18:30\" in the project's time zone"};
  }
  check.today = dsl::TimeZone().DateOf(*now);
  return check;
}

Result<Asked, Failure> AskedOf(const std::string& folder, const Options& options, const Console& console) {
  const auto source = SourceOf(folder, options);
  const auto check = CheckerOptions(options, console);
  if (source && check) return Asked{*source, *check};
  if (!source && !check) return Failure{kWrongUse, source.error().message + "\n" + check.error().message};
  return source ? check.error() : source.error();
}

Result<Prepared, Failure> Prepare(const std::string& folder, const Options& options, const Console& console) {
  const auto asked = AskedOf(folder, options, console);
  if (!asked) return asked.error();
  auto loaded = engine::LoadWorld(asked->source, asked->check);
  if (!loaded.world.program) {
    return Failure{kFoundErrors, WhyNotLoaded(loaded, UsesColor(options, console))};
  }
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

// Reads the flags of nextmoved with CLI11, and applies them on top of the configuration file.
#include "engine/serve/process/command_line.h"

#include <fstream>
#include <sstream>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/review/option_words.h"

#ifndef NEXTMOVE_VERSION
#define NEXTMOVE_VERSION "0.0.0"
#endif

namespace nextmove::serve {
namespace {

constexpr std::size_t kMaxFileBytes = 1 << 20;

struct Flags {
  std::string config;
  std::vector<std::string> catalogues;  // name=FILE
  std::optional<std::string> rules, listen, metrics, port_file;
  std::optional<int> threads;
  bool version = false;
  bool check = false;
};

void Declare(CLI::App& app, Flags& flags) {
  app.formatter(engine::HelpFormat());
  app.set_help_flag("-h,--help", "print this, and stop");
  app.add_option("--config", flags.config, "YAML file; flags override it")->type_name("FILE");
  app.add_option("--rules", flags.rules, "the folder of .rules files")->type_name("FOLDER");
  app.add_option("--catalogue", flags.catalogues, "a catalogue's file; may be repeated")
      ->type_name("NAME=FILE")
      ->allow_extra_args(false);
  app.add_option("--listen", flags.listen, "where calls come in; port 0: a free one (127.0.0.1:50051)")
      ->type_name("ADDRESS:PORT");
  app.add_option("--metrics", flags.metrics, "where /metrics is; empty: nowhere (127.0.0.1:9464)")
      ->type_name("ADDRESS:PORT");
  app.add_option("--port-file", flags.port_file, "file to write the ports into when ready")->type_name("FILE");
  app.add_option("--threads", flags.threads, "queues and threads; 0: one a core")
      ->type_name("N")
      ->check(engine::WholeNumber(0, 1024));
  app.add_flag("--check-config", flags.check, "check configuration and rules, and stop");
  app.add_flag("--version", flags.version, "print the version, and stop");
}

Result<Configuration, Errors> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (in) bytes << in.rdbuf();
  if (!in || !bytes) return Errors{path + ": can't be read"};
  if (bytes.str().size() > kMaxFileBytes) return Errors{path + ": is larger than 1 MiB"};
  return ReadConfiguration(bytes.str(), path, Configuration());
}

// What is wrong with the flags themselves; empty when they were taken.
Errors Override(const Flags& flags, Configuration& configuration) {
  Errors errors;
  if (flags.rules) configuration.rules = *flags.rules;
  if (flags.listen) configuration.listen = *flags.listen;
  if (flags.metrics) configuration.metrics = *flags.metrics;
  if (flags.port_file) configuration.port_file = *flags.port_file;
  if (flags.threads) configuration.threads = *flags.threads;
  for (const std::string& catalogue : flags.catalogues) {
    const auto equals = catalogue.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == catalogue.size()) {
      errors.push_back("--catalogue `" + catalogue + "`: write NAME=FILE");
      continue;
    }
    const std::string name = catalogue.substr(0, equals), file = catalogue.substr(equals + 1);
    bool replaced = false;
    for (auto& known : configuration.catalogues) {
      if (known.first != name) continue;
      known.second = file;
      replaced = true;
    }
    if (!replaced) configuration.catalogues.emplace_back(name, file);
  }
  return errors;
}

// The file, then the flags on top; all mistakes in both are reported at once.
Result<Configuration, Errors> ReadAll(const Flags& flags) {
  Configuration configuration;
  Errors errors;
  if (!flags.config.empty()) {
    auto file = ReadFile(flags.config);
    if (file) {
      configuration = *std::move(file);
    } else {
      errors = file.error();
    }
  }
  const Errors wrong_flags = Override(flags, configuration);
  errors.insert(errors.end(), wrong_flags.begin(), wrong_flags.end());
  if (errors.empty()) errors = CheckConfiguration(configuration);
  if (!errors.empty()) return errors;
  return configuration;
}

void Stop(CommandLine& line, int code, std::string output) {
  line.exit_code = code;
  line.output = std::move(output);
}

}  // namespace

CommandLine ReadCommandLine(int argc, const char* const* argv) {
  CommandLine line;
  Flags flags;
  CLI::App app("The Nextmove server: decides what to show to a visitor.", "nextmoved");
  Declare(app, flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    Stop(line, kExitClean, app.help());
    return line;
  } catch (const CLI::ParseError& error) {
    Stop(line, kExitUsage,
         "nextmoved: " + engine::OptionProblem(app, error, {argv + 1, argv + argc}) +
             "\nnextmoved --help lists the flags\n");
    return line;
  }
  if (flags.version) {
    Stop(line, kExitClean, "nextmoved " NEXTMOVE_VERSION "\n");
    return line;
  }
  auto configuration = ReadAll(flags);
  if (!configuration) {
    std::string text;
    for (const std::string& error : configuration.error()) text += "nextmoved: " + error + "\n";
    Stop(line, kExitUsage, std::move(text));
    return line;
  }
  line.configuration = *std::move(configuration);
  line.check_only = flags.check;
  return line;
}

}  // namespace nextmove::serve

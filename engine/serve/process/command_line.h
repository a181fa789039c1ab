// The flags of nextmoved. Pure but for reading the file that --config names.
#pragma once

#include <optional>
#include <string>

#include "engine/serve/process/configuration.h"

namespace nextmove::serve {

// How the process ends; docs/configuration.md lists them.
enum ExitCode { kExitClean = 0, kExitRules = 1, kExitUsage = 2, kExitListen = 3 };

struct CommandLine {
  Configuration configuration;
  bool check_only = false;
  // Set when there is nothing more to do: --help, --version, or something wrong.
  std::optional<int> exit_code;
  std::string output;  // to print then
};
CommandLine ReadCommandLine(int argc, const char* const* argv);

}  // namespace nextmove::serve

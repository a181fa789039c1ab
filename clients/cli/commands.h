// The commands of `nextmove`; each file of this folder adds one.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/console.h"

namespace CLI {
class App;
}

namespace nextmove::cli {

// Runs `nextmove ARGUMENTS` (without the program's name) and gives the exit code. Never throws.
int Run(std::vector<std::string> arguments, Console& console);

// Each adds its command to `app`; the command's result goes to `exit_code`. All must outlive the parsing.
void AddCheck(CLI::App& app, Console& console, int& exit_code);
void AddFmt(CLI::App& app, Console& console, int& exit_code);
void AddTest(CLI::App& app, Console& console, int& exit_code);
void AddDecide(CLI::App& app, Console& console, int& exit_code);
void AddExplain(CLI::App& app, Console& console, int& exit_code);
void AddReplay(CLI::App& app, Console& console, int& exit_code);

}  // namespace nextmove::cli

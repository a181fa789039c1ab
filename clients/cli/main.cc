// `nextmove` on the command line.
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "clients/cli/commands.h"

int main(int argc, char** argv) {
  using nextmove::cli::WantsColor;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool color = WantsColor(isatty(STDOUT_FILENO) && isatty(STDERR_FILENO), no_color, term);
  const auto clock = [] {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return nextmove::dsl::Instant{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
  };
  std::ios::sync_with_stdio(false);
  nextmove::cli::Console console{std::cin, std::cout, std::cerr, color, isatty(STDERR_FILENO) != 0, clock};
  const int exit_code = nextmove::cli::Run(std::vector<std::string>(argv + 1, argv + argc), console);
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "nextmove: the output can't be written\n";
    return nextmove::cli::kWrongUse;
  }
  return exit_code;
}

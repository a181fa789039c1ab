// nextmoved: reads the command line, runs the server, obeys signals. HUP loads the rules again; TERM and INT end it.
#include <csignal>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>

#include "engine/observe/log.h"
#include "engine/serve/process/command_line.h"
#include "engine/serve/process/server.h"

namespace nextmove::serve {
namespace {

sigset_t OurSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGHUP);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

Result<Seeds> ReadSeeds() {
  Seeds seeds;
  std::ifstream random("/dev/urandom", std::ios::binary);
  if (!random.read(reinterpret_cast<char*>(&seeds), sizeof seeds)) return Error{"can't read /dev/urandom"};
  return seeds;
}

// Waits for TERM or INT, and reloads the rules at each HUP.
void ObeySignals(const sigset_t& signals, Server& server) {
  for (;;) {
    const int signal = sigwaitinfo(&signals, nullptr);
    if (signal == SIGTERM || signal == SIGINT) return;
    if (signal == SIGHUP) server.Reload();
  }
}

// Lets load balancers see NOT_SERVING before the server stops taking calls; a second TERM or INT skips the wait.
void WaitForBalancers(int milliseconds) {
  sigset_t signals = OurSignals();
  sigdelset(&signals, SIGHUP);
  const timespec time{milliseconds / 1000, milliseconds % 1000 * 1'000'000L};
  if (milliseconds > 0) sigtimedwait(&signals, nullptr, &time);
}

// Says in the log why the server did not start.
ExitCode Stop(const StartError& error) {
  observe::LogError(error.message);
  return error.exit_code;
}

ExitCode Serve(const Configuration& configuration) {
  // Before any thread starts, so that all inherit it and only sigwaitinfo sees these.
  const sigset_t signals = OurSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  const auto seeds = ReadSeeds();
  if (!seeds) return Stop({kExitListen, seeds.error().message});
  Server server(configuration, *seeds);
  if (const auto listening = server.Listen(); !listening) return Stop(listening.error());
  if (const auto ready = server.BecomeReady(); !ready) return Stop(ready.error());
  ObeySignals(signals, server);
  observe::LogInfo("stopping: not serving any more");
  server.StopServing();
  WaitForBalancers(configuration.drain_delay_ms);
  server.Drain();
  observe::LogInfo("stopped");
  return kExitClean;
}

int Main(int argc, char** argv) {
  const CommandLine line = ReadCommandLine(argc, argv);
  if (line.exit_code) {
    std::fputs(line.output.c_str(), *line.exit_code == kExitClean ? stdout : stderr);
    return *line.exit_code;
  }
  if (line.check_only) return CheckRules(line.configuration);
  observe::StartLog(line.configuration.log_level);
  const int code = Serve(line.configuration);
  observe::StopLog();
  return code;
}

}  // namespace
}  // namespace nextmove::serve

int main(int argc, char** argv) {
  try {
    return nextmove::serve::Main(argc, argv);
  } catch (const std::exception& error) {  // out of memory, or a bug
    std::fprintf(stderr, "nextmoved: broken off: %s\n", error.what());
    return nextmove::serve::kExitListen;
  } catch (...) {
    std::fprintf(stderr, "nextmoved: broken off\n");
    return nextmove::serve::kExitListen;
  }
}

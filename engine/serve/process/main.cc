// nextmoved: reads the command line, runs the server, obeys signals. HUP loads the rules again; TERM and INT end it.
#include <csignal>
#include <cstdio>
#include <ctime>
#include <fstream>

#include <google/protobuf/stubs/logging.h>

#include "engine/observe/log.h"
#include "engine/serve/process/command_line.h"
#include "engine/serve/process/rule_loader.h"
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

bool ReadSeeds(Seeds& seeds) {
  std::ifstream random("/dev/urandom", std::ios::binary);
  return static_cast<bool>(random.read(reinterpret_cast<char*>(&seeds), sizeof seeds));
}

int CheckOnly(const Configuration& configuration) {
  engine::World world;
  const LoadReport report = LoadRules({configuration.rules, configuration.catalogues}, world);
  std::fputs(report.rendered.c_str(), stderr);
  if (!report.loaded) return kExitRules;
  std::printf("configuration and rules are good: rule set %s, %zu rules\n", report.version.c_str(), report.rules);
  return kExitClean;
}

// Waits for TERM or INT, and loads again at each HUP.
void ObeySignals(const sigset_t& signals, Server& server) {
  for (;;) {
    const int signal = sigwaitinfo(&signals, nullptr);
    if (signal == SIGTERM || signal == SIGINT) return;
    if (signal == SIGHUP) server.Reload();
  }
}

// Lets load balancers see NOT_SERVING before the door closes; a second TERM or INT closes it at once.
void WaitForBalancers(int milliseconds) {
  sigset_t signals = OurSignals();
  sigdelset(&signals, SIGHUP);
  const timespec time{milliseconds / 1000, milliseconds % 1000 * 1'000'000L};
  if (milliseconds > 0) sigtimedwait(&signals, nullptr, &time);
}

int Serve(const Configuration& configuration) {
  // Before any thread starts, so that all inherit it and only sigwaitinfo sees these.
  const sigset_t signals = OurSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  Seeds seeds;
  if (!ReadSeeds(seeds)) {
    observe::LogError("can't read /dev/urandom");
    return kExitListen;
  }
  Server server(configuration, seeds);
  if (!server.Listen()) return kExitListen;
  if (const int code = server.BecomeReady(); code != kExitClean) return code;
  ObeySignals(signals, server);
  observe::LogInfo("stopping: not serving any more");
  server.StopServing();
  WaitForBalancers(configuration.drain_delay_ms);
  server.Drain();
  observe::LogInfo("stopped");
  return kExitClean;
}

int Main(int argc, char** argv) {
  google::protobuf::SetLogHandler(nullptr);  // it would tell of each caller's bad bytes
  const CommandLine line = ReadCommandLine(argc, argv);
  if (line.exit_code) {
    std::fputs(line.output.c_str(), *line.exit_code == kExitClean ? stdout : stderr);
    return *line.exit_code;
  }
  if (line.check_only) return CheckOnly(line.configuration);
  observe::StartLog(line.configuration.log_level);
  const int code = Serve(line.configuration);
  observe::StopLog();
  return code;
}

}  // namespace
}  // namespace nextmove::serve

int main(int argc, char** argv) { return nextmove::serve::Main(argc, argv); }

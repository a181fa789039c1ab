// The running server: everything that nextmoved is made of, from start to drain. Thread-compatible: of the main thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "dsl/source/result.h"
#include "engine/ruleset/reload.h"
#include "engine/runtime/runtime.h"
#include "engine/serve/calls/handler.h"
#include "engine/serve/grpc/transport.h"
#include "engine/serve/process/command_line.h"
#include "engine/serve/process/configuration.h"

namespace prometheus {
class Exposer;
}

namespace nextmove::serve {

struct Seeds {
  std::uint64_t seed = 0, instance = 0;  // random
};

// Why the server did not start, and how the process ends then.
struct StartError {
  ExitCode exit_code = kExitListen;
  std::string message;
};

class Server {
 public:
  Server(Configuration configuration, Seeds seeds);
  ~Server();

  // Listens, with health NOT_SERVING. Fails when an address can't be had.
  Result<void, StartError> Listen();
  // Loads the rules for the first time and then says SERVING; writes the port file.
  Result<void, StartError> BecomeReady();
  // Loads the folder again, and says in the log what became of it; the last good rules stay when it is broken.
  void Reload();
  // NOT_SERVING at once, while calls are still taken.
  void StopServing();
  // Takes no more calls and finishes those under way.
  void Drain();

 private:
  // One run of the reload, told to the metrics and the log.
  engine::ReloadReport LoadRules();
  Result<void> WritePortFile() const;

  const Configuration configuration_;
  std::shared_ptr<observe::Metrics> metrics_;
  engine::Runtime runtime_;
  DecisionHandler handler_;
  engine::Reload reload_;
  std::unique_ptr<GrpcTransport> transport_;
  std::unique_ptr<prometheus::Exposer> exposer_;
  std::string grpc_address_, metrics_address_;  // known after Listen
};

// `--check-config`: checks the rules without a server. Prints what was found.
ExitCode CheckRules(const Configuration& configuration);

}  // namespace nextmove::serve

// The running server: everything that nextmoved is made of, from start to drain. Thread-compatible: of the main thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/serve/process/configuration.h"
#include "engine/serve/grpc/transport.h"
#include "engine/serve/process/rule_loader.h"

namespace prometheus {
class Exposer;
}

namespace nextmove::serve {

struct Seeds {
  std::uint64_t seed = 0, instance = 0;  // random
};

class Server {
 public:
  Server(Configuration configuration, Seeds seeds);
  ~Server();

  // Listens, with health NOT_SERVING; false with a line in the log when an address can't be had.
  bool Listen();
  // Loads the rules for the first time and then says SERVING; writes the port file. kExitClean, or the code to end
  // with.
  int BecomeReady();
  // Loads the folder again; the last good rules stay when it is broken.
  void Reload() { loader_.Load(); }
  // NOT_SERVING at once, while calls are still taken.
  void StopServing();
  // Takes no more calls and finishes those under way.
  void Drain();

 private:
  bool WritePortFile() const;

  const Configuration configuration_;
  std::shared_ptr<observe::Metrics> metrics_;
  engine::Runtime runtime_;
  DecisionHandler handler_;
  RuleLoader loader_;
  std::unique_ptr<GrpcTransport> transport_;
  std::unique_ptr<prometheus::Exposer> exposer_;
  std::string grpc_address_, metrics_address_;  // known after Listen
};

}  // namespace nextmove::serve

// DecisionService over gRPC's completion queues, one queue and thread for each core; with grpc.health.v1 and
// reflection.
// The methods are served raw, as bytes in and bytes out, so that another decoder can replace the one for typed
// messages.
#pragma once

#include <memory>
#include <string>

#include "dsl/source/result.h"
#include "engine/observe/metrics.h"
#include "engine/serve/calls/handler.h"
#include "engine/serve/calls/transport.h"

namespace nextmove::serve {

struct GrpcOptions {
  std::string listen = "127.0.0.1:0";  // address and port; port 0: a free one
  int threads = 1;
  int connection_age_ms = 0;  // milliseconds; 0: no limit
};

class GrpcTransport : public Transport {
 public:
  // Answers at once, but health says NOT_SERVING. Fails where the address can't be listened on; the error says why.
  // REQUIRES: `handler` and `metrics` outlive the transport.
  static Result<std::unique_ptr<GrpcTransport>> Start(const GrpcOptions& options, DecisionHandler& handler,
                                                      observe::Metrics& metrics);
  virtual int port() const = 0;
};

}  // namespace nextmove::serve

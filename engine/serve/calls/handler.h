// The common path of every method and transport: checks a call, hands it to the runtime, counts and answers it. Knows
// no wire format and no transport.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/observe/metrics.h"
#include "engine/runtime/runtime.h"
#include "engine/serve/calls/call_error.h"
#include "engine/serve/calls/failed_rules.h"
#include "engine/serve/calls/limits.h"
#include "engine/serve/calls/request.h"

namespace nextmove::serve {

// What the calls of one thread of a transport share. Thread-compatible, but for the shard.
struct CallThread {
  observe::MetricsShard& shard;
  engine::WorldCache worlds;
};

class Exchange;
using ExchangeDone = std::function<void(Exchange&)>;

// One decision on its way. Owned and reused by the transport, which fills `request` with views of its bytes and keeps
// both until the answer: nothing is kept in thread-local variables, so the answer may come later and on another thread.
class Exchange {
 public:
  Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const CallRequest* request = nullptr;
  engine::Explanation* explanation = nullptr;
  // The answer: an error, or the outcome in `call`.
  std::optional<CallError> error;
  engine::DecideCall call;
  bool rules_stale = false;  // the newest rule folder was refused: the call was answered by older rules

 private:
  friend class DecisionHandler;
  observe::MetricsShard* shard_ = nullptr;
  const ExchangeDone* done_ = nullptr;
  std::function<void(engine::DecideCall&)> decided_;
};

struct HandlerOptions {
  std::string tenant;  // the only one
  Limits limits;
};

// Thread-safe.
class DecisionHandler {
 public:
  // REQUIRES: `runtime` outlives the handler.
  DecisionHandler(HandlerOptions options, engine::Runtime& runtime) : options_(std::move(options)), runtime_(runtime) {}

  const Limits& limits() const { return options_.limits; }
  // The world and time of one call or batch; its world is null before the first good rule set.
  engine::Pin PinWorld(engine::WorldCache& cache) const { return runtime_.PinWorld(cache); }

  // Decide: checks, decides, counts in `shard`; calls `done` once, now or later, on any thread. REQUIRES: all but the
  // pin live until then; an exchange is of one handler for its whole life.
  void Decide(const engine::Pin& pin, observe::MetricsShard& shard, Exchange& exchange, const ExchangeDone& done);
  // What is wrong with the request before it reaches the engine; none: the request is fine.
  std::optional<CallError> Check(const engine::Pin& pin, const CallRequest& request) const;
  // Whether the caller may act for this tenant; empty is the caller's only one.
  std::optional<CallError> CheckTenant(std::string_view tenant) const;
  static CallError NoRules();

  void set_rules_stale(bool stale) { rules_stale_.store(stale, std::memory_order_relaxed); }

 private:
  void Finish(Exchange& exchange);

  const HandlerOptions options_;
  engine::Runtime& runtime_;
  std::atomic<bool> rules_stale_{false};
  FailedRules failed_rules_;
};

// The answer to a call of `method` that ended with an exception, by a bug or lack of memory. `what` is the exception's
// text: it goes into the log and never to the caller. The transport calls this where it catches exceptions.
CallError BrokenOff(std::string_view method, std::string_view what);

}  // namespace nextmove::serve

// What every transport calls: checks a call, hands it to the runtime, answers it. Knows no wire format and no
// transport.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "engine/observe/metrics.h"
#include "engine/runtime/runtime.h"
#include "engine/serve/calls/call_error.h"
#include "engine/serve/calls/limits.h"

namespace nextmove::serve {

// One call on its way. Owned and reused by the transport, which fills `request` with views of its bytes and keeps both
// until the answer: there is nothing in thread-locals, so the answer may come later and on another thread.
struct Exchange {
  const CallRequest* request = nullptr;
  engine::Explanation* explanation = nullptr;
  // The answer: an error, or the outcome in `call`.
  std::optional<CallError> error;
  engine::DecideCall call;
};
using ExchangeDone = std::function<void(Exchange&)>;

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

  // Checks and decides; calls `done` once, now or later, on any thread. REQUIRES: exchange and done live until then.
  void Decide(const engine::Pin& pin, Exchange& exchange, const ExchangeDone& done);
  // What is wrong with the request before it reaches the engine; none: nothing.
  std::optional<CallError> Check(const engine::Pin& pin, const CallRequest& request) const;
  // Whether the caller may act for this tenant; empty is the caller's only one.
  std::optional<CallError> CheckTenant(std::string_view tenant) const;
  static CallError NoRules();

  // Whether the newest rule folder was refused, so that what answers is older than it should be.
  bool rules_stale() const { return rules_stale_.load(std::memory_order_relaxed); }
  void set_rules_stale(bool stale) { rules_stale_.store(stale, std::memory_order_relaxed); }

 private:
  const HandlerOptions options_;
  engine::Runtime& runtime_;
  std::atomic<bool> rules_stale_{false};
};

// First 12 digits of the content hash.
std::string_view ShortVersion(const dsl::Program& program);

// Counts the outcome of one decision.
void CountDecision(const dsl::Program& program, const engine::Decision& decision, observe::ShardWriter& writer);

// What a transport is to the server. Thread-safe after Start.
class Transport {
 public:
  virtual ~Transport() = default;
  // What health says; NOT_SERVING until the first `true`.
  virtual void SetServing(bool serving) = 0;
  // Takes no new calls, finishes those under way, at most for so long, and returns when all is quiet.
  virtual void Drain(int timeout_ms) = 0;
};

}  // namespace nextmove::serve

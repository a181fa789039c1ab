// BatchDecide: one world and one clock reading for all, item after item. Pooled by a transport; thread-compatible.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

#include "engine/serve/calls/handler.h"
#include "engine/serve/calls/request_defaults.h"

namespace nextmove::serve {

using Deadline = std::optional<std::chrono::system_clock::time_point>;  // none: the caller waits for ever

// The items of a batch, decoded and answered one by one, so that a batch holds one decision at a time.
class BatchItems {
 public:
  virtual ~BatchItems() = default;
  virtual std::size_t size() const = 0;
  // An item as it was sent, without what the batch has in common. Lives until the next Read.
  virtual const CallRequest& Read(std::size_t index) = 0;
  // The answer to the item read last or, after the deadline, to the next one. Called once for each item, in order.
  virtual void Write(const Exchange& answered) = 0;
};

class BatchCall {
 public:
  // REQUIRES: `handler` outlives the call.
  explicit BatchCall(DecisionHandler& handler) : handler_(handler) {}
  BatchCall(const BatchCall&) = delete;
  BatchCall& operator=(const BatchCall&) = delete;

  // Answers all items and then calls `done` once, now or later, on any thread: with an error of the whole batch, which
  // has written nothing then, or with null. `common` fills what items leave empty; null: nothing. REQUIRES: all but the
  // deadline live until then.
  using Done = std::function<void(const CallError*)>;
  void Start(CallThread& thread, BatchItems& items, const CallRequest* common, Deadline deadline, const Done& done);
  // Releases the rules that it decided with; otherwise an idle call would keep old rules in memory.
  void Clear();

 private:
  // Which function continues after an item: Run or Answered, whichever gets there second. So a thousand items that are
  // answered immediately are a loop, not a thousand nested calls.
  enum class Step { kDeciding, kAnswered, kWaiting };

  std::optional<CallError> Check() const;
  bool IsOutOfTime() const;
  void Run();
  void Answered();

  DecisionHandler& handler_;
  BatchItems* items_ = nullptr;
  const CallRequest* common_ = nullptr;
  observe::MetricsShard* shard_ = nullptr;
  const Done* done_ = nullptr;
  Deadline deadline_;
  RequestDefaults defaults_;
  engine::Pin pin_;
  Exchange exchange_;
  std::size_t next_ = 0;
  std::atomic<Step> step_{Step::kWaiting};
  const ExchangeDone answered_ = [this](Exchange&) { Answered(); };
};

}  // namespace nextmove::serve

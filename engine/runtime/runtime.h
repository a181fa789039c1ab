// The one place with side effects around a decision: keeps the present world, reads the clock, makes ids and seeds,
// decides and calls back. Thread-safe, except where a comment says otherwise.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "engine/decide/decide.h"

namespace nextmove::engine {

using Clock = std::function<dsl::Instant()>;

// The world and the time of one call, or of all items of a batch. `world` is null before the first good rule set;
// else its program is not null. Immutable.
struct Pin {
  std::shared_ptr<const World> world;
  dsl::Instant now;
};

// What one thread remembers of the present world, so that a call neither locks nor shares a reference count with other
// threads. One for each queue thread; thread-compatible.
class WorldCache {
 private:
  friend class Runtime;
  std::uint64_t generation_ = 0;
  std::shared_ptr<const World> world_;  // with a reference count of its own
};

// One decision under way: owned by the caller (a pooled call object), reused, answered by completion.
struct DecideCall {
  Request request;
  bool dry_run = false;
  std::optional<dsl::Instant> decision_time;  // dry runs only
  Explanation* explanation = nullptr;
  // filled before the completion is called
  std::string decision_id;                      // 32 hex digits
  std::shared_ptr<const dsl::Program> program;  // the one it was decided with; keeps its world
  Outcome outcome;
  Workspace workspace;  // of this call, which is used again
};

class Runtime {
 public:
  // `seed` and `instance` should be random: together they keep the ids of two servers apart.
  explicit Runtime(Clock clock, std::uint64_t seed, std::uint64_t instance = 0)
      : clock_(std::move(clock)), seed_(seed), instance_(instance) {}

  // Replaces the world for all later calls; calls under way keep theirs.
  void SetWorld(World world);

  // Pins the present world and the time; locks only after the world was replaced.
  Pin PinWorld(WorldCache& cache) const;
  // Decides in a pinned world and calls `done` once, now or later, on any thread. REQUIRES: pin.world is not null; call
  // and done live until then.
  void Decide(const Pin& pin, DecideCall& call, const std::function<void(DecideCall&)>& done);

 private:
  const Clock clock_;
  std::atomic<std::uint64_t> seed_;
  const std::uint64_t instance_;
  std::atomic<std::uint64_t> generation_{0};  // changes after world_
  mutable std::mutex mutex_;                  // guards world_
  World world_;
};

}  // namespace nextmove::engine

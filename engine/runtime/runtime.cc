// Runs decisions for callers: keeps the present world, makes ids and seeds, and calls back with the outcome.
#include "engine/runtime/runtime.h"

#include <cassert>
#include <string_view>
#include <utility>

namespace nextmove::engine {
namespace {

// Steps of the counter of splitmix64 (Steele, Lea, Flood 2014), and its mix: a bijection of 64 bits, so that no two
// steps of a server give one number.
constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15;
std::uint64_t Mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

void AppendHex(std::uint64_t number, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(number >> shift) & 15];
}

}  // namespace

void Runtime::SetWorld(World world) {
  const std::lock_guard lock(mutex_);
  world_ = std::move(world);
  generation_.fetch_add(1, std::memory_order_release);
}

Pin Runtime::PinWorld(WorldCache& cache) const {
  if (cache.generation_ != generation_.load(std::memory_order_acquire)) {
    const std::lock_guard lock(mutex_);
    cache.generation_ = generation_.load(std::memory_order_relaxed);
    cache.world_ = world_.program ? std::make_shared<const World>(world_) : nullptr;
  }
  return {cache.world_, clock_()};
}

void Runtime::Decide(const Pin& pin, DecideCall& call, const std::function<void(DecideCall&)>& done) {
  assert(pin.world != nullptr);
  const std::uint64_t step = seed_.fetch_add(kStep, std::memory_order_relaxed);
  const std::uint64_t seed = Mix(step);
  call.decision_id.clear();
  AppendHex(Mix(instance_ ^ seed), call.decision_id);
  AppendHex(seed, call.decision_id);
  call.program = std::shared_ptr<const dsl::Program>(pin.world, pin.world->program.get());

  const dsl::Instant now = call.dry_run && call.decision_time ? *call.decision_time : pin.now;
  Mode mode;
  mode.explanation = call.explanation;
  // Nothing is remembered yet, so each visitor starts empty and the effects go nowhere.
  engine::Decide(*pin.world, VisitorState(), call.request, now, seed, mode, call.workspace, call.outcome);
  done(call);
}

}  // namespace nextmove::engine

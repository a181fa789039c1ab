// Computes signals (language reference, paragraph 10): 0 to 100, moved by events, halved by time. In double, rounded to
// three places.
#include <algorithm>
#include <cmath>

#include "dsl/evaluate/evaluate.h"
#include "dsl/evaluate/nesting.h"

namespace nextmove::dsl {
namespace {

constexpr double kLowest = 0, kHighest = 100;
constexpr std::int64_t kHalfLivesKept = 20;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kLongestHalfLifeMs = 10'000 * 366 * kDayMs;

// A month as 30 days: the time in which a signal halves does not start at a date.
std::int64_t MillisecondsOf(const Duration& half_life) {
  const std::int64_t days = half_life.calendar_days + std::int64_t{30} * half_life.months;
  return std::clamp<std::int64_t>(half_life.milliseconds + days * kDayMs, 1, kLongestHalfLifeMs);
}

double Halved(double level, std::int64_t elapsed, std::int64_t half_life) {
  return level * std::exp2(-static_cast<double>(elapsed) / static_cast<double>(half_life));
}

Decimal Rounded(double level) { return *Decimal(std::llround(level * 1'000)).DividedBy(Decimal(1'000)); }

}  // namespace

// The points of each instant, summed exactly, so that the order of simultaneous events makes no difference; none
// without the consents.
std::optional<std::map<Instant, Decimal>> Evaluator::ChangesOf(const Signal& signal, Instant at) {
  const Restored<TruthRecorder*> quiet(recorder_, nullptr);
  const Restored<Focus> outside(focus_, Focus{});
  const std::int64_t oldest = at.milliseconds - kHalfLivesKept * MillisecondsOf(signal.half_life);
  std::map<Instant, Decimal> points;
  for (const Signal::Change& change : signal.changes) {
    // Events that may be read in this session only are enough, because a signal lasts for minutes.
    const bool history = situation_.events(change.after.event, Situation::Reach::kHistory) != nullptr;
    const auto reach = history ? Situation::Reach::kHistory : Situation::Reach::kSession;
    const auto events = Matching(change.after.event, change.after.where, reach, {Instant{oldest}, at});
    if (!events) return std::nullopt;
    for (const Event* event : *events) {
      const Value by = EvaluateOnEvent(change.points, *event);
      if (!by.number()) continue;
      Decimal& sum = points[event->time];
      sum = change.raises ? sum + *by.number() : sum - *by.number();
    }
  }
  return points;
}

std::optional<Evaluator::SignalLevel> Evaluator::LevelOf(int index, Instant at) {
  if (depth_ >= kMaxDepth) return std::nullopt;
  const Deeper deeper(depth_);
  const Signal& signal = program_.signals[static_cast<std::size_t>(index)];
  const auto changes = ChangesOf(signal, at);
  if (!changes) return std::nullopt;
  const std::int64_t half_life = MillisecondsOf(signal.half_life);
  double level = 0, before = 0;
  Instant last = at;
  for (const auto& [time, points] : *changes) {
    level = Halved(level, std::max<std::int64_t>(0, time.milliseconds - last.milliseconds), half_life);
    before = level;
    level = std::clamp(level + points.ToDouble(), kLowest, kHighest);
    last = time;
  }
  if (last < at || changes->empty()) {
    level = Halved(level, at.milliseconds - last.milliseconds, half_life);
    before = level;
  }
  return SignalLevel{Rounded(before), Rounded(level)};
}

Value Evaluator::SignalOf(int signal) {
  Value given = situation_.given_signal(signal);
  if (given.is_known()) return given;
  const auto level = LevelOf(signal, situation_.now());
  return level ? Value(level->after) : Value();
}

bool Evaluator::SignalFired(int signal, Instant at) {
  if (situation_.given_signal(signal).is_known()) return false;
  const auto level = LevelOf(signal, at);
  const Decimal& fires_at = program_.signals[static_cast<std::size_t>(signal)].fires_at;
  return level && level->before < fires_at && level->after >= fires_at;
}

}  // namespace nextmove::dsl

// Matches a sequence from its last step to its first. Whether the rest of a sequence can follow an event is computed
// once per event, because later events are always different ones. Only events of the same instant could be used for two
// steps; for those, all orders are tried.
#include "dsl/evaluate/sequence.h"

#include <algorithm>

namespace nextmove::dsl {
namespace {

using Events = std::vector<const Event*>;

bool IsBefore(const Event* event, Instant time) { return event->time < time; }

class Sequence {
 public:
  Sequence(const std::vector<SequenceStep>& steps, Instant now, const TimeZone& zone);
  // None when it would take too long.
  std::optional<Events> Starts();

 private:
  // Events of one instant are tried in all their orders: a bound on that, far above what a real history needs.
  static constexpr int kMostTries = 200'000;

  struct Positive {
    const SequenceStep* step;
    std::vector<const SequenceStep*> negated;  // that stand between it and the next positive one
    bool may_clash = false;                    // this or a later step may need an event that an earlier step used
    // By event: the first from there on that completes the sequence when nothing of its instant is taken.
    std::vector<std::size_t> next_complete;
  };
  bool Completes(std::size_t at, const Event& event, Events& taken);
  bool NegatedHold(const Positive& positive, const Event& event, const Events& taken) const;
  void MarkClashes();

  std::vector<Positive> positives_;
  int tries_left_ = kMostTries;
  Instant now_;
  const TimeZone& zone_;
};

bool IsTaken(const Events& taken, const Event* event) {
  return std::find(taken.begin(), taken.end(), event) != taken.end();
}

Sequence::Sequence(const std::vector<SequenceStep>& steps, Instant now, const TimeZone& zone) : now_(now), zone_(zone) {
  for (const SequenceStep& step : steps) {
    if (!step.negated)
      positives_.push_back({&step, {}, false, {}});
    else if (!positives_.empty())
      positives_.back().negated.push_back(&step);
  }
  MarkClashes();
}

void Sequence::MarkClashes() {
  for (std::size_t at = 1; at < positives_.size(); ++at) {
    const auto earlier = [&](int kind) {
      return std::any_of(positives_.begin(), positives_.begin() + static_cast<std::ptrdiff_t>(at),
                         [&](const Positive& one) { return one.step->kind == kind; });
    };
    for (std::size_t later = at; later < positives_.size(); ++later) {
      const Positive& one = positives_[later];
      if (earlier(one.step->kind)) positives_[at].may_clash = true;
      for (const SequenceStep* negated : one.negated)
        if (earlier(negated->kind)) positives_[at].may_clash = true;
    }
  }
}

bool Sequence::NegatedHold(const Positive& positive, const Event& event, const Events& taken) const {
  return std::none_of(positive.negated.begin(), positive.negated.end(), [&](const SequenceStep* step) {
    const Instant end = step->within ? EndOf(event.time, *step->within, zone_) : now_;
    if (now_ < end) return true;  // the event that must not happen still can
    auto other = std::lower_bound(step->events.begin(), step->events.end(), event.time, IsBefore);
    while (other != step->events.end() && IsTaken(taken, *other)) ++other;
    return other != step->events.end() && (*other)->time <= end;
  });
}

// `taken` are the events of the steps so far that happened at the same instant, `event` among them.
bool Sequence::Completes(std::size_t at, const Event& event, Events& taken) {
  if (--tries_left_ < 0) return false;
  if (!NegatedHold(positives_[at], event, taken)) return false;
  if (at + 1 == positives_.size()) return true;
  const Positive& next = positives_[at + 1];
  const Events& events = next.step->events;
  auto first = std::lower_bound(events.begin(), events.end(), event.time, IsBefore);
  if (next.may_clash) {
    for (; first != events.end() && (*first)->time == event.time; ++first) {
      if (IsTaken(taken, *first)) continue;
      taken.push_back(*first);
      const bool complete = Completes(at + 1, **first, taken);
      taken.pop_back();
      if (complete) return true;
    }
  }
  const std::size_t found = next.next_complete[static_cast<std::size_t>(first - events.begin())];
  if (found == events.size()) return false;
  return !next.step->within || events[found]->time <= EndOf(event.time, *next.step->within, zone_);
}

std::optional<Events> Sequence::Starts() {
  Events starts;
  for (std::size_t at = positives_.size(); at-- > 0;) {
    Positive& positive = positives_[at];
    const Events& events = positive.step->events;
    positive.next_complete.assign(events.size() + 1, events.size());
    for (std::size_t i = events.size(); i-- > 0;) {
      Events taken = {events[i]};
      const bool complete = Completes(at, *events[i], taken);
      positive.next_complete[i] = complete ? i : positive.next_complete[i + 1];
      if (complete && at == 0) starts.push_back(events[i]);
    }
  }
  if (tries_left_ < 0) return std::nullopt;
  std::reverse(starts.begin(), starts.end());
  return starts;
}

}  // namespace

Instant EndOf(Instant start, const Duration& within, const TimeZone& zone) {
  if (within.calendar_days <= 0) return Shift(start, within, +1, zone);
  return {zone.At(Shift(zone.DateOf(start), within, +1)).milliseconds - 1};
}

std::optional<std::vector<const Event*>> StartsOf(const std::vector<SequenceStep>& steps, Instant now,
                                                  const TimeZone& zone) {
  return Sequence(steps, now, zone).Starts();
}

}  // namespace nextmove::dsl

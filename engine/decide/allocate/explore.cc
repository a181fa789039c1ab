// What chance does to an allocation (language reference, 16), and what a holdout leaves behind (26). Part of
// Allocation.
#include <algorithm>

#include "dsl/value/index.h"
#include "engine/decide/allocate/allocate.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace nextmove::engine {
namespace {

constexpr std::size_t kExplored = 5;  // the best of those equal in priority
constexpr std::uint64_t kShares = 1'000'000;

void AddOnce(std::vector<ArmOf>& arms, const std::vector<ArmOf>& more) {
  for (const ArmOf& arm : more)
    if (std::find(arms.begin(), arms.end(), arm) == arms.end()) arms.push_back(arm);
}

std::vector<ArmOf> HoldoutsOf(const Judged& judged) {
  std::vector<ArmOf> holdouts;
  for (const ArmOf& arm : judged.arms)
    if (arm.variant == ArmOf::kHoldout) holdouts.push_back(arm);
  return holdouts;
}

}  // namespace

// Those that could win the slot, best first: all that ask it but the suppressed and those that better ones of their
// groups leave out; as many as can win it or be thrown.
Allocation::Some Allocation::PoolOf(int slot) {
  const bool placement = slot < rankings_.slots().OfGroup(0);
  const std::size_t allows = rankings_[slot].allows();
  Some pool;
  for (std::size_t i = 0; pool.size() < kExplored || pool.size() - 1 < allows; ++i) {
    const Judged* next = reading_.At(slot, i);
    if (!next) break;
    if (Stands(*next) && !IsBeatenByFree(*next) && (!placement || ChosenByAll(*next))) pool.push_back(next);
  }
  return pool;
}

// Throws the dice of one slot, and writes the chance of each to win it. True: they change the order.
bool Allocation::ExploreSlot(int slot) {
  const Ranking& ranking = rankings_[slot];
  if (ranking.slot().explore_percent.is_zero()) return false;
  const Some order = PoolOf(slot);
  if (order.empty()) return false;
  auto& chances = chances_[slot];
  Some equal;  // the best of the highest priority
  for (const Judged* one : order)
    if (one->in_force->priority == order.front()->in_force->priority && equal.size() < kExplored) equal.push_back(one);
  if (equal.size() < 2) return false;
  const double share = ranking.slot().explore_percent.ToDouble() / 100;
  const auto place_of = [&](const Judged* one) {
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), one) - order.begin());
  };
  for (std::size_t place = 0; place < order.size(); ++place) {
    double wins = 0;  // of the throws
    for (const Judged* thrown : equal) {
      const std::size_t from = place_of(thrown);
      const std::size_t moved = from == place ? 0 : place + (from > place ? 1 : 0);
      if (moved < ranking.allows()) wins += 1;
    }
    chances[order[place]->rule] =
        (place < ranking.allows() ? 1 - share : 0) + share * wins / static_cast<double>(equal.size());
  }
  const std::string& name = ranking.name();
  const std::uint64_t dice = XXH3_64bits_withSeed(name.data(), name.size(), frame_.seed);
  if (static_cast<double>(dice % kShares) >= share * static_cast<double>(kShares)) return false;
  const Judged* thrown = equal[dice / kShares % equal.size()];
  if (place_of(thrown) >= ranking.allows()) explored_.push_back(thrown->rule);
  promoted_[At(slot)] = thrown;
  return true;
}

// True: the dice changed an order.
bool Allocation::Explore() {
  bool changed = false;
  for (const int place : frame_.placements) changed = ExploreSlot(place) || changed;
  std::vector<int> groups;
  for (const auto& [group, chosen] : chosen_) groups.push_back(group);
  for (const int group : groups) changed = ExploreSlot(rankings_.slots().OfGroup(group)) || changed;
  return changed;
}

// The chance of this choice: in its placement and in each of its groups; none: it was certain.
std::optional<double> Allocation::ChanceOf(const Winner& winner) const {
  double chance = 1;
  const auto count = [&](int slot) {
    const auto chances = chances_.find(slot);
    if (chances == chances_.end()) return;
    const auto own = chances->second.find(winner.judged->rule);
    if (own != chances->second.end()) chance *= own->second;
  };
  count(winner.placement);
  for (const int group : winner.judged->in_force->groups) count(rankings_.slots().OfGroup(group));
  return chance < 1 ? std::optional(chance) : std::nullopt;
}

// Gives those who have the place of a held-out rule, or its seat in a group, its holdout.
void Allocation::MarkHoldouts(std::vector<Winner>& winners) {
  Allocation& with = *as_if_shown_;
  const auto has = [](const Some& some, const Judged* one) {
    return std::find(some.begin(), some.end(), one) != some.end();
  };
  for (const Judged* held_out : with.InOrderOfWinning()) {
    if (!held_out->held_out) continue;
    const std::vector<ArmOf> holdouts = HoldoutsOf(*held_out);
    const int place = with.filled_->PlaceOf(held_out->rule);
    if (place >= 0) AddOnce(held_out_of_[place], holdouts);
    for (Winner& winner : winners) {
      const int rule = winner.judged->rule;
      const bool has_place = place >= 0 && winner.placement == place && with.filled_->PlaceOf(rule) != place;
      const auto& groups = held_out->in_force->groups;
      const bool has_seat = std::any_of(groups.begin(), groups.end(), [&](int group) {
        return has(ChosenBy(group), winner.judged) && !has(with.ChosenBy(group), winner.judged);
      });
      if (has_place || has_seat) AddOnce(winner.arms, holdouts);
    }
  }
}

std::span<const ArmOf> Allocation::HeldOutOf(int placement) const {
  const auto found = held_out_of_.find(placement);
  return found == held_out_of_.end() ? std::span<const ArmOf>() : found->second;
}

}  // namespace nextmove::engine

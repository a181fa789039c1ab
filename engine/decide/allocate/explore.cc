// What chance does to an allocation (`language.md` 16), and what a holdout leaves behind (26). Part of Allocation.
#include "engine/decide/allocate/allocate.h"

#include "dsl/value/index.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace nextmove::engine {
namespace {

constexpr std::size_t kExplored = 5;  // the best of those equal in priority
constexpr std::uint64_t kShares = 1'000'000;

}  // namespace

// Those that could win the slot, best first: all that ask it but the suppressed and those that better ones of their
// groups leave out.
Allocation::Indices Allocation::PoolOf(const Ranking& ranking, bool placement) const {
  Indices pool;
  for (const std::size_t i : ranking.asked())
    if (stands_[i] && !dropped_[i] && (!placement || ChosenByAll(i))) pool.push_back(i);
  return pool;
}

// Throws the dice of one slot. `order` is its pool, best first; `chances` gets the chance of each to win the slot.
bool Allocation::ExploreSlot(Ranking& ranking, const dsl::Slot& slot, Indices order,
                             std::map<std::size_t, double>& chances) {
  Indices equal;  // the best of the highest band
  for (const std::size_t i : order)
    if (RuleOf(i).priority == RuleOf(order.front()).priority && equal.size() < kExplored) equal.push_back(i);
  if (equal.size() < 2) return false;
  const double share = slot.explore_percent.ToDouble() / 100;
  for (std::size_t place = 0; place < order.size(); ++place) {
    double wins = 0;  // of the throws
    for (const std::size_t thrown : equal) {
      const auto from = static_cast<std::size_t>(std::find(order.begin(), order.end(), thrown) - order.begin());
      const std::size_t moved = from == place ? 0 : place + (from > place ? 1 : 0);
      if (moved < ranking.allows()) wins += 1;
    }
    chances[order[place]] =
        (place < ranking.allows() ? 1 - share : 0) + share * wins / static_cast<double>(equal.size());
  }
  const std::uint64_t dice = XXH3_64bits_withSeed(slot.name.data(), slot.name.size(), frame_.seed);
  if (static_cast<double>(dice % kShares) >= share * static_cast<double>(kShares)) return false;
  const std::size_t thrown = equal[dice / kShares % equal.size()];
  const auto place = static_cast<std::size_t>(std::find(order.begin(), order.end(), thrown) - order.begin());
  if (place >= ranking.allows()) explored_.push_back(thrown);
  ranking.Promote(thrown);
  return true;
}

// True: the dice changed an order.
bool Allocation::Explore() {
  bool changed = false;
  for (std::size_t place = 0; place < places_.size(); ++place) {
    const dsl::Slot& slot = frame_.program.placements[place];
    if (!places_[place] || slot.explore_percent.is_zero()) continue;
    auto& chances = place_chances_[static_cast<int>(place)];
    changed = ExploreSlot(*places_[place], slot, PoolOf(*places_[place], true), chances) || changed;
  }
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    const dsl::Slot& slot = frame_.program.groups[group];
    if (!groups_[group] || slot.explore_percent.is_zero()) continue;
    auto& chances = group_chances_[static_cast<int>(group)];
    changed = ExploreSlot(*groups_[group], slot, PoolOf(*groups_[group], false), chances) || changed;
  }
  return changed;
}

// The chance of this choice: in its placement and in each of its groups.
void Allocation::WriteChance(std::size_t winner) {
  double chance = 1;
  const auto count = [&](const std::map<int, std::map<std::size_t, double>>& slots, int slot) {
    const auto chances = slots.find(slot);
    if (chances == slots.end()) return;
    const auto own = chances->second.find(winner);
    if (own != chances->second.end()) chance *= own->second;
  };
  count(place_chances_, candidates_[winner].placement);
  for (const int group : RuleOf(winner).groups) count(group_chances_, group);
  if (chance < 1) candidates_[winner].propensity = chance;
}

void Allocation::MarkHoldouts() {
  if (!as_if_shown_) return;
  const Allocation& with = *as_if_shown_;
  std::vector<std::size_t> held_out;
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    if (candidates_[i].held_out && with.Won(i)) held_out.push_back(i);
  const auto holdouts_of = [&](std::size_t i) {
    std::vector<std::string> holdouts;
    for (const std::string& variant : candidates_[i].variants)
      if (variant.ends_with("/holdout")) holdouts.push_back(variant);
    return holdouts;
  };
  const auto add = [](std::vector<std::string>& variants, const std::vector<std::string>& more) {
    for (const std::string& one : more)
      if (std::find(variants.begin(), variants.end(), one) == variants.end()) variants.push_back(one);
  };
  for (const std::size_t i : held_out)
    if (with.filled_.place[i] >= 0) add(held_out_of_[with.filled_.place[i]], holdouts_of(i));
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!candidates_[i].won) continue;
    for (const std::size_t h : held_out) {
      const int place = with.filled_.place[h];
      const bool has_place = place >= 0 && candidates_[i].placement == place && with.filled_.place[i] != place;
      const auto& groups = RuleOf(h).groups;
      const bool has_seat = std::any_of(groups.begin(), groups.end(), [&](int group) {
        const auto& now = chosen_[At(group)];
        const auto& then = with.chosen_[At(group)];
        return std::find(now.begin(), now.end(), i) != now.end() &&
               std::find(then.begin(), then.end(), i) == then.end();
      });
      if (has_place || has_seat) add(candidates_[i].variants, holdouts_of(h));
    }
  }
}

const std::vector<std::string>& Allocation::HeldOutOf(int placement) const {
  static const std::vector<std::string> kNone;
  const auto found = held_out_of_.find(placement);
  return found == held_out_of_.end() ? kNone : found->second;
}

// A rule that is overridden is so before it has nothing to show.
void Allocation::ExplainOverridden() {
  for (Candidate& candidate : candidates_) {
    const bool has_nothing = candidate.clause == "from" || candidate.clause == "take" || candidate.clause == "say";
    if (!has_nothing) continue;
    for (const std::size_t i : standing_) {
      const auto& targets = RuleOf(i).overrides;
      const bool named = std::find(targets.begin(), targets.end(), candidate.rule) != targets.end();
      if (!named || candidates_[i].rule == candidate.rule) continue;
      candidate.Stop(ReasonCode::kOverridden, "overrides");
      candidate.beaten_by = RuleOf(i).name;
      break;
    }
  }
}

}  // namespace nextmove::engine

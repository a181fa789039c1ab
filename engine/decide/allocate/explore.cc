// What chance does to an allocation (language reference, paragraph 16), and what a holdout leaves behind (paragraph
// 26). Member functions of Allocation.
#include "absl/algorithm/container.h"
#include "dsl/value/index.h"
#include "engine/decide/allocate/allocate.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace nextmove::engine {
namespace {

constexpr std::size_t kExplored = 5;  // at most so many of those equal in priority take part
constexpr std::uint64_t kShares = 1'000'000;

void AddHoldouts(const Judged& held_out, Arms& arms) {
  for (const ArmOf& arm : held_out.arms)
    if (arm.variant == ArmOf::kHoldout && !absl::c_linear_search(arms, arm)) arms.push_back(arm);
}

}  // namespace

// The rules that could win the slot, best first: all that ask for it, without suppressed ones and without those that
// lose to better members of their groups; only as many as can win it or take part in exploring.
const Allocation::Some& Allocation::PoolOf(int slot) {
  const bool placement = slot < rankings_.slots().OfGroup(0);
  const std::size_t allows = rankings_[slot].allows();
  Some& pool = memory_.pool;
  pool.clear();
  for (std::size_t i = 0; pool.size() < kExplored || pool.size() - 1 < allows; ++i) {
    const Judged* next = reading_.At(slot, i);
    if (!next) break;
    if (Stands(*next) && !IsBeatenByFree(*next) && (!placement || ChosenByAll(*next))) pool.push_back(next);
  }
  return pool;
}

// Draws whether the slot explores, and which rule, and writes the chance of each rule to win the slot. True: the draw
// changes the order.
bool Allocation::ExploreSlot(int slot) {
  const Ranking& ranking = rankings_[slot];
  if (ranking.slot().explore_percent.is_zero()) return false;
  const Some& order = PoolOf(slot);
  Some& equal = memory_.equal;  // the best rules of the highest priority
  equal.clear();
  for (const Judged* one : order)
    if (one->in_force->priority == order.front()->in_force->priority && equal.size() < kExplored) equal.push_back(one);
  if (equal.size() < 2) return false;
  WriteChances(slot, order, equal);
  const double share = ranking.slot().explore_percent.ToDouble() / 100;
  const std::string& name = ranking.name();
  const std::uint64_t dice = XXH3_64bits_withSeed(name.data(), name.size(), frame_.seed);
  if (static_cast<double>(dice % kShares) >= share * static_cast<double>(kShares)) return false;
  const Judged* thrown = equal[dice / kShares % equal.size()];
  const auto place = static_cast<std::size_t>(absl::c_find(order, thrown) - order.begin());
  if (place >= ranking.allows()) memory_.explored.push_back(thrown);
  memory_.promoted[At(slot)] = thrown;
  return true;
}

// One of `equal`, drawn evenly, goes to the front of `order` in the slot's share of decisions; the rest moves back.
void Allocation::WriteChances(int slot, const Some& order, const Some& equal) {
  const Ranking& ranking = rankings_[slot];
  const double share = ranking.slot().explore_percent.ToDouble() / 100;
  for (std::size_t place = 0; place < order.size(); ++place) {
    double wins = 0;  // in how many of the possible draws it wins
    for (const Judged* thrown : equal) {
      const auto from = static_cast<std::size_t>(absl::c_find(order, thrown) - order.begin());
      const std::size_t moved = from == place ? 0 : place + (from > place ? 1 : 0);
      if (moved < ranking.allows()) wins += 1;
    }
    const double as_ranked = place < ranking.allows() ? 1 - share : 0;
    memory_.chances.push_back({slot, order[place], as_ranked + share * wins / static_cast<double>(equal.size())});
  }
}

// True: a draw changed the order of a slot.
bool Allocation::Explore() {
  bool changed = false;
  for (const int place : frame_.placements) changed = ExploreSlot(place) || changed;
  for (std::size_t group = 0; group < memory_.chosen.size(); ++group)
    if (memory_.chosen[group].asked)
      changed = ExploreSlot(rankings_.slots().OfGroup(static_cast<int>(group))) || changed;
  return changed;
}

// The chance of this choice: the product of its chances in its placement and in each of its groups; none: it was
// certain.
std::optional<double> Allocation::ChanceOf(const Winner& winner) const {
  double chance = 1;
  const auto count = [&](int slot) {
    for (const Chance& one : memory_.chances)
      if (one.slot == slot && one.judged == winner.judged) chance *= one.wins;
  };
  count(winner.placement);
  for (const int group : winner.judged->in_force->groups) count(rankings_.slots().OfGroup(group));
  return chance < 1 ? std::optional(chance) : std::nullopt;
}

// Marks each winner that stands in the place of a held-out rule, in a placement or a group, with the arm `holdout` of
// that rule's experiment.
void Allocation::MarkHoldouts(Allocation& as_if_shown, std::vector<Winner>& winners) {
  const Filling& filled = as_if_shown.memory_.filled;
  for (const Judged* held_out : as_if_shown.InOrderOfWinning()) {
    if (!held_out->held_out) continue;
    const int place = filled.PlaceOf(*held_out);
    if (place >= 0) {
      auto known = absl::c_find_if(memory_.held_out_of, [&](const auto& one) { return one.first == place; });
      if (known == memory_.held_out_of.end()) known = memory_.held_out_of.insert(known, {place, {}});
      AddHoldouts(*held_out, known->second);
    }
    for (Winner& winner : winners) {
      const bool has_place = place >= 0 && winner.placement == place && filled.PlaceOf(*winner.judged) != place;
      const bool has_seat = absl::c_any_of(held_out->in_force->groups, [&](int group) {
        return absl::c_linear_search(ChosenBy(group), winner.judged) &&
               !absl::c_linear_search(as_if_shown.ChosenBy(group), winner.judged);
      });
      if (has_place || has_seat) AddHoldouts(*held_out, winner.arms);
    }
  }
}

std::span<const ArmOf> Allocation::HeldOutOf(int placement) const {
  for (const auto& [place, arms] : memory_.held_out_of)
    if (place == placement) return arms;
  return {};
}

}  // namespace nextmove::engine

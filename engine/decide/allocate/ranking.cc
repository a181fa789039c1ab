// Compares the candidates of a slot: by priority, by the keys of `rank by`, by ties, and by name last.
#include "engine/decide/allocate/ranking.h"

#include <algorithm>
#include <limits>

#include "absl/algorithm/container.h"
#include "dsl/value/index.h"
#include "engine/decide/kinds/keys.h"

namespace nextmove::engine {
namespace {

using dsl::Op;
using dsl::Value;

double NumberOf(const Value& value) {
  if (value.number()) return value.number()->ToDouble();
  if (value.percent()) return value.percent()->points.ToDouble();
  if (value.money()) return value.money()->amount.ToDouble();
  if (value.flag()) return *value.flag() ? 1 : 0;
  if (value.date()) return value.date()->days_since_epoch;
  if (value.instant()) return static_cast<double>(value.instant()->milliseconds);
  if (value.duration()) return static_cast<double>(value.duration()->milliseconds);
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

const dsl::Slot& Slots::Declared(int slot) const {
  static const dsl::Slot kRest;
  const auto index = At(slot);
  if (index < program_.placements.size()) return program_.placements[index];
  return slot < rest() ? program_.groups[index - program_.placements.size()] : kRest;
}

std::span<const int> Slots::RulesOf(int slot) const {
  const int group = slot - OfGroup(0);
  if (group < 0) return program_.resolved.rules_of_placement[slot];
  if (slot < rest()) return program_.resolved.rules_of_group[group];
  return program_.resolved.rules_without_slot;
}

bool Slots::IsAskedBy(int slot, const Judged& judged) const {
  const int group = slot - OfGroup(0);
  if (group < 0) return absl::c_linear_search(judged.places, slot);
  if (slot < rest()) return absl::c_linear_search(judged.in_force->groups, group);
  return judged.in_force->placements.empty() && judged.in_force->groups.empty();
}

Ranking::Ranking(const dsl::Slot& slot, const Frame& frame, Memory& memory)
    : slot_(slot),
      keys_(slot.rank.empty() ? DefaultRank() : slot.rank),
      frame_(frame),
      allows_(slot.allows ? static_cast<std::size_t>(std::max(0, *slot.allows))
                          : std::numeric_limits<std::size_t>::max()),
      places_(memory.places),
      values_(memory.values) {
  places_.clear();
  values_.clear();
}

std::size_t Ranking::PlaceOfKeys(const Judged& judged) const {
  const auto id = At(judged.id);
  if (id >= places_.size()) places_.resize(id + 1);
  if (places_[id] > 0) return places_[id] - 1;
  places_[id] = values_.size() + 1;
  dsl::Evaluator evaluator = frame_.Under(judged.scope());
  for (const dsl::RankKey& key : keys_) values_.push_back(evaluator.Evaluate(key.value));
  return values_.size() - keys_.size();
}

std::size_t Ranking::TiePlace(const Judged& judged) const {
  const auto place = std::find(slot_.ties.begin(), slot_.ties.end(), judged.rule);
  return static_cast<std::size_t>(place - slot_.ties.begin());
}

std::pair<int, DecidedBy> Ranking::Compare(const Judged& a, const Judged& b) const {
  if (a.rule == b.rule) return {0, DecidedBy::kTie};
  const std::size_t first = PlaceOfKeys(a), second = PlaceOfKeys(b);
  const std::span<const Value> values(values_);
  const auto [order, key] =
      CompareKeys(keys_, values.subspan(first, keys_.size()), values.subspan(second, keys_.size()));
  if (order != 0) {
    const Op op = keys_[key].value.op;
    return {order, op == Op::kActionPriority ? DecidedBy::kPriority
                   : op == Op::kActionSaving ? DecidedBy::kSaving
                                             : DecidedBy::kRank};
  }
  const std::size_t x = TiePlace(a), y = TiePlace(b);
  if (x != y) return {x < y ? -1 : 1, DecidedBy::kTie};
  return {a.rule < b.rule ? -1 : 1, DecidedBy::kTie};  // rules are sorted by name
}

void Ranking::WriteNumbers(const Judged& judged, std::vector<double>& numbers) const {
  const std::size_t place = PlaceOfKeys(judged);
  for (std::size_t i = 0; i < keys_.size(); ++i) numbers.push_back(NumberOf(values_[place + i]));
}

Rankings::Rankings(const Frame& frame, Memory& memory) : slots_(frame.program), frame_(frame), memory_(memory) {
  memory.rankings.clear();
  memory.rankings.resize(slots_.count());
  memory.of_slots.resize(slots_.count());
}

const Ranking& Rankings::operator[](int slot) const {
  auto& ranking = memory_.rankings[At(slot)];
  if (!ranking) ranking.emplace(slots_.Declared(slot), frame_, memory_.of_slots[At(slot)]);
  return *ranking;
}

}  // namespace nextmove::engine

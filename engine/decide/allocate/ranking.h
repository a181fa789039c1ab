// The order within a slot (language reference, paragraph 16): exact, total, independent of the order of files and of
// reading.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/decide/judged.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// What rules compete for: a placement or a group. Rules with neither share one slot that all of them win. Slots are
// numbered: placements, then groups, then the one of all the rest.
class Slots {
 public:
  explicit Slots(const dsl::Program& program) : program_(program) {}
  int OfGroup(int group) const { return static_cast<int>(program_.placements.size()) + group; }
  int rest() const { return OfGroup(static_cast<int>(program_.groups.size())); }
  std::size_t count() const { return static_cast<std::size_t>(rest()) + 1; }
  const dsl::Slot& Declared(int slot) const;
  // The rules that may ask for the slot.
  std::span<const int> RulesOf(int slot) const;
  // Whether the judged rule asks for the slot.
  bool IsAskedBy(int slot, const Judged& judged) const;

 private:
  const dsl::Program& program_;
};

// What decided between two candidates of a slot.
enum class DecidedBy { kPriority, kRank, kSaving, kTie };

// Compares the candidates of one slot; rank keys are computed when first needed. Thread-compatible; keeps a reference
// to the frame.
class Ranking {
 public:
  // Memory that is used again from one decision to the next.
  struct Memory {
    std::vector<std::size_t> places;  // by Judged::id: 1 + where its keys begin; 0: they are not computed yet
    std::vector<dsl::Value> values;
  };
  Ranking(const dsl::Slot& slot, const Frame& frame, Memory& memory);

  // Negative: `a` is better.
  std::pair<int, DecidedBy> Compare(const Judged& a, const Judged& b) const;
  bool Better(const Judged& a, const Judged& b) const { return Compare(a, b).first < 0; }
  // Appends the rank keys as numbers, for the answer.
  void WriteNumbers(const Judged& judged, std::vector<double>& numbers) const;
  std::size_t allows() const { return allows_; }
  const std::string& name() const { return slot_.name; }
  const dsl::Slot& slot() const { return slot_; }

 private:
  std::size_t PlaceOfKeys(const Judged& judged) const;
  std::size_t TiePlace(const Judged& judged) const;

  const dsl::Slot& slot_;
  const std::vector<dsl::RankKey>& keys_;
  const Frame& frame_;
  std::size_t allows_;
  std::vector<std::size_t>& places_;
  std::vector<dsl::Value>& values_;
};

// The rankings of all slots of one decision. Thread-compatible.
class Rankings {
 public:
  struct Memory {
    std::vector<std::optional<Ranking>> rankings;
    std::vector<Ranking::Memory> of_slots;
  };
  Rankings(const Frame& frame, Memory& memory);
  const Slots& slots() const { return slots_; }
  const Ranking& operator[](int slot) const;

 private:
  Slots slots_;
  const Frame& frame_;
  Memory& memory_;
};

}  // namespace nextmove::engine

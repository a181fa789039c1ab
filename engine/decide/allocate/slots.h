// The order within a placement or a group (`language.md` 16): exact, total, independent of file order.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/decide/candidate.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Negative when `a` is better; with the index of the key that decided. Unknown ranks last. {0, keys.size()} when equal.
std::pair<int, std::size_t> CompareKeys(const std::vector<dsl::RankKey>& keys, const std::vector<dsl::Value>& a,
                                        const std::vector<dsl::Value>& b);

// `rank by action.priority, action.likelihood * action.worth`.
const std::vector<dsl::RankKey>& DefaultRank();

// What decided between two candidates of a slot.
enum class DecidedBy { kPriority, kRank, kSaving, kTie };

// The candidates that ask one slot, with their keys. Refers to `candidates`, which must not grow.
class Ranking {
 public:
  Ranking(const dsl::Slot& slot, const std::vector<Candidate>& candidates, Frame& frame);

  // To be followed by a Promote, which sorts.
  void Add(std::size_t candidate);
  // Best first.
  const std::vector<std::size_t>& asked() const { return asked_; }
  bool Better(std::size_t a, std::size_t b) const { return Compare(a, b).first < 0; }
  std::pair<int, DecidedBy> Compare(std::size_t a, std::size_t b) const;
  std::vector<double> Numbers(std::size_t candidate) const;
  std::size_t allows() const { return allows_; }
  // Sorts, with this one before all others; none: by the keys alone.
  void Promote(std::optional<std::size_t> candidate);
  const std::string& name() const { return slot_.name; }

 private:
  std::size_t TiePlace(std::size_t candidate) const;

  const dsl::Slot& slot_;
  const std::vector<dsl::RankKey>& keys_;
  const std::vector<Candidate>& candidates_;
  Frame& frame_;
  std::size_t allows_;
  std::optional<std::size_t> promoted_;
  bool sorted_ = false;
  std::vector<std::size_t> asked_;
  std::vector<std::vector<dsl::Value>> values_;  // by candidate; empty where it does not ask
};

}  // namespace nextmove::engine

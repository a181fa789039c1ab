// The rules that may win a slot, as a stream: best first, and read on for as long as one more may win. An index of
// rules can be added here: it would give the same stream and judge fewer rules for it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/decide/allocate/ranking.h"
#include "engine/decide/judge/judge.h"
#include "engine/decide/reuse.h"

namespace nextmove::engine {

class Candidates {
 public:
  virtual ~Candidates() = default;
  // The best candidate, by the slot's exact order, that asks for the slot and was not returned yet; null: there is none
  // left. Rules that only a holdout stops are returned too, marked `held_out`. The pointer is valid while the stream
  // lives.
  virtual const Judged* Next(int slot) = 0;
  // The rule as judged, whatever it asks for; null: it is not eligible.
  virtual const Judged* Find(int rule) = 0;

  // Of the rules that were judged so far: the arms that were drawn for them, those of stopped rules too, each once and
  // by experiment; and those that could not be evaluated, ascending.
  virtual const std::vector<ArmOf>& drawn() = 0;
  virtual const std::vector<int>& failed() = 0;
};

// Judges the rules of a slot when it is first asked for, or all rules at once; sorts those that may win.
// Thread-compatible. Keeps references to its arguments.
class Scan final : public Candidates {
 public:
  struct Stream {
    bool begun = false;
    std::size_t next = 0;
    std::vector<const Judged*> best;
  };
  // Memory that is used again from one decision to the next.
  struct Memory {
    struct Place {
      std::uint32_t decision = 0;  // the decision in which `place` was written
      int place = 0;               // in `judged`; -1: the rule is stopped
    };
    std::uint32_t decision = 0;  // counts up, so that `places` need not be cleared
    std::vector<Place> places;   // by rule
    Pool<Judged> judged;
    std::vector<Stream> streams;  // by slot
    std::vector<int> failed;
    std::vector<ArmOf> drawn;
  };
  // With an explanation, one trace is begun in it for each rule.
  Scan(const Frame& frame, const Trials& trials, const Rankings& rankings, Explanation* explanation, Memory& memory);
  const Judged* Next(int slot) override;
  const Judged* Find(int rule) override;

  // The rules judged so far; those that are stopped are kept only when an explanation is wanted.
  const Pool<Judged>& judged() const { return memory_.judged; }
  const std::vector<ArmOf>& drawn() override;
  const std::vector<int>& failed() override;

 private:
  static constexpr int kStopped = -1;
  const Judged* JudgeOnce(int rule);
  void Begin(int slot, Stream& stream);

  const Frame& frame_;
  const Trials& trials_;
  const Rankings& rankings_;
  Explanation* explanation_;
  Memory& memory_;
};

// What was read of each slot so far; readers share it, so that each candidate is asked for once. Thread-compatible.
class Reading {
 public:
  struct Slot {
    std::vector<const Judged*> read;
    bool ended = false;
  };
  // Memory that is used again from one decision to the next.
  using Memory = std::vector<Slot>;
  Reading(Candidates& candidates, std::size_t slots, Memory& memory);
  // The candidate at this place of the slot's order, best first; null: there are not so many.
  const Judged* At(int slot, std::size_t place);
  bool met_held_out() const { return met_held_out_; }
  Candidates& candidates() { return candidates_; }

 private:
  Candidates& candidates_;
  std::vector<Slot>& slots_;
  bool met_held_out_ = false;
};

}  // namespace nextmove::engine

// The rules that may win a slot, as a stream: best first, and read on for as long as one more may win. An index plugs
// in here: it gives the same stream, and judges fewer rules for it.
#pragma once

#include <deque>
#include <vector>

#include "engine/decide/allocate/ranking.h"
#include "engine/decide/judge/judge.h"

namespace nextmove::engine {

class Candidates {
 public:
  virtual ~Candidates() = default;
  // The best of those that ask for the slot and were not given yet, by the slot's exact order; null: there is none
  // left. Those that only a holdout stops come too, marked (`held_out`). Stays where it is while the stream lives.
  virtual const Judged* Next(int slot) = 0;
  // The rule as judged, whatever it asks for; null: it is not eligible.
  virtual const Judged* Find(int rule) = 0;
};

// Judges the rules of a slot when it is first asked for, or all of them at once; sorts those that may win.
// Thread-compatible; refers to all it is made of.
class Scan final : public Candidates {
 public:
  // With an explanation, one trace a rule is begun there.
  Scan(const Frame& frame, const Trials& trials, const Rankings& rankings, Explanation* explanation);
  const Judged* Next(int slot) override;
  const Judged* Find(int rule) override;

  // What was judged so far, but without an explanation those that are stopped.
  const std::deque<Judged>& judged() const { return judged_; }
  // The arms that were drawn for them, those that are stopped too; each once, by experiment.
  std::vector<ArmOf> drawn() const;
  // Those that could not be evaluated, ascending.
  std::vector<int> failed() const;

 private:
  static constexpr int kNotJudged = -1, kStopped = -2;
  struct Stream {
    bool begun = false;
    std::size_t next = 0;
    std::vector<const Judged*> best;
  };
  const Judged* JudgeOnce(int rule);
  void Begin(int slot, Stream& stream);

  const Frame& frame_;
  const Trials& trials_;
  const Rankings& rankings_;
  Explanation* explanation_;
  std::deque<Judged> judged_;
  std::vector<int> place_of_;  // by rule: in judged_
  std::vector<Stream> streams_;
  std::vector<int> failed_;
  std::vector<ArmOf> drawn_;
};

// What was read of each slot so far; readers share it, so that each candidate is asked for once. Thread-compatible.
class Reading {
 public:
  Reading(Candidates& candidates, std::size_t slots) : candidates_(candidates), slots_(slots) {}
  // The candidate at this place of the slot's order, best first; null: there are not so many.
  const Judged* At(int slot, std::size_t place);
  bool met_held_out() const { return met_held_out_; }
  Candidates& candidates() { return candidates_; }

 private:
  struct Slot {
    std::vector<const Judged*> read;
    bool ended = false;
  };
  Candidates& candidates_;
  std::vector<Slot> slots_;
  bool met_held_out_ = false;
};

}  // namespace nextmove::engine

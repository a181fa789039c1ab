// Places and those who ask them (language reference, 17): a place keeps the best of all that ask it, one put out asks
// its next. The result does not depend on who asks first (Gale and Shapley, College admissions, 1962).
#pragma once

#include <cstddef>
#include <vector>

#include "engine/decide/judged.h"

namespace nextmove::engine {

// What a filling needs to know of the decision. Outlives it.
class Seating {
 public:
  virtual ~Seating() = default;
  // How many the place keeps.
  virtual std::size_t Allows(int place) const = 0;
  virtual bool Better(int place, const Judged& a, const Judged& b) const = 0;
};

// Thread-compatible. A copy can be filled on.
class Filling {
 public:
  using Held = std::vector<const Judged*>;
  // Empties it, and keeps the memory.
  void Begin(const Seating& seating, std::size_t places);
  // Lets the rule ask its places in turn; one that asked before is not asked again.
  void Ask(const Judged& judged);
  // Those that the place keeps, best first.
  const Held& HeldBy(int place) const { return held_[static_cast<std::size_t>(place)]; }
  // The place that keeps the rule; -1: none.
  int PlaceOf(const Judged& judged) const;
  // Whether one that is worse than `last`, or any when it is null, could still be kept there.
  bool IsOpenBelow(int place, const Judged* last) const;

 private:
  struct Asker {
    bool asked = false;
    std::size_t next = 0;  // of its places
    int place = -1;
  };
  Asker& AskerOf(const Judged& judged);

  const Seating* seating_ = nullptr;
  std::vector<Held> held_;
  std::vector<Asker> askers_;  // by Judged::id
};

}  // namespace nextmove::engine

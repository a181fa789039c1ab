// Placements and the rules that ask for them (language reference, paragraph 17): a place keeps the best of all that ask
// for it, and a rule that is displaced asks its next place. The result does not depend on who asks first (Gale and
// Shapley, College admissions, 1962).
#pragma once

#include <cstddef>
#include <vector>

#include "engine/decide/judged.h"

namespace nextmove::engine {

// What a filling needs to know of the decision. Must outlive the filling.
class Seating {
 public:
  virtual ~Seating() = default;
  // How many rules the place keeps.
  virtual std::size_t Allows(int place) const = 0;
  virtual bool Better(int place, const Judged& a, const Judged& b) const = 0;
};

// Thread-compatible. A copy can be filled further without changing the original.
class Filling {
 public:
  using Held = std::vector<const Judged*>;
  // Empties the filling and keeps its memory for the next use.
  void Begin(const Seating& seating, std::size_t places);
  // Lets the rule ask its places in turn. A rule that was added before is left as it is.
  void Ask(const Judged& judged);
  // The rules that the place keeps, best first.
  const Held& HeldBy(int place) const { return held_[static_cast<std::size_t>(place)]; }
  // The place that keeps the rule; -1: none.
  int PlaceOf(const Judged& judged) const;
  // Whether a rule worse than `last` could still be kept there; with null, whether any rule could.
  bool IsOpenBelow(int place, const Judged* last) const;

 private:
  struct Asker {
    bool asked = false;
    std::size_t next = 0;  // position in its places of the one to ask next
    int place = -1;
  };
  Asker& AskerOf(const Judged& judged);

  const Seating* seating_ = nullptr;
  std::vector<Held> held_;
  std::vector<Asker> askers_;  // by Judged::id
};

}  // namespace nextmove::engine

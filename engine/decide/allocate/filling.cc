// Fills placements: each rule asks its placements in turn, and a placement keeps the best of those that ask.
#include "engine/decide/allocate/filling.h"

#include <algorithm>

#include "dsl/value/index.h"

namespace nextmove::engine {

void Filling::Begin(const Seating& seating, std::size_t places) {
  seating_ = &seating;
  held_.resize(places);
  for (Held& held : held_) held.clear();
  askers_.clear();
}

Filling::Asker& Filling::AskerOf(const Judged& judged) {
  const auto id = At(judged.id);
  if (id >= askers_.size()) askers_.resize(id + 1);
  return askers_[id];
}

void Filling::Ask(const Judged& judged) {
  if (AskerOf(judged).asked) return;
  for (const Judged* asking = &judged; asking;) {
    Asker& asker = AskerOf(*asking);
    asker.asked = true;
    asker.place = -1;
    if (asker.next >= asking->places.size()) return;
    const int place = asking->places[asker.next++];
    Held& held = held_[At(place)];
    const auto better = [&](const Judged* a, const Judged* b) { return seating_->Better(place, *a, *b); };
    held.insert(std::upper_bound(held.begin(), held.end(), asking, better), asking);
    asker.place = place;
    if (held.size() <= seating_->Allows(place)) return;
    asking = held.back();  // the worst one is displaced and asks its next place
    held.pop_back();
  }
}

int Filling::PlaceOf(const Judged& judged) const {
  const auto id = At(judged.id);
  return id < askers_.size() ? askers_[id].place : -1;
}

bool Filling::IsOpenBelow(int place, const Judged* last) const {
  const Held& held = HeldBy(place);
  if (held.size() < seating_->Allows(place)) return true;
  return !held.empty() && (!last || seating_->Better(place, *last, *held.back()));
}

}  // namespace nextmove::engine

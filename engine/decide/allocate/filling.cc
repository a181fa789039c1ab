// Fills places.
#include "engine/decide/allocate/filling.h"

#include <algorithm>

#include "dsl/value/index.h"

namespace nextmove::engine {

void Filling::Ask(const Judged& judged) {
  if (askers_.contains(judged.rule)) return;
  for (const Judged* asking = &judged; asking;) {
    Asker& asker = askers_[asking->rule];
    asker.place = -1;
    if (asker.next >= asking->places.size()) return;
    const int place = asking->places[asker.next++];
    Held& held = held_[At(place)];
    const auto better = [&](const Judged* a, const Judged* b) { return seating_->Better(place, *a, *b); };
    held.insert(std::upper_bound(held.begin(), held.end(), asking, better), asking);
    asker.place = place;
    if (held.size() <= seating_->Allows(place)) return;
    asking = held.back();  // it is put out
    held.pop_back();
  }
}

int Filling::PlaceOf(int rule) const {
  const auto asker = askers_.find(rule);
  return asker == askers_.end() ? -1 : asker->second.place;
}

bool Filling::IsOpenBelow(int place, const Judged* last) const {
  const Held& held = HeldBy(place);
  if (held.size() < seating_->Allows(place)) return true;
  return !held.empty() && (!last || seating_->Better(place, *last, *held.back()));
}

}  // namespace nextmove::engine

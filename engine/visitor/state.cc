// A visitor as a plain value.
#include "engine/visitor/state.h"

#include <algorithm>

namespace nextmove::engine {

VisitorState Apply(VisitorState state, const Delta& delta) {
  if (delta.empty()) return state;
  for (const Consent& consent : delta.consents) {
    const auto same = [&](const Consent& held) { return held.purpose == consent.purpose; };
    const auto held = std::find_if(state.consents.begin(), state.consents.end(), same);
    if (held == state.consents.end()) {
      state.consents.push_back(consent);
    } else {
      held->state = consent.state;
    }
  }
  ++state.version;
  return state;
}

bool HasConsent(const VisitorState& state, std::string_view purpose) {
  if (purpose == "necessary") return true;
  return std::any_of(state.consents.begin(), state.consents.end(), [&](const Consent& held) {
    return held.purpose == purpose && held.state == ConsentState::kGiven;
  });
}

}  // namespace nextmove::engine

// Applies a change to a visitor.
#include "engine/visitor/state.h"

#include <algorithm>
#include <set>

namespace nextmove::engine {
namespace {

constexpr std::string_view kNecessary = "necessary";

// The first element for which `is` holds, or the end.
template <typename T, typename Is>
auto Find(std::vector<T>& all, Is is) {
  return std::find_if(all.begin(), all.end(), is);
}

void State(VisitorState& state, const Consent& consent) {
  const auto held = Find(state.consents, [&](const Consent& one) { return one.purpose == consent.purpose; });
  if (held == state.consents.end())
    state.consents.push_back(consent);
  else
    held->state = consent.state;
  if (consent.state != ConsentState::kRefused || consent.purpose == kNecessary) return;
  std::erase_if(state.events, [&](const RememberedEvent& one) { return one.purpose == consent.purpose; });
  std::erase_if(state.attributes, [&](const RememberedAttribute& one) { return one.purpose == consent.purpose; });
}

void Remember(VisitorState& state, const RememberedAttribute& attribute) {
  const auto held = Find(state.attributes, [&](const RememberedAttribute& one) { return one.name == attribute.name; });
  if (held == state.attributes.end())
    state.attributes.push_back(attribute);
  else if (held->time <= attribute.time)
    *held = attribute;
}

void TakeAll(VisitorState& state, const std::vector<RememberedEvent>& events) {
  if (events.empty()) return;
  std::set<std::pair<std::string, std::string>> known;  // kind, id
  for (const RememberedEvent& event : state.events)
    if (!event.id.empty()) known.emplace(event.kind, event.id);
  for (const RememberedEvent& event : events)
    if (event.id.empty() || known.emplace(event.kind, event.id).second) state.events.push_back(event);
}

}  // namespace

VisitorState Apply(VisitorState state, const Delta& delta) {
  if (delta.empty()) return state;
  for (const Consent& consent : delta.consents) State(state, consent);
  TakeAll(state, delta.events);
  for (const RememberedAttribute& attribute : delta.attributes) Remember(state, attribute);
  for (const Arm& arm : delta.arms) {
    const auto held = Find(state.arms, [&](const Arm& one) { return one.experiment == arm.experiment; });
    if (held == state.arms.end()) state.arms.push_back(arm);
  }
  ++state.version;
  return state;
}

bool HasConsent(const VisitorState& state, std::string_view purpose) {
  if (purpose == kNecessary) return true;
  return std::any_of(state.consents.begin(), state.consents.end(), [&](const Consent& held) {
    return held.purpose == purpose && held.state == ConsentState::kGiven;
  });
}

}  // namespace nextmove::engine

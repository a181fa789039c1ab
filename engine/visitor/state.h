// A visitor as a plain value, and one change of it. Everything is kept by name, so that a changed rule needs no
// migration of visitors. Plain data; pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/value/value.h"

namespace nextmove::engine {

enum class ConsentState { kGiven, kRefused };
struct Consent {
  std::string purpose;
  ConsentState state = ConsentState::kGiven;
};

// Something that the visitor did, with the consent that it was taken under.
struct RememberedEvent {
  std::string kind;
  std::string id;  // two events of a kind and id are one; empty: always an event of its own
  dsl::Instant time;
  std::string session;  // empty: its session is told by inactivity
  std::vector<std::pair<std::string, dsl::Value>> fields;
  // Its kind's purpose when it was taken, with `session_only` the kind's session purpose; erased when that is
  // withdrawn.
  std::string purpose = "necessary";
  bool session_only = false;  // taken under the kind's session purpose alone
};
struct RememberedAttribute {
  std::string name;
  dsl::Value value;
  dsl::Instant time;                  // when it was sent
  std::string purpose = "necessary";  // its attribute's when it was sent; erased when that is withdrawn
};
struct Arm {  // of an experiment, drawn once; `holdout` is an arm too
  std::string experiment;
  std::string arm;
};

struct VisitorState {
  std::uint64_t version = 0;
  std::vector<Consent> consents;                // the newest statement of each purpose
  std::vector<RememberedEvent> events;          // in the order taken
  std::vector<RememberedAttribute> attributes;  // the newest of each name
  std::vector<Arm> arms;                        // one for each experiment
};

// The only unit of writing: what one decision changes.
struct Delta {
  std::vector<Consent> consents;
  std::vector<RememberedEvent> events;
  std::vector<RememberedAttribute> attributes;
  std::vector<Arm> arms;
  bool empty() const { return consents.empty() && events.empty() && attributes.empty() && arms.empty(); }
};

// `state` after `delta`: the newest statement of a purpose counts; one refused erases what was taken under it before;
// an event of a kind and id that are there already changes nothing; the newest value of an attribute counts, and the
// arm that was drawn first.
VisitorState Apply(VisitorState state, const Delta& delta);
// Whether the purpose was agreed to; `necessary` always is.
bool HasConsent(const VisitorState& state, std::string_view purpose);

}  // namespace nextmove::engine

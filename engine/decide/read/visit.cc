// Reads what a request adds to the visitor: consents, events and attributes to remember.
#include "engine/decide/read/visit.h"

#include <algorithm>

#include "dsl/value/index.h"
#include "engine/match/convert.h"
#include "engine/visitor/fold.h"

namespace nextmove::engine {
namespace {

// An event older than this is history, not the moment of a rule (docs/decisions/0004).
constexpr std::int64_t kJustHappenedMs = 5 * 60'000;

int IndexOf(const dsl::Program& program, const AttributeView& view) {
  if (!view.name.empty()) return program.FindAttribute(view.name);
  const auto found = program.attribute_ids.find(view.id);
  return found == program.attribute_ids.end() ? -1 : found->second;
}

}  // namespace

Delta ConsentDelta(const dsl::Program& program, const VisitorState& visitor, std::span<const Consent> sent,
                   Warnings& warnings) {
  Delta delta;
  const auto& purposes = program.project.purposes;
  for (const Consent& consent : sent) {
    if (std::find(purposes.begin(), purposes.end(), consent.purpose) == purposes.end()) {
      warnings.Add(WarningCode::kUnknownName, consent.purpose, "the project has no such purpose of consent");
      continue;
    }
    // An earlier refusal in the same request stays in the change: it erases what was kept, even if consent is given
    // after it.
    std::erase_if(delta.consents, [&](const Consent& earlier) {
      return earlier.purpose == consent.purpose && earlier.state != ConsentState::kRefused;
    });
    const auto same = [&](const Consent& held) {
      return held.purpose == consent.purpose && held.state == consent.state;
    };
    const bool refused_before = std::any_of(delta.consents.begin(), delta.consents.end(),
                                            [&](const Consent& one) { return one.purpose == consent.purpose; });
    if (refused_before || std::none_of(visitor.consents.begin(), visitor.consents.end(), same))
      delta.consents.push_back(consent);
  }
  return delta;
}

void TakeEvents(const dsl::Program& program, const VisitorState& visitor, const Request& request, dsl::Instant now,
                dsl::Currency currency, std::vector<Happened>& happened, Delta& delta, Warnings& warnings) {
  happened.clear();
  for (const EventView& sent : request.events) {
    const auto kind = program.event_names.find(sent.kind);
    if (kind == program.event_names.end()) {
      warnings.Add(WarningCode::kUnknownName, sent.kind, "the rules declare no such event");
      continue;
    }
    IncomingEvent event;
    event.kind = kind->second;
    event.id = std::string(sent.id);
    event.time = sent.time.value_or(now);
    event.session = std::string(sent.session.empty() ? request.session_id : sent.session);
    event.fields = ReadEventFields(program, kind->second, sent.fields, currency, warnings);
    event.consented = sent.consented;
    const Refusal refusal = TakeEvent(program, visitor, event, now, delta);
    if (!refusal.empty()) {
      warnings.Add(WarningCode::kEventRefused, sent.kind, std::string(refusal));
      continue;
    }
    if (event.time.milliseconds + kJustHappenedMs < now.milliseconds) continue;  // history that came with the request
    const bool in_session = event.session == request.session_id;
    happened.push_back({event.kind, dsl::Event{event.time, in_session, std::move(event.fields)}});
  }
  std::stable_sort(happened.begin(), happened.end(),
                   [](const Happened& a, const Happened& b) { return a.event.time < b.event.time; });
}

void MarkSent(const dsl::Program& program, std::span<const AttributeView> attributes, std::vector<bool>& sent) {
  sent.assign(program.attributes.size(), false);
  for (const AttributeView& view : attributes) {
    const int index = IndexOf(program, view);
    if (index >= 0) sent[At(index)] = true;
  }
}

void RememberAttributes(const dsl::Program& program, const VisitorState& visitor, const std::vector<bool>& sent,
                        const Facts& facts, dsl::Instant now, Delta& delta) {
  for (std::size_t i = 0; i < program.attributes.size(); ++i) {
    const dsl::Attribute& attribute = program.attributes[i];
    const int index = static_cast<int>(i);
    if (!sent[i] || !attribute.kept) continue;
    const bool as_unknown = facts.absence(index) == Absence::kNotSent;
    if (!as_unknown) {
      RememberValue(program, visitor, index, facts.attribute(index), now, delta);
    } else if (RememberedValue(program, attribute, visitor, now).is_known()) {
      delta.attributes.push_back({attribute.name, dsl::Value(), now});
    }
  }
}

}  // namespace nextmove::engine

// What a request adds to a visitor.
#include "engine/visitor/fold.h"

#include <algorithm>

namespace nextmove::engine {
namespace {

const std::string& PurposeName(const dsl::Program& program, int purpose) {
  return program.project.purposes[static_cast<std::size_t>(purpose)];
}

}  // namespace

bool Agreed(const dsl::Program& program, const VisitorState& visitor, int purpose) {
  return purpose == 0 || (purpose > 0 && HasConsent(visitor, PurposeName(program, purpose)));
}

Refusal TakeEvent(const dsl::Program& program, const VisitorState& visitor, const IncomingEvent& event,
                  dsl::Instant now, Delta& delta) {
  if (event.kind < 0 || static_cast<std::size_t>(event.kind) >= program.events.size()) return "no such event";
  const dsl::EventKind& kind = program.events[static_cast<std::size_t>(event.kind)];
  if (event.time > now) return "it lies in the future";
  if (event.time < OldestKept(program, kind, now)) return "it is older than its kind is kept";
  RememberedEvent taken;
  if (event.consented || Agreed(program, visitor, kind.purpose)) {
    taken.purpose = kind.purpose == 0 ? "necessary" : PurposeName(program, kind.purpose);
  } else if (kind.session_purpose >= 0 && Agreed(program, visitor, kind.session_purpose)) {
    taken.purpose = kind.session_purpose == 0 ? "necessary" : PurposeName(program, kind.session_purpose);
    taken.session_only = true;
  } else {
    return "the visitor has not agreed to it";
  }
  taken.kind = kind.name;
  taken.id = event.id;
  taken.time = event.time;
  taken.session = event.session;
  for (std::size_t i = 0; i < std::min(kind.fields.size(), event.fields.size()); ++i)
    if (event.fields[i].is_known()) taken.fields.emplace_back(kind.fields[i].name, event.fields[i]);
  delta.events.push_back(std::move(taken));
  return {};
}

dsl::Instant OldestKept(const dsl::Program& program, const dsl::EventKind& kind, dsl::Instant now) {
  const dsl::TimeZone zone = program.zones.empty() ? dsl::TimeZone() : program.zones.front().zone;
  return dsl::Shift(now, kind.kept, -1, zone);
}

void RememberValue(const dsl::Program& program, const VisitorState& visitor, int attribute, const dsl::Value& value,
                   dsl::Instant now, Delta& delta) {
  const dsl::Attribute& declared = program.attributes[static_cast<std::size_t>(attribute)];
  if (!declared.kept || value.is_unknown() || !Agreed(program, visitor, declared.purpose)) return;
  RememberedAttribute remembered{declared.name, value, now, "necessary"};
  if (declared.purpose > 0) remembered.purpose = PurposeName(program, declared.purpose);
  delta.attributes.push_back(std::move(remembered));
}

dsl::Value RememberedValue(const dsl::Attribute& attribute, const VisitorState& visitor, dsl::Instant now) {
  if (!attribute.kept) return {};
  const dsl::Instant oldest = dsl::Shift(now, *attribute.kept, -1, dsl::TimeZone());
  const auto is_name = [&](const std::string& name) {
    return name == attribute.name ||
           std::find(attribute.formerly.begin(), attribute.formerly.end(), name) != attribute.formerly.end();
  };
  const RememberedAttribute* newest = nullptr;
  for (const RememberedAttribute& one : visitor.attributes) {
    if (one.time < oldest || one.time > now || !is_name(one.name)) continue;
    if (!newest || newest->time < one.time) newest = &one;
  }
  return newest ? newest->value : dsl::Value();
}

}  // namespace nextmove::engine

// Turns what a request brings into a change of the visitor, as far as consents allow.
#include "engine/visitor/fold.h"

#include <algorithm>

namespace nextmove::engine {
namespace {

std::string PurposeName(const dsl::Program& program, int purpose) {
  return purpose == 0 ? "necessary" : program.project.purposes[static_cast<std::size_t>(purpose)];
}

// The value of the kind's field of this name; null where it has none.
const dsl::Value* FieldOf(const dsl::EventKind& kind, const dsl::Record& fields, std::string_view name) {
  for (std::size_t i = 0; i < std::min(kind.fields.size(), fields.size()); ++i)
    if (kind.fields[i].name == name) return &fields[i];
  return nullptr;
}

// The question of this name, else of this former name; null when there is none.
const dsl::Rule* FindQuestion(const dsl::Program& program, const std::string& name) {
  const auto asks = [](const dsl::Rule& rule) { return rule.ask() && rule.ask()->answer >= 0; };
  if (const int rule = program.FindRule(name); rule >= 0) {
    const dsl::Rule& found = program.rules[static_cast<std::size_t>(rule)];
    return asks(found) ? &found : nullptr;
  }
  for (const dsl::Rule& rule : program.rules)
    if (asks(rule) && std::find(rule.formerly.begin(), rule.formerly.end(), name) != rule.formerly.end()) return &rule;
  return nullptr;
}

// Keeps the choice with the event only under a consent of the attribute; without one, only that there was a reply.
void TakeReply(const dsl::Program& program, const VisitorState& visitor, const Reply& reply, RememberedEvent& taken,
               Delta& delta) {
  const dsl::Attribute& attribute = program.attributes[static_cast<std::size_t>(reply.attribute)];
  if (Agreed(program, visitor, attribute.purpose)) {
    taken.purpose = PurposeName(program, attribute.purpose);
    RememberValue(program, visitor, reply.attribute, reply.value, taken.time, delta);
  } else if (Agreed(program, visitor, attribute.session_purpose)) {
    taken.purpose = PurposeName(program, attribute.session_purpose);
  } else {
    std::erase_if(taken.fields, [](const auto& field) { return field.first == "choice"; });
  }
}

}  // namespace

bool Agreed(const dsl::Program& program, const VisitorState& visitor, int purpose) {
  return purpose == 0 || (purpose > 0 && HasConsent(visitor, PurposeName(program, purpose)));
}

Reply ReadReply(const dsl::Program& program, int kind, const dsl::Record& fields) {
  const dsl::EventKind& declared = program.events[static_cast<std::size_t>(kind)];
  if (!declared.built_in || declared.name != "answered") return {};
  const auto text = [&](std::string_view name) {
    const dsl::Value* value = FieldOf(declared, fields, name);
    return value ? value->text() : nullptr;
  };
  const std::string* question = text("question") ? text("question") : text("action");
  const dsl::Rule* rule = question ? FindQuestion(program, *question) : nullptr;
  if (!rule) return {};
  Reply reply{rule->ask()->answer, {}};
  const std::string* choice = text("choice");
  for (const dsl::AskOption& option : rule->ask()->options) {
    const std::string* word = option.value.text();
    if (choice && (word ? *word : option.value.ToString()) == *choice) reply.value = option.value;
  }
  return reply;
}

Refusal TakeEvent(const dsl::Program& program, const VisitorState& visitor, const IncomingEvent& event,
                  dsl::Instant now, Delta& delta) {
  if (event.kind < 0 || static_cast<std::size_t>(event.kind) >= program.events.size()) return "no such event";
  const dsl::EventKind& kind = program.events[static_cast<std::size_t>(event.kind)];
  if (event.time > now) return "it lies in the future";
  if (event.time < OldestKept(program, kind, now)) return "it is older than its kind is kept";
  RememberedEvent taken;
  if (event.consented || Agreed(program, visitor, kind.purpose)) {
    taken.purpose = PurposeName(program, kind.purpose);
  } else if (kind.session_purpose >= 0 && Agreed(program, visitor, kind.session_purpose)) {
    taken.purpose = PurposeName(program, kind.session_purpose);
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
  const Reply reply = ReadReply(program, event.kind, event.fields);
  if (reply.attribute >= 0) {
    const dsl::Value* choice = FieldOf(kind, event.fields, "choice");
    if (reply.value.is_unknown() && choice && choice->is_known()) return "its choice is none of the question's options";
    TakeReply(program, visitor, reply, taken, delta);
  }
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
  delta.attributes.push_back({declared.name, value, now, PurposeName(program, declared.purpose)});
}

dsl::Value RememberedValue(const dsl::Program& program, const dsl::Attribute& attribute, const VisitorState& visitor,
                           dsl::Instant now) {
  if (!attribute.kept) return {};
  const dsl::Instant oldest = dsl::Shift(now, *attribute.kept, -1, dsl::TimeZone());
  const auto is_name = [&](const std::string& name) {
    return name == attribute.name ||
           std::find(attribute.formerly.begin(), attribute.formerly.end(), name) != attribute.formerly.end();
  };
  const RememberedAttribute* newest = nullptr;
  for (const RememberedAttribute& one : visitor.attributes) {
    if (one.time < oldest || one.time > now || !is_name(one.name)) continue;
    if (attribute.purpose > 0 && one.purpose != PurposeName(program, attribute.purpose)) continue;
    if (!newest || newest->time < one.time) newest = &one;
  }
  return newest ? newest->value : dsl::Value();
}

}  // namespace nextmove::engine

// Builds the schema that tells a caller what it may send under a program, and the id of that schema.
#include "engine/serve/calls/schema_call.h"

#include <utility>

#include "engine/ruleset/content_hash.h"

namespace nextmove::serve {
namespace {

constexpr std::size_t kIdDigits = 16;

// What a schema says, piece by piece: what it is about, then its text.
using Pieces = std::vector<std::pair<std::string, std::string>>;

void AddField(const std::string& what, const FieldSchema& field, Pieces& pieces) {
  pieces.emplace_back(what, field.name);
  pieces.emplace_back("type", field.type);
  pieces.emplace_back("may be missing", field.may_be_missing ? "yes" : "no");
  pieces.emplace_back("consent", field.consent);
  for (const std::string_view value : field.values) pieces.emplace_back("value", value);
}

std::string IdOf(const Schema& schema) {
  Pieces pieces;
  for (const FieldSchema& attribute : schema.attributes) AddField("attribute", attribute, pieces);
  for (const EventSchema& event : schema.events) {
    pieces.emplace_back("event", event.kind);
    pieces.emplace_back("consent", event.consent);
    for (const FieldSchema& field : event.fields) AddField("field", field, pieces);
  }
  for (const std::string_view placement : schema.placements) pieces.emplace_back("placement", placement);
  for (const std::string_view moment : schema.moments) pieces.emplace_back("moment", moment);
  return engine::ContentHash(pieces).substr(0, kIdDigits);
}

FieldSchema FieldOf(std::string_view name, const dsl::Type& type, bool optional) {
  return {name, dsl::AttributeId(name), type.ToString(), optional, {}, {type.one_of().begin(), type.one_of().end()}};
}

}  // namespace

Schema SchemaOf(std::shared_ptr<const dsl::Program> program) {
  Schema schema;
  const auto purpose_name = [&](int purpose) -> std::string_view {
    return program->project.purposes[static_cast<std::size_t>(purpose)];
  };
  for (const auto& [name, index] : program->attribute_names) {
    const dsl::Attribute& attribute = program->attributes[static_cast<std::size_t>(index)];
    schema.attributes.push_back(FieldOf(name, attribute.type, attribute.optional));
    schema.attributes.back().consent = purpose_name(attribute.purpose);
  }
  for (const auto& [name, index] : program->event_names) {
    const dsl::EventKind& event = program->events[static_cast<std::size_t>(index)];
    EventSchema& told = schema.events.emplace_back(EventSchema{name, purpose_name(event.purpose), {}});
    for (const dsl::FieldType& field : event.fields) {
      told.fields.push_back(FieldOf(field.name, field.type, field.optional));
    }
  }
  for (const auto& [name, index] : program->placement_names) schema.placements.emplace_back(name);
  schema.moments.assign(program->moments.begin(), program->moments.end());
  schema.id = IdOf(schema);
  schema.program = std::move(program);
  return schema;
}

Result<Schema, CallError> GetSchema(const DecisionHandler& handler, CallThread& thread, std::string_view tenant) {
  const engine::Pin pin = handler.PinWorld(thread.worlds);
  if (auto error = handler.CheckTenant(tenant)) return *std::move(error);
  if (!pin.world) return DecisionHandler::NoRules();
  return SchemaOf(std::shared_ptr<const dsl::Program>(pin.world, pin.world->program.get()));
}

}  // namespace nextmove::serve

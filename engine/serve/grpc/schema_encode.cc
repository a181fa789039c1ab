// The schema as a message. See schema_encode.h.
#include "engine/serve/grpc/schema_encode.h"

#include "engine/ruleset/content_hash.h"

namespace nextmove::serve {

void EncodeSchema(const dsl::Program& program, v1::GetSchemaResponse* out) {
  // By name, so that a moved line changes nothing.
  for (const auto& [name, index] : program.attribute_names) {
    const dsl::Attribute& attribute = program.attributes[static_cast<std::size_t>(index)];
    auto* told = out->add_attributes();
    told->set_name(name);
    told->set_id(attribute.id);
    told->set_type(attribute.type.ToString());
    told->set_may_be_missing(attribute.optional);
    told->set_consent(program.project.purposes[static_cast<std::size_t>(attribute.purpose)]);
    for (const std::string& value : attribute.type.one_of) told->add_values(value);
  }
  for (const auto& [name, index] : program.event_names) {
    const dsl::EventKind& event = program.events[static_cast<std::size_t>(index)];
    auto* told = out->add_events();
    told->set_kind(name);
    told->set_consent(program.project.purposes[static_cast<std::size_t>(event.purpose)]);
    for (const dsl::FieldType& field : event.fields) {
      auto* column = told->add_fields();
      column->set_name(field.name);
      column->set_id(dsl::AttributeId(field.name));
      column->set_type(field.type.ToString());
      column->set_may_be_missing(field.optional);
      for (const std::string& value : field.type.one_of) column->add_values(value);
    }
  }
  for (const auto& [name, index] : program.placement_names) out->add_placements(name);
  for (const std::string& moment : program.moments) out->add_moments(moment);
  // No map among these messages: equal schemas give equal bytes.
  out->set_schema_id(engine::ContentHash({{"schema", out->SerializeAsString()}}).substr(0, 16));
}

}  // namespace nextmove::serve

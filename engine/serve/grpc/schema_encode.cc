// Encodes schemas as protobuf messages.
#include "engine/serve/grpc/response_encode.h"

namespace nextmove::serve {
namespace {

std::string Owned(std::string_view text) { return std::string(text); }

void EncodeFieldSchema(const FieldSchema& field, v1::AttributeSchema* out) {
  out->set_name(Owned(field.name));
  out->set_id(field.id);
  out->set_type(field.type);
  out->set_may_be_missing(field.may_be_missing);
  out->set_consent(Owned(field.consent));
  for (const std::string_view value : field.values) out->add_values(Owned(value));
}

}  // namespace

void EncodeSchema(const Schema& schema, v1::GetSchemaResponse* out) {
  out->set_schema_id(schema.id);
  for (const FieldSchema& attribute : schema.attributes) EncodeFieldSchema(attribute, out->add_attributes());
  for (const EventSchema& event : schema.events) {
    auto* told = out->add_events();
    told->set_kind(Owned(event.kind));
    told->set_consent(Owned(event.consent));
    for (const FieldSchema& field : event.fields) EncodeFieldSchema(field, told->add_fields());
  }
  for (const std::string_view placement : schema.placements) out->add_placements(Owned(placement));
  for (const std::string_view moment : schema.moments) out->add_moments(Owned(moment));
}

}  // namespace nextmove::serve

// GetSchema: what a caller may send under the rules in force. Pure but for pinning the rules; thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source/result.h"
#include "engine/serve/calls/handler.h"

namespace nextmove::serve {

// The views are of the program, which the schema keeps.
struct FieldSchema {
  std::string_view name;
  std::uint32_t id = 0;
  std::string type;  // as the rules write it
  bool may_be_missing = false;
  std::string_view consent;              // of an attribute: the purpose it is kept for
  std::vector<std::string_view> values;  // of `one of`
};
struct EventSchema {
  std::string_view kind, consent;
  std::vector<FieldSchema> fields;
};
struct Schema {
  std::string id;                       // 16 hex digits that change with what follows
  std::vector<FieldSchema> attributes;  // by name, as the events and placements: a moved line changes nothing
  std::vector<EventSchema> events;
  std::vector<std::string_view> placements, moments;
  std::shared_ptr<const dsl::Program> program;
};

Schema SchemaOf(std::shared_ptr<const dsl::Program> program);
Result<Schema, CallError> GetSchema(const DecisionHandler& handler, CallThread& thread, std::string_view tenant);

}  // namespace nextmove::serve

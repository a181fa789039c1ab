// One value of the wire as the schema types it. Pure functions.
#pragma once

#include <string>

#include "engine/match/facts.h"

namespace nextmove::engine {

struct Converted {
  dsl::Value value;                     // unknown when it could not be read, or was sent so
  Absence absence = Absence::kNotSent;  // of an unknown value
};

// Reads `view` as `type`. What is wrong is told under `subject` (a name, never the value).
Converted Convert(const AttributeView& view, const dsl::Type& type, dsl::Currency currency, const std::string& subject,
                  Warnings& warnings);

// The fields of an event as its kind has them; what was not sent or can't be read is unknown. `currency` types amounts
// that name none; one in another currency stays what it is, since later decisions may be in that one.
dsl::Record ReadEventFields(const dsl::Program& program, int kind, std::span<const AttributeView> fields,
                            dsl::Currency currency, Warnings& warnings);

}  // namespace nextmove::engine

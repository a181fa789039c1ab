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

}  // namespace nextmove::engine

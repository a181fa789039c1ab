// One value of the wire as the schema types it. Pure functions.
#pragma once

#include <string_view>

#include "dsl/program/program.h"
#include "engine/match/views.h"
#include "engine/match/warnings.h"

namespace nextmove::engine {

// Why an attribute is unknown, for `explain`.
enum class Absence { kNone, kNotSent, kWrongType, kOutOfRange, kNoConsent };

// Reads `view` as `type` into `value`, in the memory that it has; unknown where it can't be read, or was sent so. Gives
// why it is unknown. What is wrong is told under `subject` (a name, never the value).
Absence Convert(const AttributeView& view, const dsl::Type& type, dsl::Currency currency, std::string_view subject,
                Warnings& warnings, dsl::Value& value);

// The fields of an event as its kind has them; what was not sent or can't be read is unknown. `currency` types amounts
// that name none; one in another currency stays what it is, since later decisions may be in that one.
dsl::Record ReadEventFields(const dsl::Program& program, int kind, std::span<const AttributeView> fields,
                            dsl::Currency currency, Warnings& warnings);

}  // namespace nextmove::engine

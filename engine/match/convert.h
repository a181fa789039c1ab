// Converts one value as sent to the type that the schema gives it. Pure functions.
#pragma once

#include <string_view>

#include "dsl/program/program.h"
#include "engine/match/views.h"
#include "engine/match/warnings.h"

namespace nextmove::engine {

// Why an attribute is unknown, for `explain`.
enum class Absence { kNone, kNotSent, kWrongType, kOutOfRange, kNoConsent };

// Reads `view` as `type` into `value`, reusing its memory; unknown where it can't be read or was sent as unknown.
// Returns why it is unknown. Warnings name `subject` (a name, never the value).
Absence Convert(const AttributeView& view, const dsl::Type& type, dsl::Currency currency, std::string_view subject,
                Warnings& warnings, dsl::Value& value);

// The fields of an event as its kind has them; what was not sent or can't be read is unknown. `currency` types amounts
// that name none; one in another currency stays what it is, since later decisions may be in that one.
dsl::Record ReadEventFields(const dsl::Program& program, int kind, std::span<const AttributeView> fields,
                            dsl::Currency currency, Warnings& warnings);

}  // namespace nextmove::engine

// Finds where events hold the value of a field, for `affinity to brand`. Pure functions.
#pragma once

#include <string_view>

#include "dsl/program/program.h"

namespace nextmove::dsl {

// A field of the event; or, where no declared kind has a field of that name, of the item in one of its fields.
struct ObservedField {
  int field = -1;      // of the event; -1: this kind of event has no such value
  int catalogue = -1;  // of the item in that field; -1: the field itself
  int item_field = -1;
  const FieldType* type = nullptr;  // null: this kind of event has no such value
};

// Events that the shop caused (`shown`, `sent`) say nothing of what a visitor likes, so they are not read.
ObservedField FindObserved(const Program& program, const EventKind& kind, std::string_view name);

}  // namespace nextmove::dsl

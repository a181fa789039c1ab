// Where events tell the value of a field that a visitor is drawn to (`affinity to brand`). Pure functions.
#pragma once

#include <string_view>

#include "dsl/program/program.h"

namespace nextmove::dsl {

// A field of the event; or, where no declared kind has a field of that name, of the item in one of its fields.
struct ObservedField {
  int field = -1;      // of the event; -1: the kind does not tell it
  int catalogue = -1;  // of the item in that field; -1: the field itself
  int item_field = -1;
  const FieldType* type = nullptr;  // null: the kind does not tell it
};

// What the shop itself did (`shown`, `sent`) tells nothing.
ObservedField FindObserved(const Program& program, const EventKind& kind, std::string_view name);

}  // namespace nextmove::dsl

// What a source is to give, and which fields give it. Thread-compatible.
#pragma once

#include <string>
#include <vector>

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// What a source is to give.
struct Wanted {
  Type type;          // an item of a catalogue, or the type of `field`
  std::string field;  // of the source's events and lines: `brand`; empty for items
};

// `product`, or the field that is wanted.
std::string WhatIsWanted(const Wanted& wanted);
// A kind of event that has what is wanted, for an example; empty when there is none.
std::string EventWith(const Folder& folder, const Wanted& wanted);
// The catalogue of the items; -1: it is none.
int CatalogueOf(const Folder& folder, const Type& type);
// A list of lines with fields.
bool IsLines(const Type& type);
// The field that gives what is wanted: `product` of `viewed (product: product, ...)`; -1: none.
int FieldFor(const std::vector<FieldType>& fields, const Wanted& wanted);
// Says that `name`, an event or a list with these fields, does not give it.
void ReportNoField(Folder& folder, const tree::Name& name, const std::vector<FieldType>& fields, const Wanted& wanted);
// What a condition over the item sees, and one over the line that gives it by `field`.
ExprContext ItemContext(const Folder& folder, const Type& item, const ExprContext& context);
ExprContext LinesContext(const std::vector<FieldType>& fields, int field, const ExprContext& context);

}  // namespace nextmove::dsl

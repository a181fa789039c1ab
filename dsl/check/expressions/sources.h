// Where products, categories and other values come from (`language.md` 24): `from`, `fill with`, `pick .. from`.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// What a source is to give.
struct Wanted {
  Type type;          // an item of a catalogue, or the type of `field`
  std::string field;  // of the source's events and lines: `brand`; empty for items
};

// The items that the first set gives, products before others; none after an error.
std::optional<Wanted> WantedOf(Folder& folder, const tree::Source& source, const ExprContext& context);
// The type of this field of the first set's events or lines; none where there is none.
std::optional<Type> FieldOfSource(const Folder& folder, const tree::Source& source, std::string_view field);
// All sets; none after an error.
std::optional<Source> LowerSource(Folder& folder, const tree::Source& source, const Wanted& wanted,
                                  const ExprContext& context);
// A value that names items, `similar to this product`, `purchased with cart.items`; `field` becomes the field of its
// lines that names them, -1: it is the items themselves. None after an error.
std::optional<Expr> LowerItems(Folder& folder, const tree::Expr& written, const Type& item, const ExprContext& context,
                               int& field);
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

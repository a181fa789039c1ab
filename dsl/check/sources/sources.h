// Where products, categories and other values come from (language reference, paragraph 24): `from`, `fill with`, `pick
// .. from`.
#pragma once

#include "dsl/check/sources/wanted.h"

namespace nextmove::dsl {

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

}  // namespace nextmove::dsl

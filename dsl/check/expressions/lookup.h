// What a name means, asked without reporting anything; and what a `where` over lines or events sees. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// What a `where` over the lines of `list` sees; none when it is no list of lines or items.
std::optional<ExprContext> LineContext(Typing& typing, const Expr& list, const ExprContext& context);
// What a `where` over events of the kind sees.
ExprContext EventContext(const Typing& typing, int event, const ExprContext& context);
// Index of the catalogue of this name; -1: none.
int CatalogueOf(const Typing& typing, std::string_view name);
// The catalogue's field of this name and its index; null when there is none.
const FieldType* FieldOf(const Typing& typing, int catalogue, std::string_view name, int* index);
// Whether a bare word is something that has a value.
bool NamesAValue(const Typing& typing, const std::string& name, const ExprContext& context);
// The head that binds the name by `pick`; null when none does.
const tree::Head* PickedIn(const Typing& typing, std::string_view name);

}  // namespace nextmove::dsl

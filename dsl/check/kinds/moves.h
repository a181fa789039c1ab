// `raise` and `lower` of search and prices: by how much.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// `after E` belongs to signals; true after its error.
bool ReportAfter(Folder& folder, const tree::MoveByPayload& move, bool raises);
// The percentage of `raise by 20%`; none after an error. `lower` is at most 100%. `amount`: what to write before an
// amount of money instead, `set to this product.price - `; empty: nothing takes one.
std::optional<Expr> LowerPercent(Folder& folder, const tree::MoveByPayload& move, bool raises,
                                 const ExprContext& context, const std::string& amount);

}  // namespace nextmove::dsl

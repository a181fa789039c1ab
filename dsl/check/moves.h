// `raise` and `lower` of search and prices: by how much.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// `after E` belongs to signals; true after its error.
bool ReportAfter(Folder& folder, const tree::MoveByPayload& move, bool raises);
// The percentage of `raise by 20%`; none after an error. `lower` is at most 100%.
std::optional<Expr> LowerPercent(Folder& folder, const tree::MoveByPayload& move, bool raises,
                                 const ExprContext& context);

}  // namespace nextmove::dsl

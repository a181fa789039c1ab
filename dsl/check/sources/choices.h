// `with highest ...`, `with latest ...`: which of the values of a source is taken (language reference, paragraph 11).
#pragma once

#include "dsl/check/sources/wanted.h"

namespace nextmove::dsl {

// `with highest ...` over the values of `source`. `candidate` is the value looked at: kPicked in a pick, kItemSelf in a
// source in parentheses. What the choice asks of events is about the candidate.
std::optional<Choice> LowerChoice(Folder& folder, const tree::Choice& choice, const Source& source,
                                  const Wanted& wanted, const Expr& candidate, const ExprContext& context);

}  // namespace nextmove::dsl

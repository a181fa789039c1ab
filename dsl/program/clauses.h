// What a clause is in a compiled rule. Pure functions.
#pragma once

#include "dsl/program/rule.h"

namespace nextmove::dsl {

// Whether a variant of an experiment may have the clause in place of the rule's own.
bool MayReplace(ClauseWord word);
// Gives `into` the clause of `from`: the same rule with the clauses of a variant. REQUIRES: MayReplace(word).
void ReplaceClause(ClauseWord word, Rule& into, const Rule& from);

}  // namespace nextmove::dsl

// What a clause is in a compiled rule: the fields that it fills, its expressions, and what reads it. Pure functions.
#pragma once

#include "dsl/program/parts.h"
#include "dsl/program/rule.h"
#include "dsl/words/clause_set.h"

namespace nextmove::dsl {

// Whether a variant of an experiment may have the clause in place of the rule's own. All other clauses are the same in
// all variants.
bool MayReplace(ClauseWord word);
// Replaces the clause in `into`, with the place where it is written, by that of `from`, which is the same rule with the
// clauses of a variant. REQUIRES: MayReplace(word).
void ReplaceClause(ClauseWord word, Rule& into, const Rule& from);
// Calls `visit` for the outermost expressions of the clause; where two clauses share a field, its expressions are
// visited for one of the two only.
void ForEachRootOf(ClauseWord word, const Rule& rule, const VisitRoot& visit);
// These clauses and all clauses whose judging reads one of them. They can't be judged before it is known which
// variant's clauses a rule has.
ClauseSet WithReaders(const ClauseSet& open);

}  // namespace nextmove::dsl

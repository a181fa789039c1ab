// What a clause is in a compiled rule: the fields that it fills, its expressions, and what reads it. Pure functions.
#pragma once

#include "dsl/program/parts.h"
#include "dsl/program/rule.h"
#include "dsl/words/clause_set.h"

namespace nextmove::dsl {

// Whether a variant of an experiment may have the clause in place of the rule's own. The others of a rule are the same
// in all variants.
bool MayReplace(ClauseWord word);
// Gives `into` the clause of `from`, which is the same rule with the clauses of a variant, and the place where it is
// written. REQUIRES: MayReplace(word).
void ReplaceClause(ClauseWord word, Rule& into, const Rule& from);
// Calls `visit` for the outermost expressions of the clause; a clause that shares its field with another gives them
// once, with one of the two.
void ForEachRootOf(ClauseWord word, const Rule& rule, const VisitRoot& visit);
// These clauses, and all clauses at whose place in judging one of them is read: what can't be judged while it is open
// which variant's clauses a rule has.
ClauseSet WithReaders(const ClauseSet& open);

}  // namespace nextmove::dsl

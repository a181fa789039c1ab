// The outermost typed expressions of a rule, an experiment or a guard, whatever clause they stand in. Pure functions.
#pragma once

#include "dsl/program/parts.h"
#include "dsl/program/program.h"

namespace nextmove::dsl {

void ForEachRoot(const Rule& rule, const VisitRoot& visit);  // of all its clauses, as dsl/program/clauses.h has them
void ForEachRoot(const Slot& slot, const VisitRoot& visit);
void ForEachRoot(const Experiment& experiment, const VisitRoot& visit);  // those of its changed rules, too
void ForEachRoot(const Guard& guard, const VisitRoot& visit);
void ForEachRoot(const ContentParts& parts, const VisitRoot& visit);
void ForEachRoot(const Signal& signal, const VisitRoot& visit);

}  // namespace nextmove::dsl

// The outermost typed expressions of a rule, an experiment or a guard, whatever clause they stand in. Pure functions.
#pragma once

#include <functional>

#include "dsl/program/program.h"

namespace nextmove::dsl {

using VisitRoot = std::function<void(const Expr&)>;

void ForEachRoot(const Rule& rule, const VisitRoot& visit);
void ForEachRoot(const Slot& slot, const VisitRoot& visit);
void ForEachRoot(const Experiment& experiment, const VisitRoot& visit);  // those of its changed rules, too
void ForEachRoot(const Guard& guard, const VisitRoot& visit);
void ForEachRoot(const ContentParts& parts, const VisitRoot& visit);
void ForEachRoot(const Signal& signal, const VisitRoot& visit);

}  // namespace nextmove::dsl

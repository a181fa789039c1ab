// Visits the expressions of each part of a program.
#include "dsl/program/roots.h"

#include "dsl/program/clauses.h"

namespace nextmove::dsl {

void ForEachRoot(const ContentParts& parts, const VisitRoot& visit) {
  ForEachRoot(parts.say, visit);
  ForEachRoot(parts.show, visit);
}

void ForEachRoot(const Rule& rule, const VisitRoot& visit) {
  for (const ClauseRow& row : ClauseTable()) ForEachRootOf(row.word, rule, visit);
}

void ForEachRoot(const Slot& slot, const VisitRoot& visit) {
  ForEachRoot(slot.rank, visit);
  ForEachRoot(slot.limits, visit);
  ForEachRoot(slot.stops, visit);
}

void ForEachRoot(const Experiment& experiment, const VisitRoot& visit) {
  ForEachRoot(experiment.when, visit);
  visit(experiment.measure);
  for (const Experiment::Variant& variant : experiment.variants) {
    for (const auto& [rule, changed] : variant.changed) ForEachRoot(changed, visit);
  }
}

void ForEachRoot(const Guard& guard, const VisitRoot& visit) {
  ForEachRoot(guard.never, visit);
  ForEachRoot(guard.when, visit);
}

void ForEachRoot(const Signal& signal, const VisitRoot& visit) {
  for (const Signal::Change& change : signal.changes) {
    visit(change.points);
    ForEachRoot(change.after.where, visit);
  }
}

}  // namespace nextmove::dsl

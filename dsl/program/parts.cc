// Visits the expressions in what a single clause fills: sources, picks, boosts, gives and the like.
#include "dsl/program/parts.h"

namespace nextmove::dsl {
namespace {

void Visit(const Scope& scope, const VisitRoot& visit) {
  ForEachRoot(scope.amount, visit);
  ForEachRoot(scope.where, visit);
}

// Calls itself for each source in parentheses: the parser caps how deep they nest.
void Visit(const SourcePart& part, const VisitRoot& visit) {
  ForEachRoot(part.nested, visit);
  if (part.choice) visit(part.choice->value);
  ForEachRoot(part.value, visit);
  ForEachRoot(part.where, visit);
  ForEachRoot(part.window.since.where, visit);
}

}  // namespace

void ForEachRoot(const TemplatePiece& piece, const VisitRoot& visit) { ForEachRoot(piece.value, visit); }

void ForEachRoot(const SayPart& say, const VisitRoot& visit) { ForEachRoot(say.texts, visit); }

void ForEachRoot(const ShowPart& show, const VisitRoot& visit) {
  visit(show.value);
  if (show.text) ForEachRoot(*show.text, visit);
}

void ForEachRoot(const Moment& moment, const VisitRoot& visit) {
  ForEachRoot(moment.event.where, visit);
  ForEachRoot(moment.date, visit);
}

void ForEachRoot(const Source& source, const VisitRoot& visit) {
  for (const SourcePart& part : source.sets) Visit(part, visit);
  for (const SourcePart& part : source.but_not) Visit(part, visit);
}

void ForEachRoot(const Pick& pick, const VisitRoot& visit) {
  ForEachRoot(pick.source, visit);
  ForEachRoot(pick.where, visit);
  ForEachRoot(pick.conditions, visit);
  if (pick.choice) visit(pick.choice->value);
}

void ForEachRoot(const Buy& buy, const VisitRoot& visit) { Visit(buy.scope, visit); }

void ForEachRoot(const Give& give, const VisitRoot& visit) {
  ForEachRoot(give.amount, visit);
  Visit(give.scope, visit);
  ForEachRoot(give.up_to, visit);
}

void ForEachRoot(const Boost& boost, const VisitRoot& visit) {
  visit(boost.by);
  ForEachRoot(boost.where, visit);
}

void ForEachRoot(const PriceStep& step, const VisitRoot& visit) {
  visit(step.value);
  ForEachRoot(step.condition, visit);
}

void ForEachRoot(const AskOption& option, const VisitRoot& visit) { ForEachRoot(option.texts, visit); }

}  // namespace nextmove::dsl

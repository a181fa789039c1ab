// Visits the expressions of each part of a program.
#include "dsl/program/roots.h"

namespace nextmove::dsl {
namespace {

void Visit(const Box<Expr>& expr, const VisitRoot& visit) {
  if (expr) visit(*expr);
}
void Visit(const std::vector<Expr>& exprs, const VisitRoot& visit) {
  for (const Expr& expr : exprs) visit(expr);
}
void Visit(const Template& text, const VisitRoot& visit) {
  for (const TemplatePiece& piece : text) Visit(piece.value, visit);
}
void Visit(const std::vector<Template>& texts, const VisitRoot& visit) {
  for (const Template& text : texts) Visit(text, visit);
}
void Visit(const std::vector<RankKey>& keys, const VisitRoot& visit) {
  for (const RankKey& key : keys) visit(key.value);
}
void Visit(const std::vector<Cap>& caps, const VisitRoot& visit) {
  for (const Cap& cap : caps) visit(cap.holds);
}
void Visit(const Scope& scope, const VisitRoot& visit) {
  Visit(scope.amount, visit);
  Visit(scope.where, visit);
}

void Visit(const Source& source, const VisitRoot& visit);
// Calls itself for each source in parentheses: the parser caps how deep they nest.
void Visit(const SourcePart& part, const VisitRoot& visit) {
  if (part.nested) Visit(*part.nested, visit);
  if (part.choice) visit(part.choice->value);
  Visit(part.value, visit);
  Visit(part.where, visit);
  Visit(part.window.since.where, visit);
}
void Visit(const Source& source, const VisitRoot& visit) {
  for (const SourcePart& part : source.sets) Visit(part, visit);
  for (const SourcePart& part : source.but_not) Visit(part, visit);
}
void Visit(const Box<Source>& source, const VisitRoot& visit) {
  if (source) Visit(*source, visit);
}

void Visit(const Pick& pick, const VisitRoot& visit) {
  Visit(pick.source, visit);
  Visit(pick.where, visit);
  Visit(pick.conditions, visit);
  if (pick.choice) visit(pick.choice->value);
}

void Visit(const Moment& moment, const VisitRoot& visit) {
  Visit(moment.event.where, visit);
  Visit(moment.date, visit);
}

void Visit(const Shelf& shelf, const VisitRoot& visit) {
  Visit(shelf.from, visit);
  Visit(shelf.fill, visit);
  Visit(shelf.rank, visit);
}

void Visit(std::monostate, const VisitRoot&) {}
void Visit(const kinds::Discount& discount, const VisitRoot& visit) {
  for (const Buy& buy : discount.buys) Visit(buy.scope, visit);
  for (const Give& give : discount.gives) {
    Visit(give.amount, visit);
    Visit(give.scope, visit);
    Visit(give.up_to, visit);
  }
}
void Visit(const kinds::Navigation& navigation, const VisitRoot& visit) {
  Visit(navigation.rank, visit);
  Visit(navigation.menu.pins, visit);
  Visit(navigation.move_where, visit);
}
void Visit(const kinds::Recommend& recommend, const VisitRoot& visit) { Visit(recommend.shelf, visit); }
void Visit(const kinds::Message& message, const VisitRoot& visit) { Visit(message.shelf, visit); }
void Visit(const kinds::Search& search, const VisitRoot& visit) {
  for (const Boost& boost : search.boosts) {
    visit(boost.by);
    Visit(boost.where, visit);
  }
  Visit(search.menu.pins, visit);
}
void Visit(const kinds::Pricing& pricing, const VisitRoot& visit) {
  for (const PriceStep& step : pricing.steps) {
    visit(step.value);
    Visit(step.condition, visit);
  }
  for (const auto* bound : {&pricing.from, &pricing.floor, &pricing.ceiling, &pricing.round_to}) Visit(*bound, visit);
}
void Visit(const kinds::Ask& ask, const VisitRoot& visit) {
  for (const AskOption& option : ask.options) Visit(option.texts, visit);
}
void Visit(const kinds::Audience&, const VisitRoot&) {}

}  // namespace

void ForEachRoot(const ContentParts& parts, const VisitRoot& visit) {
  for (const SayPart& say : parts.say) Visit(say.texts, visit);
  for (const ShowPart& show : parts.show) {
    visit(show.value);
    if (show.text) Visit(*show.text, visit);
  }
}

void ForEachRoot(const Rule& rule, const VisitRoot& visit) {
  Visit(rule.when, visit);
  for (const Moment& moment : rule.on) Visit(moment, visit);
  for (const Pick& pick : rule.picks) Visit(pick, visit);
  ForEachRoot(rule.content, visit);
  std::visit([&](const auto& own) { Visit(own, visit); }, rule.own);
  Visit(rule.worth, visit);
  Visit(rule.likelihood, visit);
  Visit(rule.limits, visit);
  Visit(rule.stops, visit);
}

void ForEachRoot(const Slot& slot, const VisitRoot& visit) {
  Visit(slot.rank, visit);
  Visit(slot.limits, visit);
  Visit(slot.stops, visit);
}

void ForEachRoot(const Experiment& experiment, const VisitRoot& visit) {
  Visit(experiment.when, visit);
  visit(experiment.measure);
  for (const Experiment::Variant& variant : experiment.variants) {
    for (const auto& [rule, changed] : variant.changed) ForEachRoot(changed, visit);
  }
}

void ForEachRoot(const Guard& guard, const VisitRoot& visit) {
  Visit(guard.never, visit);
  Visit(guard.when, visit);
}

void ForEachRoot(const Signal& signal, const VisitRoot& visit) {
  for (const Signal::Change& change : signal.changes) {
    visit(change.points);
    Visit(change.after.where, visit);
  }
}

}  // namespace nextmove::dsl

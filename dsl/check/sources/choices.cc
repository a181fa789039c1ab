// Lowers a choice and binds what it asks of events to the value looked at.
#include "dsl/check/sources/choices.h"

#include <algorithm>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/type_words.h"
#include "dsl/program/walk.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

// What the choice sees: the line or event that the value comes from, where all sets draw from one kind of them, else
// the item.
ExprContext ChoiceContext(const Folder& folder, const Source& source, const ExprContext& context) {
  ExprContext inside = ItemContext(folder, source.type, context);
  const SourcePart& first = source.sets.front();
  const bool lines = first.kind == SourcePart::Kind::kList && first.field >= 0;
  if (!lines && first.kind != SourcePart::Kind::kHistory) return inside;
  for (const SourcePart& part : source.sets) {
    if (part.kind != first.kind || part.event != first.event || part.attribute != first.attribute) return inside;
  }
  if (lines)
    return LinesContext(folder.program.attributes[At(first.attribute)].type.element()->fields(), first.field, inside);
  inside = EventContext(folder.typing, first.event, inside);
  inside.item_catalogue = -1;
  inside.record_item_field = source.type.kind == TypeKind::kItem ? first.field : -1;
  return inside;
}

bool Mentions(const Box<Expr>& where, const Expr& candidate) {
  bool found = false;
  if (!where) return false;
  ForEachExpr(*where,
              [&](const Expr& expr) { found = found || (expr.op == candidate.op && expr.index == candidate.index); });
  return found;
}

// `category is the candidate`, over the event or line.
Expr IsCandidate(const std::vector<FieldType>& fields, int field, const Expr& candidate) {
  return Holds(Op::kIs, {FieldExpr(fields, field, candidate.span), candidate}, candidate.span);
}

// Adds to each query of events that have a field for the candidate the condition that it is the candidate.
void BindQuery(const Folder& folder, const Wanted& wanted, const Expr& candidate, Expr& expr) {
  for (HistoryQuery::Step& step : expr.history->steps) {
    if (step.filter.event < 0 || Mentions(step.filter.where, candidate)) continue;
    const auto& fields = folder.program.events[At(step.filter.event)].fields;
    const int field = FieldFor(fields, wanted);
    if (field >= 0) AddCondition(step.filter, IsCandidate(fields, field, candidate));
  }
}

// Likewise `sum of quantity in cart.items`.
void BindList(const Wanted& wanted, const Expr& candidate, Expr& expr) {
  if (expr.children.size() < 2 || !IsLines(expr.children[0].type)) return;
  const std::vector<FieldType> fields = expr.children[0].type.element()->fields();
  const int field = FieldFor(fields, wanted);
  if (field < 0) return;
  Expr is = IsCandidate(fields, field, candidate);
  if (expr.children.size() == 2) {
    expr.children.push_back(std::move(is));
  } else if (!Mentions(expr.children[2], candidate)) {
    expr.children[2] = Holds(Op::kAnd, {std::move(expr.children[2]), std::move(is)}, candidate.span);
  }
}

void Bind(const Folder& folder, const Wanted& wanted, const Expr& candidate, Expr& value) {
  if (value.history) {
    BindQuery(folder, wanted, candidate, value);
  } else if (FamilyOf(value.op) == OpFamily::kListAggregate) {
    BindList(wanted, candidate, value);
  }
  for (Expr& child : value.children) Bind(folder, wanted, candidate, child);
}

// A pick is told by its index, so the item looked at is that pick.
void NameCandidate(const Expr& candidate, Expr& value) {
  if (candidate.op != Op::kPicked) return;
  ChangeAll(value, [&](Expr& expr) {
    if (expr.op == Op::kItemSelf) {
      expr = candidate;
    } else if (expr.op == Op::kItemSelfField) {
      expr.op = Op::kItemField;
      expr.children.push_back(candidate);
    }
  });
}

std::optional<Choice> LowerLatest(Folder& folder, const tree::Choice& choice, const Source& source,
                                  const Wanted& wanted, const Expr& candidate, const ExprContext& context) {
  const ErrorWatch watch(folder);
  const tree::Occurrence& latest = *choice.latest;
  EventFilter filter = CheckFilter(folder.typing, latest, ItemContext(folder, Type{}, context));
  if (watch.failed() || filter.event < 0) return std::nullopt;
  const auto& fields = folder.program.events[At(filter.event)].fields;
  const int field = FieldFor(fields, wanted);
  if (field < 0) {
    ReportNoField(folder, latest.event, fields, wanted);
    return std::nullopt;
  }
  // The latest of what happened in this session is in this session, and needs no consent to look further back.
  const bool in_session =
      !filter.where && std::all_of(source.sets.begin(), source.sets.end(), [&](const SourcePart& part) {
        return part.event == filter.event && part.window.kind == HistoryWindow::Kind::kThisSession;
      });
  if (!Mentions(filter.where, candidate)) AddCondition(filter, IsCandidate(fields, field, candidate));
  HistoryWindow window;
  if (in_session) window.kind = HistoryWindow::Kind::kThisSession;
  Choice lowered;
  lowered.kind = Choice::Kind::kLatest;
  lowered.value = LatestTimeOf(std::move(filter), std::move(window), context.zone, choice.span);
  return lowered;
}

}  // namespace

std::optional<Choice> LowerChoice(Folder& folder, const tree::Choice& choice, const Source& source,
                                  const Wanted& wanted, const Expr& candidate, const ExprContext& context) {
  if (source.sets.empty()) return std::nullopt;
  if (choice.kind == tree::Choice::Kind::kLatest) {
    return choice.latest ? LowerLatest(folder, choice, source, wanted, candidate, context) : std::nullopt;
  }
  if (!choice.value) return std::nullopt;
  const ErrorWatch watch(folder);
  Choice lowered;
  lowered.kind = choice.kind == tree::Choice::Kind::kHighest ? Choice::Kind::kHighest : Choice::Kind::kLowest;
  lowered.no_tie = choice.no_tie;
  lowered.value = CheckValue(folder.typing, *choice.value, ChoiceContext(folder, source, context));
  if (watch.failed()) return std::nullopt;
  if (!IsUnknown(lowered.value.type) && !IsOrdered(lowered.value.type)) {
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, choice.value->span,
                                       Ticked(folder.sources.TextOf(choice.value->span)) + " is " +
                                           Describe(lowered.value.type) + ", which has no highest and lowest");
    report.label = "has no order";
    report.help.push_back("choose by a number, an amount or a date, like `with highest price`");
    return std::nullopt;
  }
  NameCandidate(candidate, lowered.value);
  Bind(folder, wanted, candidate, lowered.value);
  return lowered;
}

}  // namespace nextmove::dsl

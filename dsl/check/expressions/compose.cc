// Builds expressions: operations over typed parts, and questions about events that no author wrote.
#include "dsl/check/expressions/compose.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "dsl/check/expressions/fold.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/type_words.h"
#include "dsl/program/walk.h"

namespace nextmove::dsl {
namespace {

Expr OverEvents(Op op, TypeKind kind, HistoryQuery query, int zone, const Span& span) {
  Expr expr;
  expr.op = op;
  expr.type.kind = kind;
  expr.span = span;
  expr.zone = zone;
  expr.history = std::move(query);
  return expr;
}

HistoryQuery OneStep(EventFilter filter, HistoryWindow window) {
  HistoryQuery query;
  query.steps.emplace_back().filter = std::move(filter);
  query.window = std::move(window);
  return query;
}

// The catalogue in which the operation looks items up; -1: in none.
int CatalogueOfOperation(const Typing& typing, Op op, const std::vector<Expr>& operands) {
  if (operands.empty()) return -1;
  const bool over_list = LooksAtLines(op);
  const Type* items = over_list ? operands.front().type.element() : op == Op::kUnder ? &operands.front().type : nullptr;
  return items != nullptr && items->kind == TypeKind::kItem ? CatalogueOf(typing, items->catalogue()) : -1;
}

}  // namespace

Expr Make(Typing& typing, Op op, const tree::Expr& from, const Type& type, std::vector<Expr> children,
          const ExprContext& context) {
  Expr expr;
  expr.op = op;
  expr.type = type;
  expr.span = from.span;
  expr.index2 = CatalogueOfOperation(typing, op, children);
  KeepFolded(typing, op, children);
  expr.children = std::move(children);
  const auto on_calendar = [](const Expr& child) { return IsCalendar(child.type); };
  if (IsCalendar(type) || std::any_of(expr.children.begin(), expr.children.end(), on_calendar))
    expr.zone = context.zone;
  return Fold(typing, std::move(expr));
}

Expr Negate(Expr expr, bool negated) {
  if (!negated || IsUnknown(expr.type)) return expr;
  Expr result;
  result.op = Op::kNot;
  result.type = expr.type;
  result.span = expr.span;
  result.children.push_back(std::move(expr));
  return result;
}

int FieldOfType(const std::vector<FieldType>& fields, const Type& type) {
  int found = -1;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Type& other = fields[i].type;
    if (other.kind != type.kind || other.catalogue() != type.catalogue()) continue;
    if (fields[i].name == type.catalogue()) return static_cast<int>(i);
    if (found < 0) found = static_cast<int>(i);
  }
  return found;
}

int FieldNamed(const std::vector<FieldType>& fields, std::string_view name) {
  const auto it =
      std::find_if(fields.begin(), fields.end(), [&](const FieldType& field) { return field.name == name; });
  return it == fields.end() ? -1 : static_cast<int>(it - fields.begin());
}

Expr ConstantOf(Value value, TypeKind kind, const Span& span) {
  Expr expr;
  expr.type.kind = kind;
  expr.constant = std::move(value);
  expr.span = span;
  return expr;
}

Expr TextList(const std::vector<std::string>& texts, const Span& span) {
  List items;
  for (const std::string& text : texts) items.emplace_back(text);
  Expr expr = ConstantOf(Value::OfList(std::move(items)), TypeKind::kList, span);
  expr.type = Type::ListOf(TypeKind::kText);
  return expr;
}

Expr FieldExpr(const std::vector<FieldType>& fields, int field, const Span& span) {
  const FieldType& declared = fields[static_cast<std::size_t>(field)];
  Expr expr;
  expr.op = Op::kField;
  expr.type = declared.type;
  expr.span = span;
  expr.index = field;
  expr.index2 = declared.optional ? 1 : 0;
  return expr;
}

Expr Holds(Op op, std::vector<Expr> children, const Span& span) {
  Expr expr;
  expr.op = op;
  expr.type.kind = TypeKind::kYesNo;
  expr.span = span;
  expr.children = std::move(children);
  return expr;
}

Expr AllOf(std::vector<Expr> conditions, const Span& span) {
  return conditions.size() == 1 ? std::move(conditions.front()) : Holds(Op::kAnd, std::move(conditions), span);
}

void AddCondition(EventFilter& filter, Expr condition) {
  if (!filter.where) {
    filter.where = std::move(condition);
    return;
  }
  const Span span = condition.span;
  std::vector<Expr> both;
  both.push_back(std::move(*filter.where));
  both.push_back(std::move(condition));
  filter.where = AllOf(std::move(both), span);
}

Expr TimesOf(EventFilter filter, HistoryWindow window, int zone, const Span& span) {
  return OverEvents(Op::kTimes, TypeKind::kNumber, OneStep(std::move(filter), std::move(window)), zone, span);
}

Expr HasAtLeast(EventFilter filter, HistoryWindow window, std::int64_t count, int zone, const Span& span) {
  HistoryQuery query = OneStep(std::move(filter), std::move(window));
  query.count = count;
  return OverEvents(Op::kHas, TypeKind::kYesNo, std::move(query), zone, span);
}

Expr LatestTimeOf(EventFilter filter, HistoryWindow window, int zone, const Span& span) {
  Expr latest = OverEvents(Op::kLatestOf, TypeKind::kTime, OneStep(std::move(filter), std::move(window)), zone, span);
  Expr& time = latest.children.emplace_back();
  time.op = Op::kEventTime;
  time.type.kind = TypeKind::kTime;
  time.span = span;
  return latest;
}

void ChangeAll(Expr& root, const std::function<void(Expr&)>& change) {
  change(root);
  for (Expr& child : root.children) ChangeAll(child, change);
  if (!root.history) return;
  for (HistoryQuery::Step& step : root.history->steps) {
    if (step.filter.where) ChangeAll(*step.filter.where, change);
  }
  if (root.history->window.since.where) ChangeAll(*root.history->window.since.where, change);
}

int LastPickIn(const Expr& root) {
  int last = -1;
  ForEachExpr(root, [&](const Expr& expr) {
    if (expr.op == Op::kPicked) last = std::max(last, expr.index);
  });
  return last;
}

}  // namespace nextmove::dsl

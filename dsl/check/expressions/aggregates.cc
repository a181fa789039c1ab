// Aggregates over lists and the calendar; those over events are handed on.
#include "dsl/check/expressions/aggregates.h"

#include <utility>

#include "dsl/check/expressions/affinity.h"
#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/compute.h"
#include "dsl/check/expressions/conditions.h"
#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/history.h"
#include "dsl/check/expressions/lines.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/expressions/names.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

using tree::AggregateKind;

Op ListOp(AggregateKind kind) {
  switch (kind) {
    case AggregateKind::kDifferent:
      return Op::kCountDifferent;
    case AggregateKind::kSum:
      return Op::kSumIn;
    case AggregateKind::kAverage:
      return Op::kAverageIn;
    case AggregateKind::kHighest:
      return Op::kHighestIn;
    case AggregateKind::kLowest:
      return Op::kLowestIn;
    case AggregateKind::kFirst:
      return Op::kFirstIn;
    default:
      return Op::kLatestIn;  // the only other one over a list
  }
}

// `sum of price in cart.items where (..)`.
Expr CheckListAggregate(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  if (!aggregate.occurrence || !aggregate.what) {
    typing.reported = true;  // explained while reading
    return Wrong(expr.span);
  }
  const tree::Occurrence& from = *aggregate.occurrence;
  Expr list = CheckPath(typing, from.event.text, from.event.span, false, context);
  if (typing.reported || IsUnknown(list.type)) return Wrong(expr.span);
  const auto line = LineContext(typing, list, context);
  if (!line) {
    Report(typing, DiagnosticKind::kWrongType, list.span,
           Ticked(typing, list.span) + " is " + Describe(list.type) + ", not a list of lines with fields")
        .help.push_back("name a list like `cart.items`");
    return Wrong(expr.span);
  }
  Expr what = CheckExpression(typing, *aggregate.what, *line);
  if (typing.reported) return Wrong(expr.span);
  const auto type = ListResult(aggregate, what);
  if (!type) {
    const bool sum = aggregate.kind == AggregateKind::kSum;
    Report(typing, DiagnosticKind::kWrongType, what.span,
           Ticked(typing, what.span) + " is " + Describe(what.type) +
               (sum ? ", which can't be added up" : ", which has no more and less"))
        .help.push_back("name a field that is a number or an amount, like `price`");
    return Wrong(expr.span);
  }
  std::vector<Expr> conditions;
  if (from.field && from.value)
    conditions.push_back(LineFilter(typing, from.field->text, from.field->span, from.under, *from.value, *line));
  if (from.where) conditions.push_back(CheckYesNo(typing, *from.where, *line));
  if (typing.reported) return Wrong(expr.span);
  std::vector<Expr> children;
  children.push_back(std::move(list));
  children.push_back(std::move(what));
  if (!conditions.empty()) {
    const Span span = from.where ? from.where->span : from.span;
    children.push_back(AllOf(std::move(conditions), span));
  }
  return Make(typing, ListOp(aggregate.kind), expr, *type, std::move(children), context);
}

// The date that a calendar expression is about.
Expr CheckDateName(Typing& typing, const tree::Name& name, const ExprContext& context) {
  Expr date = CheckPath(typing, name.text, name.span, false, context);
  if (typing.reported) return date;
  if (!IsUnknown(date.type) && !IsCalendar(date.type)) {
    Report(typing, DiagnosticKind::kWrongType, name.span,
           Ticked(typing, name.span) + " is " + Describe(date.type) + ", not a date")
        .help.push_back("name an attribute that is a date, like `visitor.born_on`");
    return Wrong(name.span);
  }
  return date;
}

// `days since d`, `days until anniversary of d`, `anniversary of d`.
Expr CheckUnits(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  Expr date;
  if (aggregate.anniversary_of) {
    Expr day = CheckDateName(typing, *aggregate.anniversary_of, context);
    if (typing.reported) return Wrong(expr.span);
    date = Make(typing, Op::kAnniversary, expr, TypeOf(TypeKind::kDate), {std::move(day)}, context);
    date.zone = context.zone;
    if (aggregate.kind == AggregateKind::kAnniversary) return date;
  } else if (aggregate.date) {
    date.type = TypeOf(TypeKind::kDate);
    date.constant = *aggregate.date;
    date.span = expr.span;
  } else if (aggregate.occurrence) {
    date = CheckDateName(typing, aggregate.occurrence->event, context);
    if (typing.reported) return Wrong(expr.span);
  } else {
    Report(typing, DiagnosticKind::kNoSuchDate, expr.span, "the calendar has no such day: " + Ticked(typing, expr.span))
        .help.push_back("write the day as year-month-day, like `2026-11-27`");
    return Wrong(expr.span);
  }
  if (aggregate.unit < Unit::kDay && date.type.kind == TypeKind::kDate) {
    const std::string unit(UnitName(aggregate.unit));
    Report(typing, DiagnosticKind::kWrongType, expr.span,
           "a date has no hour, so " + unit + "s can't be counted from it")
        .help.push_back("count days, weeks, months or years");
    return Wrong(expr.span);
  }
  const Op op = aggregate.kind == AggregateKind::kUnitsUntil ? Op::kUnitsUntil : Op::kUnitsSince;
  Expr result = Make(typing, op, expr, TypeOf(TypeKind::kNumber), {std::move(date)}, context);
  result.zone = context.zone;
  result.unit = aggregate.unit;
  result.calendar = aggregate.calendar;
  return result;
}

}  // namespace

Expr CheckAggregate(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  if (aggregate.in_list) return CheckListAggregate(typing, expr, context);
  switch (aggregate.kind) {
    case AggregateKind::kUnitsSince:
    case AggregateKind::kUnitsSinceFirst:
    case AggregateKind::kUnitsUntil:
      return IsAboutEvents(typing, aggregate, context) ? CheckUnitsSinceEvent(typing, expr, context)
                                                       : CheckUnits(typing, expr, context);
    case AggregateKind::kAnniversary:
      return CheckUnits(typing, expr, context);
    case AggregateKind::kAffinity:
      return CheckAffinity(typing, aggregate, expr.span, context);
    default:
      return CheckEventAggregate(typing, expr, context);
  }
}

}  // namespace nextmove::dsl

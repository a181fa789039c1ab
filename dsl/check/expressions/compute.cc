// Arithmetic, what is computed over lists, and the calendar.

#include <utility>

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

using tree::AggregateKind;
using tree::SignKind;

bool IsKind(const Expr& expr, TypeKind kind) { return expr.type.kind == kind; }

bool IsFactor(const Expr& expr) { return IsKind(expr, TypeKind::kNumber) || IsKind(expr, TypeKind::kPercent); }

// What can be added up: number, percent, money, duration.
bool IsAmount(const Type& type) { return IsOrdered(type) && !IsCalendar(type); }

std::string_view SignWord(SignKind sign) {
  switch (sign) {
    case SignKind::kPlus:
      return "add";
    case SignKind::kMinus:
      return "subtract";
    case SignKind::kTimes:
      return "multiply";
    case SignKind::kDivide:
      return "divide";
  }
  return "compute";
}

Op OpOf(SignKind sign) {
  switch (sign) {
    case SignKind::kPlus:
      return Op::kAdd;
    case SignKind::kMinus:
      return Op::kSubtract;
    case SignKind::kTimes:
      return Op::kMultiply;
    case SignKind::kDivide:
      return Op::kDivide;
  }
  return Op::kAdd;
}

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

}  // namespace

std::optional<Type> ExpressionChecker::SumType(const Expr& left, const Expr& right, bool minus) {
  if (IsUnknown(left.type) || IsUnknown(right.type)) return Type{};
  if (IsCalendar(left.type) && IsKind(right, TypeKind::kDuration)) return left.type;
  if (!minus && IsKind(left, TypeKind::kDuration) && IsCalendar(right.type)) return right.type;
  if (minus && IsKind(left, TypeKind::kDate) && IsKind(right, TypeKind::kDate)) return TypeOf(TypeKind::kDuration);
  if (left.type.kind == right.type.kind && IsAmount(left.type)) return left.type;
  return std::nullopt;
}

// A share of something is of its kind; so a percentage of a percentage is one, and of a number too.
std::optional<Type> ExpressionChecker::ProductType(const Expr& left, const Expr& right, bool divide) {
  if (IsUnknown(left.type) || IsUnknown(right.type)) return Type{};
  if (divide) {
    if (left.type.kind == right.type.kind && IsAmount(left.type)) return TypeOf(TypeKind::kNumber);
    if (IsAmount(left.type) && IsFactor(right)) return left.type;
    return std::nullopt;
  }
  if (IsFactor(left) && IsFactor(right)) {
    const bool percent = IsKind(left, TypeKind::kPercent) || IsKind(right, TypeKind::kPercent);
    return TypeOf(percent ? TypeKind::kPercent : TypeKind::kNumber);
  }
  if (IsFactor(left) && IsAmount(right.type)) return right.type;
  if (IsAmount(left.type) && IsFactor(right)) return left.type;
  return std::nullopt;
}

void ExpressionChecker::ReportCannotCompute(const tree::Expr& expr, const Expr& left, const Expr& right) {
  Diagnostic& report =
      Report(DiagnosticKind::kWrongType, expr.span,
             "can't " + std::string(SignWord(expr.sign)) + " " + Ticked(left.span) + " and " + Ticked(right.span));
  report.label = Describe(left.type) + " and " + Describe(right.type);
  const bool adds = expr.sign == SignKind::kPlus || expr.sign == SignKind::kMinus;
  if (adds && IsAmount(left.type) && IsKind(right, TypeKind::kPercent)) {
    const std::string share = TextOf(left.span) + " * " + TextOf(right.span);
    report.help.push_back("say of what it is a share: `" + TextOf(left.span) +
                          (expr.sign == SignKind::kPlus ? " + " : " - ") + share + "`");
  } else if (adds && IsOrdered(left.type)) {
    report.help.push_back("both must be of one kind, like `" + Example(left.type, program_) + "`");
  } else if (adds) {
    report.help.push_back("only numbers, percentages, amounts, dates and lengths of time can be added");
  } else {
    report.help.push_back("one of the two must be a number or a percentage, like `1.5` or `20%`");
  }
}

Expr ExpressionChecker::CheckArithmetic(const tree::Expr& expr, const ExprContext& context) {
  const bool adds = expr.sign == SignKind::kPlus || expr.sign == SignKind::kMinus;
  ExprContext inner = context;
  inner.expected = nullptr;
  Expr left = Check(*expr.children[0], inner);
  Expr right = Check(*expr.children[1], inner);
  if (reported_) return Wrong(expr.span);
  const bool money = left.type.kind == TypeKind::kMoney || right.type.kind == TypeKind::kMoney;
  if (adds && money) {
    // `cart.total - 5`: the number is an amount without its currency.
    if (left.type.kind == TypeKind::kNumber && !Adapt(left, right.type, TextOf(right.span))) return Wrong(expr.span);
    if (right.type.kind == TypeKind::kNumber && !Adapt(right, left.type, TextOf(left.span))) return Wrong(expr.span);
  }
  const auto type = adds ? SumType(left, right, expr.sign == SignKind::kMinus)
                         : ProductType(left, right, expr.sign == SignKind::kDivide);
  if (!type) {
    ReportCannotCompute(expr, left, right);
    return Wrong(expr.span);
  }
  if ((adds || expr.sign == SignKind::kDivide) && (!SameCurrency(left, right) || !SameDurations(left, right)))
    return Wrong(expr.span);
  return Make(OpOf(expr.sign), expr, *type, {std::move(left), std::move(right)}, context);
}

Expr ExpressionChecker::CheckDifference(const tree::Expr& expr, const ExprContext& context) {
  Expr left, right;
  if (!CheckPair(*expr.children[0], *expr.children[1], context, left, right)) return Wrong(expr.span);
  const auto type = SumType(left, right, true);
  if (!type || (IsCalendar(left.type) && !IsCalendar(right.type) && !IsUnknown(right.type))) {
    Diagnostic& report = Report(DiagnosticKind::kWrongType, expr.span,
                                "there is no difference between " + Ticked(left.span) + " and " + Ticked(right.span));
    report.label = Describe(left.type) + " and " + Describe(right.type);
    report.help.push_back("both must be of one kind: numbers, percentages, amounts, dates or lengths of time");
    return Wrong(expr.span);
  }
  if (!SameCurrency(left, right) || !SameDurations(left, right)) return Wrong(expr.span);
  return Make(Op::kDifference, expr, *type, {std::move(left), std::move(right)}, context);
}

Expr ExpressionChecker::CheckAggregate(const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  if (aggregate.in_list) return CheckListAggregate(expr, context);
  switch (aggregate.kind) {
    case AggregateKind::kUnitsSince:
    case AggregateKind::kUnitsSinceFirst:
    case AggregateKind::kUnitsUntil:
      return IsAboutEvents(aggregate, context) ? CheckUnitsSinceEvent(expr, context) : CheckUnits(expr, context);
    case AggregateKind::kAnniversary:
      return CheckUnits(expr, context);
    case AggregateKind::kAffinity:
      return CheckAffinity(aggregate, expr.span, context);
    default:
      return CheckEventAggregate(expr, context);
  }
}

std::optional<Type> ExpressionChecker::ListResult(const tree::Aggregate& aggregate, const Expr& what) {
  const Type& type = what.type;
  switch (aggregate.kind) {
    case AggregateKind::kDifferent:
      return TypeOf(TypeKind::kNumber);
    case AggregateKind::kSum:
      if (IsUnknown(type) || (IsAmount(type) && type.kind != TypeKind::kPercent)) return type;
      return std::nullopt;
    case AggregateKind::kAverage:
      return IsUnknown(type) || IsAmount(type) ? std::optional(type) : std::nullopt;
    case AggregateKind::kHighest:
    case AggregateKind::kLowest:
      return IsUnknown(type) || IsOrdered(type) ? std::optional(type) : std::nullopt;
    default:
      return type;  // first, latest: of anything
  }
}

// `sum of price in cart.items where (..)`.
Expr ExpressionChecker::CheckListAggregate(const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  if (!aggregate.occurrence || !aggregate.what) {
    reported_ = true;  // explained while reading
    return Wrong(expr.span);
  }
  const tree::Occurrence& from = *aggregate.occurrence;
  Expr list = CheckPath(from.event.text, from.event.span, false, context);
  if (reported_ || IsUnknown(list.type)) return Wrong(expr.span);
  const auto line = LineContext(list, context);
  if (!line) {
    Report(DiagnosticKind::kWrongType, list.span,
           Ticked(list.span) + " is " + Describe(list.type) + ", not a list of lines with fields")
        .help.push_back("name a list like `cart.items`");
    return Wrong(expr.span);
  }
  Expr what = Check(*aggregate.what, *line);
  if (reported_) return Wrong(expr.span);
  const auto type = ListResult(aggregate, what);
  if (!type) {
    const bool sum = aggregate.kind == AggregateKind::kSum;
    Report(DiagnosticKind::kWrongType, what.span,
           Ticked(what.span) + " is " + Describe(what.type) +
               (sum ? ", which can't be added up" : ", which has no more and less"))
        .help.push_back("name a field that is a number or an amount, like `price`");
    return Wrong(expr.span);
  }
  std::vector<Expr> conditions;
  if (from.field && from.value)
    conditions.push_back(LineFilter(from.field->text, from.field->span, from.under, *from.value, *line));
  if (from.where) conditions.push_back(CheckYesNo(*from.where, *line));
  if (reported_) return Wrong(expr.span);
  std::vector<Expr> children;
  children.push_back(std::move(list));
  children.push_back(std::move(what));
  if (!conditions.empty()) {
    const Span span = from.where ? from.where->span : from.span;
    children.push_back(And(std::move(conditions), span));
  }
  return Make(ListOp(aggregate.kind), expr, *type, std::move(children), context);
}

// The date that a calendar expression is about.
Expr ExpressionChecker::CheckDateName(const tree::Name& name, const ExprContext& context) {
  Expr date = CheckPath(name.text, name.span, false, context);
  if (reported_) return date;
  if (!IsUnknown(date.type) && !IsCalendar(date.type)) {
    Report(DiagnosticKind::kWrongType, name.span, Ticked(name.span) + " is " + Describe(date.type) + ", not a date")
        .help.push_back("name an attribute that is a date, like `visitor.born_on`");
    return Wrong(name.span);
  }
  return date;
}

// `days since d`, `days until anniversary of d`, `anniversary of d`.
Expr ExpressionChecker::CheckUnits(const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  Expr date;
  if (aggregate.anniversary_of) {
    Expr day = CheckDateName(*aggregate.anniversary_of, context);
    if (reported_) return Wrong(expr.span);
    date = Make(Op::kAnniversary, expr, TypeOf(TypeKind::kDate), {std::move(day)}, context);
    date.zone = context.zone;
    if (aggregate.kind == AggregateKind::kAnniversary) return date;
  } else if (aggregate.date) {
    date.type = TypeOf(TypeKind::kDate);
    date.constant = *aggregate.date;
    date.span = expr.span;
  } else if (aggregate.occurrence) {
    date = CheckDateName(aggregate.occurrence->event, context);
    if (reported_) return Wrong(expr.span);
  } else {
    Report(DiagnosticKind::kNoSuchDate, expr.span, "the calendar has no such day: " + Ticked(expr.span))
        .help.push_back("write the day as year-month-day, like `2026-11-27`");
    return Wrong(expr.span);
  }
  if (aggregate.unit < Unit::kDay && date.type.kind == TypeKind::kDate) {
    const std::string unit(UnitName(aggregate.unit));
    Report(DiagnosticKind::kWrongType, expr.span, "a date has no hour, so " + unit + "s can't be counted from it")
        .help.push_back("count days, weeks, months or years");
    return Wrong(expr.span);
  }
  const Op op = aggregate.kind == AggregateKind::kUnitsUntil ? Op::kUnitsUntil : Op::kUnitsSince;
  Expr result = Make(op, expr, TypeOf(TypeKind::kNumber), {std::move(date)}, context);
  result.zone = context.zone;
  result.unit = aggregate.unit;
  result.calendar = aggregate.calendar;
  return result;
}

}  // namespace nextmove::dsl

// Arithmetic and differences, and what is said of operands that do not go together.
#include "dsl/check/expressions/compute.h"

#include <optional>
#include <utility>

#include "dsl/check/expressions/compare.h"
#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/literals.h"
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

std::optional<Type> SumType(const Expr& left, const Expr& right, bool minus) {
  if (IsUnknown(left.type) || IsUnknown(right.type)) return Type{};
  if (IsCalendar(left.type) && IsKind(right, TypeKind::kDuration)) return left.type;
  if (!minus && IsKind(left, TypeKind::kDuration) && IsCalendar(right.type)) return right.type;
  if (minus && IsKind(left, TypeKind::kDate) && IsKind(right, TypeKind::kDate)) return TypeOf(TypeKind::kDuration);
  if (left.type.kind == right.type.kind && IsAmount(left.type)) return left.type;
  return std::nullopt;
}

// A percentage of an amount is an amount of the same type; of a percentage or a number it is a percentage.
std::optional<Type> ProductType(const Expr& left, const Expr& right, bool divide) {
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

void ReportCannotCompute(Typing& typing, const tree::Expr& expr, const Expr& left, const Expr& right) {
  Diagnostic& report = Report(typing, DiagnosticKind::kWrongType, expr.span,
                              "can't " + std::string(SignWord(expr.sign)) + " " + Ticked(typing, left.span) + " and " +
                                  Ticked(typing, right.span));
  report.label = Describe(left.type) + " and " + Describe(right.type);
  const bool adds = expr.sign == SignKind::kPlus || expr.sign == SignKind::kMinus;
  if (adds && IsAmount(left.type) && IsKind(right, TypeKind::kPercent)) {
    const std::string share = TextOf(typing, left.span) + " * " + TextOf(typing, right.span);
    report.help.push_back("say of what it is a share: `" + TextOf(typing, left.span) +
                          (expr.sign == SignKind::kPlus ? " + " : " - ") + share + "`");
  } else if (adds && IsOrdered(left.type)) {
    report.help.push_back("both must be of one kind, like `" + Example(left.type, typing.program) + "`");
  } else if (adds) {
    report.help.push_back("only numbers, percentages, amounts, dates and lengths of time can be added");
  } else {
    report.help.push_back("one of the two must be a number or a percentage, like `1.5` or `20%`");
  }
}

}  // namespace

Expr CheckArithmetic(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const bool adds = expr.sign == SignKind::kPlus || expr.sign == SignKind::kMinus;
  ExprContext inner = context;
  inner.expected = nullptr;
  Expr left = CheckExpression(typing, *expr.children[0], inner);
  Expr right = CheckExpression(typing, *expr.children[1], inner);
  if (typing.reported) return Wrong(expr.span);
  const bool money = left.type.kind == TypeKind::kMoney || right.type.kind == TypeKind::kMoney;
  if (adds && money) {
    // `cart.total - 5`: the number is an amount without its currency.
    if (left.type.kind == TypeKind::kNumber && !Adapt(typing, left, right.type, TextOf(typing, right.span)))
      return Wrong(expr.span);
    if (right.type.kind == TypeKind::kNumber && !Adapt(typing, right, left.type, TextOf(typing, left.span)))
      return Wrong(expr.span);
  }
  const auto type = adds ? SumType(left, right, expr.sign == SignKind::kMinus)
                         : ProductType(left, right, expr.sign == SignKind::kDivide);
  if (!type) {
    ReportCannotCompute(typing, expr, left, right);
    return Wrong(expr.span);
  }
  if ((adds || expr.sign == SignKind::kDivide) &&
      (!SameCurrency(typing, left, right) || !SameDurations(typing, left, right)))
    return Wrong(expr.span);
  return Make(typing, OpOf(expr.sign), expr, *type, {std::move(left), std::move(right)}, context);
}

Expr CheckDifference(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr left, right;
  if (!CheckPair(typing, *expr.children[0], *expr.children[1], context, left, right)) return Wrong(expr.span);
  const auto type = SumType(left, right, true);
  if (!type || (IsCalendar(left.type) && !IsCalendar(right.type) && !IsUnknown(right.type))) {
    Diagnostic& report =
        Report(typing, DiagnosticKind::kWrongType, expr.span,
               "there is no difference between " + Ticked(typing, left.span) + " and " + Ticked(typing, right.span));
    report.label = Describe(left.type) + " and " + Describe(right.type);
    report.help.push_back("both must be of one kind: numbers, percentages, amounts, dates or lengths of time");
    return Wrong(expr.span);
  }
  if (!SameCurrency(typing, left, right) || !SameDurations(typing, left, right)) return Wrong(expr.span);
  return Make(typing, Op::kDifference, expr, *type, {std::move(left), std::move(right)}, context);
}

std::optional<Type> ListResult(const tree::Aggregate& aggregate, const Expr& what) {
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

}  // namespace nextmove::dsl

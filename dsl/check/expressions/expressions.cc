// The entries, and the one dispatch over all kinds of expressions.
#include "dsl/check/expressions/expressions.h"

#include "dsl/check/expressions/aggregates.h"
#include "dsl/check/expressions/compare.h"
#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/compute.h"
#include "dsl/check/expressions/conditions.h"
#include "dsl/check/expressions/contains.h"
#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/history.h"
#include "dsl/check/expressions/literals.h"
#include "dsl/check/expressions/logic.h"
#include "dsl/check/expressions/names.h"
#include "dsl/check/type_words.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

// How deep one expression nests, chains of `+` included; beyond it a part must be named.
constexpr int kMaxDepth = 250;

Expr CheckLiteral(Typing& typing, const tree::Expr& expr, const ExprContext&) {
  if (expr.clock) {
    Report(typing, DiagnosticKind::kWrongType, expr.span,
           Ticked(typing, expr.span) + " is an hour, which conditions can't compare")
        .help.push_back("say when a rule holds with `active every day from 18:00 until 22:00`");
    return Wrong(expr.span);
  }
  if (expr.literal.is_unknown()) {
    typing.reported = true;  // explained while reading
    return Wrong(expr.span);
  }
  Expr result;
  result.span = expr.span;
  result.constant = expr.literal;
  result.type = TypeOfValue(expr.literal);
  return result;
}

// One row for each kind of expression.
Expr CheckByKind(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  using tree::ExprKind;
  switch (expr.kind) {
    case ExprKind::kLiteral:
      return CheckLiteral(typing, expr, context);
    case ExprKind::kPath:
      return CheckPath(typing, expr.text, expr.span, expr.of_this, context);
    case ExprKind::kList:
      return CheckList(typing, expr, {}, context);
    case ExprKind::kAnd:
    case ExprKind::kOr:
      return CheckLogic(typing, expr, context);
    case ExprKind::kNot:
      return CheckNot(typing, expr, context);
    case ExprKind::kOrUnknown:
    case ExprKind::kAndKnown:
      return CheckUnknownWord(typing, expr, context);
    case ExprKind::kIs:
    case ExprKind::kIsNot:
      return CheckEquality(typing, expr, context);
    case ExprKind::kIsOneOf:
    case ExprKind::kIsNotOneOf:
      return CheckMembership(typing, expr, context);
    case ExprKind::kIsKnown:
    case ExprKind::kIsUnknown:
      return CheckIsKnown(typing, expr, context);
    case ExprKind::kIsBetween:
      return CheckBetween(typing, expr, context);
    case ExprKind::kAtLeast:
    case ExprKind::kAtMost:
    case ExprKind::kMoreThan:
    case ExprKind::kLessThan:
      return CheckOrder(typing, expr, context);
    case ExprKind::kBefore:
    case ExprKind::kAfter:
      return CheckBeforeAfter(typing, expr, context);
    case ExprKind::kIsUnder:
      return CheckUnder(typing, expr, context);
    case ExprKind::kInTheLast:
    case ExprKind::kInTheNext:
    case ExprKind::kInThis:
      return CheckNearNow(typing, expr, context);
    case ExprKind::kContains:
      return CheckContains(typing, expr, context);
    case ExprKind::kStartsWith:
    case ExprKind::kEndsWith:
      return CheckAffix(typing, expr, context);
    case ExprKind::kArithmetic:
      return CheckArithmetic(typing, expr, context);
    case ExprKind::kDifference:
      return CheckDifference(typing, expr, context);
    case ExprKind::kToday:
      return Make(typing, Op::kToday, expr, TypeOf(TypeKind::kDate), {}, context);
    case ExprKind::kInSegment:
      return CheckInSegment(typing, expr);
    case ExprKind::kHistory:
      return CheckHistory(typing, expr, context);
    case ExprKind::kAggregate:
      return CheckAggregate(typing, expr, context);
    case ExprKind::kSymbol:
    case ExprKind::kWrong:
      typing.reported = true;
      return Wrong(expr.span);  // explained while reading
  }
  return Wrong(expr.span);
}

}  // namespace

Expr CheckValue(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const OneError one(typing);
  Expr result = context.expected == nullptr ? CheckExpression(typing, expr, context)
                                            : CheckBeside(typing, expr, *context.expected, context);
  if (!one.failed() && context.expected != nullptr && result.op == Op::kConstant) {
    const bool near_miss = context.expected->is_text_like() || result.type.kind == TypeKind::kNumber;
    if (near_miss && context.expected->kind != TypeKind::kNumber) Adapt(typing, result, *context.expected, "");
  }
  if (!one.failed()) ReportNegations(typing, result);
  return one.failed() ? Wrong(expr.span) : result;
}

Expr CheckCondition(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const OneError one(typing);
  Expr result = CheckYesNo(typing, expr, context);
  if (!one.failed()) ReportNegations(typing, result);
  return one.failed() ? Wrong(expr.span) : result;
}

dsl::Value CheckConstant(Typing& typing, const tree::Expr& expr, const Type& type, const ExprContext& context) {
  const OneError one(typing);
  ExprContext wanted = context;
  wanted.expected = &type;
  Expr result = CheckBeside(typing, expr, type, wanted);
  if (one.failed() || IsUnknown(result.type)) return {};
  if (result.op != Op::kConstant) {
    Report(typing, DiagnosticKind::kNotConstant, expr.span, Ticked(typing, expr.span) + " is not a fixed value")
        .help.push_back("write the value itself, like `" + Example(type, typing.program) + "`");
    return {};
  }
  if (!Adapt(typing, result, type, "")) return {};
  if (!Fits(result.type, type)) {
    Report(typing, DiagnosticKind::kWrongType, expr.span,
           Ticked(typing, expr.span) + " is " + Describe(result.type) + ", but here stands " + Describe(type))
        .help.push_back("write " + Describe(type) + ", like `" + Example(type, typing.program) + "`");
    return {};
  }
  if (type.kind == TypeKind::kTime && result.constant.date() != nullptr) {
    return typing.program.zones.empty()
               ? TimeZone().At(*result.constant.date())
               : typing.program.zones[static_cast<std::size_t>(context.zone)].zone.At(*result.constant.date());
  }
  return result.constant;
}

Expr CheckExpression(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  if (typing.reported) return Wrong(expr.span);
  if (typing.depth >= kMaxDepth) {
    Report(typing, DiagnosticKind::kLimitExceeded, expr.span, "the expression is too long")
        .help.push_back("give parts of it a name with `value` or `segment`");
    return Wrong(expr.span);
  }
  ++typing.depth;
  Expr result = CheckByKind(typing, expr, context);
  --typing.depth;
  return result;
}

}  // namespace nextmove::dsl

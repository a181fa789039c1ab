// One function for each kind of comparison.
#include "dsl/check/expressions/compare.h"

#include <optional>
#include <utility>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/literals.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

using tree::ExprKind;

bool IsLiteral(const tree::Expr& expr) { return expr.kind == ExprKind::kLiteral || expr.kind == ExprKind::kList; }

Op OrderOp(ExprKind kind) {
  switch (kind) {
    case ExprKind::kAtLeast:
      return Op::kAtLeast;
    case ExprKind::kAtMost:
      return Op::kAtMost;
    case ExprKind::kMoreThan:
      return Op::kMoreThan;
    default:
      return Op::kLessThan;  // the only other order
  }
}

// The discount of a decision is an amount, or beside a percentage its share of the cart.
void MatchDecision(Expr& discount, const Type& beside) {
  if (discount.op == Op::kDecisionDiscount && beside.kind == TypeKind::kPercent) discount.type = beside;
}

// Negative, zero or positive; none for values without a common order.
std::optional<int> CompareConstants(const dsl::Value& a, const dsl::Value& b) {
  const auto sign = [](const auto& x, const auto& y) { return x < y ? -1 : (y < x ? 1 : 0); };
  if (a.number() != nullptr && b.number() != nullptr) return sign(*a.number(), *b.number());
  if (a.percent() != nullptr && b.percent() != nullptr) return sign(a.percent()->points, b.percent()->points);
  if (a.money() != nullptr && b.money() != nullptr) return sign(a.money()->amount, b.money()->amount);
  if (a.date() != nullptr && b.date() != nullptr) return sign(*a.date(), *b.date());
  if (a.duration() != nullptr && b.duration() != nullptr) {
    const Duration& x = *a.duration();
    const Duration& y = *b.duration();
    if (x.months != 0 || y.months != 0) return sign(x.months, y.months);
    constexpr std::int64_t kDay = 24 * 60 * 60 * 1000;
    return sign(x.milliseconds + x.calendar_days * kDay, y.milliseconds + y.calendar_days * kDay);
  }
  return std::nullopt;
}

Expr CheckOther(Typing& typing, const tree::Expr& expr, const Expr& left, const ExprContext& context) {
  if (auto name = NameAsText(typing, expr, left, context)) return std::move(*name);
  return CheckBeside(typing, expr, left.type, context);
}

// Whether the type has an order; says so when it has none.
bool ReportUnordered(Typing& typing, const Expr& expr, const tree::Expr& whole) {
  if (IsUnknown(expr.type) || IsOrdered(expr.type)) return false;
  Diagnostic& report =
      Report(typing, DiagnosticKind::kWrongType, expr.span,
             Ticked(typing, expr.span) + " is " + Describe(expr.type) + ", which has no more and less");
  if (expr.type.kind == TypeKind::kList) {
    report.help.push_back("count what it holds: `" + TextOf(typing, expr.span) + ".size`");
  } else {
    report.help.push_back("write `" + TextOf(typing, whole.children[0]->span) + " is " +
                          TextOf(typing, whole.children[1]->span) + "`");
  }
  return true;
}

bool ReportTurned(Typing& typing, const Expr& low, const Expr& high) {
  if (low.op != Op::kConstant || high.op != Op::kConstant) return false;
  const auto order = CompareConstants(low.constant, high.constant);
  if (!order || *order <= 0) return false;
  const Span span{low.span.file, low.span.begin, high.span.end};
  const std::string meant = TextOf(typing, high.span) + " and " + TextOf(typing, low.span);
  Diagnostic& report = Report(typing, DiagnosticKind::kRangeTurned, span,
                              "nothing is between " + Ticked(typing, low.span) + " and " + Ticked(typing, high.span));
  report.label = "the first is above the second";
  report.help.push_back("write `between " + meant + "`");
  report.fixes.push_back({span, meant, false});
  return true;
}

// Says that `expr` is no date or time, for the words that need one.
bool ReportNoDate(Typing& typing, const Expr& expr, std::string_view words) {
  if (IsUnknown(expr.type) || IsCalendar(expr.type)) return false;
  Diagnostic& report = Report(
      typing, DiagnosticKind::kWrongType, expr.span,
      Ticked(typing, expr.span) + " is " + Describe(expr.type) + ", but `" + std::string(words) + "` is about dates");
  report.help.push_back("name a date, like `today` or `2026-11-27`");
  return true;
}

}  // namespace

bool CheckPair(Typing& typing, const tree::Expr& a, const tree::Expr& b, const ExprContext& context, Expr& left,
               Expr& right) {
  if (IsLiteral(a) && !IsLiteral(b)) {
    right = CheckExpression(typing, b, context);
    left = CheckBeside(typing, a, right.type, context);
    MatchDecision(right, left.type);
    if (!Adapt(typing, left, right.type, TextOf(typing, b))) return false;
  } else {
    left = CheckExpression(typing, a, context);
    right = CheckOther(typing, b, left, context);
    MatchDecision(left, right.type);
    if (!Adapt(typing, right, left.type, TextOf(typing, a))) return false;
    if (left.op == Op::kConstant && right.op != Op::kConstant && !Adapt(typing, left, right.type, TextOf(typing, b)))
      return false;
  }
  return !typing.reported;
}

void ReportPair(Typing& typing, const Expr& left, const Expr& right) {
  if (left.type.kind == TypeKind::kList) {
    Report(typing, DiagnosticKind::kWrongType, left.span,
           Ticked(typing, left.span) + " is a list, so ask what it holds")
        .help.push_back("write `" + TextOf(typing, left.span) + " contains " + TextOf(typing, right.span) + "`");
    return;
  }
  const bool yes_no = left.type.kind == TypeKind::kYesNo;
  Diagnostic& report =
      Report(typing, DiagnosticKind::kWrongType, right.span,
             Ticked(typing, left.span) + " is " + Describe(left.type) + ", so compare it with " +
                 (yes_no ? "`yes` or `no`" : "one, like `" + Example(left.type, typing.program) + "`"));
  report.label = "this is " + Describe(right.type);
  if (right.op == Op::kConstant && left.type.kind == TypeKind::kText) {
    const std::string meant = "\"" + TextOf(typing, right.span) + "\"";
    report.help.push_back("write `" + meant + "`");
    report.fixes.push_back({right.span, meant, false});
  }
}

Expr CheckEquality(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr left, right;
  if (!CheckPair(typing, *expr.children[0], *expr.children[1], context, left, right)) return Wrong(expr.span);
  const bool scalar = left.type.kind != TypeKind::kList && left.type.kind != TypeKind::kRecord;
  if (!scalar || !Fits(left.type, right.type)) {
    ReportPair(typing, left, right);
    return Wrong(expr.span);
  }
  if (!SameCurrency(typing, left, right) || !SameDurations(typing, left, right)) return Wrong(expr.span);
  const Op op = expr.kind == ExprKind::kIs ? Op::kIs : Op::kIsNot;
  return Make(typing, op, expr, YesNoType(), {std::move(left), std::move(right)}, context);
}

Expr CheckMembership(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr left = CheckExpression(typing, *expr.children[0], context);
  if (typing.reported) return Wrong(expr.span);
  const tree::Expr& list_tree = *expr.children[1];
  if (left.type.kind == TypeKind::kList) {
    Report(typing, DiagnosticKind::kWrongType, left.span,
           Ticked(typing, left.span) + " is a list, so ask what it holds")
        .help.push_back("write `" + TextOf(typing, left.span) + " contains any of " + TextOf(typing, list_tree.span) +
                        "`");
    return Wrong(expr.span);
  }
  Expr right = list_tree.kind == ExprKind::kList ? CheckList(typing, list_tree, left.type, context, &left)
                                                 : CheckExpression(typing, list_tree, context);
  if (typing.reported) return Wrong(expr.span);
  if (!IsUnknown(right.type) && right.type.kind != TypeKind::kList) {
    Report(typing, DiagnosticKind::kWrongType, right.span,
           Ticked(typing, right.span) + " is " + Describe(right.type) + ", not a list")
        .help.push_back("write `" + TextOf(typing, left.span) +
                        (expr.kind == ExprKind::kIsOneOf ? " is " : " is not ") + TextOf(typing, right.span) + "`");
    return Wrong(expr.span);
  }
  if (right.type.element() && !Fits(left.type, *right.type.element())) {
    Report(typing, DiagnosticKind::kWrongType, right.span,
           Ticked(typing, left.span) + " is " + Describe(left.type) + ", but the list holds " +
               Describe(*right.type.element()))
        .help.push_back("name a list of values like `" + Example(left.type, typing.program) + "`");
    return Wrong(expr.span);
  }
  const Op op = expr.kind == ExprKind::kIsOneOf ? Op::kIsOneOf : Op::kIsNotOneOf;
  return Make(typing, op, expr, YesNoType(), {std::move(left), std::move(right)}, context);
}

Expr CheckOrder(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr left, right;
  if (!CheckPair(typing, *expr.children[0], *expr.children[1], context, left, right)) return Wrong(expr.span);
  if (ReportUnordered(typing, left, expr)) return Wrong(expr.span);
  if (!Fits(left.type, right.type)) {
    ReportPair(typing, left, right);
    return Wrong(expr.span);
  }
  if (ReportUnordered(typing, right, expr) || !SameCurrency(typing, left, right) || !SameDurations(typing, left, right))
    return Wrong(expr.span);
  Expr result = Make(typing, OrderOp(expr.kind), expr, YesNoType(), {std::move(left), std::move(right)}, context);
  return Negate(std::move(result), expr.negated);
}

Expr CheckBetween(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr value, low, high;
  if (!CheckPair(typing, *expr.children[0], *expr.children[1], context, value, low)) return Wrong(expr.span);
  high = CheckBeside(typing, *expr.children[2], value.type, context);
  if (!Adapt(typing, high, value.type, TextOf(typing, *expr.children[0]))) return Wrong(expr.span);
  if (ReportUnordered(typing, value, expr)) return Wrong(expr.span);
  for (const Expr* bound : {&low, &high}) {
    if (Fits(value.type, bound->type)) continue;
    ReportPair(typing, value, *bound);
    return Wrong(expr.span);
  }
  if (!SameCurrency(typing, low, high) || !SameDurations(typing, low, high) || !SameDurations(typing, value, low) ||
      ReportTurned(typing, low, high))
    return Wrong(expr.span);
  Expr result =
      Make(typing, Op::kBetween, expr, YesNoType(), {std::move(value), std::move(low), std::move(high)}, context);
  return Negate(std::move(result), expr.negated);
}

Expr CheckBeforeAfter(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr left, right;
  if (!CheckPair(typing, *expr.children[0], *expr.children[1], context, left, right)) return Wrong(expr.span);
  const bool before = expr.kind == ExprKind::kBefore;
  const std::string_view words = before ? "is before" : "is after";
  if (ReportNoDate(typing, left, words) || ReportNoDate(typing, right, words)) return Wrong(expr.span);
  Expr result =
      Make(typing, before ? Op::kBefore : Op::kAfter, expr, YesNoType(), {std::move(left), std::move(right)}, context);
  return Negate(std::move(result), expr.negated);
}

Expr CheckNearNow(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr value = CheckExpression(typing, *expr.children[0], context);
  if (typing.reported) return Wrong(expr.span);
  const std::string_view words = expr.kind == ExprKind::kInTheLast   ? "is in the last"
                                 : expr.kind == ExprKind::kInTheNext ? "is in the next"
                                                                     : "is in this";
  if (ReportNoDate(typing, value, words)) return Wrong(expr.span);
  if (expr.kind == ExprKind::kInThis && expr.unit < Unit::kDay) {
    Report(typing, DiagnosticKind::kWrongType, expr.span, "`in this` goes with a day, week, month or year")
        .help.push_back("write `" + TextOf(typing, value.span) + " is in the last 1 " +
                        std::string(UnitName(expr.unit)) + "`");
    return Wrong(expr.span);
  }
  const Op op = expr.kind == ExprKind::kInTheLast   ? Op::kInTheLast
                : expr.kind == ExprKind::kInTheNext ? Op::kInTheNext
                                                    : Op::kInThis;
  if (op != Op::kInThis && !expr.duration) {
    typing.reported = true;  // explained while reading
    return Wrong(expr.span);
  }
  Expr result = Make(typing, op, expr, YesNoType(), {std::move(value)}, context);
  result.zone = context.zone;
  if (expr.duration) result.constant = *expr.duration;
  result.unit = expr.unit;
  return Negate(std::move(result), expr.negated);
}

Expr CheckUnder(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr value = CheckExpression(typing, *expr.children[0], context);
  if (typing.reported) return Wrong(expr.span);
  return Negate(Under(typing, std::move(value), *expr.children[1], expr, context), expr.negated);
}

Expr Under(Typing& typing, Expr value, const tree::Expr& below, const tree::Expr& from, const ExprContext& context) {
  Expr right = CheckBeside(typing, below, value.type, context);
  if (!Adapt(typing, right, value.type, TextOf(typing, value.span))) return Wrong(from.span);
  if (value.type.kind == TypeKind::kItem) {
    const int catalogue = CatalogueOf(typing, value.type.catalogue());
    const bool has_parent =
        catalogue < 0 || typing.program.catalogues[static_cast<std::size_t>(catalogue)].parent_field >= 0;
    if (!has_parent) {
      Diagnostic& report =
          Report(typing, DiagnosticKind::kWrongType, value.span,
                 "nothing is under an item of `" + value.type.catalogue() + "`: it has no field `parent`");
      for (const FieldType& field : typing.program.catalogues[static_cast<std::size_t>(catalogue)].fields) {
        const int other = field.type.kind == TypeKind::kItem ? CatalogueOf(typing, field.type.catalogue()) : -1;
        if (other < 0 || typing.program.catalogues[static_cast<std::size_t>(other)].parent_field < 0) continue;
        report.help.push_back("ask about its `" + field.name + "`, like `" + TextOf(typing, value.span) + "." +
                              field.name + " is under " + TextOf(typing, below.span) + "`");
        break;
      }
      if (report.help.empty()) report.help.push_back("write `is` instead of `is under`");
      return Wrong(from.span);
    }
  } else if (!IsUnknown(value.type) && value.type.kind != TypeKind::kText) {
    Report(
        typing, DiagnosticKind::kWrongType, value.span,
        Ticked(typing, value.span) + " is " + Describe(value.type) + ", but `is under` is about categories and texts")
        .help.push_back("name a category, like `this product.category is under \"dresses\"`");
    return Wrong(from.span);
  }
  if (!Fits(value.type, right.type)) {
    ReportPair(typing, value, right);
    return Wrong(from.span);
  }
  return Make(typing, Op::kUnder, from, YesNoType(), {std::move(value), std::move(right)}, context);
}

Expr CheckAffix(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr left = CheckExpression(typing, *expr.children[0], context);
  if (typing.reported) return Wrong(expr.span);
  const Type text = TypeOf(TypeKind::kText);
  Expr right = CheckBeside(typing, *expr.children[1], text, context);
  if (typing.reported) return Wrong(expr.span);
  const bool starts = expr.kind == ExprKind::kStartsWith;
  for (const Expr* side : {&left, &right}) {
    if (IsUnknown(side->type) || side->type.is_text_like()) continue;
    Report(typing, DiagnosticKind::kWrongType, side->span,
           Ticked(typing, side->span) + " is " + Describe(side->type) + ", but `" +
               (starts ? "starts with" : "ends with") + "` is about texts")
        .help.push_back("compare it with `is` or `is at least`");
    return Wrong(expr.span);
  }
  Expr result = Make(typing, starts ? Op::kStartsWith : Op::kEndsWith, expr, YesNoType(),
                     {std::move(left), std::move(right)}, context);
  return Negate(std::move(result), expr.negated);
}

}  // namespace nextmove::dsl

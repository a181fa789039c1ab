// `contains` by value, by line, and of a decision.
#include "dsl/check/expressions/contains.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/conditions.h"
#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/lines.h"
#include "dsl/check/expressions/literals.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/expressions/unknown.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

using tree::ContainsKind;

// `decision contains rule a`, `decision contains any of [a, b]`
void ReportNotOneRule(Typing& typing, const tree::Expr& expr) {
  const tree::Expr& last = *expr.children.back();
  std::vector<const tree::Expr*> written;
  if (last.kind != tree::ExprKind::kList) written.push_back(&last);
  for (const auto& child : last.children) written.push_back(child.get());
  const std::string joint = expr.contains == ContainsKind::kAllOf ? " and " : " or ";
  std::vector<std::string> conditions;
  for (const tree::Expr* one : written) {
    const std::string name = one->literal.text() != nullptr ? *one->literal.text() : TextOf(typing, one->span);
    const std::string rule = typing.program.FindRule(name) >= 0 ? name : NearestRule(typing, name);
    if (!rule.empty()) conditions.push_back("decision contains " + rule);
  }
  std::string meant = absl::StrJoin(conditions, joint);
  Diagnostic& report =
      Report(typing, DiagnosticKind::kWrongType, expr.span, "`decision contains` is followed by the name of one rule");
  report.label = "not the name of a rule";
  if (meant.empty() && !typing.program.rules.empty()) meant = "decision contains " + typing.program.rules.front().name;
  report.help.push_back(meant.empty() ? "declare a rule, and name it" : "write `" + meant + "`");
}

// `decision contains checkout_help`: whether the rule won.
Expr CheckDecisionContains(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  if (!context.decision) {
    Report(typing, DiagnosticKind::kUnknownAttribute, expr.span,
           "what a decision contains is known only after `never` of a guard")
        .help.push_back("write it there: `never decision contains ...`");
    return Wrong(expr.span);
  }
  const bool named = expr.contains == ContainsKind::kValue && expr.children.size() == 2 &&
                     expr.children[1]->kind == tree::ExprKind::kPath && !expr.children[1]->of_this;
  if (!named) {
    ReportNotOneRule(typing, expr);
    return Wrong(expr.span);
  }
  const tree::Expr& rule = *expr.children[1];
  const int index = typing.program.FindRule(rule.text);
  const Declaration* declaration = typing.declarations.Find(rule.text);
  if (index < 0 && declaration != nullptr && RowOf(declaration->word).decision) {
    typing.reported = true;  // explained where it is declared
    return Wrong(expr.span);
  }
  if (index < 0) {
    ReportNoRule(typing, rule.text, rule.span);
    return Wrong(expr.span);
  }
  Expr result = Make(typing, Op::kDecisionContains, expr, YesNoType(), {}, context);
  result.index = index;
  return Negate(std::move(result), expr.negated);
}

Expr CheckContainsValue(Typing& typing, const tree::Expr& expr, Expr list, const ExprContext& context) {
  const bool text = list.type.is_text_like();
  const tree::Expr& what = *expr.children[1];
  const Type element = text ? TypeOf(TypeKind::kText) : (list.type.element() ? *list.type.element() : Type{});
  if (element.kind == TypeKind::kRecord) {
    const std::string field = element.fields().empty() ? "product" : element.fields().front().name;
    Report(typing, DiagnosticKind::kWrongType, what.span,
           "say which field of " + Ticked(typing, list.span) + " is " + Ticked(typing, what.span))
        .help.push_back("write `" + TextOf(typing, list.span) + " contains " + field + " " + TextOf(typing, what.span) +
                        "`");
    return Wrong(expr.span);
  }
  const bool several = expr.contains == ContainsKind::kAnyOf || expr.contains == ContainsKind::kAllOf;
  Expr right = !several                             ? CheckBeside(typing, what, element, context)
               : what.kind == tree::ExprKind::kList ? CheckList(typing, what, element, context)
                                                    : CheckExpression(typing, what, context);
  if (!several && !Adapt(typing, right, element, TextOf(typing, list.span))) return Wrong(expr.span);
  const bool fits = several ? IsUnknown(right.type) || (right.type.kind == TypeKind::kList &&
                                                        (!right.type.element() || Fits(*right.type.element(), element)))
                            : Fits(right.type, element);
  if (!fits) {
    Report(typing, DiagnosticKind::kWrongType, right.span,
           Ticked(typing, list.span) + " holds " + Describe(element) + ", so look for one, like `" +
               Example(element, typing.program) + "`")
        .label = "this is " + Describe(right.type);
    return Wrong(expr.span);
  }
  const Op op = !several                                ? (text ? Op::kContainsText : Op::kContains)
                : expr.contains == ContainsKind::kAnyOf ? Op::kContainsAny
                                                        : Op::kContainsAll;
  return Make(typing, op, expr, YesNoType(), {std::move(list), std::move(right)}, context);
}

Expr CheckContainsLine(Typing& typing, const tree::Expr& expr, Expr list, const ExprContext& context) {
  const auto line = LineContext(typing, list, context);
  if (!line) {
    Report(typing, DiagnosticKind::kWrongType, list.span,
           Ticked(typing, list.span) + " has no fields to look at, only values")
        .help.push_back("write `" + TextOf(typing, list.span) + " contains \"..\"` or `contains any of [..]`");
    return Wrong(expr.span);
  }
  const std::string& catalogue = list.type.element()->catalogue();  // of a list of items
  const bool item = expr.contains == ContainsKind::kItem;
  if (item && line->record == nullptr && !expr.where && !expr.under && expr.text == catalogue)
    return CheckContainsValue(typing, expr, std::move(list), context);
  if (item && expr.text.empty()) {
    const std::string field = line->record == nullptr ? catalogue : line->record->front().name;
    Report(typing, DiagnosticKind::kUnknownField, expr.children[1]->span,
           "say which field of " + Ticked(typing, list.span) + " is " + Ticked(typing, expr.children[1]->span))
        .help.push_back("write `" + TextOf(typing, list.span) + " contains " + field + " " +
                        TextOf(typing, expr.children[1]->span) + "`");
    return Wrong(expr.span);
  }
  std::vector<Expr> conditions;
  if (item) conditions.push_back(LineFilter(typing, expr.text, expr.span, expr.under, *expr.children[1], *line));
  if (expr.where) conditions.push_back(CheckYesNo(typing, *expr.where, *line));
  if (typing.reported || conditions.empty()) return Wrong(expr.span);
  Expr where = AllOf(std::move(conditions), expr.where ? expr.where->span : expr.span);
  return Make(typing, Op::kContainsWhere, expr, YesNoType(), {std::move(list), std::move(where)}, context);
}

}  // namespace

Expr CheckContains(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const tree::Expr& subject = *expr.children[0];
  if (subject.kind == tree::ExprKind::kPath && subject.text == "decision" &&
      !NamesAValue(typing, subject.text, context))
    return CheckDecisionContains(typing, expr, context);
  Expr list = CheckExpression(typing, *expr.children[0], context);
  if (typing.reported) return Wrong(expr.span);
  if (IsUnknown(list.type)) return Wrong(expr.span);
  const bool text = list.type.is_text_like();
  if (!text && list.type.kind != TypeKind::kList) {
    Report(typing, DiagnosticKind::kWrongType, list.span,
           Ticked(typing, list.span) + " is " + Describe(list.type) + ", but `contains` is about lists and texts")
        .help.push_back("compare it with one, like `" + TextOf(typing, list.span) + " is " +
                        Example(list.type, typing.program) + "`");
    return Wrong(expr.span);
  }
  const bool by_line = expr.contains == ContainsKind::kAnyWhere || expr.contains == ContainsKind::kItem;
  Expr result = by_line ? CheckContainsLine(typing, expr, std::move(list), context)
                        : CheckContainsValue(typing, expr, std::move(list), context);
  if (typing.reported) return Wrong(expr.span);
  return Negate(std::move(result), expr.negated);
}

}  // namespace nextmove::dsl

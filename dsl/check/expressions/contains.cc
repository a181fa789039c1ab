// `contains` and what a `where` over lines sees.

#include <utility>

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {

using tree::ContainsKind;

Expr ExpressionChecker::CheckContains(const tree::Expr& expr, const ExprContext& context) {
  const tree::Expr& subject = *expr.children[0];
  if (subject.kind == tree::ExprKind::kPath && subject.text == "decision" && !NamesAValue(subject.text, context))
    return CheckDecisionContains(expr, context);
  Expr list = Check(*expr.children[0], context);
  if (reported_) return Wrong(expr.span);
  if (IsUnknown(list.type)) return Wrong(expr.span);
  const bool text = list.type.is_text_like();
  if (!text && list.type.kind != TypeKind::kList) {
    Report(DiagnosticKind::kWrongType, list.span,
           Ticked(list.span) + " is " + Describe(list.type) + ", but `contains` is about lists and texts")
        .help.push_back("compare it with one, like `" + TextOf(list.span) + " is " + Example(list.type, program_) +
                        "`");
    return Wrong(expr.span);
  }
  const bool by_line = expr.contains == ContainsKind::kAnyWhere || expr.contains == ContainsKind::kItem;
  Expr result =
      by_line ? CheckContainsLine(expr, std::move(list), context) : CheckContainsValue(expr, std::move(list), context);
  if (reported_) return Wrong(expr.span);
  return Negate(std::move(result), expr.negated);
}

// `decision contains checkout_help`: whether the rule won.
Expr ExpressionChecker::CheckDecisionContains(const tree::Expr& expr, const ExprContext& context) {
  if (!context.decision) {
    Report(DiagnosticKind::kUnknownAttribute, expr.span,
           "what a decision contains is known only after `never` of a guard")
        .help.push_back("write it there: `never decision contains ...`");
    return Wrong(expr.span);
  }
  const bool named = expr.contains == ContainsKind::kValue && expr.children.size() == 2 &&
                     expr.children[1]->kind == tree::ExprKind::kPath && !expr.children[1]->of_this;
  if (!named) {
    ReportNotOneRule(expr);
    return Wrong(expr.span);
  }
  const tree::Expr& rule = *expr.children[1];
  const int index = program_.FindRule(rule.text);
  const Declaration* declaration = declarations_.Find(rule.text);
  if (index < 0 && declaration != nullptr && RowOf(declaration->word).decision) {
    reported_ = true;  // explained where it is declared
    return Wrong(expr.span);
  }
  if (index < 0) {
    ReportNoRule(rule.text, rule.span);
    return Wrong(expr.span);
  }
  Expr result = Make(Op::kDecisionContains, expr, YesNoType(), {}, context);
  result.index = index;
  return Negate(std::move(result), expr.negated);
}

// `decision contains rule a`, `decision contains any of [a, b]`
void ExpressionChecker::ReportNotOneRule(const tree::Expr& expr) {
  const tree::Expr& last = *expr.children.back();
  std::vector<const tree::Expr*> written;
  if (last.kind != tree::ExprKind::kList) written.push_back(&last);
  for (const auto& child : last.children) written.push_back(child.get());
  const std::string joint = expr.contains == ContainsKind::kAllOf ? " and " : " or ";
  std::string meant;
  for (const tree::Expr* one : written) {
    const std::string name = one->literal.text() != nullptr ? *one->literal.text() : TextOf(one->span);
    const std::string rule = program_.FindRule(name) >= 0 ? name : NearestRule(name);
    if (!rule.empty()) meant += (meant.empty() ? "" : joint) + "decision contains " + rule;
  }
  Diagnostic& report =
      Report(DiagnosticKind::kWrongType, expr.span, "`decision contains` is followed by the name of one rule");
  report.label = "not the name of a rule";
  if (meant.empty() && !program_.rules.empty()) meant = "decision contains " + program_.rules.front().name;
  report.help.push_back(meant.empty() ? "declare a rule, and name it" : "write `" + meant + "`");
}

// The declared rule that is nearest to the name; empty when none is near.
std::string ExpressionChecker::NearestRule(const std::string& name) const {
  std::vector<std::string> rules;
  for (const auto& [rule, index] : program_.rule_names) rules.push_back(rule);
  return declarations_.searches_left-- > 0 ? NearestOf(name, rules) : std::string();
}

// Says that the name is none of a rule.
void ExpressionChecker::ReportNoRule(const std::string& name, const Span& span) {
  Diagnostic& report = Report(DiagnosticKind::kUnknownRule, span, "unknown rule `" + name + "`");
  report.label = "not declared";
  const std::string nearest = NearestRule(name);
  if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({span, nearest, false});
  } else {
    report.help.push_back("write the name of a rule; one that is there no more stands in quotation marks");
  }
}

Expr ExpressionChecker::CheckContainsValue(const tree::Expr& expr, Expr list, const ExprContext& context) {
  const bool text = list.type.is_text_like();
  const tree::Expr& what = *expr.children[1];
  const Type element = text ? TypeOf(TypeKind::kText) : (list.type.element ? *list.type.element : Type{});
  if (element.kind == TypeKind::kRecord) {
    const std::string field = element.fields.empty() ? "product" : element.fields.front().name;
    Report(DiagnosticKind::kWrongType, what.span,
           "say which field of " + Ticked(list.span) + " is " + Ticked(what.span))
        .help.push_back("write `" + TextOf(list.span) + " contains " + field + " " + TextOf(what.span) + "`");
    return Wrong(expr.span);
  }
  const bool several = expr.contains == ContainsKind::kAnyOf || expr.contains == ContainsKind::kAllOf;
  Expr right = !several                             ? CheckBeside(what, element, context)
               : what.kind == tree::ExprKind::kList ? CheckList(what, element, context)
                                                    : Check(what, context);
  if (!several && !Adapt(right, element, TextOf(list.span))) return Wrong(expr.span);
  const bool fits = several ? IsUnknown(right.type) || (right.type.kind == TypeKind::kList &&
                                                        (!right.type.element || Fits(*right.type.element, element)))
                            : Fits(right.type, element);
  if (!fits) {
    Report(DiagnosticKind::kWrongType, right.span,
           Ticked(list.span) + " holds " + Describe(element) + ", so look for one, like `" +
               Example(element, program_) + "`")
        .label = "this is " + Describe(right.type);
    return Wrong(expr.span);
  }
  const Op op = !several                                ? (text ? Op::kContainsText : Op::kContains)
                : expr.contains == ContainsKind::kAnyOf ? Op::kContainsAny
                                                        : Op::kContainsAll;
  return Make(op, expr, YesNoType(), {std::move(list), std::move(right)}, context);
}

std::optional<ExprContext> ExpressionChecker::LineContext(const Expr& list, const ExprContext& context) {
  if (list.type.kind != TypeKind::kList || !list.type.element) return std::nullopt;
  ExprContext line = context;
  line.expected = nullptr;
  line.menu_item = false;
  line.record = nullptr;
  line.event = -1;
  line.record_item_field = -1;
  line.item_catalogue = -1;
  if (list.type.element->kind == TypeKind::kRecord) {
    line.record = &list.type.element->fields;
    return line;
  }
  if (list.type.element->kind != TypeKind::kItem) return std::nullopt;
  line.item_catalogue = CatalogueOf(list.type.element->catalogue);
  return line;
}

Expr ExpressionChecker::CheckContainsLine(const tree::Expr& expr, Expr list, const ExprContext& context) {
  const auto line = LineContext(list, context);
  if (!line) {
    Report(DiagnosticKind::kWrongType, list.span, Ticked(list.span) + " has no fields to look at, only values")
        .help.push_back("write `" + TextOf(list.span) + " contains \"..\"` or `contains any of [..]`");
    return Wrong(expr.span);
  }
  const std::string& catalogue = list.type.element->catalogue;  // of a list of items
  const bool item = expr.contains == ContainsKind::kItem;
  if (item && line->record == nullptr && !expr.where && !expr.under && expr.text == catalogue)
    return CheckContainsValue(expr, std::move(list), context);
  if (item && expr.text.empty()) {
    const std::string field = line->record == nullptr ? catalogue : line->record->front().name;
    Report(DiagnosticKind::kUnknownField, expr.children[1]->span,
           "say which field of " + Ticked(list.span) + " is " + Ticked(expr.children[1]->span))
        .help.push_back("write `" + TextOf(list.span) + " contains " + field + " " + TextOf(expr.children[1]->span) +
                        "`");
    return Wrong(expr.span);
  }
  std::vector<Expr> conditions;
  if (item) conditions.push_back(LineFilter(expr.text, expr.span, expr.under, *expr.children[1], *line));
  if (expr.where) conditions.push_back(CheckYesNo(*expr.where, *line));
  if (reported_ || conditions.empty()) return Wrong(expr.span);
  Expr where = And(std::move(conditions), expr.where ? expr.where->span : expr.span);
  return Make(Op::kContainsWhere, expr, YesNoType(), {std::move(list), std::move(where)}, context);
}

Expr ExpressionChecker::LineFilter(const std::string& field, const Span& field_span, bool under,
                                   const tree::Expr& value, const ExprContext& line) {
  Expr left;
  if (auto found = FindInRecord(field, field_span, line)) {
    left = std::move(*found);
  } else if (auto item = FindInItem(field, field_span, line)) {
    left = std::move(*item);
  } else if (line.event >= 0) {
    ReportNoEventField(line.event, field, field_span);
    return Wrong(field_span);
  } else {
    Diagnostic& report = Report(DiagnosticKind::kUnknownField, field_span, "the lines have no field `" + field + "`");
    report.label = "not known";
    const std::string nearest = NearestName(field, line);
    if (field == "max" || field == "maximum") {
      const std::string most = "up to " + TextOf(value.span);
      report.message = "the most that is taken off is written `up to`";
      report.label = "write `" + most + "`";
      report.help.push_back("write `" + most + "`");
      report.fixes.push_back({{field_span.file, field_span.begin, value.span.end}, most, false});
    } else if (field == "pay" || field == "get") {
      report.message = "what a deal saves does not stand in `buy`";
      report.label = "not here";
      report.help.push_back("what a deal saves is a line of its own, for example `give 100% off cheapest`");
    } else if (!nearest.empty()) {
      report.help.push_back("did you mean `" + nearest + "`?");
    } else {
      report.help.push_back("name a field of the list, or of the catalogue its lines name");
    }
    return Wrong(field_span);
  }
  return CheckFieldValue(std::move(left), field, under, value, line);
}

// `left` is the value, or under it. The value is one of the world around, not a field of the line.
Expr ExpressionChecker::CheckFieldValue(Expr left, const std::string& field, bool under, const tree::Expr& value,
                                        const ExprContext& line) {
  ExprContext around = line;
  around.record = nullptr;
  around.event = -1;
  around.record_item_field = -1;
  if (!around.menu_item) around.item_catalogue = -1;
  if (under) return Under(std::move(left), value, value, around);
  auto name = NameAsText(value, left, line);
  Expr right = name ? std::move(*name) : CheckBeside(value, left.type, around);
  if (!Adapt(right, left.type, field)) return Wrong(value.span);
  if (!Fits(left.type, right.type)) {
    ReportPair(left, right);
    return Wrong(value.span);
  }
  return Make(Op::kIs, value, YesNoType(), {std::move(left), std::move(right)}, line);
}

Expr ExpressionChecker::And(std::vector<Expr> conditions, const Span& span) {
  if (conditions.size() == 1) return std::move(conditions.front());
  Expr result;
  result.op = Op::kAnd;
  result.type = YesNoType();
  result.span = span;
  result.children = std::move(conditions);
  return result;
}

}  // namespace nextmove::dsl

// Literals and lists of them beside a type.
#include "dsl/check/expressions/literals.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/expressions/unknown.h"
#include "dsl/check/type_words.h"
#include "dsl/value/index.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

// Whether the text field of a built-in event holds the name of a rule.
bool HoldsRule(std::string_view field) { return field == "action" || field == "question"; }

// Whether it is counted in months, which have no fixed length.
bool InMonths(const Duration& duration) { return duration.months != 0; }

bool HasLength(const Duration& duration) { return duration.milliseconds != 0 || duration.calendar_days != 0; }

const Duration* ConstantDuration(const Expr& expr) {
  return expr.op == Op::kConstant ? expr.constant.duration() : nullptr;
}

// Whether it is the length of time between two dates, which is counted in days.
bool IsDaysBetweenDates(const Expr& expr) {
  return (expr.op == Op::kSubtract || expr.op == Op::kDifference) && !expr.children.empty() &&
         IsCalendar(expr.children[0].type) && expr.type.kind == TypeKind::kDuration;
}

void ReportNotInValues(Typing& typing, const Expr& literal, const Type& wanted, const std::string& beside) {
  const std::string subject = beside.empty() ? "the value" : "`" + beside + "`";
  Diagnostic& report =
      Report(typing, DiagnosticKind::kNotInValues, literal.span, subject + " is never " + Ticked(typing, literal.span));
  report.label = "not one of the values";
  const std::string nearest = Suggest(*literal.constant.text(), wanted.one_of());
  if (!nearest.empty()) {
    report.help.push_back("did you mean `\"" + nearest + "\"`?");
    report.fixes.push_back({literal.span, "\"" + nearest + "\"", false});
  }
  report.help.push_back("its values are " + ListedValues(wanted.one_of()));
}

bool AdaptText(Typing& typing, Expr& literal, const Type& wanted, const std::string& beside) {
  const std::string& text = *literal.constant.text();
  if (wanted.kind == TypeKind::kOneOf) {
    if (std::find(wanted.one_of().begin(), wanted.one_of().end(), text) == wanted.one_of().end()) {
      ReportNotInValues(typing, literal, wanted, beside);
      return false;
    }
  } else if (wanted.kind == TypeKind::kCountry) {
    if (ParseValue(text, wanted).is_unknown()) {
      Report(typing, DiagnosticKind::kNotInValues, literal.span, Ticked(typing, literal.span) + " is no country")
          .help.push_back("countries are two capitals, like `\"FR\"`");
      return false;
    }
  } else if (wanted.kind == TypeKind::kTimeZone) {
    if (!TimeZone::Load(text)) {
      Report(typing, DiagnosticKind::kUnknownZone, literal.span, Ticked(typing, literal.span) + " is no time zone")
          .help.push_back("zones are named by a large town, like `\"Europe/Paris\"`");
      return false;
    }
  } else if (!wanted.is_text_like()) {
    if (wanted.kind == TypeKind::kList || ParseValue(text, wanted).is_unknown()) return true;  // said by who compares
    Diagnostic& report =
        Report(typing, DiagnosticKind::kWrongType, literal.span,
               Ticked(typing, literal.span) + " in quotation marks is a text, but here stands " + Describe(wanted));
    report.help.push_back("write `" + text + "`");
    report.fixes.push_back({literal.span, text, false});
    return false;
  }
  literal.type = wanted;
  return true;
}

bool AdaptNumber(Typing& typing, Expr& literal, const Type& wanted, const std::string& beside) {
  const bool percent = literal.type.kind == TypeKind::kPercent;
  const std::string digits =
      percent ? literal.constant.percent()->points.ToString() : literal.constant.number()->ToString();
  const std::string subject =
      beside.empty() ? "here stands " + Describe(wanted) : "`" + beside + "` is " + Describe(wanted);
  const auto offer = [&](Diagnostic& report, const std::string& meant) {
    report.help.push_back("write `" + meant + "`");
    report.fixes.push_back({literal.span, meant, false});
  };
  if (wanted.kind == TypeKind::kMoney && !percent) {
    const std::string_view code = typing.program.project.currency.code();
    offer(Report(typing, DiagnosticKind::kCurrencyMissing, literal.span, subject + ", so it needs a currency"),
          digits + " " + std::string(code.empty() ? "EUR" : code));
    return false;
  }
  if (wanted.kind == TypeKind::kPercent && !percent) {
    Diagnostic& report =
        Report(typing, DiagnosticKind::kWrongType, literal.span, subject + ", so it needs the sign `%`");
    const Decimal& number = *literal.constant.number();
    const bool share = !number.is_negative() && !number.is_zero() && number < Decimal(1);  // 0.5 for a half
    if (share) offer(report, (number * Decimal(100)).ToString() + "%");
    offer(report, digits + "%");
    return false;
  }
  if (wanted.kind == TypeKind::kNumber && percent) {
    offer(Report(typing, DiagnosticKind::kWrongType, literal.span, subject + ", not a percentage"), digits);
    return false;
  }
  if (wanted.kind == TypeKind::kDuration && !percent) {
    offer(Report(typing, DiagnosticKind::kWrongType, literal.span, subject + ", so it needs a unit"), digits + " days");
    return false;
  }
  return true;
}

}  // namespace

Expr CheckList(Typing& typing, const tree::Expr& expr, const Type& wanted, const ExprContext& context,
               const Expr* left) {
  std::vector<Expr> items;
  Type element = wanted;
  for (const auto& child : expr.children) {
    auto name = left == nullptr ? std::nullopt : NameAsText(typing, *child, *left, context);
    Expr item = name ? std::move(*name) : CheckBeside(typing, *child, element, context);
    if (item.op == Op::kConstant && !Adapt(typing, item, element, "")) return Wrong(expr.span);
    if (typing.reported) return Wrong(expr.span);
    if (!Fits(item.type, element)) {
      Report(typing, DiagnosticKind::kWrongType, child->span,
             Ticked(typing, child->span) + " is " + Describe(item.type) + ", but the list holds " + Describe(element))
          .help.push_back("all values of a list are of one kind, like `" + Example(element, typing.program) + "`");
      return Wrong(expr.span);
    }
    if (IsUnknown(element)) element = item.type;
    items.push_back(std::move(item));
  }
  return Make(typing, Op::kListOf, expr, ListOf(std::move(element)), std::move(items), context);
}

std::optional<Expr> NameAsText(Typing& typing, const tree::Expr& expr, const Expr& field, const ExprContext& context) {
  if (context.event < 0 || field.op != Op::kField || !typing.program.events[At(context.event)].built_in)
    return std::nullopt;
  const bool bare = expr.kind == tree::ExprKind::kPath && !expr.of_this && expr.text.find('.') == std::string::npos;
  if (!bare || !HoldsRule(typing.program.events[At(context.event)].fields[At(field.index)].name)) return std::nullopt;
  if (NamesAValue(typing, expr.text, context)) return std::nullopt;
  const Declaration* declaration = typing.declarations.Find(expr.text);
  if (declaration == nullptr || !RowOf(declaration->word).decision) {
    ReportNoRule(typing, expr.text, expr.span);
    return Wrong(expr.span);
  }
  Expr text;
  text.span = expr.span;
  text.type = TypeOf(TypeKind::kText);
  text.constant = expr.text;
  return text;
}

Expr CheckBeside(Typing& typing, const tree::Expr& expr, const Type& beside, const ExprContext& context) {
  if (typing.reported) return Wrong(expr.span);
  if (expr.kind == tree::ExprKind::kList && beside.kind == TypeKind::kList && beside.element())
    return CheckList(typing, expr, *beside.element(), context);
  const bool bare = expr.kind == tree::ExprKind::kPath && !expr.of_this && expr.text.find('.') == std::string::npos;
  if (!bare || !beside.is_text_like() || NamesAValue(typing, expr.text, context))
    return CheckExpression(typing, expr, context);
  Diagnostic& report = Report(typing, DiagnosticKind::kTextWithoutQuotes, expr.span,
                              "`" + expr.text + "` needs quotation marks to be a text");
  report.label = "not a name that is declared";
  std::string meant = expr.text;
  if (beside.kind == TypeKind::kOneOf &&
      std::find(beside.one_of().begin(), beside.one_of().end(), meant) == beside.one_of().end()) {
    const std::string nearest = Suggest(meant, beside.one_of());
    if (!nearest.empty()) meant = nearest;
  }
  report.help.push_back("write `\"" + meant + "\"`");
  report.fixes.push_back({expr.span, "\"" + meant + "\"", false});
  return Wrong(expr.span);
}

bool Adapt(Typing& typing, Expr& literal, const Type& wanted, const std::string& beside) {
  if (typing.reported) return false;
  if (literal.op != Op::kConstant || IsUnknown(literal.type) || IsUnknown(wanted)) return true;
  if (literal.type.kind == TypeKind::kText) return AdaptText(typing, literal, wanted, beside);
  if (literal.type.kind == TypeKind::kNumber || literal.type.kind == TypeKind::kPercent)
    return AdaptNumber(typing, literal, wanted, beside);
  return true;
}

bool SameCurrency(Typing& typing, const Expr& a, const Expr& b) {
  const Money* left = a.op == Op::kConstant ? a.constant.money() : nullptr;
  const Money* right = b.op == Op::kConstant ? b.constant.money() : nullptr;
  if (left == nullptr || right == nullptr || left->Fits(*right)) return true;
  Diagnostic& report = Report(typing, DiagnosticKind::kTwoCurrencies, b.span,
                              Ticked(typing, a.span) + " and " + Ticked(typing, b.span) + " are of two currencies");
  const std::string meant = right->amount.ToString() + " " + std::string(left->currency.code());
  report.help.push_back("write both in one currency, like `" + meant + "`");
  report.fixes.push_back({b.span, meant, false});
  return false;
}

bool SameDurations(Typing& typing, const Expr& a, const Expr& b) {
  const Duration* left = ConstantDuration(a);
  const Duration* right = ConstantDuration(b);
  bool mixed = left != nullptr && right != nullptr &&
               ((InMonths(*left) && HasLength(*right)) || (HasLength(*left) && InMonths(*right)));
  mixed = mixed || (IsDaysBetweenDates(a) && right != nullptr && InMonths(*right)) ||
          (IsDaysBetweenDates(b) && left != nullptr && InMonths(*left));
  if (!mixed) return true;
  Diagnostic& report =
      Report(typing, DiagnosticKind::kMixedDurations, b.span,
             Ticked(typing, a.span) + " and " + Ticked(typing, b.span) + " do not compare: months differ in length");
  report.help.push_back(IsDaysBetweenDates(a) || IsDaysBetweenDates(b)
                            ? "count whole months instead, like `months since visitor.born_on is at least 3`"
                            : "write both in days, like `30 days`, or both in months");
  return false;
}

}  // namespace nextmove::dsl

// What a literal must be beside a type: quotation marks, currencies, percent signs, values of a fixed list.

#include <algorithm>
#include <utility>

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

// Whether it counts on the calendar's months, which have no fixed length.
bool InMonths(const Duration& duration) { return duration.months != 0; }

bool HasLength(const Duration& duration) { return duration.milliseconds != 0 || duration.calendar_days != 0; }

const Duration* ConstantDuration(const Expr& expr) {
  return expr.op == Op::kConstant ? expr.constant.duration() : nullptr;
}

// The length of time between two dates is one in days.
bool IsDaysBetweenDates(const Expr& expr) {
  return (expr.op == Op::kSubtract || expr.op == Op::kDifference) && !expr.children.empty() &&
         IsCalendar(expr.children[0].type) && expr.type.kind == TypeKind::kDuration;
}

}  // namespace

// Checks what stands beside a value of the type: a bare word beside a text is a text without its quotation marks.
Expr ExpressionChecker::CheckBeside(const tree::Expr& expr, const Type& beside, const ExprContext& context) {
  if (reported_) return Wrong(expr.span);
  if (expr.kind == tree::ExprKind::kList && beside.kind == TypeKind::kList && beside.element)
    return CheckList(expr, *beside.element, context);
  const bool bare = expr.kind == tree::ExprKind::kPath && !expr.of_this && expr.text.find('.') == std::string::npos;
  if (!bare || !beside.is_text_like() || NamesAValue(expr.text, context)) return Check(expr, context);
  Diagnostic& report =
      Report(DiagnosticKind::kTextWithoutQuotes, expr.span, "`" + expr.text + "` needs quotation marks to be a text");
  report.label = "not a name that is declared";
  std::string meant = expr.text;
  if (beside.kind == TypeKind::kOneOf &&
      std::find(beside.one_of.begin(), beside.one_of.end(), meant) == beside.one_of.end()) {
    const std::string nearest = NearestOf(meant, beside.one_of);
    if (!nearest.empty()) meant = nearest;
  }
  report.help.push_back("write `\"" + meant + "\"`");
  report.fixes.push_back({expr.span, "\"" + meant + "\"", false});
  return Wrong(expr.span);
}

// Gives the literal the wanted type where it can have it; false after an error. `beside` is what it stands next to.
bool ExpressionChecker::Adapt(Expr& literal, const Type& wanted, const std::string& beside) {
  if (reported_) return false;
  if (literal.op != Op::kConstant || IsUnknown(literal.type) || IsUnknown(wanted)) return true;
  if (literal.type.kind == TypeKind::kText) return AdaptText(literal, wanted, beside);
  if (literal.type.kind == TypeKind::kNumber || literal.type.kind == TypeKind::kPercent)
    return AdaptNumber(literal, wanted, beside);
  return true;
}

bool ExpressionChecker::AdaptText(Expr& literal, const Type& wanted, const std::string& beside) {
  const std::string& text = *literal.constant.text();
  if (wanted.kind == TypeKind::kOneOf) {
    if (std::find(wanted.one_of.begin(), wanted.one_of.end(), text) == wanted.one_of.end()) {
      ReportNotInValues(literal, wanted, beside);
      return false;
    }
  } else if (wanted.kind == TypeKind::kCountry) {
    if (ParseValue(text, wanted).is_unknown()) {
      Report(DiagnosticKind::kNotInValues, literal.span, Ticked(literal.span) + " is no country")
          .help.push_back("countries are two capitals, like `\"FR\"`");
      return false;
    }
  } else if (wanted.kind == TypeKind::kTimeZone) {
    if (!TimeZone::Load(text)) {
      Report(DiagnosticKind::kUnknownZone, literal.span, Ticked(literal.span) + " is no time zone")
          .help.push_back("zones are named by a large town, like `\"Europe/Paris\"`");
      return false;
    }
  } else if (!wanted.is_text_like()) {
    if (wanted.kind == TypeKind::kList || ParseValue(text, wanted).is_unknown()) return true;  // said by who compares
    Diagnostic& report =
        Report(DiagnosticKind::kWrongType, literal.span,
               Ticked(literal.span) + " in quotation marks is a text, but here stands " + Describe(wanted));
    report.help.push_back("write `" + text + "`");
    report.fixes.push_back({literal.span, text, false});
    return false;
  }
  literal.type = wanted;
  return true;
}

void ExpressionChecker::ReportNotInValues(const Expr& literal, const Type& wanted, const std::string& beside) {
  const std::string subject = beside.empty() ? "the value" : "`" + beside + "`";
  Diagnostic& report =
      Report(DiagnosticKind::kNotInValues, literal.span, subject + " is never " + Ticked(literal.span));
  report.label = "not one of the values";
  const std::string nearest = NearestOf(*literal.constant.text(), wanted.one_of);
  if (!nearest.empty()) {
    report.help.push_back("did you mean `\"" + nearest + "\"`?");
    report.fixes.push_back({literal.span, "\"" + nearest + "\"", false});
  }
  report.help.push_back("its values are " + ListedValues(wanted.one_of));
}

bool ExpressionChecker::AdaptNumber(Expr& literal, const Type& wanted, const std::string& beside) {
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
    const std::string_view code = program_.project.currency.code();
    offer(Report(DiagnosticKind::kCurrencyMissing, literal.span, subject + ", so it needs a currency"),
          digits + " " + std::string(code.empty() ? "EUR" : code));
    return false;
  }
  if (wanted.kind == TypeKind::kPercent && !percent) {
    Diagnostic& report = Report(DiagnosticKind::kWrongType, literal.span, subject + ", so it needs the sign `%`");
    const Decimal& number = *literal.constant.number();
    const bool share = !number.is_negative() && !number.is_zero() && number < Decimal(1);  // 0.5 for a half
    if (share) offer(report, (number * Decimal(100)).ToString() + "%");
    offer(report, digits + "%");
    return false;
  }
  if (wanted.kind == TypeKind::kNumber && percent) {
    offer(Report(DiagnosticKind::kWrongType, literal.span, subject + ", not a percentage"), digits);
    return false;
  }
  if (wanted.kind == TypeKind::kDuration && !percent) {
    offer(Report(DiagnosticKind::kWrongType, literal.span, subject + ", so it needs a unit"), digits + " days");
    return false;
  }
  return true;
}

// Two amounts that are written out must be of one currency.
bool ExpressionChecker::SameCurrency(const Expr& a, const Expr& b) {
  const Money* left = a.op == Op::kConstant ? a.constant.money() : nullptr;
  const Money* right = b.op == Op::kConstant ? b.constant.money() : nullptr;
  if (left == nullptr || right == nullptr || left->Fits(*right)) return true;
  Diagnostic& report = Report(DiagnosticKind::kTwoCurrencies, b.span,
                              Ticked(a.span) + " and " + Ticked(b.span) + " are of two currencies");
  const std::string meant = right->amount.ToString() + " " + std::string(left->currency.code());
  report.help.push_back("write both in one currency, like `" + meant + "`");
  report.fixes.push_back({b.span, meant, false});
  return false;
}

// Months have no fixed number of days, so the two do not compare.
bool ExpressionChecker::SameDurations(const Expr& a, const Expr& b) {
  const Duration* left = ConstantDuration(a);
  const Duration* right = ConstantDuration(b);
  bool mixed = left != nullptr && right != nullptr &&
               ((InMonths(*left) && HasLength(*right)) || (HasLength(*left) && InMonths(*right)));
  mixed = mixed || (IsDaysBetweenDates(a) && right != nullptr && InMonths(*right)) ||
          (IsDaysBetweenDates(b) && left != nullptr && InMonths(*left));
  if (!mixed) return true;
  Diagnostic& report = Report(DiagnosticKind::kMixedDurations, b.span,
                              Ticked(a.span) + " and " + Ticked(b.span) + " do not compare: months differ in length");
  report.help.push_back(IsDaysBetweenDates(a) || IsDaysBetweenDates(b)
                            ? "count whole months instead, like `months since visitor.born_on is at least 3`"
                            : "write both in days, like `30 days`, or both in months");
  return false;
}

}  // namespace nextmove::dsl

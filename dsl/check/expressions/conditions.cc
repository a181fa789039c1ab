// Conditions: reports what is none, and negations of what may be unknown.
#include "dsl/check/expressions/conditions.h"

#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/negation.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

void ReportNotACondition(Typing& typing, const Expr& expr) {
  Diagnostic& report = Report(typing, DiagnosticKind::kNotACondition, expr.span,
                              Ticked(typing, expr.span) + " is " + Describe(expr.type) + ", not a condition");
  const std::string text = TextOf(typing, expr.span);
  if (expr.op == Op::kConstant) {
    report.help.push_back("write a whole comparison, like `cart.total is at least 60 EUR`");
  } else if (expr.type.kind == TypeKind::kList) {
    report.help.push_back("ask what it holds, like `" + text + " contains ...`");
  } else {
    const std::string_view words = IsOrdered(expr.type) && !IsCalendar(expr.type) ? " is at least " : " is ";
    const std::string example = expr.op == Op::kSignal && expr.index >= 0
                                    ? typing.program.signals[static_cast<std::size_t>(expr.index)].fires_at.ToString()
                                    : Example(expr.type, typing.program);
    report.help.push_back("compare it with something, like `" + text + std::string(words) + example + "`");
  }
}

}  // namespace

void ReportNegations(Typing& typing, const Expr& expr) {
  const auto unguarded = FindUnguardedNegation(expr, typing.program);
  if (!unguarded) return;
  const std::string test = TextOf(typing, unguarded->test->span);
  const std::string lets_pass = unguarded->under_not ? " and known" : " or unknown";
  const std::string leaves_out = unguarded->under_not ? " or unknown" : " and known";
  const std::string what = TextOf(typing, unguarded->source->span);
  Diagnostic& report = Report(typing, DiagnosticKind::kUnguardedNegation, unguarded->test->span,
                              "`" + test + "` does not say what holds while `" + what + "` is unknown");
  report.label = "`" + what + "` may be unknown";
  const Op op = unguarded->source->op;
  const bool item = op == Op::kItemField || op == Op::kItemSelf || op == Op::kItemSelfField;
  const std::string who = item               ? "items pass of which"
                          : op == Op::kField ? "those pass of which"
                                             : "visitors pass of whom";
  report.help.push_back("to let " + who + " it is unknown, write `" + test + lets_pass + "`");
  report.help.push_back("to leave them out, write `" + test + leaves_out + "`");
  report.fixes.push_back({unguarded->test->span, test + lets_pass, false});
  report.fixes.push_back({unguarded->test->span, test + leaves_out, false});
}

Expr CheckYesNo(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr result = CheckExpression(typing, expr, context);
  if (!IsUnknown(result.type) && result.type.kind != TypeKind::kYesNo) {
    ReportNotACondition(typing, result);
    return Wrong(expr.span);
  }
  return result;
}

}  // namespace nextmove::dsl

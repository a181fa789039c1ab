// Lowers percentages of `raise by` and `lower by`.
#include "dsl/check/kinds/moves.h"

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {

bool ReportAfter(Folder& folder, const tree::MoveByPayload& move, bool raises) {
  if (!move.after) return false;
  const std::string word = raises ? "raise" : "lower";
  Diagnostic& report = folder.Report(DiagnosticKind::kWrongClause, move.after->span,
                                     Ticked(word + " ... after") + " an event belongs to signals");
  report.label = "not here";
  report.help.push_back("say of which items with " + Ticked(word + " by 20% where (..)") +
                        ", and ask for the event with `when has " + move.after->event.text + "`");
  return true;
}

std::optional<Expr> LowerPercent(Folder& folder, const tree::MoveByPayload& move, bool raises,
                                 const ExprContext& context, const std::string& amount) {
  if (!move.by) return std::nullopt;
  const ErrorWatch watch(folder);
  Expr by = CheckValue(folder.typing, *move.by, context);
  if (watch.failed() || IsUnknown(by.type)) return std::nullopt;
  const std::string word = raises ? "raise" : "lower";
  const std::string text(folder.sources.TextOf(move.by->span));
  if (by.type.kind != TypeKind::kPercent) {
    const bool number = by.type.kind == TypeKind::kNumber;
    Diagnostic& report =
        folder.Report(DiagnosticKind::kWrongType, move.by->span, Ticked(word + " by") + " is followed by a percentage");
    report.label = "is " + Describe(by.type);
    report.help.push_back("write " + Ticked(word + " by " + (number ? text + "%" : std::string("10%"))));
    if (by.type.kind == TypeKind::kMoney && !amount.empty())
      report.help.push_back("or, for an amount, " + Ticked(amount + text));
    if (number && by.op == Op::kConstant) report.fixes.push_back({move.by->span, text + "%", false});
    return std::nullopt;
  }
  const Percent* percent = by.op == Op::kConstant ? by.constant.percent() : nullptr;
  const bool fits = percent == nullptr || (!percent->points.is_negative() && !percent->points.is_zero() &&
                                           (raises || percent->points <= Decimal(100)));
  if (fits) return by;
  Diagnostic& report =
      folder.Report(DiagnosticKind::kPercentRange, move.by->span, Ticked(word + " by " + text) + " is not possible");
  report.label = raises ? "more than 0%" : "more than 0% and at most 100%";
  report.help.push_back("write a percentage, like " + Ticked(word + " by 10%"));
  return std::nullopt;
}

}  // namespace nextmove::dsl

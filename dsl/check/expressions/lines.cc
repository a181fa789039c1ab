// What the lines of a list or the items of a catalogue must be about, where a source names them.

#include <utility>

#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/expressions.h"

namespace nextmove::dsl {

std::optional<Expr> ExpressionChecker::LineWhere(const tree::Occurrence& occurrence, const tree::Expr* more,
                                                 const ExprContext& line) {
  const OneError one(*this);
  std::vector<Expr> conditions;
  if (occurrence.same) {
    Report(DiagnosticKind::kWrongType, occurrence.span, "`the same` compares events of the visitor with one another")
        .help.push_back("name a value instead, like `" + occurrence.field->text + " \"..\"`");
    return std::nullopt;
  }
  if (occurrence.field && occurrence.value) {
    conditions.push_back(
        LineFilter(occurrence.field->text, occurrence.field->span, occurrence.under, *occurrence.value, line));
  } else if (occurrence.field) {
    tree::Expr item;
    item.kind = tree::ExprKind::kPath;
    item.of_this = true;
    item.text = occurrence.field->text;
    item.span = occurrence.field->span;
    conditions.push_back(LineFilter(occurrence.field->text, occurrence.field->span, false, item, line));
  }
  for (const tree::Expr* where : {static_cast<const tree::Expr*>(occurrence.where.get()), more}) {
    if (where != nullptr) conditions.push_back(CheckYesNo(*where, line));
  }
  if (one.failed() || conditions.empty()) return std::nullopt;
  const Span span = conditions.size() == 1 ? conditions.front().span : occurrence.span;
  Expr where = And(std::move(conditions), span);
  ReportNegations(where);
  if (one.failed()) return std::nullopt;
  return where;
}

}  // namespace nextmove::dsl

// What lines or events must be about: `product "p"`, `category under "x"`, `where (...)`.
#include "dsl/check/expressions/lines.h"

#include <optional>
#include <utility>

#include "dsl/check/expressions/compare.h"
#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/conditions.h"
#include "dsl/check/expressions/literals.h"
#include "dsl/check/expressions/names.h"
#include "dsl/check/expressions/unknown.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {

Expr LineFilter(Typing& typing, const std::string& field, const Span& field_span, bool under, const tree::Expr& value,
                const ExprContext& line) {
  Expr left;
  if (auto found = FindInRecord(typing, field, field_span, line)) {
    left = std::move(*found);
  } else if (auto item = FindInItem(typing, field, field_span, line)) {
    left = std::move(*item);
  } else if (line.event >= 0) {
    ReportNoEventField(typing, line.event, field, field_span);
    return Wrong(field_span);
  } else {
    Diagnostic& report =
        Report(typing, DiagnosticKind::kUnknownField, field_span, "the lines have no field `" + field + "`");
    report.label = "not known";
    const std::string nearest = NearestName(typing, field, line);
    if (field == "max" || field == "maximum") {
      const std::string most = "up to " + TextOf(typing, value.span);
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
  return CheckFieldValue(typing, std::move(left), field, under, value, line);
}

Expr CheckFieldValue(Typing& typing, Expr left, const std::string& field, bool under, const tree::Expr& value,
                     const ExprContext& line) {
  ExprContext around = line;
  around.record = nullptr;
  around.event = -1;
  around.record_item_field = -1;
  if (!around.menu_item) around.item_catalogue = -1;
  if (under) return Under(typing, std::move(left), value, value, around);
  auto name = NameAsText(typing, value, left, line);
  Expr right = name ? std::move(*name) : CheckBeside(typing, value, left.type, around);
  if (!Adapt(typing, right, left.type, field)) return Wrong(value.span);
  if (!Fits(left.type, right.type)) {
    ReportPair(typing, left, right);
    return Wrong(value.span);
  }
  return Make(typing, Op::kIs, value, YesNoType(), {std::move(left), std::move(right)}, line);
}

std::optional<Expr> LineWhere(Typing& typing, const tree::Occurrence& occurrence, const tree::Expr* more,
                              const ExprContext& line) {
  const OneError one(typing);
  std::vector<Expr> conditions;
  if (occurrence.same) {
    Report(typing, DiagnosticKind::kWrongType, occurrence.span,
           "`the same` compares events of the visitor with one another")
        .help.push_back("name a value instead, like `" + occurrence.field->text + " \"..\"`");
    return std::nullopt;
  }
  if (occurrence.field && occurrence.value) {
    conditions.push_back(
        LineFilter(typing, occurrence.field->text, occurrence.field->span, occurrence.under, *occurrence.value, line));
  } else if (occurrence.field) {
    tree::Expr item;
    item.kind = tree::ExprKind::kPath;
    item.of_this = true;
    item.text = occurrence.field->text;
    item.span = occurrence.field->span;
    conditions.push_back(LineFilter(typing, occurrence.field->text, occurrence.field->span, false, item, line));
  }
  for (const tree::Expr* where : {static_cast<const tree::Expr*>(occurrence.where.get()), more}) {
    if (where != nullptr) conditions.push_back(CheckYesNo(typing, *where, line));
  }
  if (one.failed() || conditions.empty()) return std::nullopt;
  const Span span = conditions.size() == 1 ? conditions.front().span : occurrence.span;
  Expr where = AllOf(std::move(conditions), span);
  ReportNegations(typing, where);
  if (one.failed()) return std::nullopt;
  return where;
}

}  // namespace nextmove::dsl

// Logic: also reports `and` beside `or` without parentheses, and half comparisons.
#include "dsl/check/expressions/logic.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/conditions.h"
#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/expressions/negation.h"
#include "dsl/check/type_words.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

bool ReportMixed(Typing& typing, const tree::Expr& expr) {
  using tree::ExprKind;
  const auto mixes = [&](const tree::ExprPtr& child) {
    return !child->parenthesized && child->kind != expr.kind &&
           (child->kind == ExprKind::kAnd || child->kind == ExprKind::kOr);
  };
  if (std::none_of(expr.children.begin(), expr.children.end(), mixes)) return false;
  // `a or b and c or d`: what binds closer in parentheses, then what stands between the `and` in parentheses.
  std::vector<std::string> closer_parts, wider_parts;
  std::vector<std::vector<std::string>> runs(1);
  const std::string outer_word = expr.kind == ExprKind::kOr ? " or " : " and ";
  const std::string inner_word = expr.kind == ExprKind::kOr ? " and " : " or ";
  for (const auto& child : expr.children) {
    closer_parts.push_back(mixes(child) ? "(" + TextOf(typing, child->span) + ")" : TextOf(typing, *child));
    if (!mixes(child)) {
      runs.back().push_back(TextOf(typing, *child));
      continue;
    }
    for (std::size_t i = 0; i < child->children.size(); ++i) {
      if (i > 0) runs.emplace_back();
      runs.back().push_back(TextOf(typing, *child->children[i]));
    }
  }
  for (const auto& run : runs) {
    const std::string joined = absl::StrJoin(run, outer_word);
    wider_parts.push_back(run.size() > 1 ? "(" + joined + ")" : joined);
  }
  const std::string closer = absl::StrJoin(closer_parts, outer_word);
  const std::string wider = absl::StrJoin(wider_parts, inner_word);
  Diagnostic& report = Report(typing, DiagnosticKind::kMixedAndOr, expr.span,
                              "`and` and `or` together need parentheses to say what belongs together");
  report.help.push_back("either `" + closer + "`");
  report.help.push_back("or `" + wider + "`");
  report.fixes.push_back({expr.span, closer, false});
  report.fixes.push_back({expr.span, wider, false});
  return true;
}

bool IsHalf(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  using tree::ExprKind;
  if (expr.kind == ExprKind::kOrUnknown || expr.kind == ExprKind::kAndKnown) {
    return !expr.children.empty() && IsHalf(typing, *expr.children[0], context);
  }
  if (expr.kind == ExprKind::kLiteral) return expr.literal.is_known() && expr.literal.flag() == nullptr;
  return expr.kind == ExprKind::kPath && !expr.of_this && expr.text.find('.') == std::string::npos &&
         !NamesAValue(typing, expr.text, context) && typing.declarations.Find(expr.text) == nullptr;
}

bool ReportHalf(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  using tree::ExprKind;
  std::size_t first = 1;
  while (first < expr.children.size() && !IsHalf(typing, *expr.children[first], context)) ++first;
  if (first >= expr.children.size()) return false;
  const tree::Expr& whole = *expr.children[first - 1];
  const bool comparison_before =
      whole.children.size() == 2 && whole.kind >= ExprKind::kIs && whole.kind <= ExprKind::kEndsWith;
  if (!comparison_before) return false;
  const std::string subject = TextOf(typing, *whole.children[0]);
  const std::string word = expr.kind == ExprKind::kOr ? " or " : " and ";
  const std::string half = TextOf(typing, expr.children[first]->span);
  const std::string comparison = " " + TextOf(typing, whole.operator_span) + " ";
  std::string list = TextOf(typing, *whole.children[1]);
  std::string written_out = TextOf(typing, whole);
  Span span = whole.span;
  for (std::size_t i = first; i < expr.children.size() && IsHalf(typing, *expr.children[i], context); ++i) {
    const tree::Expr& child = *expr.children[i];
    const bool bare = child.kind == ExprKind::kPath;
    const std::string text = bare ? "\"" + TextOf(typing, child.span) + "\"" : TextOf(typing, child.span);
    list += ", " + text;
    written_out += word + subject + comparison + text;
    span.end = child.span.end;
  }
  Diagnostic& report = Report(typing, DiagnosticKind::kHalfComparison, expr.children[first]->span,
                              "`" + half + "` alone is no condition: say again what it is compared with");
  report.label = "half a comparison";
  const bool equality = whole.kind == ExprKind::kIs || whole.kind == ExprKind::kIsNot;
  if (equality && expr.children[first]->children.empty()) {
    const std::string_view words = whole.kind == ExprKind::kIs ? " is one of [" : " is not one of [";
    const std::string short_form = subject + std::string(words) + list + "]";
    report.help.push_back("write `" + short_form + "`");
    report.fixes.push_back({span, short_form, false});
  }
  report.help.push_back("or write it out: `" + written_out + "`");
  report.fixes.push_back({span, written_out, false});
  return true;
}

}  // namespace

Expr CheckLogic(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  if (ReportMixed(typing, expr) || ReportHalf(typing, expr, context)) return Wrong(expr.span);
  std::vector<Expr> children;
  for (const auto& child : expr.children) children.push_back(CheckYesNo(typing, *child, context));
  if (typing.reported) return Wrong(expr.span);
  return Make(typing, expr.kind == tree::ExprKind::kAnd ? Op::kAnd : Op::kOr, expr, YesNoType(), std::move(children),
              context);
}

Expr CheckNot(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr child = CheckYesNo(typing, *expr.children[0], context);
  if (typing.reported) return Wrong(expr.span);
  return Make(typing, Op::kNot, expr, YesNoType(), {std::move(child)}, context);
}

Expr CheckUnknownWord(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const bool or_unknown = expr.kind == tree::ExprKind::kOrUnknown;
  Expr child = CheckYesNo(typing, *expr.children[0], context);
  if (typing.reported) return Wrong(expr.span);
  if (!IsUnknown(child.type) && !IsEverUnknown(child, typing.program)) {
    const std::string words = or_unknown ? "or unknown" : "and known";
    Diagnostic& report = Report(typing, DiagnosticKind::kNeverUnknown, expr.span,
                                Ticked(typing, child.span) + " is always known, so `" + words + "` changes nothing");
    report.help.push_back("write `" + TextOf(typing, *expr.children[0]) + "`");
    const bool comment = typing.sources.TextOf(expr.span).find('#') != std::string_view::npos;  // would be lost
    report.fixes.push_back({expr.span, TextOf(typing, *expr.children[0]), !comment});
    return Wrong(expr.span);
  }
  return Make(typing, or_unknown ? Op::kOrUnknown : Op::kAndKnown, expr, YesNoType(), {std::move(child)}, context);
}

Expr CheckIsKnown(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  Expr child = CheckExpression(typing, *expr.children[0], context);
  if (typing.reported) return Wrong(expr.span);
  if (!IsUnknown(child.type) && !IsEverUnknown(child, typing.program)) {
    const bool known = expr.kind == tree::ExprKind::kIsKnown;
    Diagnostic& report =
        Report(typing, DiagnosticKind::kNeverUnknown, expr.span, Ticked(typing, child.span) + " is always known");
    report.label = known ? "always yes" : "never yes";
    report.help.push_back(known ? "leave this condition out" : "leave this condition out, or make it `optional`");
    return Wrong(expr.span);
  }
  const Op op = expr.kind == tree::ExprKind::kIsKnown ? Op::kIsKnown : Op::kIsUnknown;
  return Make(typing, op, expr, YesNoType(), {std::move(child)}, context);
}

Expr CheckInSegment(Typing& typing, const tree::Expr& expr) {
  const Declaration* declaration = typing.declarations.Find(expr.text);
  if (declaration == nullptr) {
    Diagnostic& report =
        Report(typing, DiagnosticKind::kUnknownSegment, expr.span, "unknown segment `" + expr.text + "`");
    report.label = "not declared";
    const std::string nearest = Nearest(expr.text, typing.declarations, {HeadWord::kSegment});
    if (!nearest.empty()) {
      report.help.push_back("did you mean `" + nearest + "`?");
      report.fixes.push_back({expr.span, "in segment " + nearest, false});
    } else {
      report.help.push_back("declare it: `segment " + expr.text + " when ...`");
    }
    return Wrong(expr.span);
  }
  if (declaration->word != HeadWord::kSegment) {
    const std::string nearest = Nearest(expr.text, typing.declarations, {HeadWord::kSegment});
    Diagnostic& report =
        Report(typing, DiagnosticKind::kWrongKindOfName, expr.span,
               "`" + expr.text + "` is " + WithArticle(RowOf(declaration->word).text) + ", not a segment");
    report.label = "here stands a segment";
    if (declaration->head != nullptr) report.related.push_back({declaration->head->span, "declared here"});
    report.help.push_back(nearest.empty() ? "compare it, like `" + expr.text + " is ...`, or name a segment"
                                          : "did you mean `in segment " + nearest + "`?");
    return Wrong(expr.span);
  }
  if (declaration->index < 0) return Wrong(expr.span);  // explained where it is declared
  Expr result;
  result.op = Op::kSegment;
  result.type = YesNoType();
  result.span = expr.span;
  result.index = declaration->index;
  return result;
}

}  // namespace nextmove::dsl

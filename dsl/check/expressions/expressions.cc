// Entry points, leaves and logic. Names, literals, comparisons and arithmetic stand in files of their own.

#include "dsl/check/expressions/expressions.h"

#include <algorithm>
#include <utility>

#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/negation.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

// How deep one expression nests, chains of `+` included; beyond it a part must be named.
constexpr int kMaxDepth = 250;

// Whether the first parenthesis closes only at the very end.
bool StandsInParentheses(std::string_view text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return false;
  int open = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '(') ++open;
    if (text[i] == ')' && --open == 0) return i + 1 == text.size();
  }
  return false;
}

}  // namespace

Diagnostic& ExpressionChecker::Report(DiagnosticKind kind, const Span& span, std::string message) {
  if (reported_) {
    ignored_ = Diagnostic{};
    return ignored_;
  }
  reported_ = true;
  return sink_.Report(kind, span, std::move(message));
}

std::string ExpressionChecker::TextOf(const Span& span) const {
  std::string text;
  bool line_break = false;
  for (const char c : sources_.TextOf(span)) {
    if (c == '\n' || c == '\r') {
      line_break = true;
      while (!text.empty() && text.back() == ' ') text.pop_back();
      continue;
    }
    if (line_break && (c == ' ' || c == '\t')) continue;
    if (line_break) text += ' ';
    line_break = false;
    text += c;
  }
  return text;
}

std::string ExpressionChecker::TextOf(const tree::Expr& expr) const {
  std::string text = TextOf(expr.span);
  return expr.parenthesized && !StandsInParentheses(text) ? "(" + text + ")" : text;
}

Expr ExpressionChecker::Wrong(const Span& span) const {
  Expr expr;
  expr.span = span;
  return expr;
}

Expr ExpressionChecker::Make(Op op, const tree::Expr& from, const Type& type, std::vector<Expr> children,
                             const ExprContext& context) {
  Expr expr;
  expr.op = op;
  expr.type = type;
  expr.span = from.span;
  expr.children = std::move(children);
  const auto on_calendar = [](const Expr& child) { return IsCalendar(child.type); };
  if (IsCalendar(type) || std::any_of(expr.children.begin(), expr.children.end(), on_calendar))
    expr.zone = context.zone;
  return Fold(std::move(expr));
}

Expr ExpressionChecker::Negate(Expr expr, bool negated) {
  if (!negated || IsUnknown(expr.type)) return expr;
  Expr result;
  result.op = Op::kNot;
  result.type = expr.type;
  result.span = expr.span;
  result.children.push_back(std::move(expr));
  return result;
}

Expr ExpressionChecker::Value(const tree::Expr& expr, const ExprContext& context) {
  const OneError one(*this);
  Expr result = context.expected == nullptr ? Check(expr, context) : CheckBeside(expr, *context.expected, context);
  if (!one.failed() && context.expected != nullptr && result.op == Op::kConstant) {
    const bool near_miss = context.expected->is_text_like() || result.type.kind == TypeKind::kNumber;
    if (near_miss && context.expected->kind != TypeKind::kNumber) Adapt(result, *context.expected, "");
  }
  if (!one.failed()) ReportNegations(result);
  return one.failed() ? Wrong(expr.span) : result;
}

Expr ExpressionChecker::Condition(const tree::Expr& expr, const ExprContext& context) {
  const OneError one(*this);
  Expr result = CheckYesNo(expr, context);
  if (!one.failed()) ReportNegations(result);
  return one.failed() ? Wrong(expr.span) : result;
}

dsl::Value ExpressionChecker::Constant(const tree::Expr& expr, const Type& type, const ExprContext& context) {
  const OneError one(*this);
  ExprContext wanted = context;
  wanted.expected = &type;
  Expr result = CheckBeside(expr, type, wanted);
  if (one.failed() || IsUnknown(result.type)) return {};
  if (result.op != Op::kConstant) {
    Report(DiagnosticKind::kNotConstant, expr.span, Ticked(expr.span) + " is not a fixed value")
        .help.push_back("write the value itself, like `" + Example(type, program_) + "`");
    return {};
  }
  if (!Adapt(result, type, "")) return {};
  if (!Fits(result.type, type)) {
    Report(DiagnosticKind::kWrongType, expr.span,
           Ticked(expr.span) + " is " + Describe(result.type) + ", but here stands " + Describe(type))
        .help.push_back("write " + Describe(type) + ", like `" + Example(type, program_) + "`");
    return {};
  }
  if (type.kind == TypeKind::kTime && result.constant.date() != nullptr) {
    return program_.zones.empty()
               ? TimeZone().At(*result.constant.date())
               : program_.zones[static_cast<std::size_t>(context.zone)].zone.At(*result.constant.date());
  }
  return result.constant;
}

void ExpressionChecker::ReportNegations(const Expr& expr) {
  const auto unguarded = FindUnguardedNegation(expr, program_);
  if (!unguarded) return;
  const std::string test = TextOf(unguarded->test->span);
  const std::string lets_pass = unguarded->under_not ? " and known" : " or unknown";
  const std::string leaves_out = unguarded->under_not ? " or unknown" : " and known";
  const std::string what = TextOf(unguarded->source->span);
  Diagnostic& report = Report(DiagnosticKind::kUnguardedNegation, unguarded->test->span,
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

bool ExpressionChecker::MayBeUnknown(const Expr& expr, const Program& program) {
  return dsl::MayBeUnknown(expr, program);
}

Expr ExpressionChecker::Check(const tree::Expr& expr, const ExprContext& context) {
  if (reported_) return Wrong(expr.span);
  if (depth_ >= kMaxDepth) {
    Report(DiagnosticKind::kLimitExceeded, expr.span, "the expression is too long")
        .help.push_back("give parts of it a name with `value` or `segment`");
    return Wrong(expr.span);
  }
  ++depth_;
  Expr result = CheckByKind(expr, context);
  --depth_;
  return result;
}

// One row for each kind of expression.
Expr ExpressionChecker::CheckByKind(const tree::Expr& expr, const ExprContext& context) {
  using tree::ExprKind;
  switch (expr.kind) {
    case ExprKind::kLiteral:
      return CheckLiteral(expr, context);
    case ExprKind::kPath:
      return CheckPath(expr.text, expr.span, expr.of_this, context);
    case ExprKind::kList:
      return CheckList(expr, {}, context);
    case ExprKind::kAnd:
    case ExprKind::kOr:
      return CheckLogic(expr, context);
    case ExprKind::kNot:
      return CheckNot(expr, context);
    case ExprKind::kOrUnknown:
    case ExprKind::kAndKnown:
      return CheckUnknownWord(expr, context);
    case ExprKind::kIs:
    case ExprKind::kIsNot:
      return CheckEquality(expr, context);
    case ExprKind::kIsOneOf:
    case ExprKind::kIsNotOneOf:
      return CheckMembership(expr, context);
    case ExprKind::kIsKnown:
    case ExprKind::kIsUnknown:
      return CheckIsKnown(expr, context);
    case ExprKind::kIsBetween:
      return CheckBetween(expr, context);
    case ExprKind::kAtLeast:
    case ExprKind::kAtMost:
    case ExprKind::kMoreThan:
    case ExprKind::kLessThan:
      return CheckOrder(expr, context);
    case ExprKind::kBefore:
    case ExprKind::kAfter:
      return CheckBeforeAfter(expr, context);
    case ExprKind::kIsUnder:
      return CheckUnder(expr, context);
    case ExprKind::kInTheLast:
    case ExprKind::kInTheNext:
    case ExprKind::kInThis:
      return CheckNearNow(expr, context);
    case ExprKind::kContains:
      return CheckContains(expr, context);
    case ExprKind::kStartsWith:
    case ExprKind::kEndsWith:
      return CheckAffix(expr, context);
    case ExprKind::kArithmetic:
      return CheckArithmetic(expr, context);
    case ExprKind::kDifference:
      return CheckDifference(expr, context);
    case ExprKind::kToday:
      return Make(Op::kToday, expr, TypeOf(TypeKind::kDate), {}, context);
    case ExprKind::kInSegment:
      return CheckInSegment(expr);
    case ExprKind::kHistory:
      return CheckHistory(expr, context);
    case ExprKind::kAggregate:
      return CheckAggregate(expr, context);
    case ExprKind::kSymbol:
    case ExprKind::kWrong:
      reported_ = true;
      return Wrong(expr.span);  // explained while reading
  }
  return Wrong(expr.span);
}

Expr ExpressionChecker::CheckYesNo(const tree::Expr& expr, const ExprContext& context) {
  Expr result = Check(expr, context);
  if (!IsUnknown(result.type) && result.type.kind != TypeKind::kYesNo) {
    ReportNotACondition(result);
    return Wrong(expr.span);
  }
  return result;
}

void ExpressionChecker::ReportNotACondition(const Expr& expr) {
  Diagnostic& report = Report(DiagnosticKind::kNotACondition, expr.span,
                              Ticked(expr.span) + " is " + Describe(expr.type) + ", not a condition");
  const std::string text = TextOf(expr.span);
  if (expr.op == Op::kConstant) {
    report.help.push_back("write a whole comparison, like `cart.total is at least 60 EUR`");
  } else if (expr.type.kind == TypeKind::kList) {
    report.help.push_back("ask what it holds, like `" + text + " contains ...`");
  } else {
    const std::string_view words = IsOrdered(expr.type) && !IsCalendar(expr.type) ? " is at least " : " is ";
    const std::string example = expr.op == Op::kSignal && expr.index >= 0
                                    ? program_.signals[static_cast<std::size_t>(expr.index)].fires_at.ToString()
                                    : Example(expr.type, program_);
    report.help.push_back("compare it with something, like `" + text + std::string(words) + example + "`");
  }
}

Expr ExpressionChecker::CheckLiteral(const tree::Expr& expr, const ExprContext&) {
  if (expr.clock) {
    Report(DiagnosticKind::kWrongType, expr.span, Ticked(expr.span) + " is an hour, which conditions can't compare")
        .help.push_back("say when a rule holds with `active every day from 18:00 until 22:00`");
    return Wrong(expr.span);
  }
  if (expr.literal.is_unknown()) {
    reported_ = true;  // explained while reading
    return Wrong(expr.span);
  }
  Expr result;
  result.span = expr.span;
  result.constant = expr.literal;
  result.type = TypeOfValue(expr.literal);
  return result;
}

Expr ExpressionChecker::CheckList(const tree::Expr& expr, const Type& wanted, const ExprContext& context,
                                  const Expr* left) {
  std::vector<Expr> items;
  Type element = wanted;
  for (const auto& child : expr.children) {
    auto name = left == nullptr ? std::nullopt : NameAsText(*child, *left, context);
    Expr item = name ? std::move(*name) : CheckBeside(*child, element, context);
    if (item.op == Op::kConstant && !Adapt(item, element, "")) return Wrong(expr.span);
    if (reported_) return Wrong(expr.span);
    if (!Fits(item.type, element)) {
      Report(DiagnosticKind::kWrongType, child->span,
             Ticked(child->span) + " is " + Describe(item.type) + ", but the list holds " + Describe(element))
          .help.push_back("all values of a list are of one kind, like `" + Example(element, program_) + "`");
      return Wrong(expr.span);
    }
    if (IsUnknown(element)) element = item.type;
    items.push_back(std::move(item));
  }
  return Make(Op::kListOf, expr, ListOf(std::move(element)), std::move(items), context);
}

Expr ExpressionChecker::CheckLogic(const tree::Expr& expr, const ExprContext& context) {
  if (ReportMixed(expr) || ReportHalf(expr, context)) return Wrong(expr.span);
  std::vector<Expr> children;
  for (const auto& child : expr.children) children.push_back(CheckYesNo(*child, context));
  if (reported_) return Wrong(expr.span);
  return Make(expr.kind == tree::ExprKind::kAnd ? Op::kAnd : Op::kOr, expr, YesNoType(), std::move(children), context);
}

bool ExpressionChecker::ReportMixed(const tree::Expr& expr) {
  using tree::ExprKind;
  const auto mixes = [&](const tree::ExprPtr& child) {
    return !child->parenthesized && child->kind != expr.kind &&
           (child->kind == ExprKind::kAnd || child->kind == ExprKind::kOr);
  };
  if (std::none_of(expr.children.begin(), expr.children.end(), mixes)) return false;
  // `a or b and c or d`: what binds closer in parentheses, then what stands between the `and` in parentheses.
  std::string closer;
  std::vector<std::vector<std::string>> runs(1);
  const std::string outer_word = expr.kind == ExprKind::kOr ? " or " : " and ";
  const std::string inner_word = expr.kind == ExprKind::kOr ? " and " : " or ";
  for (const auto& child : expr.children) {
    if (!closer.empty()) closer += outer_word;
    closer += mixes(child) ? "(" + TextOf(child->span) + ")" : TextOf(*child);
    if (!mixes(child)) {
      runs.back().push_back(TextOf(*child));
      continue;
    }
    for (std::size_t i = 0; i < child->children.size(); ++i) {
      if (i > 0) runs.emplace_back();
      runs.back().push_back(TextOf(*child->children[i]));
    }
  }
  std::string wider;
  for (const auto& run : runs) {
    if (!wider.empty()) wider += inner_word;
    std::string joined;
    for (const std::string& part : run) joined += (joined.empty() ? "" : outer_word) + part;
    wider += run.size() > 1 ? "(" + joined + ")" : joined;
  }
  Diagnostic& report = Report(DiagnosticKind::kMixedAndOr, expr.span,
                              "`and` and `or` together need parentheses to say what belongs together");
  report.help.push_back("either `" + closer + "`");
  report.help.push_back("or `" + wider + "`");
  report.fixes.push_back({expr.span, closer, false});
  report.fixes.push_back({expr.span, wider, false});
  return true;
}

bool ExpressionChecker::IsHalf(const tree::Expr& expr, const ExprContext& context) {
  using tree::ExprKind;
  if (expr.kind == ExprKind::kOrUnknown || expr.kind == ExprKind::kAndKnown) {
    return !expr.children.empty() && IsHalf(*expr.children[0], context);
  }
  if (expr.kind == ExprKind::kLiteral) return expr.literal.is_known() && expr.literal.flag() == nullptr;
  return expr.kind == ExprKind::kPath && !expr.of_this && expr.text.find('.') == std::string::npos &&
         !NamesAValue(expr.text, context) && declarations_.Find(expr.text) == nullptr;
}

bool ExpressionChecker::ReportHalf(const tree::Expr& expr, const ExprContext& context) {
  using tree::ExprKind;
  std::size_t first = 1;
  while (first < expr.children.size() && !IsHalf(*expr.children[first], context)) ++first;
  if (first >= expr.children.size()) return false;
  const tree::Expr& whole = *expr.children[first - 1];
  const bool comparison_before =
      whole.children.size() == 2 && whole.kind >= ExprKind::kIs && whole.kind <= ExprKind::kEndsWith;
  if (!comparison_before) return false;
  const std::string subject = TextOf(*whole.children[0]);
  const std::string word = expr.kind == ExprKind::kOr ? " or " : " and ";
  const std::string half = TextOf(expr.children[first]->span);
  const std::string comparison = " " + TextOf(whole.operator_span) + " ";
  std::string list = TextOf(*whole.children[1]);
  std::string written_out = TextOf(whole);
  Span span = whole.span;
  for (std::size_t i = first; i < expr.children.size() && IsHalf(*expr.children[i], context); ++i) {
    const tree::Expr& child = *expr.children[i];
    const bool bare = child.kind == ExprKind::kPath;
    const std::string text = bare ? "\"" + TextOf(child.span) + "\"" : TextOf(child.span);
    list += ", " + text;
    written_out += word + subject + comparison + text;
    span.end = child.span.end;
  }
  Diagnostic& report = Report(DiagnosticKind::kHalfComparison, expr.children[first]->span,
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

Expr ExpressionChecker::CheckNot(const tree::Expr& expr, const ExprContext& context) {
  Expr child = CheckYesNo(*expr.children[0], context);
  if (reported_) return Wrong(expr.span);
  return Make(Op::kNot, expr, YesNoType(), {std::move(child)}, context);
}

Expr ExpressionChecker::CheckUnknownWord(const tree::Expr& expr, const ExprContext& context) {
  const bool or_unknown = expr.kind == tree::ExprKind::kOrUnknown;
  Expr child = CheckYesNo(*expr.children[0], context);
  if (reported_) return Wrong(expr.span);
  if (!IsUnknown(child.type) && !IsEverUnknown(child, program_)) {
    const std::string words = or_unknown ? "or unknown" : "and known";
    Diagnostic& report = Report(DiagnosticKind::kNeverUnknown, expr.span,
                                Ticked(child.span) + " is always known, so `" + words + "` changes nothing");
    report.help.push_back("write `" + TextOf(*expr.children[0]) + "`");
    const bool comment = sources_.TextOf(expr.span).find('#') != std::string_view::npos;  // would be lost
    report.fixes.push_back({expr.span, TextOf(*expr.children[0]), !comment});
    return Wrong(expr.span);
  }
  return Make(or_unknown ? Op::kOrUnknown : Op::kAndKnown, expr, YesNoType(), {std::move(child)}, context);
}

Expr ExpressionChecker::CheckIsKnown(const tree::Expr& expr, const ExprContext& context) {
  Expr child = Check(*expr.children[0], context);
  if (reported_) return Wrong(expr.span);
  if (!IsUnknown(child.type) && !IsEverUnknown(child, program_)) {
    const bool known = expr.kind == tree::ExprKind::kIsKnown;
    Diagnostic& report = Report(DiagnosticKind::kNeverUnknown, expr.span, Ticked(child.span) + " is always known");
    report.label = known ? "always yes" : "never yes";
    report.help.push_back(known ? "leave this condition out" : "leave this condition out, or make it `optional`");
    return Wrong(expr.span);
  }
  const Op op = expr.kind == tree::ExprKind::kIsKnown ? Op::kIsKnown : Op::kIsUnknown;
  return Make(op, expr, YesNoType(), {std::move(child)}, context);
}

Expr ExpressionChecker::CheckInSegment(const tree::Expr& expr) {
  const Declaration* declaration = declarations_.Find(expr.text);
  if (declaration == nullptr) {
    Diagnostic& report = Report(DiagnosticKind::kUnknownSegment, expr.span, "unknown segment `" + expr.text + "`");
    report.label = "not declared";
    const std::string nearest = Nearest(expr.text, declarations_, {HeadWord::kSegment});
    if (!nearest.empty()) {
      report.help.push_back("did you mean `" + nearest + "`?");
      report.fixes.push_back({expr.span, "in segment " + nearest, false});
    } else {
      report.help.push_back("declare it: `segment " + expr.text + " when ...`");
    }
    return Wrong(expr.span);
  }
  if (declaration->word != HeadWord::kSegment) {
    const std::string word(RowOf(declaration->word).text);
    const std::string nearest = Nearest(expr.text, declarations_, {HeadWord::kSegment});
    Diagnostic& report =
        Report(DiagnosticKind::kWrongKindOfName, expr.span,
               "`" + expr.text + "` is " + (word.find_first_of("aeio") == 0 ? "an " : "a ") + word + ", not a segment");
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

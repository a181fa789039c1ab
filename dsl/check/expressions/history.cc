// What is asked of the events: whether they happened, how often, what they sum up to, how long ago.

#include <algorithm>
#include <memory>
#include <utility>

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

using tree::AggregateKind;

Op EventOp(AggregateKind kind) {
  switch (kind) {
    case AggregateKind::kTimes:
      return Op::kTimes;
    case AggregateKind::kDifferent:
      return Op::kDifferentOf;
    case AggregateKind::kSum:
      return Op::kSumOf;
    case AggregateKind::kAverage:
      return Op::kAverageOf;
    case AggregateKind::kHighest:
      return Op::kHighestOf;
    case AggregateKind::kLowest:
      return Op::kLowestOf;
    case AggregateKind::kFirst:
      return Op::kFirstOf;
    default:
      return Op::kLatestOf;  // the only other one over events
  }
}

}  // namespace

Expr ExpressionChecker::OverEvents(Op op, const Type& type, const Span& span, HistoryQuery query,
                                   const ExprContext& context) {
  Expr expr;
  expr.op = op;
  expr.type = type;
  expr.span = span;
  expr.zone = context.zone;
  expr.history = std::make_shared<const HistoryQuery>(std::move(query));
  return expr;
}

// `has viewed product "p" at least 3 times in the last 7 days`
Expr ExpressionChecker::CheckHistory(const tree::Expr& expr, const ExprContext& context) {
  const tree::History& history = *expr.history;
  HistoryQuery query;
  if (!LowerSteps(history, context, query) || !LowerCount(expr, query)) return Wrong(expr.span);
  query.window = LowerWindow(history.window, context);
  if (reported_ || ReportKept(history, query)) return Wrong(expr.span);
  return Negate(OverEvents(Op::kHas, YesNoType(), expr.span, std::move(query), context), history.negated);
}

bool ExpressionChecker::LowerSteps(const tree::History& history, const ExprContext& context, HistoryQuery& query) {
  for (const tree::HistoryStep& step : history.steps) {
    const bool first = query.steps.empty();
    if (!first && query.steps.back().negated && !step.negated) {
      Report(DiagnosticKind::kStepAfterNot, step.occurrence.span, "nothing is looked for after `then not`")
          .help.push_back("put `then not` last, or ask in a condition of its own: `and has " +
                          TextOf(step.occurrence.span) + "`");
      return false;
    }
    HistoryQuery::Step lowered;
    lowered.negated = step.negated;
    lowered.filter = LowerFilter(step.occurrence, context, first ? &query.same_field : nullptr);
    if (reported_) return false;
    if (step.within) {
      lowered.within = LowerDuration(*step.within);
      if (!lowered.within) return false;
    }
    query.steps.push_back(std::move(lowered));
  }
  return !query.steps.empty();
}

bool ExpressionChecker::LowerCount(const tree::Expr& expr, HistoryQuery& query) {
  const tree::History& history = *expr.history;
  using tree::CountKind;
  query.bound = history.count_kind == CountKind::kAtMost    ? CountBound::kAtMost
                : history.count_kind == CountKind::kExactly ? CountBound::kExactly
                                                            : CountBound::kAtLeast;
  query.count = history.count_kind == CountKind::kNone ? 1 : history.count;
  if (query.same_field >= 0 && history.count_kind != CountKind::kAtLeast) {
    const std::string same = TextOf(history.steps.front().occurrence.span);
    Report(DiagnosticKind::kSameWithoutCount, history.steps.front().occurrence.span,
           "`the same` goes with `at least` and a number of times")
        .help.push_back("write `has " + same + " at least 3 times`");
    return false;
  }
  if (query.bound == CountBound::kAtLeast && query.count < 1) {
    Diagnostic& report = Report(DiagnosticKind::kOutOfRange, expr.span,
                                "`at least " + std::to_string(query.count) + " times` holds for everybody");
    report.label = "always yes";
    report.help.push_back("write `at least 1 time`, or leave the condition out");
    return false;
  }
  return true;
}

// Whether the window, or a time between two steps, is longer than the events are kept: says so.
bool ExpressionChecker::ReportKept(const tree::History& history, const HistoryQuery& query) {
  for (std::size_t i = 0; i < query.steps.size(); ++i) {
    const HistoryQuery::Step& step = query.steps[i];
    if (!step.negated && CheckKept(step.filter.event, query.window, history.window.span)) return true;
    if (!step.within || i == 0) continue;
    const int before = query.steps[i - 1].filter.event;
    const Span& within = history.steps[i].within->span;
    const Span gap{within.file, history.steps[i].occurrence.span.end, within.begin};
    const std::size_t word = sources_.TextOf(gap).find("within");
    const Span words{within.file, gap.begin + static_cast<std::uint32_t>(word), within.end};
    if (ReportTooLong(before, *step.within, words, "within ", true)) return true;
  }
  return false;
}

// Whether `since x` is about an event and not about a date.
bool ExpressionChecker::IsAboutEvents(const tree::Aggregate& aggregate, const ExprContext& context) const {
  if (!aggregate.occurrence) return false;
  const tree::Occurrence& about = *aggregate.occurrence;
  const bool filtered = about.field || about.value || about.where;
  if (filtered || aggregate.kind == AggregateKind::kUnitsSinceFirst) return true;
  if (NamesAValue(about.event.text, context)) return false;
  const Declaration* declaration = declarations_.Find(about.event.text);
  if (declaration != nullptr) return declaration->word == HeadWord::kEvent;
  if (program_.event_names.find(about.event.text) != program_.event_names.end()) return true;
  return about.event.text.find('.') == std::string::npos;  // attributes mostly have dots
}

// `sum of price purchased in the last 12 months`
Expr ExpressionChecker::CheckEventAggregate(const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  if (!aggregate.occurrence) {
    reported_ = true;  // explained while reading
    return Wrong(expr.span);
  }
  HistoryQuery query;
  HistoryQuery::Step step;
  step.filter = LowerFilter(*aggregate.occurrence, context);
  if (reported_) return Wrong(expr.span);
  const int event = step.filter.event;
  query.steps.push_back(std::move(step));
  query.window = LowerWindow(aggregate.window, context);
  if (reported_ || CheckKept(event, query.window, aggregate.window.span)) return Wrong(expr.span);
  const Op op = EventOp(aggregate.kind);
  if (op == Op::kTimes) return OverEvents(op, TypeOf(TypeKind::kNumber), expr.span, std::move(query), context);
  Expr what = CheckSummed(aggregate, event, context);
  if (reported_) return Wrong(expr.span);
  const auto type = ListResult(aggregate, what);
  if (!type) {
    ReportNoSum(aggregate, what);
    return Wrong(expr.span);
  }
  Expr result = OverEvents(op, *type, expr.span, std::move(query), context);
  result.children.push_back(std::move(what));
  return result;
}

// What is taken of each event: a field, or an expression over its fields.
Expr ExpressionChecker::CheckSummed(const tree::Aggregate& aggregate, int event, const ExprContext& context) {
  if (!aggregate.what) {
    reported_ = true;  // explained while reading
    return {};
  }
  const tree::Expr& what = *aggregate.what;
  const ExprContext inner = EventContext(event, context);
  const bool bare = what.kind == tree::ExprKind::kPath && !what.of_this && what.text.find('.') == std::string::npos;
  if (bare && !NamesAValue(what.text, inner)) {
    ReportNoEventField(event, what.text, what.span);
    return Wrong(what.span);
  }
  return Check(what, inner);
}

void ExpressionChecker::ReportNoSum(const tree::Aggregate& aggregate, const Expr& what) {
  const bool sum = aggregate.kind == AggregateKind::kSum;
  const bool average = aggregate.kind == AggregateKind::kAverage;
  Diagnostic& report = Report(DiagnosticKind::kWrongType, what.span,
                              Ticked(what.span) + " is " + Describe(what.type) +
                                  (sum       ? ", which can't be added up"
                                   : average ? ", which has no average"
                                             : ", which has no more and less"));
  report.help.push_back(sum || average ? "name a field that is a number or an amount, like `price`"
                                       : "name a field that is a number, an amount or a date");
}

// `days since purchased`, `days since first purchased`
Expr ExpressionChecker::CheckUnitsSinceEvent(const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  HistoryQuery query;
  HistoryQuery::Step step;
  step.filter = LowerFilter(*aggregate.occurrence, context);
  if (reported_) return Wrong(expr.span);
  if (aggregate.kind == AggregateKind::kUnitsUntil) {
    Report(DiagnosticKind::kWrongType, expr.span, "`until` looks ahead, but an event has happened already")
        .help.push_back("write `" + std::string(UnitName(aggregate.unit)) + "s since " +
                        TextOf(aggregate.occurrence->span) + "`");
    return Wrong(expr.span);
  }
  query.steps.push_back(std::move(step));
  Expr result = OverEvents(Op::kUnitsSinceEvent, TypeOf(TypeKind::kNumber), expr.span, std::move(query), context);
  result.index = aggregate.kind == AggregateKind::kUnitsSinceFirst ? 1 : 0;
  result.unit = aggregate.unit;
  result.calendar = aggregate.calendar;
  return result;
}

}  // namespace nextmove::dsl

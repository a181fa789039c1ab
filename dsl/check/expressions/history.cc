// `has`, aggregates over events, and the time since one.
#include "dsl/check/expressions/history.h"

#include <memory>
#include <utility>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/compute.h"
#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/expressions/unknown.h"
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

Expr OverEvents(Op op, const Type& type, const Span& span, HistoryQuery query, const ExprContext& context) {
  Expr expr;
  expr.op = op;
  expr.type = type;
  expr.span = span;
  expr.zone = context.zone;
  expr.history = std::move(query);
  return expr;
}

bool LowerSteps(Typing& typing, const tree::History& history, const ExprContext& context, HistoryQuery& query) {
  for (const tree::HistoryStep& step : history.steps) {
    const bool first = query.steps.empty();
    if (!first && query.steps.back().negated && !step.negated) {
      Report(typing, DiagnosticKind::kStepAfterNot, step.occurrence.span, "nothing is looked for after `then not`")
          .help.push_back("put `then not` last, or ask in a condition of its own: `and has " +
                          TextOf(typing, step.occurrence.span) + "`");
      return false;
    }
    HistoryQuery::Step lowered;
    lowered.negated = step.negated;
    lowered.filter = LowerFilter(typing, step.occurrence, context, first ? &query.same_field : nullptr);
    if (typing.reported) return false;
    if (step.within) {
      lowered.within = LowerDuration(typing, *step.within);
      if (!lowered.within) return false;
    }
    query.steps.push_back(std::move(lowered));
  }
  return !query.steps.empty();
}

bool LowerCount(Typing& typing, const tree::Expr& expr, HistoryQuery& query) {
  const tree::History& history = *expr.history;
  using tree::CountKind;
  query.bound = history.count_kind == CountKind::kAtMost    ? CountBound::kAtMost
                : history.count_kind == CountKind::kExactly ? CountBound::kExactly
                                                            : CountBound::kAtLeast;
  query.count = history.count_kind == CountKind::kNone ? 1 : history.count;
  if (query.same_field >= 0 && history.count_kind != CountKind::kAtLeast) {
    const std::string same = TextOf(typing, history.steps.front().occurrence.span);
    Report(typing, DiagnosticKind::kSameWithoutCount, history.steps.front().occurrence.span,
           "`the same` goes with `at least` and a number of times")
        .help.push_back("write `has " + same + " at least 3 times`");
    return false;
  }
  if (query.bound == CountBound::kAtLeast && query.count < 1) {
    Diagnostic& report = Report(typing, DiagnosticKind::kOutOfRange, expr.span,
                                "`at least " + std::to_string(query.count) + " times` holds for everybody");
    report.label = "always yes";
    report.help.push_back("write `at least 1 time`, or leave the condition out");
    return false;
  }
  return true;
}

// Whether the window, or a time between two steps, is longer than the events are kept: says so.
bool ReportKept(Typing& typing, const tree::History& history, const HistoryQuery& query) {
  for (std::size_t i = 0; i < query.steps.size(); ++i) {
    const HistoryQuery::Step& step = query.steps[i];
    if (!step.negated && CheckKept(typing, step.filter.event, query.window, history.window.span)) return true;
    if (!step.within || i == 0) continue;
    const int before = query.steps[i - 1].filter.event;
    const Span& within = history.steps[i].within->span;
    const Span gap{within.file, history.steps[i].occurrence.span.end, within.begin};
    const std::size_t word = typing.sources.TextOf(gap).find("within");
    const Span words{within.file, gap.begin + static_cast<std::uint32_t>(word), within.end};
    if (ReportTooLong(typing, before, *step.within, words, "within ", true)) return true;
  }
  return false;
}

// What is taken of each event: a field, or an expression over its fields.
Expr CheckSummed(Typing& typing, const tree::Aggregate& aggregate, int event, const ExprContext& context) {
  if (!aggregate.what) {
    typing.reported = true;  // explained while reading
    return {};
  }
  const tree::Expr& what = *aggregate.what;
  const ExprContext inner = EventContext(typing, event, context);
  const bool bare = what.kind == tree::ExprKind::kPath && !what.of_this && what.text.find('.') == std::string::npos;
  if (bare && !NamesAValue(typing, what.text, inner)) {
    ReportNoEventField(typing, event, what.text, what.span);
    return Wrong(what.span);
  }
  return CheckExpression(typing, what, inner);
}

void ReportNoSum(Typing& typing, const tree::Aggregate& aggregate, const Expr& what) {
  const bool sum = aggregate.kind == AggregateKind::kSum;
  const bool average = aggregate.kind == AggregateKind::kAverage;
  Diagnostic& report = Report(typing, DiagnosticKind::kWrongType, what.span,
                              Ticked(typing, what.span) + " is " + Describe(what.type) +
                                  (sum       ? ", which can't be added up"
                                   : average ? ", which has no average"
                                             : ", which has no more and less"));
  report.help.push_back(sum || average ? "name a field that is a number or an amount, like `price`"
                                       : "name a field that is a number, an amount or a date");
}

}  // namespace

Expr CheckHistory(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const tree::History& history = *expr.history;
  HistoryQuery query;
  if (!LowerSteps(typing, history, context, query) || !LowerCount(typing, expr, query)) return Wrong(expr.span);
  query.window = LowerWindow(typing, history.window, context);
  if (typing.reported || ReportKept(typing, history, query)) return Wrong(expr.span);
  return Negate(OverEvents(Op::kHas, YesNoType(), expr.span, std::move(query), context), history.negated);
}

bool IsAboutEvents(const Typing& typing, const tree::Aggregate& aggregate, const ExprContext& context) {
  if (!aggregate.occurrence) return false;
  const tree::Occurrence& about = *aggregate.occurrence;
  const bool filtered = about.field || about.value || about.where;
  if (filtered || aggregate.kind == AggregateKind::kUnitsSinceFirst) return true;
  if (NamesAValue(typing, about.event.text, context)) return false;
  const Declaration* declaration = typing.declarations.Find(about.event.text);
  if (declaration != nullptr) return declaration->word == HeadWord::kEvent;
  if (typing.program.event_names.find(about.event.text) != typing.program.event_names.end()) return true;
  return about.event.text.find('.') == std::string::npos;  // attributes mostly have dots
}

Expr CheckEventAggregate(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  if (!aggregate.occurrence) {
    typing.reported = true;  // explained while reading
    return Wrong(expr.span);
  }
  HistoryQuery query;
  HistoryQuery::Step step;
  step.filter = LowerFilter(typing, *aggregate.occurrence, context);
  if (typing.reported) return Wrong(expr.span);
  const int event = step.filter.event;
  query.steps.push_back(std::move(step));
  query.window = LowerWindow(typing, aggregate.window, context);
  if (typing.reported || CheckKept(typing, event, query.window, aggregate.window.span)) return Wrong(expr.span);
  const Op op = EventOp(aggregate.kind);
  if (op == Op::kTimes) return OverEvents(op, TypeOf(TypeKind::kNumber), expr.span, std::move(query), context);
  Expr what = CheckSummed(typing, aggregate, event, context);
  if (typing.reported) return Wrong(expr.span);
  const auto type = ListResult(aggregate, what);
  if (!type) {
    ReportNoSum(typing, aggregate, what);
    return Wrong(expr.span);
  }
  Expr result = OverEvents(op, *type, expr.span, std::move(query), context);
  result.children.push_back(std::move(what));
  return result;
}

Expr CheckUnitsSinceEvent(Typing& typing, const tree::Expr& expr, const ExprContext& context) {
  const tree::Aggregate& aggregate = *expr.aggregate;
  HistoryQuery query;
  HistoryQuery::Step step;
  step.filter = LowerFilter(typing, *aggregate.occurrence, context);
  if (typing.reported) return Wrong(expr.span);
  if (aggregate.kind == AggregateKind::kUnitsUntil) {
    Report(typing, DiagnosticKind::kWrongType, expr.span, "`until` looks ahead, but an event has happened already")
        .help.push_back("write `" + std::string(UnitName(aggregate.unit)) + "s since " +
                        TextOf(typing, aggregate.occurrence->span) + "`");
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

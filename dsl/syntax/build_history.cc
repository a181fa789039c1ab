// Builds the tree from the parse: events, windows of time, aggregates.
#include "dsl/syntax/builder.h"

namespace nextmove::dsl {

using tree::AggregateKind;
using tree::ExprKind;
using tree::ExprPtr;
using tree::WindowKind;

void Builder::Filter(Par::FilterContext& context, tree::Occurrence& occurrence) {
  if (context.NAME() != nullptr) {
    occurrence.field = NameOf(*context.NAME());
    occurrence.same = context.SAME() != nullptr;
  }
  occurrence.under = context.UNDER() != nullptr;
  if (context.operand() != nullptr) occurrence.value = Operand(*context.operand());
  TimeForField(occurrence);
  if (context.path() != nullptr) {
    occurrence.of_this = true;
    occurrence.field = NameOf(*context.path());
  }
  if (context.expr() != nullptr) occurrence.where = Expression(*context.expr());
}

// `has viewed over 30 days` reads as a field `over`.
void Builder::TimeForField(const tree::Occurrence& occurrence) {
  static constexpr std::string_view kWords = " over during past previous recent inside ";
  if (!occurrence.value || !occurrence.value->duration || !occurrence.field) return;
  if (kWords.find(" " + occurrence.field->text + " ") == std::string_view::npos) return;
  const Span span{occurrence.field->span.file, occurrence.field->span.begin, occurrence.value->span.end};
  const std::string text = "in the last " + std::string(scan_.TextOf(occurrence.value->span));
  Diagnostic& d = Report(DiagnosticKind::kUnexpected, span, "a time back from now is written `in the last`", false);
  d.label = "write `in the last`";
  d.help.push_back("write `" + text + "`");
  d.fixes.push_back({span, text, false});
}

tree::Occurrence Builder::OccurrenceOf(Par::PathContext& event, Par::FilterContext* filter) {
  tree::Occurrence occurrence;
  occurrence.event = NameOf(event);
  occurrence.span = occurrence.event.span;
  if (filter == nullptr || filter->children.empty()) return occurrence;
  occurrence.span.end = scan_.SpanOf(*filter).end;
  Filter(*filter, occurrence);
  return occurrence;
}

tree::Occurrence Builder::OccurrenceOf(Par::OccurrenceContext& context) {
  return OccurrenceOf(*context.path(), context.filter());
}

tree::Window Builder::WindowOf(Par::WindowContext& context) {
  tree::Window window;
  window.span = scan_.SpanOf(context);
  if (context.UNIT() != nullptr) window.unit = UnitByWord(scan_.TextOf(*context.UNIT()->getSymbol()));
  const auto dates = context.DATE();
  if (!dates.empty()) window.from = DateOf(*dates[0]);
  if (dates.size() > 1) window.until = DateOf(*dates[1]);
  if (context.BETWEEN() != nullptr) {
    window.kind = WindowKind::kBetweenDates;
  } else if (context.BEFORE() != nullptr) {
    window.kind = context.SESSION() != nullptr ? WindowKind::kBeforeThisSession
                  : context.UNIT() != nullptr  ? WindowKind::kBeforeThisUnit
                  : context.TODAY() != nullptr ? WindowKind::kBeforeToday
                                               : WindowKind::kBeforeDate;
  } else if (context.occurrence() != nullptr) {
    window.kind = WindowKind::kSinceEvent;
    window.since = std::make_unique<tree::Occurrence>(OccurrenceOf(*context.occurrence()));
  } else if (context.SINCE() != nullptr) {
    window.kind = WindowKind::kSinceDate;
  } else if (context.duration() != nullptr) {
    window.kind = WindowKind::kInTheLast;
    window.duration = DurationOf(*context.duration());
  } else if (context.TODAY() != nullptr) {
    window.kind = WindowKind::kToday;
  } else {
    window.kind = context.SESSION() != nullptr ? WindowKind::kThisSession : WindowKind::kThisUnit;
  }
  return window;
}

tree::CountKind Builder::CountOf(Par::CountContext& context, std::int64_t& count) {
  count = Integer(*context.INT()).value_or(0);
  if (context.LEAST() != nullptr) return tree::CountKind::kAtLeast;
  return context.MOST() != nullptr ? tree::CountKind::kAtMost : tree::CountKind::kExactly;
}

ExprPtr Builder::HistoryOf(Par::HistoryContext& context) {
  ExprPtr expr = Make(ExprKind::kHistory, context);
  expr->history = std::make_unique<tree::History>();
  tree::History& history = *expr->history;
  expr->operator_span = scan_.SpanOf(*context.HAS()->getSymbol());
  // In the order written: `not` before the first event negates the whole, after `then` the step.
  bool negated = false;
  for (antlr4::tree::ParseTree* child : context.children) {
    if (auto* node = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
      if (node->getSymbol()->getType() == Lex::NOT) negated = true;
    } else if (auto* occurrence = dynamic_cast<Par::OccurrenceContext*>(child)) {
      tree::HistoryStep step;
      if (history.steps.empty()) {
        history.negated = negated;
      } else {
        step.negated = negated;
      }
      step.occurrence = OccurrenceOf(*occurrence);
      history.steps.push_back(std::move(step));
      negated = false;
    } else if (auto* within = dynamic_cast<Par::DurationContext*>(child)) {
      history.steps.back().within = DurationOf(*within);
    }
  }
  expr->negated = history.negated;
  if (context.count() != nullptr) history.count_kind = CountOf(*context.count(), history.count);
  if (context.window() != nullptr) history.window = WindowOf(*context.window());
  return expr;
}

void Builder::AffinityOf(Par::AffinityContext& context, tree::Aggregate& aggregate) {
  aggregate.kind = AggregateKind::kAffinity;
  tree::Occurrence about;
  about.field = NameOf(*context.NAME());
  about.span = scan_.SpanOf(context);
  about.under = aggregate.under = context.UNDER() != nullptr;
  aggregate.what = std::make_unique<tree::Expr>();
  aggregate.what->kind = ExprKind::kPath;
  aggregate.what->text = about.field->text;
  aggregate.what->span = about.field->span;
  if (context.text() != nullptr) {
    about.value = TextLiteral(*context.text());
  } else if (context.path() != nullptr) {
    about.value = Path(*context.path(), context.THIS() != nullptr, scan_.SpanOf(*context.path()));
  }
  aggregate.occurrence = std::move(about);
}

void Builder::Collection(Par::CollectionContext& context, tree::Aggregate& aggregate) {
  if (context.occurrence() != nullptr) {
    aggregate.occurrence = OccurrenceOf(*context.occurrence());
    if (context.window() != nullptr) aggregate.window = WindowOf(*context.window());
    return;
  }
  aggregate.in_list = true;
  tree::Occurrence list;
  list.event = NameOf(*context.path());
  list.span = scan_.SpanOf(context);
  Filter(*context.filter(), list);
  aggregate.occurrence = std::move(list);
}

ExprPtr Builder::AggregateOf(Par::AggregateContext& context) {
  ExprPtr expr = Make(ExprKind::kAggregate, context);
  expr->aggregate = std::make_unique<tree::Aggregate>();
  tree::Aggregate& aggregate = *expr->aggregate;
  expr->operator_span = scan_.SpanOf(*context.getStart());
  if (context.affinity() != nullptr) {
    AffinityOf(*context.affinity(), aggregate);
    return expr;
  }
  if (context.path() != nullptr) aggregate.anniversary_of = NameOf(*context.path());
  if (context.UNIT() != nullptr) {
    aggregate.kind = context.UNTIL() != nullptr   ? AggregateKind::kUnitsUntil
                     : context.FIRST() != nullptr ? AggregateKind::kUnitsSinceFirst
                                                  : AggregateKind::kUnitsSince;
    aggregate.unit = UnitByWord(scan_.TextOf(*context.UNIT()->getSymbol()));
    aggregate.calendar = context.CALENDAR() != nullptr;
    if (context.DATE() != nullptr) aggregate.date = DateOf(*context.DATE());
    if (context.occurrence() != nullptr) aggregate.occurrence = OccurrenceOf(*context.occurrence());
    return expr;
  }
  if (context.ANNIVERSARY() != nullptr) {
    aggregate.kind = AggregateKind::kAnniversary;
    return expr;
  }
  if (context.TIMES() != nullptr) {
    aggregate.kind = AggregateKind::kTimes;
    aggregate.occurrence = OccurrenceOf(*context.occurrence());
    if (context.window() != nullptr) aggregate.window = WindowOf(*context.window());
    return expr;
  }
  aggregate.kind = context.DIFFERENT() != nullptr ? AggregateKind::kDifferent
                   : context.SUM() != nullptr     ? AggregateKind::kSum
                   : context.AVERAGE() != nullptr ? AggregateKind::kAverage
                   : context.HIGHEST() != nullptr ? AggregateKind::kHighest
                   : context.LOWEST() != nullptr  ? AggregateKind::kLowest
                   : context.LATEST() != nullptr  ? AggregateKind::kLatest
                                                  : AggregateKind::kFirst;
  if (context.word() != nullptr) {
    aggregate.what = Path(*context.word(), false, scan_.SpanOf(*context.word()));
  } else if (context.expr() != nullptr) {
    aggregate.what = Expression(*context.expr());
    aggregate.what->parenthesized = true;
  }
  Collection(*context.collection(), aggregate);
  return expr;
}

}  // namespace nextmove::dsl

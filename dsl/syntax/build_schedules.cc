// Builds the tree from the parse: moments, dates and hours.
#include <utility>

#include "dsl/syntax/builder.h"
#include "dsl/syntax/wrong_tokens.h"

namespace nextmove::dsl {

tree::ScheduleEdge Builder::Start(Par::StartContext& context) {
  tree::ScheduleEdge edge;
  edge.span = scan_.SpanOf(context);
  if (context.DATE() != nullptr) edge.date = DateOf(*context.DATE());
  if (context.CLOCK() != nullptr) edge.clock = ClockOf(*context.CLOCK());
  return edge;
}

// `from 8 until 23` on days of the week, and `6 pm`: hours as they are said.
void Builder::WrongClock(Par::EdgeContext& context) {
  const Span span = scan_.SpanOf(context);
  const std::string clock =
      ClockAsWritten(scan_.TextOf(*context.INT()->getSymbol()),
                     context.NAME() != nullptr ? scan_.TextOf(*context.NAME()->getSymbol()) : std::string_view());
  const std::string text(scan_.TextOf(span));
  Diagnostic& d = Report(DiagnosticKind::kWrongClock, span, "`" + text + "` is not an hour", false);
  d.label = "hours have minutes: `" + (clock.empty() ? std::string("18:00") : clock) + "`";
  if (clock.empty()) return;
  d.help.push_back("write `" + clock + "`");
  d.fixes.push_back({span, clock, true});
}

tree::ScheduleEdge Builder::Edge(Par::EdgeContext& context, bool daily) {
  tree::ScheduleEdge edge;
  edge.span = scan_.SpanOf(context);
  if (context.CLOCK() != nullptr) {
    edge.clock = ClockOf(*context.CLOCK());
    return edge;
  }
  edge.day = Integer(*context.INT()).value_or(0);
  if (context.NAME() != nullptr) edge.month = NameOf(*context.NAME());
  const bool month = edge.month && MonthByName(edge.month->text) > 0;
  if ((daily && !month) || (edge.month && !month && !ClockAsWritten("6", edge.month->text).empty()))
    WrongClock(context);
  return edge;
}

tree::Schedule Builder::ScheduleOf(Par::ScheduleContext& context) {
  tree::Schedule schedule;
  bool daily = !context.period().empty();
  for (Par::PeriodContext* period : context.period()) {
    const Span span = scan_.SpanOf(*period);
    tree::Name name{std::string(scan_.TextOf(span)), span, false};
    daily = daily &&
            (name.text == "day" || name.text == "weekday" || name.text == "weekend" || WeekdayByName(name.text) >= 0);
    schedule.every.push_back(std::move(name));
  }
  const auto starts = context.start();
  const auto edges = context.edge();
  if (!starts.empty()) {
    if (context.FROM() != nullptr) {
      schedule.from = Start(*starts[0]);
      if (starts.size() > 1) schedule.until = Start(*starts[1]);
    } else {
      schedule.until = Start(*starts[0]);
    }
  } else if (edges.size() == 2) {
    schedule.from = Edge(*edges[0], daily);
    schedule.until = Edge(*edges[1], daily);
  }
  if (context.TIME_ZONE() != nullptr) schedule.zone = Zone(context.text(), context.path());
  return schedule;
}

tree::OnPayload Builder::On(Par::ClauseContext& context) {
  tree::OnPayload on;
  for (Par::MomentContext* part : context.moment()) {
    tree::Moment moment;
    moment.span = scan_.SpanOf(*part);
    if (part->occurrence() != nullptr) moment.occurrence = OccurrenceOf(*part->occurrence());
    if (part->path() != nullptr) moment.anniversary_of = NameOf(*part->path());
    if (part->period() != nullptr) {
      const Span span = scan_.SpanOf(*part->period());
      moment.every = tree::Name{std::string(scan_.TextOf(span)), span, false};
    }
    on.moments.push_back(std::move(moment));
  }
  if (context.duration() != nullptr) on.after = DurationOf(*context.duration());
  if (context.CLOCK() != nullptr) on.at = ClockOf(*context.CLOCK());
  return on;
}

}  // namespace nextmove::dsl

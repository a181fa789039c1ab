// Filters and windows over events, and how long events are kept.
#include "dsl/check/expressions/events.h"

#include <array>
#include <optional>
#include <utility>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/conditions.h"
#include "dsl/check/expressions/lines.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/expressions/unknown.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

constexpr std::int64_t kDayMilliseconds = 24 * 60 * 60 * 1000;

// The most or fewest days that so many months in a row can have, whichever month they begin with.
std::int64_t DaysOf(std::int64_t months, bool longest) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  constexpr int kCycle = 48;  // months of four years
  const auto length = [&](int month) { return kDays[At(month % 12)] + (month % kCycle == 1 ? 1 : 0); };
  std::int64_t best = -1;
  for (int start = 0; start < kCycle; ++start) {
    std::int64_t days = months / kCycle * (4 * 365 + 1);
    for (int i = 0; i < months % kCycle; ++i) days += length((start + i) % kCycle);
    if (best < 0 || (longest ? days > best : days < best)) best = days;
  }
  return best;
}

std::int64_t MillisecondsOf(const Duration& duration, bool longest) {
  return duration.milliseconds + (duration.calendar_days + DaysOf(duration.months, longest)) * kDayMilliseconds;
}

// Whether the first can be longer than the second. Months compare with months exactly.
bool CanBeLonger(const Duration& a, const Duration& b) {
  if (a.months != 0 && b.months != 0) return a.months > b.months;
  return MillisecondsOf(a, true) > MillisecondsOf(b, false);
}

// How far back the window looks; none when that depends on the day.
std::optional<Duration> LengthOf(const HistoryWindow& window) {
  if (window.kind == HistoryWindow::Kind::kInTheLast) return window.duration;
  if (window.kind == HistoryWindow::Kind::kThisUnit) return Duration::Of(1, window.unit, false);
  return std::nullopt;
}

// Index in Program::events; -1 after an error.
int FindEvent(Typing& typing, const tree::Name& name) {
  if (const auto it = typing.program.event_names.find(name.text); it != typing.program.event_names.end())
    return it->second;
  const Declaration* declaration = typing.declarations.Find(name.text);
  if (declaration != nullptr && declaration->word == HeadWord::kEvent) {
    typing.reported = true;  // explained where it is declared
  } else {
    ReportNoEvent(typing, name, declaration);
  }
  return -1;
}

// `viewed this product`: the field of the same name is the page's item, or that field of it.
Expr ThisFilter(Typing& typing, const tree::Occurrence& occurrence, const ExprContext& inner) {
  if (!occurrence.field) return Wrong(occurrence.span);
  const tree::Name& path = *occurrence.field;
  tree::Expr item;
  item.kind = tree::ExprKind::kPath;
  item.of_this = true;
  item.text = path.text;
  item.span = path.span;
  const std::string field = path.text.substr(path.text.rfind('.') + 1);
  Expr test = LineFilter(typing, field, path.span, false, item, inner);
  test.span = {path.span.file, path.span.begin, path.span.end};
  return test;
}

// The field that `the same product` names; -1 after an error.
int SameField(Typing& typing, const tree::Occurrence& occurrence, int event) {
  if (!occurrence.field) return -1;
  const auto& fields = typing.program.events[At(event)].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == occurrence.field->text) return static_cast<int>(i);
  }
  ReportNoEventField(typing, event, occurrence.field->text, occurrence.field->span);
  return -1;
}

// Whether the window is a period that the calendar does not have: says so.
bool ReportPeriod(Typing& typing, const tree::Window& window) {
  if (window.unit >= Unit::kDay) return false;
  const std::string unit(UnitName(window.unit));
  Report(typing, DiagnosticKind::kWrongType, window.span, "`this` goes with a day, week, month or year")
      .help.push_back("write `in the last 1 " + unit + "`");
  return true;
}

// `since 2026-01-01`, `before 2026-01-01`, `between 2026-01-01 and 2026-01-31`
HistoryWindow LowerDates(Typing& typing, const tree::Window& window) {
  using tree::WindowKind;
  using Kind = HistoryWindow::Kind;
  HistoryWindow lowered;
  lowered.kind = window.kind == WindowKind::kSinceDate    ? Kind::kSinceDate
                 : window.kind == WindowKind::kBeforeDate ? Kind::kBeforeDate
                                                          : Kind::kBetweenDates;
  if (!window.from || (lowered.kind == Kind::kBetweenDates && !window.until)) {
    typing.reported = true;  // no such day: explained while reading
    return {};
  }
  lowered.from = *window.from;
  lowered.until = window.until.value_or(*window.from);
  if (lowered.until < lowered.from) {
    const std::string meant = "between " + lowered.until.ToString() + " and " + lowered.from.ToString();
    Diagnostic& report = Report(typing, DiagnosticKind::kRangeTurned, window.span, "the window ends before it begins");
    report.help.push_back("write `" + meant + "`");
    report.fixes.push_back({window.span, meant, false});
  }
  return lowered;
}

}  // namespace

EventFilter CheckFilter(Typing& typing, const tree::Occurrence& occurrence, const ExprContext& context) {
  const OneError one(typing);
  EventFilter filter = LowerFilter(typing, occurrence, context);
  if (!one.failed() && filter.where) ReportNegations(typing, *filter.where);
  return one.failed() ? EventFilter{} : filter;
}

HistoryWindow CheckWindow(Typing& typing, const tree::Window& window, const ExprContext& context) {
  const OneError one(typing);
  HistoryWindow lowered = LowerWindow(typing, window, context);
  if (!one.failed() && lowered.since.where) ReportNegations(typing, *lowered.since.where);
  return one.failed() ? HistoryWindow{} : lowered;
}

EventFilter LowerFilter(Typing& typing, const tree::Occurrence& occurrence, const ExprContext& context,
                        int* same_field) {
  const int event = FindEvent(typing, occurrence.event);
  if (event < 0) return {};
  const ExprContext inner = EventContext(typing, event, context);
  std::vector<Expr> conditions;
  if (occurrence.same) {
    const int field = SameField(typing, occurrence, event);
    if (same_field != nullptr) {
      *same_field = field;
    } else if (!typing.reported) {
      Report(typing, DiagnosticKind::kSameWithoutCount, occurrence.span,
             "`the same` counts only in the first step of `has`")
          .help.push_back("write `has " + TextOf(typing, occurrence.span) + " at least 3 times`");
    }
  } else if (occurrence.of_this) {
    conditions.push_back(ThisFilter(typing, occurrence, inner));
  } else if (occurrence.field && occurrence.value) {
    const tree::Name& field = *occurrence.field;
    Expr test = LineFilter(typing, field.text, field.span, occurrence.under, *occurrence.value, inner);
    test.span = {field.span.file, field.span.begin, occurrence.value->span.end};
    conditions.push_back(std::move(test));
  }
  if (!typing.reported && occurrence.where) conditions.push_back(CheckYesNo(typing, *occurrence.where, inner));
  if (typing.reported) return {};
  EventFilter filter;
  filter.event = event;
  if (!conditions.empty()) {
    const Span span = conditions.size() == 1 ? conditions.front().span : occurrence.span;
    filter.where = AllOf(std::move(conditions), span);
  }
  return filter;
}

std::optional<Duration> LowerDuration(Typing& typing, const tree::DurationText& text) {
  const auto duration = Duration::Of(text.count, text.unit, text.calendar);
  if (duration && text.count >= 1) return duration;
  const bool none = text.count < 1;
  Diagnostic& report =
      Report(typing, DiagnosticKind::kOutOfRange, text.span,
             Ticked(typing, text.span) + (none ? " is no time at all" : " is longer than anything lasts"));
  report.label = none ? "at least 1" : "too long";
  report.help.push_back(none ? "write at least `1 " + std::string(text.calendar ? "calendar " : "") +
                                   std::string(UnitName(text.unit)) + "`"
                             : "write a shorter time, like `2 years`");
  return std::nullopt;
}

HistoryWindow LowerWindow(Typing& typing, const tree::Window& window, const ExprContext& context) {
  using tree::WindowKind;
  using Kind = HistoryWindow::Kind;
  HistoryWindow lowered;
  lowered.unit = window.unit;
  switch (window.kind) {
    case WindowKind::kNone:
      return {};
    case WindowKind::kInTheLast: {
      lowered.kind = Kind::kInTheLast;
      const auto duration = window.duration ? LowerDuration(typing, *window.duration) : std::nullopt;
      if (!duration) return {};
      lowered.duration = *duration;
      return lowered;
    }
    case WindowKind::kThisSession:
    case WindowKind::kBeforeThisSession:
      lowered.kind = window.kind == WindowKind::kThisSession ? Kind::kThisSession : Kind::kBeforeThisSession;
      return lowered;
    case WindowKind::kToday:
    case WindowKind::kBeforeToday:
      lowered.kind = window.kind == WindowKind::kToday ? Kind::kThisUnit : Kind::kBeforeThisUnit;
      lowered.unit = Unit::kDay;
      return lowered;
    case WindowKind::kThisUnit:
    case WindowKind::kBeforeThisUnit:
      if (ReportPeriod(typing, window)) return {};
      lowered.kind = window.kind == WindowKind::kThisUnit ? Kind::kThisUnit : Kind::kBeforeThisUnit;
      return lowered;
    case WindowKind::kSinceEvent:
      lowered.kind = Kind::kSinceEvent;
      if (window.since) lowered.since = LowerFilter(typing, *window.since, context);
      return lowered;
    case WindowKind::kSinceDate:
    case WindowKind::kBeforeDate:
    case WindowKind::kBetweenDates:
      break;
  }
  return LowerDates(typing, window);
}

bool CheckKept(Typing& typing, int event, const HistoryWindow& window, const Span& span, std::string_view words) {
  const auto length = LengthOf(window);
  if (event < 0 || !length) return false;
  const bool written = window.kind == HistoryWindow::Kind::kInTheLast;
  return ReportTooLong(typing, event, *length, span, std::string(words), written);
}

bool ReportTooLong(Typing& typing, int event, const Duration& length, const Span& span, const std::string& words,
                   bool written) {
  const EventKind& kind = typing.program.events[At(event)];
  if (kind.kept == Duration{} || !CanBeLonger(length, kind.kept)) return false;
  const std::string kept = kind.kept.ToString();
  Diagnostic& report =
      Report(typing, DiagnosticKind::kWindowTooLong, span,
             "`" + kind.name + "` is kept for " + kept + ", so nobody can look back " + length.ToString());
  report.label = "longer than it is kept";
  if (!kind.built_in) report.related.push_back({kind.span, "its `kept` stands here"});
  report.help.push_back("write a shorter time: `" + words + kept + "`");
  if (!kind.built_in) report.help.push_back("or keep it longer: `kept " + length.ToString() + "`");
  if (written) report.fixes.push_back({span, words + kept, false});
  return true;
}

}  // namespace nextmove::dsl

// What is said of events: which kind, what they must be about, in which window.

#include <algorithm>
#include <array>
#include <utility>

#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

constexpr std::int64_t kDayMilliseconds = 24 * 60 * 60 * 1000;

// Days of `months` months, from the start of the year's cycle where they are fewest or most.
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

// Whether the text field of a built-in event holds the name of a rule.
bool HoldsRule(std::string_view field) { return field == "action" || field == "question"; }

}  // namespace

EventFilter ExpressionChecker::Filter(const tree::Occurrence& occurrence, const ExprContext& context) {
  const OneError one(*this);
  EventFilter filter = LowerFilter(occurrence, context);
  if (!one.failed() && filter.where) ReportNegations(*filter.where);
  return one.failed() ? EventFilter{} : filter;
}

HistoryWindow ExpressionChecker::Window(const tree::Window& window, const ExprContext& context) {
  const OneError one(*this);
  HistoryWindow lowered = LowerWindow(window, context);
  if (!one.failed() && lowered.since.where) ReportNegations(*lowered.since.where);
  return one.failed() ? HistoryWindow{} : lowered;
}

ExprContext ExpressionChecker::EventContext(int event, const ExprContext& context) const {
  ExprContext inner = context;
  inner.expected = nullptr;
  inner.action_keys = false;
  inner.record = &program_.events[At(event)].fields;
  inner.event = event;
  if (context.record != nullptr) inner.record_item_field = -1;
  if (!inner.menu_item) inner.item_catalogue = -1;
  return inner;
}

// Index in Program::events; -1 after an error.
int ExpressionChecker::FindEvent(const tree::Name& name) {
  if (const auto it = program_.event_names.find(name.text); it != program_.event_names.end()) return it->second;
  const Declaration* declaration = declarations_.Find(name.text);
  if (declaration != nullptr && declaration->word == HeadWord::kEvent) {
    reported_ = true;  // explained where it is declared
  } else {
    ReportNoEvent(name, declaration);
  }
  return -1;
}

void ExpressionChecker::ReportNoEvent(const tree::Name& name, const Declaration* declaration) {
  std::vector<std::string> names;
  for (const auto& [event, index] : program_.event_names) names.push_back(event);
  const std::string nearest = declarations_.searches_left-- > 0 ? NearestOf(name.text, names) : std::string();
  if (declaration == nullptr) {
    Diagnostic& report = Report(DiagnosticKind::kUnknownEvent, name.span, "unknown event `" + name.text + "`");
    report.label = "not declared";
    if (!nearest.empty()) {
      report.help.push_back("did you mean `" + nearest + "`?");
      report.fixes.push_back({name.span, nearest, false});
    } else {
      report.help.push_back("declare it: `event " + name.text + " (product: product) consent necessary kept 90 days`");
    }
    return;
  }
  const std::string word(RowOf(declaration->word).text);
  const bool vowel = word.find_first_of("aeio") == 0;
  Diagnostic& report = Report(DiagnosticKind::kWrongKindOfName, name.span,
                              "`" + name.text + "` is " + (vowel ? "an " : "a ") + word + ", not an event");
  report.label = "here stands what visitors do";
  if (declaration->head != nullptr) report.related.push_back({declaration->head->span, "declared here"});
  const bool list = declaration->word == HeadWord::kAttribute && declaration->index >= 0 &&
                    program_.attributes[At(declaration->index)].type.kind == TypeKind::kList;
  if (list) {
    report.help.push_back("the lines of a list stand after `in`: `in " + name.text + "`");
  } else if (declaration->word == HeadWord::kSignal) {
    report.help.push_back("a signal is a number: `" + name.text + " is at least 50`");
  } else if (declaration->word == HeadWord::kSegment) {
    report.help.push_back("ask whether the visitor is in it: `in segment " + name.text + "`");
  } else {
    report.help.push_back(nearest.empty() ? "write the name of an event" : "did you mean `" + nearest + "`?");
  }
}

void ExpressionChecker::ReportNoEventField(int event, std::string_view field, const Span& span) {
  const EventKind& kind = program_.events[At(event)];
  std::vector<std::string> names;
  for (const FieldType& candidate : kind.fields) names.push_back(candidate.name);
  Diagnostic& report =
      Report(DiagnosticKind::kUnknownField, span, "`" + kind.name + "` has no field `" + std::string(field) + "`");
  report.label = "not declared";
  if (!kind.built_in) report.related.push_back({kind.span, "the fields are declared here"});
  const std::string nearest = NearestOf(field, names);
  if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({span, nearest, false});
    return;
  }
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " and " : ", ";
    list += "`" + names[i] + "`";
  }
  report.help.push_back(names.empty() ? "it has no fields but `time` and `date`" : "its fields are " + list);
}

EventFilter ExpressionChecker::LowerFilter(const tree::Occurrence& occurrence, const ExprContext& context,
                                           int* same_field) {
  const int event = FindEvent(occurrence.event);
  if (event < 0) return {};
  const ExprContext inner = EventContext(event, context);
  std::vector<Expr> conditions;
  if (occurrence.same) {
    const int field = SameField(occurrence, event);
    if (same_field != nullptr) {
      *same_field = field;
    } else if (!reported_) {
      Report(DiagnosticKind::kSameWithoutCount, occurrence.span, "`the same` counts only in the first step of `has`")
          .help.push_back("write `has " + TextOf(occurrence.span) + " at least 3 times`");
    }
  } else if (occurrence.of_this) {
    conditions.push_back(ThisFilter(occurrence, inner));
  } else if (occurrence.field && occurrence.value) {
    const tree::Name& field = *occurrence.field;
    Expr test = LineFilter(field.text, field.span, occurrence.under, *occurrence.value, inner);
    test.span = {field.span.file, field.span.begin, occurrence.value->span.end};
    conditions.push_back(std::move(test));
  }
  if (!reported_ && occurrence.where) conditions.push_back(CheckYesNo(*occurrence.where, inner));
  if (reported_) return {};
  EventFilter filter;
  filter.event = event;
  if (!conditions.empty()) {
    const Span span = conditions.size() == 1 ? conditions.front().span : occurrence.span;
    filter.where = And(std::move(conditions), span);
  }
  return filter;
}

// `viewed this product`: the field of the same name is the page's item, or that field of it.
Expr ExpressionChecker::ThisFilter(const tree::Occurrence& occurrence, const ExprContext& inner) {
  if (!occurrence.field) return Wrong(occurrence.span);
  const tree::Name& path = *occurrence.field;
  tree::Expr item;
  item.kind = tree::ExprKind::kPath;
  item.of_this = true;
  item.text = path.text;
  item.span = path.span;
  const std::string field = path.text.substr(path.text.rfind('.') + 1);
  Expr test = LineFilter(field, path.span, false, item, inner);
  test.span = {path.span.file, path.span.begin, path.span.end};
  return test;
}

// The field that `the same product` names; -1 after an error.
int ExpressionChecker::SameField(const tree::Occurrence& occurrence, int event) {
  if (!occurrence.field) return -1;
  const auto& fields = program_.events[At(event)].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == occurrence.field->text) return static_cast<int>(i);
  }
  ReportNoEventField(event, occurrence.field->text, occurrence.field->span);
  return -1;
}

std::optional<Duration> ExpressionChecker::Time(const tree::DurationText& text) {
  const OneError one(*this);
  return LowerDuration(text);
}

std::optional<Duration> ExpressionChecker::LowerDuration(const tree::DurationText& text) {
  const auto duration = Duration::Of(text.count, text.unit, text.calendar);
  if (duration && text.count >= 1) return duration;
  const bool none = text.count < 1;
  Diagnostic& report = Report(DiagnosticKind::kOutOfRange, text.span,
                              Ticked(text.span) + (none ? " is no time at all" : " is longer than anything lasts"));
  report.label = none ? "at least 1" : "too long";
  report.help.push_back(none ? "write at least `1 " + std::string(text.calendar ? "calendar " : "") +
                                   std::string(UnitName(text.unit)) + "`"
                             : "write a shorter time, like `2 years`");
  return std::nullopt;
}

// Whether the window is a period that the calendar does not have: says so.
bool ExpressionChecker::ReportPeriod(const tree::Window& window) {
  if (window.unit >= Unit::kDay) return false;
  const std::string unit(UnitName(window.unit));
  Report(DiagnosticKind::kWrongType, window.span, "`this` goes with a day, week, month or year")
      .help.push_back("write `in the last 1 " + unit + "`");
  return true;
}

HistoryWindow ExpressionChecker::LowerWindow(const tree::Window& window, const ExprContext& context) {
  using tree::WindowKind;
  using Kind = HistoryWindow::Kind;
  HistoryWindow lowered;
  lowered.unit = window.unit;
  switch (window.kind) {
    case WindowKind::kNone:
      return {};
    case WindowKind::kInTheLast: {
      lowered.kind = Kind::kInTheLast;
      const auto duration = window.duration ? LowerDuration(*window.duration) : std::nullopt;
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
      if (ReportPeriod(window)) return {};
      lowered.kind = window.kind == WindowKind::kThisUnit ? Kind::kThisUnit : Kind::kBeforeThisUnit;
      return lowered;
    case WindowKind::kSinceEvent:
      lowered.kind = Kind::kSinceEvent;
      if (window.since) lowered.since = LowerFilter(*window.since, context);
      return lowered;
    case WindowKind::kSinceDate:
    case WindowKind::kBeforeDate:
    case WindowKind::kBetweenDates:
      break;
  }
  return LowerDates(window);
}

// `since 2026-01-01`, `before 2026-01-01`, `between 2026-01-01 and 2026-01-31`
HistoryWindow ExpressionChecker::LowerDates(const tree::Window& window) {
  using tree::WindowKind;
  using Kind = HistoryWindow::Kind;
  HistoryWindow lowered;
  lowered.kind = window.kind == WindowKind::kSinceDate    ? Kind::kSinceDate
                 : window.kind == WindowKind::kBeforeDate ? Kind::kBeforeDate
                                                          : Kind::kBetweenDates;
  if (!window.from || (lowered.kind == Kind::kBetweenDates && !window.until)) {
    reported_ = true;  // no such day: explained while reading
    return {};
  }
  lowered.from = *window.from;
  lowered.until = window.until.value_or(*window.from);
  if (lowered.until < lowered.from) {
    const std::string meant = "between " + lowered.until.ToString() + " and " + lowered.from.ToString();
    Diagnostic& report = Report(DiagnosticKind::kRangeTurned, window.span, "the window ends before it begins");
    report.help.push_back("write `" + meant + "`");
    report.fixes.push_back({window.span, meant, false});
  }
  return lowered;
}

bool ExpressionChecker::CheckKept(int event, const HistoryWindow& window, const Span& span, std::string_view words) {
  const auto length = LengthOf(window);
  if (event < 0 || !length) return false;
  const bool written = window.kind == HistoryWindow::Kind::kInTheLast;
  return ReportTooLong(event, *length, span, std::string(words), written);
}

// Says so when events of the kind are not kept that long; true then. `words` stand before a length of time there;
// `written`: with a length of time, that can be shortened.
bool ExpressionChecker::ReportTooLong(int event, const Duration& length, const Span& span, const std::string& words,
                                      bool written) {
  const EventKind& kind = program_.events[At(event)];
  if (kind.kept == Duration{} || !CanBeLonger(length, kind.kept)) return false;
  const std::string kept = kind.kept.ToString();
  Diagnostic& report =
      Report(DiagnosticKind::kWindowTooLong, span,
             "`" + kind.name + "` is kept for " + kept + ", so nobody can look back " + length.ToString());
  report.label = "longer than it is kept";
  if (!kind.built_in) report.related.push_back({kind.span, "its `kept` stands here"});
  report.help.push_back("write a shorter time: `" + words + kept + "`");
  if (!kind.built_in) report.help.push_back("or keep it longer: `kept " + length.ToString() + "`");
  if (written) report.fixes.push_back({span, words + kept, false});
  return true;
}

// `action care_for_it`: the bare name of a rule beside a field that holds such names. None when the expression is
// something else.
std::optional<Expr> ExpressionChecker::NameAsText(const tree::Expr& expr, const Expr& field,
                                                  const ExprContext& context) {
  if (context.event < 0 || field.op != Op::kField || !program_.events[At(context.event)].built_in) return std::nullopt;
  const bool bare = expr.kind == tree::ExprKind::kPath && !expr.of_this && expr.text.find('.') == std::string::npos;
  if (!bare || !HoldsRule(program_.events[At(context.event)].fields[At(field.index)].name)) return std::nullopt;
  if (NamesAValue(expr.text, context)) return std::nullopt;
  const Declaration* declaration = declarations_.Find(expr.text);
  if (declaration == nullptr || !RowOf(declaration->word).decision) {
    ReportNoRule(expr.text, expr.span);
    return Wrong(expr.span);
  }
  Expr text;
  text.span = expr.span;
  text.type = TypeOf(TypeKind::kText);
  text.constant = expr.text;
  return text;
}

}  // namespace nextmove::dsl

// Lowers dates, hours and periods of `active` and `quiet`.
#include "dsl/check/rules/schedules.h"
#include "dsl/value/suggest.h"

#include <algorithm>

namespace nextmove::dsl {
namespace {

using PeriodKind = SchedulePeriod::Kind;

constexpr int kMinutesOfDay = 24 * 60;

const std::vector<std::string>& PeriodWords() {
  static const auto* words =
      new std::vector<std::string>{"day",     "week",      "weekday",  "weekend", "month",    "year",  "monday",
                                   "tuesday", "wednesday", "thursday", "friday",  "saturday", "sunday"};
  return *words;
}

std::optional<SchedulePeriod> PeriodByWord(std::string_view word) {
  SchedulePeriod period;
  if (word == "day")
    period.kind = PeriodKind::kDay;
  else if (word == "week")
    period.kind = PeriodKind::kWeek;
  else if (word == "weekday")
    period.kind = PeriodKind::kWeekday;
  else if (word == "weekend")
    period.kind = PeriodKind::kWeekend;
  else if (word == "month")
    period.kind = PeriodKind::kMonth;
  else if (word == "year")
    period.kind = PeriodKind::kYear;
  else if (WeekdayByName(word) >= 0) {
    period.kind = PeriodKind::kNamedDay;
    period.weekday = WeekdayByName(word);
  } else {
    return std::nullopt;
  }
  return period;
}

bool IsDates(const Type& type) {
  if (type.kind == TypeKind::kUnknown || type.kind == TypeKind::kDate) return true;
  return type.kind == TypeKind::kList && type.element() != nullptr && type.element()->kind == TypeKind::kDate;
}

}  // namespace

std::optional<SchedulePeriod> LowerPeriod(Folder& folder, const tree::Name& name) {
  if (auto period = PeriodByWord(name.text)) return period;
  const Declaration* declaration = folder.declarations.Find(name.text);
  if (declaration == nullptr || declaration->word != HeadWord::kValue) {
    std::vector<std::string> candidates = PeriodWords();
    for (const auto& [value, index] : folder.program.value_names) {
      if (candidates.size() < 200) candidates.push_back(value);
    }
    const std::string near = Suggest(name.text, candidates);
    Diagnostic& report =
        folder.Report(DiagnosticKind::kUnknownWord, name.span, "`every` does not know the period " + Ticked(name.text));
    report.label = near.empty() ? "no period and no value with dates" : "did you mean " + Ticked(near) + "?";
    report.help.push_back(
        "write `day`, `weekday`, `weekend`, a day such as `friday`, `month`, `year`, or the name of a `value` that "
        "lists dates");
    if (!near.empty()) report.fixes.push_back({name.span, near, false});
    return std::nullopt;
  }
  SchedulePeriod period;
  period.kind = PeriodKind::kDates;
  period.value = declaration->index;
  if (period.value < 0) return std::nullopt;
  const Type& type = folder.program.values[static_cast<std::size_t>(period.value)].type;
  if (IsDates(type)) return period;
  Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, name.span, Ticked(name.text) + " holds no dates");
  report.label = "is " + Ticked(type.ToString());
  report.related.push_back({declaration->head->span, "declared here"});
  report.help.push_back("name a value that lists dates: `set to [2026-12-25, 2027-01-01]`");
  return std::nullopt;
}

namespace {

enum class Shape { kDate, kClock, kDayOfYear, kDayOfMonth };
Shape ShapeOf(const ScheduleEdge& edge) {
  if (edge.date) return Shape::kDate;
  if (edge.month > 0) return Shape::kDayOfYear;
  if (edge.day > 0) return Shape::kDayOfMonth;
  return Shape::kClock;
}

void ReportNoSuchDay(Folder& folder, const Span& span, std::string label, std::string help) {
  Diagnostic& report = folder.Report(DiagnosticKind::kNoSuchDate, span, "there is no such day or hour");
  report.label = std::move(label);
  report.help.push_back(std::move(help));
}

std::optional<ScheduleEdge> LowerEdge(Folder& folder, const tree::ScheduleEdge& edge) {
  ScheduleEdge lowered;
  lowered.date = edge.date;
  lowered.minute = edge.clock;
  if (edge.clock && (*edge.clock < 0 || *edge.clock >= kMinutesOfDay)) {
    ReportNoSuchDay(folder, edge.span, "no such hour", "hours go from `00:00` to `23:59`");
    return std::nullopt;
  }
  if (edge.month) {
    lowered.month = MonthByName(edge.month->text);
    if (lowered.month < 1) {
      ReportUnknownWord(folder, *edge.month, "active",
                        {"january", "february", "march", "april", "may", "june", "july", "august", "september",
                         "october", "november", "december"});
      return std::nullopt;
    }
    if (!Date::Of(2024, lowered.month, static_cast<int>(std::clamp<std::int64_t>(edge.day, 0, 99)))) {
      ReportNoSuchDay(folder, edge.span, "the month has no such day", "write a day of the month: `1 december`");
      return std::nullopt;
    }
    lowered.day = static_cast<int>(edge.day);
    return lowered;
  }
  if (!edge.date && !edge.clock) {
    if (edge.day < 1 || edge.day > 31) {
      ReportNoSuchDay(folder, edge.span, "no such day", "write a date that exists: `2026-11-27`");
      return std::nullopt;
    }
    lowered.day = static_cast<int>(edge.day);
  }
  return lowered;
}

// What the edges of `every period` must look like, as an example; null when they fit.
const char* WantedEdges(const std::vector<SchedulePeriod>& every, Shape shape) {
  if (every.empty())
    return shape == Shape::kDate || shape == Shape::kClock ? nullptr : "from 2026-11-27 until 2026-11-30";
  for (const SchedulePeriod& period : every) {
    if (period.kind == PeriodKind::kYear && shape != Shape::kDayOfYear)
      return "every year from 1 december until 24 december";
    if (period.kind == PeriodKind::kMonth && shape != Shape::kDayOfMonth) return "every month from 25 until 31";
    const bool whole = period.kind == PeriodKind::kYear || period.kind == PeriodKind::kMonth;
    if (!whole && shape != Shape::kClock) return "every friday from 18:00 until 23:00";
  }
  return nullptr;
}

bool EdgesFit(Folder& folder, const tree::Schedule& tree, const Schedule& schedule, const Span& span) {
  const char* wanted = nullptr;
  for (const auto* edge : {&schedule.from, &schedule.until}) {
    if (*edge && wanted == nullptr) wanted = WantedEdges(schedule.every, ShapeOf(**edge));
  }
  const bool mixed = schedule.from && schedule.until && ShapeOf(*schedule.from) != ShapeOf(*schedule.until);
  if (mixed && wanted == nullptr) wanted = "from 2026-11-27 until 2026-11-30";
  if (wanted != nullptr) {
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, span, "the two ends of the schedule do not fit");
    report.label = schedule.every.empty() ? "a date goes with a date, an hour with an hour"
                                          : "do not fit " + Ticked("every " + tree.every.front().text);
    report.help.push_back("write them like " + Ticked("active " + std::string(wanted)));
    return false;
  }
  const bool dates = schedule.from && schedule.until && schedule.from->date && schedule.until->date;
  if (!dates) return true;
  const auto key = [](const ScheduleEdge& edge, int otherwise) {
    return std::pair(edge.date->days_since_epoch, edge.minute.value_or(otherwise));
  };
  if (key(*schedule.from, 0) < key(*schedule.until, kMinutesOfDay)) return true;
  Diagnostic& report =
      folder.Report(DiagnosticKind::kRangeTurned, tree.until->span, "the schedule ends before it begins");
  report.label = "not after the first date";
  report.related.push_back({tree.from->span, "begins here"});
  report.help.push_back("exchange the two dates");
  return false;
}

}  // namespace

std::optional<Schedule> LowerSchedule(Folder& folder, const tree::Schedule& schedule, const Span& span, int zone) {
  Schedule lowered;
  lowered.span = span;
  lowered.zone = zone;
  for (const tree::Name& name : schedule.every) {
    auto period = LowerPeriod(folder, name);
    if (!period) return std::nullopt;
    lowered.every.push_back(*period);
  }
  if (schedule.from && !(lowered.from = LowerEdge(folder, *schedule.from))) return std::nullopt;
  if (schedule.until && !(lowered.until = LowerEdge(folder, *schedule.until))) return std::nullopt;
  if (!EdgesFit(folder, schedule, lowered, span)) return std::nullopt;
  const ErrorWatch watch(folder);
  if (schedule.zone) lowered.zone = ResolveZone(folder, *schedule.zone);
  if (watch.failed()) return std::nullopt;
  return lowered;
}

std::vector<Schedule> LowerSchedules(Folder& folder, const tree::Head& head, ClauseWord word, int zone) {
  std::vector<Schedule> schedules;
  ForEachClause<tree::Schedule>(head, word, [&](const tree::Clause& clause, const tree::Schedule& written) {
    if (auto schedule = LowerSchedule(folder, written, clause.span, zone)) schedules.push_back(std::move(*schedule));
  });
  return schedules;
}

}  // namespace nextmove::dsl

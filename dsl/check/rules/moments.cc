// Lowers `on`: names of moments, events, signals and anniversaries, with delays and hours.
#include "dsl/check/rules/moments.h"

#include <algorithm>

#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/rules/schedules.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

std::string TextAt(const Folder& folder, const Span& span) { return std::string(folder.sources.TextOf(span)); }

// `every friday` and the like, that only messages wait for.
bool IsPeriodic(const tree::Moment& moment) { return moment.every || moment.anniversary_of; }

bool ReportNotInRule(Folder& folder, const tree::Head& head, const tree::Clause& clause, const tree::OnPayload& on) {
  const auto periodic = std::find_if(on.moments.begin(), on.moments.end(), IsPeriodic);
  if (periodic == on.moments.end() && !on.at) return false;
  const bool period = periodic != on.moments.end() && periodic->every;
  Diagnostic& report =
      folder.Report(DiagnosticKind::kMomentOfMessages, periodic == on.moments.end() ? clause.span : periodic->span,
                    periodic == on.moments.end()
                        ? "`at` an hour is for messages, which wait for it"
                        : Ticked(TextAt(folder, periodic->span)) + " is a moment for messages, which wait for it");
  report.label = "not in " + WithArticle(head.word);
  report.help.push_back(period ? "say when it holds: " + Ticked("active every " + periodic->every->text)
                        : periodic == on.moments.end()
                            ? std::string("take " + Ticked("at ...") +
                                          " out, or say when it holds with "
                                          "`active every day from 8:30 until 20:00`")
                            : "ask for the day: " +
                                  Ticked("when anniversary of " + periodic->anniversary_of->text + " is today"));
  return true;
}

// Reports a period without an hour, `after` beside a period, and an hour of an event without `after`.
bool ReportHour(Folder& folder, const tree::Clause& clause, const tree::OnPayload& on) {
  const auto periodic = std::find_if(on.moments.begin(), on.moments.end(), IsPeriodic);
  const bool events = !std::all_of(on.moments.begin(), on.moments.end(), IsPeriodic);
  if (periodic != on.moments.end() && !on.at) {
    Diagnostic& report = folder.Report(DiagnosticKind::kMomentNeedsHour, clause.span,
                                       Ticked(TextAt(folder, periodic->span)) + " does not say at what hour");
    report.label = "the hour is missing";
    report.help.push_back("write " + Ticked(TextAt(folder, clause.span) + " at 10:00"));
    report.fixes.push_back({Span{clause.span.file, clause.span.end, clause.span.end}, " at 10:00", false});
    return true;
  }
  if (periodic != on.moments.end() && on.after) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kMomentNeedsHour, on.after->span,
                      "`after` counts from an event, not from " + Ticked(TextAt(folder, periodic->span)));
    report.label = "after what?";
    report.help.push_back("take it out, or write a message of its own for the event");
    return true;
  }
  if (!on.at || on.after || !events) return false;
  Diagnostic& report =
      folder.Report(DiagnosticKind::kMomentNeedsHour, clause.span, "`at` needs to know after how long");
  report.label = "on which day?";
  const Span& moment = on.moments.front().span;
  std::string day = TextAt(folder, moment);
  if (day.ends_with("s")) day.pop_back();
  if (WeekdayByName(day) >= 0 || day == "weekday" || day == "weekend") {
    report.help.push_back("write " + Ticked("on every " + day) + " and the hour");
    report.fixes.push_back({moment, "every " + day, false});
    return true;
  }
  const std::string anniversary = AnniversaryFor(folder, TextAt(folder, moment));
  if (folder.program.event_names.contains(TextAt(folder, moment)) || anniversary.empty())
    report.help.push_back("write how long after: " + Ticked("on " + TextAt(folder, moment) + " after 1 day at 8:30"));
  if (!anniversary.empty()) {
    const std::string_view hour = folder.sources.TextOf(clause.span).substr(moment.end - clause.span.begin);
    report.help.push_back("for a date of the visitor write " + Ticked("on " + anniversary + std::string(hour)));
    report.fixes.push_back({moment, anniversary, false});
  }
  return true;
}

bool HasFilter(const tree::Occurrence& occurrence) {
  return occurrence.field || occurrence.value || occurrence.where || occurrence.of_this || occurrence.same;
}

// Reports what is not an event where only an event will do.
std::optional<Moment> LowerNamed(Folder& folder, const tree::Name& name, bool after) {
  Moment moment;
  moment.name = name.text;
  const Declaration* declared = folder.declarations.Find(name.text);
  if (declared != nullptr && declared->word == HeadWord::kSignal) {
    moment.kind = Moment::Kind::kSignal;
    moment.signal = declared->index;
  } else if (declared != nullptr) {
    if (declared->word == HeadWord::kEvent) return std::nullopt;  // explained where it is declared
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongKindOfName, name.span,
                                       Ticked(name.text) + " is " + WithArticle(declared->word) + ", not a moment");
    report.label = "here stands a moment";
    report.related.push_back({declared->head->span, "declared here"});
    report.help.push_back("name an event, a signal, or a moment that the client sends, like `exit_intent`");
    return std::nullopt;
  }
  if (!after) return moment;
  Diagnostic& report = folder.Report(DiagnosticKind::kUnknownEvent, name.span,
                                     "`after` counts from an event, and " + Ticked(name.text) + " is none");
  report.label = declared != nullptr ? "a signal" : "a moment that the client sends";
  report.help.push_back(declared != nullptr ? "name the event that raises it"
                                            : "name an event, or declare it: " +
                                                  Ticked("event " + name.text + " consent necessary kept 30 days"));
  return std::nullopt;
}

std::optional<Moment> LowerOccurrence(Folder& folder, const tree::Occurrence& occurrence, bool after,
                                      const ExprContext& context) {
  const bool event = folder.program.event_names.contains(occurrence.event.text);
  if (!event && !HasFilter(occurrence)) return LowerNamed(folder, occurrence.event, after);
  const ErrorWatch watch(folder);
  Moment moment;
  moment.kind = Moment::Kind::kEvent;
  moment.name = occurrence.event.text;
  moment.event = CheckFilter(folder.typing, occurrence, context);
  if (watch.failed() || moment.event.event < 0) return std::nullopt;
  return moment;
}

std::optional<Moment> LowerAnniversary(Folder& folder, const tree::Name& date, const ExprContext& context) {
  tree::Expr path;
  path.kind = tree::ExprKind::kPath;
  path.text = date.text;
  path.span = date.span;
  const ErrorWatch watch(folder);
  Expr value = CheckValue(folder.typing, path, context);
  if (watch.failed()) return std::nullopt;
  if (!IsUnknown(value.type) && !IsCalendar(value.type)) {
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, date.span, Ticked(date.text) + " is no date");
    report.label = "is " + Describe(value.type);
    report.help.push_back("name a date, like `anniversary of visitor.born_on`");
    return std::nullopt;
  }
  Moment moment;
  moment.kind = Moment::Kind::kAnniversary;
  moment.date = std::move(value);
  return moment;
}

std::optional<Moment> LowerMoment(Folder& folder, const tree::Moment& written, bool after, const ExprContext& context) {
  std::optional<Moment> moment;
  if (written.occurrence) {
    moment = LowerOccurrence(folder, *written.occurrence, after, context);
  } else if (written.anniversary_of) {
    moment = LowerAnniversary(folder, *written.anniversary_of, context);
  } else if (written.every) {
    if (const auto period = LowerPeriod(folder, *written.every)) {
      moment.emplace();
      moment->kind = Moment::Kind::kEvery;
      moment->period = *period;
    }
  }
  if (moment) moment->span = written.span;
  return moment;
}

bool Repeats(const Rule& rule, const Moment& moment) {
  const bool plain = moment.kind != Moment::Kind::kAnniversary && moment.kind != Moment::Kind::kEvery;
  return plain && !moment.event.where && std::any_of(rule.on.begin(), rule.on.end(), [&](const Moment& other) {
           return other.kind == moment.kind && other.name == moment.name && !other.event.where;
         });
}

// An event that is forgotten before its timer is due never brings the message.
bool ReportForgotten(Folder& folder, const tree::OnPayload& on, const Rule& rule) {
  HistoryWindow till_due;
  till_due.kind = HistoryWindow::Kind::kInTheLast;
  till_due.duration = *rule.after;
  return std::any_of(rule.on.begin(), rule.on.end(), [&](const Moment& moment) {
    return CheckKept(folder.typing, moment.event.event, till_due, on.after->span, "");
  });
}

}  // namespace

void LowerMoments(Folder& folder, const tree::Head& head, Rule& rule) {
  const auto* on = FindPayload<tree::OnPayload>(head, ClauseWord::kOn);
  if (on == nullptr) return;
  const tree::Clause& clause = *FindClause(head, ClauseWord::kOn);
  const bool message = rule.kind == RuleKind::kMessage;
  if (message ? ReportHour(folder, clause, *on) : ReportNotInRule(folder, head, clause, *on)) return;
  const ExprContext context{.zone = rule.zone};
  for (const tree::Moment& written : on->moments) {
    auto moment = LowerMoment(folder, written, on->after.has_value(), context);
    if (!moment) return;
    if (!Repeats(rule, *moment)) rule.on.push_back(std::move(*moment));
  }
  if (on->after) rule.after = LowerDuration(folder.typing, *on->after);
  if (rule.after && ReportForgotten(folder, *on, rule)) return;
  rule.at_minute = on->at;
}

std::string AnniversaryFor(const Folder& folder, std::string_view moment) {
  if (folder.program.event_names.contains(moment)) return {};
  const bool birthday = moment.find("birth") != std::string_view::npos;
  const Attribute* date = nullptr;
  for (const Attribute& attribute : folder.program.attributes) {
    if (attribute.type.kind != TypeKind::kDate) continue;
    const bool born =
        attribute.name.find("birth") != std::string::npos || attribute.name.find("born") != std::string::npos;
    if (date == nullptr || (birthday && born)) date = &attribute;
    if (birthday && born) break;
  }
  return date == nullptr ? std::string() : "anniversary of " + date->name;
}

int MomentEvent(const Rule& rule) {
  int event = -1;
  for (const Moment& moment : rule.on) {
    if (moment.kind != Moment::Kind::kEvent) continue;
    if (event >= 0 && event != moment.event.event) return -1;
    event = moment.event.event;
  }
  return event;
}

}  // namespace nextmove::dsl

// Writes `limit` and `stop` as conditions over built-in events.
#include "dsl/check/rules/caps.h"

#include <algorithm>
#include <set>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/events.h"
#include "dsl/value/index.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

using Limit = tree::LimitPayload::Limit;
using Per = Limit::Per;

constexpr std::int64_t kMostCounted = 1'000'000;

// Which built-in events are counted: those that have one of these names in this field, `action` or `placement`.
struct Counted {
  std::string field;
  std::vector<std::string> names;
};
// What a cap is about.
struct Capped {
  std::vector<std::pair<std::string, Counted>> wins;  // by kind of event, `sent` or `shown`: what counts as a win
  Counted all;                                        // what became of any of them
  const tree::Head* head = nullptr;
  int zone = 0;
  const std::vector<PickName>* picks = nullptr;  // of a rule
};

std::vector<std::string> NamesOf(const Declared& declared) {
  std::vector<std::string> names{declared.name};
  names.insert(names.end(), declared.formerly.begin(), declared.formerly.end());
  return names;
}

EventFilter FilterOf(const Program& program, const std::string& event, const Counted& counted, const Span& span) {
  EventFilter filter;
  const auto found = program.event_names.find(event);
  if (found == program.event_names.end()) return filter;
  filter.event = found->second;
  const auto& fields = program.events[At(filter.event)].fields;
  const int field = FieldNamed(fields, counted.field);
  if (field >= 0)
    filter.where = Holds(Op::kIsOneOf, {FieldExpr(fields, field, span), TextList(counted.names, span)}, span);
  return filter;
}

// ---- how long, how often ----

std::string Times(std::int64_t count) { return std::to_string(count) + (count == 1 ? " time" : " times"); }

void ReportPeriod(Folder& folder, const Span& span, const std::string& message, std::string label, std::string help) {
  Diagnostic& report = folder.Report(DiagnosticKind::kBadPeriod, span, message);
  report.label = std::move(label);
  report.help.push_back(std::move(help));
}

// The window that a `per` means; kNone after an error.
HistoryWindow WindowOf(Folder& folder, const Per& per) {
  HistoryWindow window;
  if (per.kind == Per::Kind::kSession) {
    window.kind = HistoryWindow::Kind::kThisSession;
  } else if (per.kind == Per::Kind::kDuration) {
    const auto duration = LowerDuration(folder.typing, *per.duration);
    if (!duration) return window;
    window.kind = HistoryWindow::Kind::kInTheLast;
    window.duration = *duration;
  } else if (per.unit >= Unit::kDay) {
    window.kind = HistoryWindow::Kind::kThisUnit;
    window.unit = per.unit;
  } else {
    const std::string word(folder.sources.TextOf(per.span).substr(4));
    ReportPeriod(folder, per.span, "`per " + word + "` does not say from when to when", "no unit of the calendar",
                 "write a length of time, " + Ticked("per 1 " + word) + ", or `per session`, `per day`");
  }
  return window;
}

// `per visit` and `per customer`, said of a limit; whether it was one of them.
bool ReportPerVisitor(Folder& folder, const Per& per) {
  static const std::set<std::string> kVisits = {"visit", "visits"};
  static const std::set<std::string> kVisitors = {"visitor", "customer", "client", "person", "user", "shopper"};
  const std::string& word = per.name.text;
  if (!kVisits.contains(word) && !kVisitors.contains(word)) return false;
  Diagnostic& report = folder.Report(
      DiagnosticKind::kUnknownPer, per.span,
      kVisits.contains(word) ? "one visit is called a session" : "a limit counts for each visitor anyway");
  if (kVisits.contains(word)) {
    report.label = "write `per session`";
    report.help.push_back("write `per session`");
    report.fixes.push_back({per.span, "per session", false});
  } else {
    report.label = "not needed";
    report.help.push_back("delete " + Ticked("per " + word) + ", or write a time: `per 30 days`");
    report.fixes.push_back({per.span, "", false});
  }
  return true;
}

// The index of the pick that `per name` means; -1 after an error.
int PickOf(Folder& folder, const Capped& capped, const Per& per) {
  std::vector<std::string> of_kind, all;
  int found = -1;
  int index = 0;
  ForEachClause<tree::PickPayload>(*capped.head, ClauseWord::kPick,
                                   [&](const tree::Clause&, const tree::PickPayload& pick) {
                                     if (pick.name.text == per.name.text) found = index;
                                     if (pick.kind.text == per.name.text) of_kind.push_back(pick.name.text);
                                     all.push_back(pick.name.text);
                                     ++index;
                                   });
  if (found >= 0) return found;
  if (of_kind.size() == 1) {
    return static_cast<int>(std::find(all.begin(), all.end(), of_kind.front()) - all.begin());
  }
  if (of_kind.empty() && ReportPerVisitor(folder, per)) return -1;
  const std::string near = Suggest(per.name.text, {"session", "day", "week", "month", "year"});
  Diagnostic& report =
      folder.Report(DiagnosticKind::kUnknownPer, per.span,
                    of_kind.empty() ? Ticked("per " + per.name.text) + " is no time, and nothing that the rule picks"
                                    : Ticked("per " + per.name.text) + " can mean " + TickedList(of_kind));
  report.label = "per what?";
  if (!of_kind.empty()) {
    report.help.push_back("name the pick, like " + Ticked("per " + of_kind.front()));
    for (const std::string& name : of_kind) report.fixes.push_back({per.span, "per " + name, false});
  } else if (!near.empty()) {
    report.help.push_back("did you mean " + Ticked("per " + near) + "?");
    report.fixes.push_back({per.span, "per " + near, false});
  } else if (!all.empty()) {
    report.help.push_back("name a pick of the rule, like " + Ticked("per " + all.front()) +
                          ", or a time: `per 7 days`");
  } else {
    report.help.push_back("write `per session`, `per day` or `per 7 days`");
  }
  return -1;
}

// `per product`: the pick that it means, and the name by which events keep it.
struct PerPick {
  int pick = -1;
  const tree::Name* name = nullptr;
};

// `that field is the picked value`, over the event; none where the event does not keep it.
std::optional<Expr> IsPicked(const Program& program, int event, const Capped& capped, const PerPick& per) {
  const auto& fields = program.events[At(event)].fields;
  int field = FieldNamed(fields, per.name->text);
  if (field < 0) field = FieldNamed(fields, (*capped.picks)[At(per.pick)].name);
  if (field < 0) return std::nullopt;
  Expr picked;
  picked.op = Op::kPicked;
  picked.type = (*capped.picks)[At(per.pick)].type;
  picked.index = per.pick;
  picked.span = per.name->span;
  return Holds(Op::kIs, {FieldExpr(fields, field, per.name->span), std::move(picked)}, per.name->span);
}

// Everything that the `per ...` of one limit say together.
struct Bounds {
  HistoryWindow window;
  Span window_span;
  std::vector<PerPick> picks;
};

bool ReadPers(Folder& folder, const Capped& capped, const Limit& limit, Bounds& bounds) {
  const Per* time = nullptr;
  for (const Per& per : limit.per) {
    if (per.kind == Per::Kind::kName) {
      const int pick = PickOf(folder, capped, per);
      if (pick < 0) return false;
      bounds.picks.push_back({pick, &per.name});
      continue;
    }
    if (time != nullptr) {
      ReportPeriod(folder, per.span, "one limit counts in one time", "the second time",
                   "write two limits, parted by a comma: " +
                       Ticked("limit " + Times(limit.times) + " " + std::string(folder.sources.TextOf(time->span)) +
                              ", " + Times(limit.times) + " " + std::string(folder.sources.TextOf(per.span))));
      return false;
    }
    time = &per;
    bounds.window = WindowOf(folder, per);
    bounds.window_span = per.span;
    if (bounds.window.kind == HistoryWindow::Kind::kNone) return false;
  }
  return true;
}

bool TimesFit(Folder& folder, std::int64_t times, const Span& span, const std::string& help) {
  if (times >= 1 && times <= kMostCounted) return true;
  Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, span, Ticked(Times(times)) + " is out of range");
  report.label = "from 1 to 1000000";
  report.help.push_back(help);
  return false;
}

std::optional<Cap> LowerLimit(Folder& folder, const Capped& capped, const Limit& limit) {
  if (!TimesFit(folder, limit.times, limit.span, "write how often at most: `limit 1 time per session`"))
    return std::nullopt;
  Bounds bounds;
  if (!ReadPers(folder, capped, limit, bounds)) return std::nullopt;
  std::vector<Expr> counts;
  for (const auto& [event, counted] : capped.wins) {
    EventFilter filter = FilterOf(folder.program, event, counted, limit.span);
    const bool too_long = CheckKept(folder.typing, filter.event, bounds.window, bounds.window_span, "per ");
    if (filter.event < 0 || too_long) return std::nullopt;
    for (const PerPick& per : bounds.picks) {
      if (auto is = IsPicked(folder.program, filter.event, capped, per)) AddCondition(filter, std::move(*is));
    }
    counts.push_back(TimesOf(std::move(filter), bounds.window, capped.zone, limit.span));
  }
  if (counts.empty()) return std::nullopt;
  Expr count = std::move(counts.front());
  for (std::size_t i = 1; i < counts.size(); ++i) {
    Expr sum;
    sum.op = Op::kAdd;
    sum.type.kind = TypeKind::kNumber;
    sum.span = limit.span;
    sum.children.push_back(std::move(count));
    sum.children.push_back(std::move(counts[i]));
    count = std::move(sum);
  }
  Cap cap;
  Expr bound = ConstantOf(Decimal(limit.times), TypeKind::kNumber, limit.span);
  cap.holds = Holds(Op::kLessThan, {std::move(count), std::move(bound)}, limit.span);
  cap.span = limit.span;
  cap.text = folder.sources.TextOf(limit.span);
  return cap;
}

// ---- stop ----

bool IsOutcome(std::string_view event) {
  static constexpr std::string_view kOutcomes[] = {"shown",    "clicked",   "dismissed", "converted",
                                                   "redeemed", "cancelled", "sent",      "answered"};
  return std::find(std::begin(kOutcomes), std::end(kOutcomes), event) != std::end(kOutcomes);
}

void ReportStopEvent(Folder& folder, const tree::StopPayload& stop, const tree::Name& event) {
  const std::vector<std::string> outcomes = {"dismissed", "converted", "clicked", "shown",
                                             "redeemed",  "cancelled", "sent",    "answered"};
  const bool declared = folder.program.event_names.contains(event.text);
  const std::string near = Suggest(event.text, outcomes);
  Diagnostic& report =
      folder.Report(DiagnosticKind::kStopEvent, event.span, Ticked(event.text) + " is nothing that becomes of a rule");
  report.label = declared ? "an event of the visitor" : "not known";
  if (!near.empty() && !declared) {
    report.help.push_back("did you mean " + Ticked(near) + "?");
    report.fixes.push_back({event.span, near, false});
    return;
  }
  if (declared) {
    const std::string window =
        stop.duration ? " in the last " + std::string(folder.sources.TextOf(stop.duration->span)) : std::string();
    report.help.push_back("what visitors do is a condition: " + Ticked("when has not " + event.text + window));
    return;
  }
  report.help.push_back("`stop after` one of " + TickedList(outcomes));
}

std::optional<Cap> LowerStopAfter(Folder& folder, const Capped& capped, const tree::StopPayload& stop,
                                  const tree::StopPayload::After& after, const Span& span) {
  if (!IsOutcome(after.event.text)) {
    ReportStopEvent(folder, stop, after.event);
    return std::nullopt;
  }
  if (!TimesFit(folder, after.times, after.event.span, "write after how many: `stop after dismissed 2 times`"))
    return std::nullopt;
  HistoryWindow recent;
  if (stop.duration) {
    const auto duration = LowerDuration(folder.typing, *stop.duration);
    if (!duration) return std::nullopt;
    recent.kind = HistoryWindow::Kind::kInTheLast;
    recent.duration = *duration;
  }
  EventFilter filter = FilterOf(folder.program, after.event.text, capped.all, span);
  const bool too_long =
      filter.event < 0 || (stop.duration && CheckKept(folder.typing, filter.event, recent, stop.duration->span, ""));
  if (too_long) return std::nullopt;
  std::vector<Expr> stopped;
  stopped.push_back(HasAtLeast(filter, {}, after.times, capped.zone, span));
  if (stop.duration && after.times == 1) stopped.clear();
  if (stop.duration) stopped.push_back(HasAtLeast(std::move(filter), recent, 1, capped.zone, span));
  Cap cap;
  cap.holds = Holds(Op::kNot, {AllOf(std::move(stopped), span)}, span);
  cap.span = span;
  if (stop.duration) cap.text = "for " + std::string(folder.sources.TextOf(stop.duration->span)) + " ";
  cap.text += "after " + after.event.text;
  if (after.times > 1) cap.text += " " + Times(after.times);
  return cap;
}

void LowerAll(Folder& folder, const Capped& capped, std::vector<Cap>& limits, std::vector<Cap>& stops) {
  ForEachClause<tree::LimitPayload>(*capped.head, ClauseWord::kLimit,
                                    [&](const tree::Clause&, const tree::LimitPayload& payload) {
                                      for (const Limit& limit : payload.limits) {
                                        auto cap = LowerLimit(folder, capped, limit);
                                        if (!cap) return;
                                        limits.push_back(std::move(*cap));
                                      }
                                    });
  ForEachClause<tree::StopPayload>(*capped.head, ClauseWord::kStop,
                                   [&](const tree::Clause& clause, const tree::StopPayload& stop) {
                                     for (const auto& after : stop.after) {
                                       auto cap = LowerStopAfter(folder, capped, stop, after, clause.span);
                                       if (!cap) return;
                                       stops.push_back(std::move(*cap));
                                     }
                                   });
}

// ---- placements and groups ----

using Members = std::vector<std::vector<int>>;

Members MembersBy(const Program& program, std::size_t slots, std::vector<int> Rule::*of) {
  Members members(slots);
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    for (const int slot : program.rules[i].*of) members[At(slot)].push_back(static_cast<int>(i));
  }
  return members;
}

void LowerSlotCaps(Folder& folder, const tree::Head& head, const std::vector<int>& members, bool placement,
                   Slot& slot) {
  if (FindClause(head, ClauseWord::kLimit) == nullptr && FindClause(head, ClauseWord::kStop) == nullptr) return;
  Capped capped;
  capped.head = &head;
  capped.zone = slot.zone;
  Counted sent{"action", {}}, shown{"action", {}};
  capped.all.field = "action";
  for (const int member : members) {
    const Rule& rule = folder.program.rules[At(member)];
    const std::vector<std::string> names = NamesOf(rule);
    auto& counted = rule.kind == RuleKind::kMessage ? sent.names : shown.names;
    counted.insert(counted.end(), names.begin(), names.end());
    capped.all.names.insert(capped.all.names.end(), names.begin(), names.end());
  }
  const bool only_messages = !sent.names.empty() && shown.names.empty();
  const bool has_messages = !sent.names.empty();
  if (placement) sent = shown = capped.all = Counted{"placement", NamesOf(slot)};
  if (has_messages) capped.wins.emplace_back("sent", sent);
  if (!only_messages) capped.wins.emplace_back("shown", shown);
  LowerAll(folder, capped, slot.limits, slot.stops);
}

}  // namespace

void LowerCaps(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule) {
  Capped capped;
  capped.head = &head;
  capped.zone = rule.zone;
  capped.picks = context.picks;
  capped.all = {"action", NamesOf(rule)};
  capped.wins.emplace_back(rule.kind == RuleKind::kMessage ? "sent" : "shown", capped.all);
  LowerAll(folder, capped, rule.limits, rule.stops);
}

void LowerSlotCaps(Folder& folder) {
  Program& program = folder.program;
  const Members of_placement = MembersBy(program, program.placements.size(), &Rule::placements);
  const Members of_group = MembersBy(program, program.groups.size(), &Rule::groups);
  for (std::size_t i = 0; i < program.placements.size(); ++i)
    LowerSlotCaps(folder, *folder.placements[i], of_placement[i], true, program.placements[i]);
  for (std::size_t i = 0; i < program.groups.size(); ++i)
    LowerSlotCaps(folder, *folder.groups[i], of_group[i], false, program.groups[i]);
}

}  // namespace nextmove::dsl

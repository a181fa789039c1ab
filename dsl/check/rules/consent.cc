#include "dsl/check/rules/consent.h"

#include <algorithm>

#include "dsl/program/roots.h"
#include "dsl/program/walk.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

bool IsRead(const Read& read) { return read.attribute >= 0 || read.event >= 0; }

// Adds what another declaration reads, as read here through its name.
void AddThrough(const Reads& inner, const std::string& name, const Span& span, Reads& reads) {
  for (std::size_t purpose = 0; purpose < inner.size() && purpose < reads.size(); ++purpose) {
    if (IsRead(inner[purpose]) && !IsRead(reads[purpose]))
      reads[purpose] = {inner[purpose].attribute, inner[purpose].event, span, name};
  }
}

void AddTemplate(const Folder& folder, const Template& text, Reads& reads) {
  for (const TemplatePiece& piece : text) {
    if (piece.value) AddReads(folder, *piece.value, reads);
  }
}

void ReportMissingConsent(Folder& folder, const tree::Head& head, std::size_t purpose, const Read& read) {
  const std::string& name = folder.program.project.purposes[purpose];
  const Declared& what = read.attribute >= 0
                             ? static_cast<const Declared&>(folder.program.attributes[At(read.attribute)])
                             : folder.program.events[At(read.event)];
  Diagnostic& report = folder.Report(DiagnosticKind::kConsentMissing, read.span,
                                     Ticked(std::string(RowOf(head.word).text) + " " + head.name.text) + " reads " +
                                         Ticked(what.name) + ", which needs consent " + Ticked(name));
  report.label = read.through.empty() ? "needs consent " + Ticked(name)
                                      : "through " + Ticked(read.through) + " it reads " + Ticked(what.name);
  report.related.push_back({what.span, "declared with `consent " + name + "`"});
  report.help.push_back("write " + Ticked("needs consent " + name) + ": only visitors who agreed get it");
  report.help.push_back("or write " + Ticked("uses consent " + name) + ": others get it too, without this knowledge");
  const int session = read.event >= 0 ? folder.program.events[At(read.event)].session_purpose : -1;
  if (session == 0) report.help.push_back("or look at this session only, which needs none: `in this session`");
  report.fixes.push_back({Span{head.span.file, head.span.end, head.span.end}, "\n  needs consent " + name, false});
}

void AddScheduleReads(const Folder& folder, const std::vector<Schedule>& schedules, Reads& reads) {
  for (const Schedule& schedule : schedules) {
    AddZoneReads(folder, schedule.zone, schedule.span, reads);
    for (const SchedulePeriod& period : schedule.every) {
      if (period.value < 0) continue;
      AddThrough(folder.value_reads[At(period.value)], folder.program.values[At(period.value)].name, schedule.span,
                 reads);
    }
  }
}

// Reads of the order and the quiet hours of a slot, as done by each rule that competes for it.
void AddSlotReads(const Folder& folder, const Slot& slot, const Span& span, Reads& reads) {
  Reads inner(reads.size());
  ForEachRoot(slot, [&](const Expr& expr) { AddReads(folder, expr, inner); });
  AddScheduleReads(folder, slot.quiet, inner);
  AddThrough(inner, slot.name, span, reads);
}

Span NameSpan(const tree::Head& head, ClauseWord word, std::string_view name) {
  const auto* names = FindPayload<tree::Names>(head, word);
  if (names != nullptr) {
    for (const tree::Name& candidate : names->names) {
      if (candidate.text == name) return candidate.span;
    }
  }
  const tree::Clause* clause = FindClause(head, word);
  return clause == nullptr ? head.span : clause->span;
}

// What visitors are drawn to is told by all kinds of events that have the field.
void AddAffinityReads(const Folder& folder, const Expr& affinity, Reads& reads) {
  const std::string& field = *affinity.constant.text();
  for (std::size_t i = 0; i < folder.program.events.size(); ++i) {
    const EventKind& kind = folder.program.events[i];
    if (ExpressionChecker::Observed(kind, field, folder.program) != nullptr)
      AddEventRead(folder, static_cast<int>(i), false, affinity.span, reads);
  }
}

void AddSourceReads(const Folder& folder, const Source& source, Reads& reads) {
  for (const auto* sets : {&source.sets, &source.but_not}) {
    for (const SourcePart& part : *sets) {
      if (part.nested) AddSourceReads(folder, *part.nested, reads);
      if (part.kind == SourcePart::Kind::kHistory)
        AddReads(folder, EventFilter{part.event, std::nullopt}, part.window, part.span, reads);
      AddAttributeRead(folder, part.attribute, part.span, reads);
      AddZoneReads(folder, part.zone, part.span, reads);
    }
  }
}

// What the rule reads without an expression that says so.
void AddOtherReads(const Folder& folder, const tree::Head& head, const Rule& rule, Reads& reads) {
  const bool later = rule.kind == RuleKind::kMessage;  // decided when the session is over
  for (const Moment& moment : rule.on) AddEventRead(folder, moment.event.event, !later, moment.span, reads);
  for (const Moment& moment : rule.on) {
    if (moment.signal >= 0) AddThrough(folder.signal_reads[At(moment.signal)], moment.name, moment.span, reads);
  }
  AddScheduleReads(folder, rule.active, reads);
  AddScheduleReads(folder, rule.quiet, reads);
  for (const Pick& pick : rule.picks) {
    if (pick.source) AddSourceReads(folder, *pick.source, reads);
  }
  for (const auto* source : {&rule.from, &rule.fill}) {
    if (*source) AddSourceReads(folder, **source, reads);
  }
  for (const Give& give : rule.gives) AddAttributeRead(folder, give.scope.list_attribute, give.span, reads);
  for (const Buy& buy : rule.buys) AddAttributeRead(folder, buy.scope.list_attribute, buy.span, reads);
  const auto span = [&](ClauseWord word) {
    const tree::Clause* clause = FindClause(head, word);
    return clause == nullptr ? head.span : clause->span;
  };
  AddAttributeRead(folder, rule.answer, span(ClauseWord::kAnswer), reads);
  for (const Export& exported : rule.exports)
    AddAttributeRead(folder, exported.attribute, span(ClauseWord::kExport), reads);
}

void AddAudienceReads(const Folder& folder, const tree::Head& head, const std::vector<int>& for_segments,
                      const std::vector<int>& except_segments, Reads& reads) {
  for (const auto& [list, word] :
       {std::pair(&for_segments, ClauseWord::kFor), std::pair(&except_segments, ClauseWord::kExcept)}) {
    for (const int segment : *list) {
      const std::string& name = folder.program.segments[At(segment)].name;
      AddSegmentReads(folder, segment, NameSpan(head, word, name), reads);
    }
  }
}

// Reports each purpose that is read and neither needed nor used.
void Require(Folder& folder, const tree::Head& head, const Reads& reads, const std::vector<int>& needs,
             const std::vector<int>& uses) {
  for (std::size_t purpose = 1; purpose < reads.size(); ++purpose) {
    if (!IsRead(reads[purpose])) continue;
    const int index = static_cast<int>(purpose);
    const auto holds = [&](const std::vector<int>& list) {
      return std::find(list.begin(), list.end(), index) != list.end();
    };
    if (!holds(needs) && !holds(uses)) ReportMissingConsent(folder, head, purpose, reads[purpose]);
  }
}

Reads ReadsOf(const Folder& folder, const tree::Head& head, const Rule& rule) {
  const Program& program = folder.program;
  Reads reads(program.project.purposes.size());
  AddAudienceReads(folder, head, rule.for_segments, rule.except_segments, reads);
  ForEachRoot(rule, [&](const Expr& expr) { AddReads(folder, expr, reads); });
  AddOtherReads(folder, head, rule, reads);
  for (const int placement : rule.placements) {
    const Placement& slot = program.placements[At(placement)];
    AddSlotReads(folder, slot, NameSpan(head, ClauseWord::kPlace, slot.name), reads);
  }
  for (const int group : rule.groups) {
    const Group& slot = program.groups[At(group)];
    AddSlotReads(folder, slot, NameSpan(head, ClauseWord::kCompetes, slot.name), reads);
  }
  return reads;
}

}  // namespace

void AddAttributeRead(const Folder& folder, int attribute, const Span& span, Reads& reads) {
  if (attribute < 0) return;
  const std::size_t purpose = At(folder.program.attributes[At(attribute)].purpose);
  if (purpose > 0 && purpose < reads.size() && !IsRead(reads[purpose])) reads[purpose] = {attribute, -1, span, {}};
}

void AddEventRead(const Folder& folder, int event, bool this_session, const Span& span, Reads& reads) {
  if (event < 0) return;
  const EventKind& kind = folder.program.events[At(event)];
  const std::size_t purpose = At(this_session && kind.session_purpose >= 0 ? kind.session_purpose : kind.purpose);
  if (purpose > 0 && purpose < reads.size() && !IsRead(reads[purpose])) reads[purpose] = {-1, event, span, {}};
}

namespace {

// The kinds alone, not what their conditions read.
void AddKinds(const Folder& folder, const EventFilter& filter, const HistoryWindow& window, const Span& span,
              Reads& reads) {
  AddEventRead(folder, filter.event, window.kind == HistoryWindow::Kind::kThisSession, span, reads);
  AddEventRead(folder, window.since.event, false, span, reads);
}

}  // namespace

void AddReads(const Folder& folder, const EventFilter& filter, const HistoryWindow& window, const Span& span,
              Reads& reads) {
  AddKinds(folder, filter, window, span, reads);
  for (const auto* where : {&filter.where, &window.since.where}) {
    if (*where) AddReads(folder, **where, reads);
  }
}

void AddReads(const Folder& folder, const HistoryQuery& query, const Span& span, Reads& reads) {
  for (const HistoryQuery::Step& step : query.steps) AddReads(folder, step.filter, query.window, span, reads);
}

void AddZoneReads(const Folder& folder, int zone, const Span& span, Reads& reads) {
  if (zone >= 0 && At(zone) < folder.program.zones.size()) {
    AddAttributeRead(folder, folder.program.zones[At(zone)].attribute, span, reads);
  }
}

void AddSegmentReads(const Folder& folder, int segment, const Span& span, Reads& reads) {
  if (segment < 0) return;
  AddThrough(folder.segment_reads[At(segment)], folder.program.segments[At(segment)].name, span, reads);
}

void AddReads(const Folder& folder, const Expr& root, Reads& reads) {
  ForEachExpr(root, [&](const Expr& expr) {
    AddZoneReads(folder, expr.zone, expr.span, reads);
    if (expr.history != nullptr) {
      for (const HistoryQuery::Step& step : expr.history->steps)
        AddKinds(folder, step.filter, expr.history->window, expr.span, reads);
    }
    if (expr.op == Op::kAffinity) AddAffinityReads(folder, expr, reads);
    if (expr.op == Op::kMomentField) AddEventRead(folder, expr.index2, true, expr.span, reads);
    if (expr.index < 0) return;
    if (expr.op == Op::kAttribute) AddAttributeRead(folder, expr.index, expr.span, reads);
    if (expr.op == Op::kSegment) AddSegmentReads(folder, expr.index, expr.span, reads);
    if (expr.op == Op::kSignal) {
      AddThrough(folder.signal_reads[At(expr.index)], folder.program.signals[At(expr.index)].name, expr.span, reads);
    }
    if (expr.op == Op::kNamedValue) {
      AddThrough(folder.value_reads[At(expr.index)], folder.program.values[At(expr.index)].name, expr.span, reads);
    }
    if (expr.op == Op::kTiersStep || expr.op == Op::kTiersNext || expr.op == Op::kTiersMissing ||
        expr.op == Op::kTiersReached) {
      AddThrough(folder.tiers_reads[At(expr.index)], folder.program.tiers[At(expr.index)].name, expr.span, reads);
    }
  });
}

void AddReads(const Folder& folder, const Template& text, Reads& reads) { AddTemplate(folder, text, reads); }

void AddReads(const Folder& folder, const ContentParts& parts, Reads& reads) {
  for (const SayPart& say : parts.say) {
    for (const Template& text : say.texts) AddTemplate(folder, text, reads);
  }
  for (const ShowPart& show : parts.show) {
    if (show.text) {
      AddTemplate(folder, *show.text, reads);
    } else {
      AddReads(folder, show.value, reads);
    }
  }
}

void RequireConsent(Folder& folder, const tree::Head& head, const Rule& rule) {
  Require(folder, head, ReadsOf(folder, head, rule), rule.needs, rule.uses);
}

void RequireConsent(Folder& folder, const tree::Head& head, const Experiment& experiment) {
  Reads reads(folder.program.project.purposes.size());
  AddAudienceReads(folder, head, experiment.for_segments, experiment.except_segments, reads);
  for (const Expr& when : experiment.when) AddReads(folder, when, reads);
  AddScheduleReads(folder, experiment.active, reads);
  const tree::Clause* split = FindClause(head, ClauseWord::kSplit);
  AddAttributeRead(folder, experiment.split_attribute, split == nullptr ? head.span : split->span, reads);
  Require(folder, head, reads, experiment.needs, experiment.uses);
}

}  // namespace nextmove::dsl

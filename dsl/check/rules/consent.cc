// Adds up what a rule reads and compares it with its `needs consent` and `uses consent`.
#include "dsl/check/rules/consent.h"

#include <algorithm>

#include "dsl/check/expressions/reads.h"
#include "dsl/program/roots.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

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

// Adds what the order and the quiet hours of a slot read: each rule that competes for the slot reads it.
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
void AddOtherReads(const Folder& folder, const Rule& rule, Reads& reads) {
  const bool later = rule.kind == RuleKind::kMessage;  // decided when the session is over
  for (const Moment& moment : rule.on) AddEventRead(folder, moment.event.event, !later, moment.span, reads);
  for (const Moment& moment : rule.on) {
    if (moment.signal >= 0) AddThrough(folder.signal_reads[At(moment.signal)], moment.name, moment.span, reads);
  }
  AddScheduleReads(folder, rule.active, reads);
  if (rule.message()) AddScheduleReads(folder, rule.message()->quiet, reads);
  for (const Pick& pick : rule.picks) {
    if (pick.source) AddSourceReads(folder, *pick.source, reads);
  }
  if (const Shelf* shelf = rule.shelf()) {
    for (const auto* source : {&shelf->from, &shelf->fill}) {
      if (*source) AddSourceReads(folder, **source, reads);
    }
  }
  if (const auto* discount = rule.discount()) {
    for (const Give& give : discount->gives) AddAttributeRead(folder, give.scope.list_attribute, give.span, reads);
    for (const Buy& buy : discount->buys) AddAttributeRead(folder, buy.scope.list_attribute, buy.span, reads);
  }
  if (rule.ask()) AddAttributeRead(folder, rule.ask()->answer, rule.SpanOf(ClauseWord::kAnswer), reads);
  if (const auto* audience = rule.audience()) {
    for (const Export& exported : audience->exports)
      AddAttributeRead(folder, exported.attribute, rule.SpanOf(ClauseWord::kExport), reads);
  }
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
  AddOtherReads(folder, rule, reads);
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

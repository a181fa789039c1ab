#include "dsl/check/consent.h"

#include <algorithm>

#include "dsl/check/walk.h"

namespace nextmove::dsl {
namespace {

std::size_t At(int index) { return static_cast<std::size_t>(index); }

// Adds what another declaration reads, as read here through its name.
void AddThrough(const Reads& inner, const std::string& name, const Span& span, Reads& reads) {
  for (std::size_t purpose = 0; purpose < inner.size() && purpose < reads.size(); ++purpose) {
    if (inner[purpose].attribute >= 0 && reads[purpose].attribute < 0)
      reads[purpose] = {inner[purpose].attribute, span, name};
  }
}

void AddTemplate(const Folder& folder, const Template& text, Reads& reads) {
  for (const TemplatePiece& piece : text) {
    if (piece.value) AddReads(folder, *piece.value, reads);
  }
}

void ReportMissingConsent(Folder& folder, const tree::Head& head, std::size_t purpose, const Read& read) {
  const std::string& name = folder.program.project.purposes[purpose];
  const Attribute& attribute = folder.program.attributes[At(read.attribute)];
  Diagnostic& report = folder.Report(DiagnosticKind::kConsentMissing, read.span,
                                     Ticked(std::string(RowOf(head.word).text) + " " + head.name.text) + " reads " +
                                         Ticked(attribute.name) + ", which needs consent " + Ticked(name));
  report.label = read.through.empty() ? "needs consent " + Ticked(name)
                                      : "through " + Ticked(read.through) + " it reads " + Ticked(attribute.name);
  report.related.push_back({attribute.span, "declared with `consent " + name + "`"});
  report.help.push_back("write " + Ticked("needs consent " + name) + ": only visitors who agreed get it");
  report.help.push_back("or write " + Ticked("uses consent " + name) + ": others get it too, without this knowledge");
  report.fixes.push_back({Span{head.span.file, head.span.end, head.span.end}, "\n  needs consent " + name, false});
}

// Reads of the order of a slot, as done by each rule that competes for it.
void AddSlotReads(const Folder& folder, const Slot& slot, const Span& span, Reads& reads) {
  Reads inner(reads.size());
  for (const RankKey& key : slot.rank) AddReads(folder, key.value, inner);
  AddThrough(inner, slot.name, span, reads);
}

Span NameSpan(const Folder& folder, const tree::Head& head, ClauseWord word, std::string_view name) {
  (void)folder;
  const auto* names = FindPayload<tree::Names>(head, word);
  if (names != nullptr) {
    for (const tree::Name& candidate : names->names) {
      if (candidate.text == name) return candidate.span;
    }
  }
  const tree::Clause* clause = FindClause(head, word);
  return clause == nullptr ? head.span : clause->span;
}

void AddGiveReads(const Folder& folder, const Give& give, Reads& reads) {
  if (give.amount) AddReads(folder, *give.amount, reads);
  if (give.up_to) AddReads(folder, *give.up_to, reads);
  if (give.scope.amount) AddReads(folder, *give.scope.amount, reads);
  if (give.scope.where) AddReads(folder, *give.scope.where, reads);
  if (give.scope.list_attribute >= 0) AddAttributeRead(folder, give.scope.list_attribute, give.span, reads);
}

Reads ReadsOf(const Folder& folder, const tree::Head& head, const Rule& rule) {
  const Program& program = folder.program;
  Reads reads(program.project.purposes.size());
  for (const auto& [list, word] :
       {std::pair(&rule.for_segments, ClauseWord::kFor), std::pair(&rule.except_segments, ClauseWord::kExcept)}) {
    for (const int segment : *list) {
      AddSegmentReads(folder, segment, NameSpan(folder, head, word, program.segments[At(segment)].name), reads);
    }
  }
  for (const Expr& when : rule.when) AddReads(folder, when, reads);
  for (const Schedule& schedule : rule.active) {
    AddZoneReads(folder, schedule.zone, schedule.span, reads);
    for (const SchedulePeriod& period : schedule.every) {
      if (period.value < 0) continue;
      AddThrough(folder.value_reads[At(period.value)], program.values[At(period.value)].name, schedule.span, reads);
    }
  }
  AddReads(folder, rule.content, reads);
  for (const Give& give : rule.gives) AddGiveReads(folder, give, reads);
  for (const RankKey& key : rule.menu_rank) AddReads(folder, key.value, reads);
  for (const Expr& pin : rule.pins) AddReads(folder, pin, reads);
  for (const auto* optional : {&rule.move_where, &rule.worth, &rule.likelihood}) {
    if (*optional) AddReads(folder, **optional, reads);
  }
  for (const int placement : rule.placements) {
    const Placement& slot = program.placements[At(placement)];
    AddSlotReads(folder, slot, NameSpan(folder, head, ClauseWord::kPlace, slot.name), reads);
  }
  for (const int group : rule.groups) {
    const Group& slot = program.groups[At(group)];
    AddSlotReads(folder, slot, NameSpan(folder, head, ClauseWord::kCompetes, slot.name), reads);
  }
  return reads;
}

}  // namespace

void AddAttributeRead(const Folder& folder, int attribute, const Span& span, Reads& reads) {
  if (attribute < 0) return;
  const std::size_t purpose = At(folder.program.attributes[At(attribute)].purpose);
  if (purpose > 0 && purpose < reads.size() && reads[purpose].attribute < 0) reads[purpose] = {attribute, span, {}};
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
    if (expr.index < 0) return;
    if (expr.op == Op::kAttribute) AddAttributeRead(folder, expr.index, expr.span, reads);
    if (expr.op == Op::kSegment) AddSegmentReads(folder, expr.index, expr.span, reads);
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
  const Reads reads = ReadsOf(folder, head, rule);
  for (std::size_t purpose = 1; purpose < reads.size(); ++purpose) {
    if (reads[purpose].attribute < 0) continue;
    const int index = static_cast<int>(purpose);
    const auto holds = [&](const std::vector<int>& list) {
      return std::find(list.begin(), list.end(), index) != list.end();
    };
    if (holds(rule.needs) || holds(rule.uses)) continue;
    ReportMissingConsent(folder, head, purpose, reads[purpose]);
  }
}

}  // namespace nextmove::dsl

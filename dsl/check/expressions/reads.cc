// Collects, for each consent purpose, the first place that reads something under it.
#include "dsl/check/expressions/reads.h"

#include "dsl/program/observed.h"
#include "dsl/program/walk.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

// Adds the kinds of events alone, not what their conditions read.
void AddKinds(const Folder& folder, const EventFilter& filter, const HistoryWindow& window, const Span& span,
              Reads& reads) {
  AddEventRead(folder, filter.event, window.kind == HistoryWindow::Kind::kThisSession, span, reads);
  AddEventRead(folder, window.since.event, false, span, reads);
}

// An affinity reads every kind of event that has the field.
void AddAffinityReads(const Folder& folder, const Expr& affinity, Reads& reads) {
  const std::string& field = *affinity.constant.text();
  for (std::size_t i = 0; i < folder.program.events.size(); ++i) {
    const EventKind& kind = folder.program.events[i];
    if (FindObserved(folder.program, kind, field).type != nullptr)
      AddEventRead(folder, static_cast<int>(i), false, affinity.span, reads);
  }
}

}  // namespace

bool IsRead(const Read& read) { return read.attribute >= 0 || read.event >= 0; }

void AddThrough(const Reads& inner, const std::string& name, const Span& span, Reads& reads) {
  for (std::size_t purpose = 0; purpose < inner.size() && purpose < reads.size(); ++purpose) {
    if (IsRead(inner[purpose]) && !IsRead(reads[purpose]))
      reads[purpose] = {inner[purpose].attribute, inner[purpose].event, span, name};
  }
}

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
    if (expr.history) {
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

void AddReads(const Folder& folder, const Template& text, Reads& reads) {
  for (const TemplatePiece& piece : text) {
    if (piece.value) AddReads(folder, *piece.value, reads);
  }
}

void AddReads(const Folder& folder, const ContentParts& parts, Reads& reads) {
  for (const SayPart& say : parts.say) {
    for (const Template& text : say.texts) AddReads(folder, text, reads);
  }
  for (const ShowPart& show : parts.show) {
    if (show.text) {
      AddReads(folder, *show.text, reads);
    } else {
      AddReads(folder, show.value, reads);
    }
  }
}

}  // namespace nextmove::dsl

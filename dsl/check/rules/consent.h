// Consent as a type: what a rule reads under a purpose it must need or use (`language.md`, consent).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Adds what the expression reads, also through segments, values, tiers and zones; of each purpose the first.
void AddReads(const Folder& folder, const Expr& expr, Reads& reads);
// Events of one kind; those of this session alone need that consent only.
void AddEventRead(const Folder& folder, int event, bool this_session, const Span& span, Reads& reads);
// The events of a filter, as read in a window: what is read of the present session alone needs that consent only.
void AddReads(const Folder& folder, const EventFilter& filter, const HistoryWindow& window, const Span& span,
              Reads& reads);
// All kinds that a query looks at, those of `since` and of its conditions too.
void AddReads(const Folder& folder, const HistoryQuery& query, const Span& span, Reads& reads);
void AddSegmentReads(const Folder& folder, int segment, const Span& span, Reads& reads);
void AddAttributeRead(const Folder& folder, int attribute, const Span& span, Reads& reads);
void AddZoneReads(const Folder& folder, int zone, const Span& span, Reads& reads);
void AddReads(const Folder& folder, const Template& text, Reads& reads);
void AddReads(const Folder& folder, const ContentParts& parts, Reads& reads);

// Reports each purpose that the rule reads without a word on it; once a purpose, at the first place.
void RequireConsent(Folder& folder, const tree::Head& head, const Rule& rule);
// Likewise of whom an experiment looks at; what it measures is counted afterwards.
void RequireConsent(Folder& folder, const tree::Head& head, const Experiment& experiment);

}  // namespace nextmove::dsl

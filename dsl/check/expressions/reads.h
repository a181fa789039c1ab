// What expressions read of a visitor that needs a consent, also through segments, values, tiers and zones.
#pragma once

#include <string>

#include "dsl/check/folder.h"

namespace nextmove::dsl {

bool IsRead(const Read& read);
// Adds what another declaration reads, as read here through its name.
void AddThrough(const Reads& inner, const std::string& name, const Span& span, Reads& reads);
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

}  // namespace nextmove::dsl

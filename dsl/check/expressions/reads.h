// What expressions read of a visitor that needs a consent, also through segments, values, tiers and zones.
#pragma once

#include <string>

#include "dsl/check/folder.h"

namespace nextmove::dsl {

bool IsRead(const Read& read);
// Adds what another declaration reads (`inner`), as read at `span` through its name.
void AddThrough(const Reads& inner, const std::string& name, const Span& span, Reads& reads);
// Adds what the expression reads, also through segments, values, tiers and zones; of each purpose the first.
void AddReads(const Folder& folder, const Expr& expr, Reads& reads);
// Adds events of one kind. Where only those of this session are read, the kind's consent for the session is enough.
void AddEventRead(const Folder& folder, int event, bool this_session, const Span& span, Reads& reads);
// Adds the events of a filter as read in a window; in this session's window the consent for the session is enough.
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

// Consent as a type: what a rule reads under a purpose it must need or use (`language.md`, consent).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Adds what the expression reads, also through segments, values, tiers and zones; of each purpose the first.
void AddReads(const Folder& folder, const Expr& expr, Reads& reads);
void AddSegmentReads(const Folder& folder, int segment, const Span& span, Reads& reads);
void AddAttributeRead(const Folder& folder, int attribute, const Span& span, Reads& reads);
void AddZoneReads(const Folder& folder, int zone, const Span& span, Reads& reads);
void AddReads(const Folder& folder, const Template& text, Reads& reads);
void AddReads(const Folder& folder, const ContentParts& parts, Reads& reads);

// Reports each purpose that the rule reads without a word on it; once a purpose, at the first place.
void RequireConsent(Folder& folder, const tree::Head& head, const Rule& rule);

}  // namespace nextmove::dsl

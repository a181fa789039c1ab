// `on`: the moments at which a rule is decided, and how long after them (language reference, paragraphs 12 and 13).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// `anniversary of visitor.born_on`, where a moment of this name may be meant so: a date of the visitor that is
// declared. Empty for events, and where there is no date.
std::string AnniversaryFor(const Folder& folder, std::string_view moment);
// Fills `on`, `after` and `at_minute`; the rule's kind and zone are known.
void LowerMoments(Folder& folder, const tree::Head& head, Rule& rule);
// The only kind of event that the rule's moments name: whose fields `event.x` means. -1: none, or several.
int MomentEvent(const Rule& rule);

}  // namespace nextmove::dsl

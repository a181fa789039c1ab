// `event`: kinds of events and their fields, and the kinds that every program has (language reference, paragraph 14).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Types, consent, how long they are kept, what they undo; then the built-in kinds behind the declared ones. After the
// catalogues, before anything that reads events.
void LowerEvents(Folder& folder);

// Whether the name is that of a built-in kind: `shown`, `clicked`, ...
bool IsBuiltInEvent(std::string_view name);

}  // namespace nextmove::dsl

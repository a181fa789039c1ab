// Rules that are decided when nobody sends anything: messages with a timer, and audiences.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Warns of each that reads an attribute which is not `kept`: at that time it is unknown. After all is lowered.
void WarnTimers(Folder& folder);

}  // namespace nextmove::dsl

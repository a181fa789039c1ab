// `budget` (language reference, paragraph 15): money or times in a period of the calendar, or in all.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// The parts of the head's `budget`; stops at the first error.
std::vector<Budget> LowerBudgets(Folder& folder, const tree::Head& head);

}  // namespace nextmove::dsl

// `active`: dates, hours and what comes every so often.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// None after an error. `zone` is the head's.
std::optional<Schedule> LowerSchedule(Folder& folder, const tree::Schedule& schedule, const Span& span, int zone);

}  // namespace nextmove::dsl

// `active` and `quiet`: dates, hours and what comes every so often.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// None after an error. `zone` is the head's.
std::optional<Schedule> LowerSchedule(Folder& folder, const tree::Schedule& schedule, const Span& span, int zone);
// Those of all clauses of the word.
std::vector<Schedule> LowerSchedules(Folder& folder, const tree::Head& head, ClauseWord word, int zone);
// `friday`, `month`, a value that lists dates; none after an error.
std::optional<SchedulePeriod> LowerPeriod(Folder& folder, const tree::Name& name);

}  // namespace nextmove::dsl

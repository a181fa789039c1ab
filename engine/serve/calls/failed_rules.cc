// Logs each rule that fails while it is judged, once for each rule set.
#include "engine/serve/calls/failed_rules.h"

#include "engine/observe/log.h"

namespace nextmove::serve {

std::size_t FailedRules::Tell(const dsl::Program& program, std::span<const int> failed) {
  if (failed.empty()) return 0;
  const std::lock_guard lock(mutex_);
  if (version_ != program.version) {
    version_ = program.version;
    told_.clear();
  }
  std::size_t told = 0;
  for (const int rule : failed) {
    if (!told_.insert(rule).second) continue;
    ++told;
    observe::LogError("rule `" + program.rules[static_cast<std::size_t>(rule)].name +
                      "` could not be evaluated and was passed over; from now on this is only counted");
  }
  return told;
}

}  // namespace nextmove::serve

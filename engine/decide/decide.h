// The decision: a pure function of world, visitor, request, time and seed. No clock, lock, I/O or randomness of its
// own.
#pragma once

#include <cstdint>

#include "engine/decide/mode.h"
#include "engine/decide/outcome.h"
#include "engine/decide/request.h"
#include "engine/decide/workspace.h"
#include "engine/decide/world.h"
#include "engine/visitor/state.h"

namespace nextmove::engine {

// Decides. `outcome` is overwritten and its memory reused. Unknown placements, locales, zones and currencies are
// warnings; a rule that can't be evaluated is passed over (Outcome::failed_rules).
void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Workspace& workspace, Outcome& outcome);

// The same with a workspace of its own, for callers that decide only once.
void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Outcome& outcome);

}  // namespace nextmove::engine

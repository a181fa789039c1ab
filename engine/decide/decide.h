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

// Decides. `outcome` is overwritten, in the memory that it has. Unknown placements, locales, zones and currencies are
// warnings; a rule that can't be evaluated is passed over (Outcome::failed_rules).
void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Workspace& workspace, Outcome& outcome);

// The same in a workspace of its own, for who decides once.
void Decide(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now,
            std::uint64_t seed, const Mode& mode, Outcome& outcome);

}  // namespace nextmove::engine

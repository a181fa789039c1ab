// What a request adds to the visitor: consents, events, and attributes that are kept (`language.md` 2, 12, 30). Pure
// functions.
#pragma once

#include <vector>

#include "dsl/evaluate/situation.h"
#include "engine/decide/request.h"

namespace nextmove::engine {

// An event of the request, as this decision sees it.
struct Happened {
  int kind = -1;  // of Program::events
  dsl::Event event;
};

// The newest statements are in force at once; of two about one purpose the last one counts. Only what changes something
// is remembered, and only of purposes that the project has: what a client invents can't make the state grow.
Delta ConsentDelta(const dsl::Program& program, const VisitorState& visitor, std::span<const Consent> sent,
                   Warnings& warnings);

// Puts the request's events into `delta` and gives those that were taken and just happened, oldest first. `visitor` has
// the request's consents already. An unknown kind and a refused event are warnings.
std::vector<Happened> TakeEvents(const dsl::Program& program, const VisitorState& visitor, const Request& request,
                                 dsl::Instant now, dsl::Currency currency, Delta& delta, Warnings& warnings);

// By index: whether the request sends the attribute, be it as unknown.
std::vector<bool> SentAttributes(const dsl::Program& program, std::span<const AttributeView> attributes);

// Puts the attributes with `kept` that were `sent` into `delta`; one that was sent as unknown is forgotten.
void RememberAttributes(const dsl::Program& program, const VisitorState& visitor, const std::vector<bool>& sent,
                        const Facts& facts, dsl::Instant now, Delta& delta);

}  // namespace nextmove::engine

// What a request adds to the visitor: consents, events, and attributes that are kept (language reference, paragraphs 2,
// 12 and 30). Pure functions.
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

// The newest statements are in force at once; of two about one purpose the last one counts. Only statements that change
// something are remembered, and only for purposes that the project declares, so that invented names can't make the
// state grow.
Delta ConsentDelta(const dsl::Program& program, const VisitorState& visitor, std::span<const Consent> sent,
                   Warnings& warnings);

// Puts the request's events into `delta`, and those that were accepted and happened just now into `happened`, oldest
// first. `visitor` has the request's consents already. An unknown kind and a refused event are warnings.
void TakeEvents(const dsl::Program& program, const VisitorState& visitor, const Request& request, dsl::Instant now,
                dsl::Currency currency, std::vector<Happened>& happened, Delta& delta, Warnings& warnings);

// By index: whether the request sends the attribute, even as unknown.
void MarkSent(const dsl::Program& program, std::span<const AttributeView> attributes, std::vector<bool>& sent);

// Puts the attributes with `kept` that were `sent` into `delta`; one that was sent as unknown is forgotten.
void RememberAttributes(const dsl::Program& program, const VisitorState& visitor, const std::vector<bool>& sent,
                        const Facts& facts, dsl::Instant now, Delta& delta);

}  // namespace nextmove::engine

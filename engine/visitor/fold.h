// What a request adds to a visitor: consents, events and remembered attributes become a Delta. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "dsl/program/program.h"
#include "engine/visitor/state.h"

namespace nextmove::engine {

// Whether the visitor agrees to the purpose (of Project::purposes) now. Always to 0, `necessary`; never to -1, none.
bool Agreed(const dsl::Program& program, const VisitorState& visitor, int purpose);

// An event that just came in, its fields typed by its kind already.
struct IncomingEvent {
  int kind = -1;  // of Program::events
  std::string id;
  dsl::Instant time;
  std::string session;
  dsl::Record fields;
  bool consented = false;  // of tests: taken under its purpose whatever the present consents say
};

// Why an event was not taken, or empty when it was put into `delta`.
using Refusal = std::string_view;

// Puts the event into `delta`, with the consent it may be taken under by `visitor` (the state with the request's
// consents); refuses what no consent allows and what is older than its kind is kept or later than now. A reply,
// `answered`, also sets the attribute that the question asks for, where that is kept; its choice is data of that
// attribute: it is taken under that one's consent, and the reply is refused when it is none of the options.
Refusal TakeEvent(const dsl::Program& program, const VisitorState& visitor, const IncomingEvent& event,
                  dsl::Instant now, Delta& delta);

// What a reply, an event `answered`, says of an attribute.
struct Reply {
  int attribute = -1;  // -1: it is no reply to a question of the program
  dsl::Value value;    // unknown: its choice is none of the options, or missing
};
Reply ReadReply(const dsl::Program& program, int kind, const dsl::Record& fields);

// The oldest time of an event of the kind that is still kept, closed like every window.
dsl::Instant OldestKept(const dsl::Program& program, const dsl::EventKind& kind, dsl::Instant now);

// Puts the value of a `kept` attribute into `delta`, with the consent it is sent under by `visitor`; nothing where the
// attribute is not kept, its own purpose (not the session's) is missing, or the value is unknown.
void RememberValue(const dsl::Program& program, const VisitorState& visitor, int attribute, const dsl::Value& value,
                   dsl::Instant now, Delta& delta);

// The newest value that may still be used of an attribute with `kept` that was not sent, under its name or a former
// one, taken under the purpose that the attribute has now; unknown when there is none. The caller checks the present
// consent and the type.
dsl::Value RememberedValue(const dsl::Program& program, const dsl::Attribute& attribute, const VisitorState& visitor,
                           dsl::Instant now);

}  // namespace nextmove::engine

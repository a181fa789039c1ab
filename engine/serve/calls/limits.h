// The bounds of what a caller may send, and the check of a call against them. Plain data and pure functions.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/serve/calls/call_error.h"
#include "engine/serve/calls/request.h"

namespace nextmove::serve {

// Every bound of a call; docs/configuration.md lists them. Calls above `batch_bytes` never reach us: the transport
// refuses them with RESOURCE_EXHAUSTED.
struct Limits {
  std::size_t call_bytes = 1 << 20;
  std::size_t batch_bytes = 4 << 20;
  std::size_t batch_requests = 1'000;
  std::size_t attributes = 1'024;    // of a request
  std::size_t placements = 64;       // wanted
  std::size_t events = 256;          // of a request
  std::size_t consents = 64;         // of a request
  std::size_t release_tokens = 64;   // of a request
  std::size_t text_bytes = 8 << 10;  // of one text
  std::size_t name_bytes = 256;      // of an attribute, placement, moment, channel, purpose, locale, zone, rule
  std::size_t list_values = 256;     // of a list, and records of a list of records
  std::size_t record_fields = 64;    // of a record or an event
  std::size_t visitor_bytes = 128;
  std::size_t request_id_bytes = 64;
  std::size_t session_bytes = 128;
  std::size_t token_bytes = 64;
  std::size_t explained_rules = 1'000;  // of an ExplainRequest, and its max_losers
  std::size_t violations = 10;          // told at most
};

// The fields of `request` that are malformed or above a limit, at most Limits::violations; empty when it can be
// decided. `needs_visitor` is false for what all requests of a batch have in common.
std::vector<Violation> CheckRequest(const CallRequest& request, const Limits& limits, bool needs_visitor);

}  // namespace nextmove::serve

// The bounds of what a caller may send, and the check of a call against them. Plain data and pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/decide.h"
#include "nextmove/v1/error.pb.h"

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

// What the wire says of an event beside what the engine reads (the event of the same place in `decide.events`).
struct EventExtra {
  std::string_view visitor_id, token;
  bool bad_time = false;  // sent, and no time
};

// A call as views, whoever decoded it: what the engine decides on, and what only we look at. The bytes belong to the
// caller and outlive the decision.
struct CallRequest {
  engine::Request decide;
  std::span<const EventExtra> event_extras;
  std::span<const std::string_view> release_tokens;
  std::span<const std::string_view> vague_consents;  // purposes whose statement says neither given nor refused
  bool dry_run = false;
  bool has_decision_time = false;
  std::optional<dsl::Instant> decision_time;  // none though sent: not a time
  std::string_view ruleset_version;
};

struct Violation {
  v1::ErrorReason reason = v1::ERROR_REASON_FIELD_INVALID;
  std::string field;        // `attributes[3].text`
  std::string description;  // what to send instead
};

// What of `request` is wrong in shape or above a limit, at most Limits::violations; empty when it can be decided.
// `needs_visitor` is false for what all requests of a batch have in common.
std::vector<Violation> CheckRequest(const CallRequest& request, const Limits& limits, bool needs_visitor);

}  // namespace nextmove::serve

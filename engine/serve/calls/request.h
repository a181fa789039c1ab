// The calls as plain values, whoever decoded them. The bytes behind the views belong to the transport and outlive the
// answer.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "engine/decide/decide.h"

namespace nextmove::serve {

// What a caller says about an event in addition to what the engine reads (the event of the same place in
// `decide.events`).
struct EventExtra {
  std::string_view visitor_id, token;
  bool bad_time = false;  // sent, and no time
};

// Decide, an item of BatchDecide, or what is to be explained: what the engine decides on, and what only the server
// looks at.
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

struct ExplainRequest {
  std::string_view tenant;
  const CallRequest* request = nullptr;     // the one to explain; null: none was sent
  bool by_decision_id = false;              // a past decision was asked for instead
  std::span<const std::string_view> rules;  // empty: the winners, and the best losers
  int max_losers = 0;                       // of each placement; 0: kMaxLosers
};

}  // namespace nextmove::serve

// A request for a decision as the engine reads it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/match/facts.h"

namespace nextmove::engine {

// An event of the request: just happened, seen by this decision, and remembered.
struct EventView {
  std::string_view kind;
  std::string_view id;
  std::optional<dsl::Instant> time;  // none: now
  std::string_view session;
  std::span<const AttributeView> fields;
  bool consented = false;  // for tests: it counts as taken with consent, whatever the present consents say
};

// The call as views, whoever decoded it. The bytes belong to the caller and outlive the decision.
struct Request {
  std::string_view tenant;
  std::string_view visitor_id;
  std::string_view request_id;
  std::string_view moment;                   // empty: `page_load`
  std::span<const std::string_view> wanted;  // placements, groups; empty: all of the channel
  std::string_view channel;                  // empty: `web`
  std::span<const AttributeView> attributes;
  std::span<const EventView> events;
  std::span<const Consent> consents;
  std::string_view locale;  // BCP 47
  std::string_view currency_code;
  std::string_view time_zone;
  std::string_view session_id;
  bool want_segments = false, want_texts = false, want_ranks = false;
};

}  // namespace nextmove::engine

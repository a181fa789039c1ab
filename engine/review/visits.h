// The one reader of visits for every command that takes them: JSON lines, typed by the schema. Thread-compatible.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source/result.h"
#include "engine/decide/decide.h"
#include "engine/review/visit_limits.h"

namespace nextmove::engine {

// {"visitor": "v1", "attributes": {"cart.total": "34.90 EUR", "visitor.visits": 2}, "consents": ["personalisation",
//  "no marketing"], "moment": "exit_intent", "now": "2026-11-27T18:30:00Z", "wanted": ["home_hero"], "locale": "fr",
//  "channel": "app", "currency": "EUR", "time_zone": "Europe/Paris", "session": "s1", "outcome": true,
//  "events": [{"kind": "viewed", "time": "2026-11-27T18:29:00Z", "id": "e1", "session": "s1",
//              "fields": {"product": "p1"}}]}
// Only `visitor` is required. Values are typed by the schema: texts as the rules write them, or JSON's own numbers,
// true and false; lists are arrays, records objects, null is unknown. An event without a time happens now.
// `outcome` says whether the visitor bought in the end: a label for reports that no rule can see.
struct VisitEvent {
  std::string kind, id, session;
  std::optional<dsl::Instant> time;
  std::vector<std::pair<std::string, dsl::Value>> fields;  // typed by the schema
};
struct Visit {
  std::string visitor;
  std::vector<std::pair<std::string, dsl::Value>> attributes;  // typed by the schema
  std::vector<Consent> consents;                               // "personalisation", or "no personalisation"
  std::vector<VisitEvent> events;
  std::string moment, locale, channel, currency, time_zone, session;
  std::vector<std::string> wanted;
  std::optional<dsl::Instant> now;
  std::optional<bool> outcome;
  std::vector<std::string>
      notes;  // what was left out and why: `attribute `cart.totl` is not declared; did you mean ...`
};
// An error where the line is no visit: why, with what to write instead.
Result<Visit> ReadVisit(std::string_view line, const dsl::Program& program, const VisitLimits& limits);

// Reads `2026-11-27T18:30:00Z`, or a date with a clock time or without, `2026-11-27 18:30`, on the wall of `zone`.
std::optional<dsl::Instant> ReadInstant(std::string_view text, const dsl::TimeZone& zone);

// What the visitor's state is when nothing is remembered but what the visit says.
VisitorState StateOf(const Visit& visit);

// Views of a visit as a request; keeps what the views point to. Reusable.
class VisitRequest {
 public:
  const Request& Fill(const Visit& visit);

 private:
  std::vector<AttributeView> attributes_;
  std::vector<std::vector<AttributeView>> fields_;  // by event
  std::vector<EventView> events_;
  std::vector<std::string_view> wanted_;
  Request request_;
};

}  // namespace nextmove::engine

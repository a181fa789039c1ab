// A program with a few kinds of event and purposes, built by hand, for tests of the visitor.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsl/program/program.h"
#include "engine/visitor/state.h"

namespace nextmove::engine::testing {

enum Kind { kViewed, kOrdered, kUndone, kSold, kShown, kSent, kKinds };

inline dsl::Instant At(const std::string& text) { return *dsl::Instant::Parse(text); }
inline dsl::Duration Minutes(int count) { return *dsl::Duration::Of(count, dsl::Unit::kMinute, false); }
inline dsl::Duration Days(int count) { return *dsl::Duration::Of(count, dsl::Unit::kDay, false); }
inline dsl::Type TypeOf(dsl::TypeKind kind) {
  dsl::Type type;
  type.kind = kind;
  return type;
}

// viewed: personalisation, in this session necessary. ordered, undone (undoes ordered by order): personalisation.
// sold: of the shop. shown, sent: built in. All kept 30 days.
inline dsl::Program ProgramOfVisitors() {
  dsl::Program program;
  program.project.purposes = {"necessary", "personalisation", "marketing"};
  program.zones.push_back({*dsl::TimeZone::Load("Europe/Paris"), -1});
  for (const char* name : {"viewed", "ordered", "undone", "sold", "shown", "sent"}) {
    dsl::EventKind kind;
    kind.name = name;
    kind.kept = Days(30);
    kind.fields = {{"order", TypeOf(dsl::TypeKind::kText), true}, {"count", TypeOf(dsl::TypeKind::kNumber), true}};
    program.event_names[name] = static_cast<int>(program.events.size());
    program.events.push_back(std::move(kind));
  }
  program.events[kViewed].purpose = program.events[kOrdered].purpose = program.events[kUndone].purpose = 1;
  program.events[kViewed].session_purpose = 0;
  program.events[kUndone].undoes.push_back({kOrdered, 0, 0});
  program.events[kSold].origin = "shop";
  program.events[kShown].built_in = program.events[kSent].built_in = true;
  return program;
}

inline Consent Yes(const std::string& purpose) { return {purpose, ConsentState::kGiven}; }
inline Consent No(const std::string& purpose) { return {purpose, ConsentState::kRefused}; }

}  // namespace nextmove::engine::testing

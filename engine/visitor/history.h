// What a rule may read of a visitor's events at one instant: typed by the program, in order of time, without what was
// undone, lies in the future, is older than kept, or must not be read for want of consent. Built for one decision, then
// only read.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dsl/evaluate/situation.h"
#include "engine/visitor/state.h"

namespace nextmove::engine {

class History {
 public:
  History() = default;  // to be built
  // `session` is the request's id; this session is the events that have it, and those without an id since the first of
  // them. Empty, or when no event has it: by inactivity, back from now over what the visitor did (declared kinds but
  // those of `origin shop`, and shown, clicked, dismissed, answered), as long as no gap is longer than the project's
  // silence.
  History(const dsl::Program& program, const VisitorState& visitor, dsl::Instant now, std::string_view session) {
    Build(program, visitor, now, session);
  }
  // As the constructor, in the memory of what was built before.
  void Build(const dsl::Program& program, const VisitorState& visitor, dsl::Instant now, std::string_view session);

  // As Situation::events.
  const std::vector<dsl::Event>* events(int kind, dsl::Situation::Reach reach) const;
  dsl::Instant session_start() const { return session_start_; }

 private:
  struct Column {
    std::vector<dsl::Event> all, session;
    bool may_read_all = false, may_read_session = false;
  };
  std::vector<Column> columns_;  // by kind
  dsl::Instant session_start_;
};

}  // namespace nextmove::engine

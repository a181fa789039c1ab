// Offers that stay open for a visitor: `valid for D` from the showing that opened one (`language.md` 14).
#pragma once

#include <optional>
#include <vector>

#include "dsl/evaluate/situation.h"
#include "engine/visitor/history.h"

namespace nextmove::engine {

// Built at one instant, then only read. Refers to what it is made of.
class Openings {
 public:
  // `situation` gives the zones and the time.
  Openings(const dsl::Program& program, const History& history, const dsl::Situation& situation);

  // The end of the offer of the rule, with these picks, that is open now; none: the next showing opens one.
  // REQUIRES: rule.discount()->valid
  std::optional<dsl::Instant> OpenUntil(const dsl::Rule& rule, const std::vector<dsl::Value>& picks) const;
  // The kind `shown`.
  int kind() const { return kind_; }
  // As Situation::events of that kind, for limits: of an open offer only the showing that opened it.
  const std::vector<dsl::Event>* Counted(dsl::Situation::Reach reach) const;

 private:
  const std::vector<dsl::Event>* shown() const { return history_.events(kind_, dsl::Situation::Reach::kHistory); }

  const dsl::Program& program_;
  const History& history_;
  const dsl::Situation& situation_;
  int kind_ = -1, action_ = -1;  // its field `action`
  bool repeated_ = false;        // there are showings that do not count
  std::vector<dsl::Event> all_, session_;
};

}  // namespace nextmove::engine

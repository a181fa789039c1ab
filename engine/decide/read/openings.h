// Offers that stay open for a visitor: `valid for D` from the showing that opened one (language reference, paragraph
// 14).
#pragma once

#include <optional>
#include <vector>

#include "dsl/evaluate/situation.h"
#include "engine/visitor/history.h"

namespace nextmove::engine {

// Built at one instant, then only read. Keeps references to its arguments.
class Openings {
 public:
  // `situation` gives the time zones and the present time.
  Openings(const dsl::Program& program, const History& history, const dsl::Situation& situation);
  Openings(const Openings&) = delete;
  Openings& operator=(const Openings&) = delete;

  // The end of the offer of the rule, with these picks, that is open now; none: the next showing opens one.
  // REQUIRES: rule.discount()->valid
  std::optional<dsl::Instant> OpenUntil(const dsl::Rule& rule, const std::vector<dsl::Value>& picks) const;
  // The events `shown` as limits count them: of an open offer only the showing that opened it.
  const dsl::Recount& recount() const { return recount_; }

 private:
  const std::vector<dsl::Event>* shown() const {
    return history_.events(program_.resolved.shown, dsl::Situation::Reach::kHistory);
  }

  const dsl::Program& program_;
  const History& history_;
  const dsl::Situation& situation_;
  std::vector<dsl::Event> all_, session_;  // without the showings that do not count, where there are some
  dsl::Recount recount_;
};

}  // namespace nextmove::engine

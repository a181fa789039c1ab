// Answers what the evaluator asks, from the request, the visitor and the catalogues of one decision.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "engine/decide/mode.h"
#include "engine/decide/world.h"
#include "engine/match/facts.h"
#include "engine/visitor/history.h"

namespace nextmove::engine {

// Thread-compatible. Keeps references to its arguments.
class RequestSituation final : public dsl::Situation {
 public:
  // `outside` may be null. `zones` is filled in already and must outlive this object.
  RequestSituation(const World& world, const Facts& facts, const History& history, const Outside* outside,
                   dsl::Instant now, dsl::Currency currency, std::vector<dsl::TimeZone>& zones);
  dsl::Instant now() const override { return now_; }
  const dsl::TimeZone& zone(int index) const override { return zones_[static_cast<std::size_t>(index)]; }
  const dsl::Currency& currency() const override { return currency_; }
  const dsl::Value& attribute(int index) const override { return facts_.attribute(index); }
  const dsl::Value& this_item(int catalogue) const override { return facts_.this_item(catalogue); }
  const dsl::Record* item(int catalogue, std::string_view id) const override;
  std::string_view why_unknown(int attribute) const override;
  const std::vector<dsl::Event>* events(int kind, Reach reach) const override { return history_.events(kind, reach); }
  dsl::Instant session_start() const override { return history_.session_start(); }
  dsl::Value given_signal(int signal) const override;
  dsl::Value score(int score) const override;
  dsl::Value cluster(int clusters) const override;

 private:
  const Catalogues* catalogues_;
  const Facts& facts_;
  const History& history_;
  const Outside* outside_;
  dsl::Instant now_;
  dsl::Currency currency_;
  const std::vector<dsl::TimeZone>& zones_;
};

// The value given for `index`; unknown when there is none.
dsl::Value Given(const Outside::ByIndex& known, int index);

}  // namespace nextmove::engine

// The answers to the evaluator's questions, from what one decision looks at.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "engine/decide/decide.h"
#include "engine/decide/judge/openings.h"
#include "engine/visitor/history.h"

namespace nextmove::engine {

// Thread-compatible. Refers to what it is made of.
class RequestSituation final : public dsl::Situation {
 public:
  // `outside` may be null.
  RequestSituation(const World& world, const Facts& facts, const History& history, const Outside* outside,
                   dsl::Instant now, dsl::Currency currency);
  dsl::Instant now() const override { return now_; }
  const dsl::TimeZone& zone(int index) const override { return zones_[static_cast<std::size_t>(index)]; }
  const dsl::Currency& currency() const override { return currency_; }
  const dsl::Value& attribute(int index) const override { return facts_.attribute(index); }
  const dsl::Value& this_item(int catalogue) const override { return facts_.this_item(catalogue); }
  const dsl::Record* item(int catalogue, std::string_view id) const override;
  std::string_view why_unknown(int attribute) const override;
  const std::vector<dsl::Event>* events(int kind, Reach reach) const override {
    return openings_ && kind == openings_->kind() ? openings_->Counted(reach) : history_.events(kind, reach);
  }
  dsl::Instant session_start() const override { return history_.session_start(); }
  const dsl::Event* moment_event(int kind) const override { return kind == moment_kind_ ? moment_ : nullptr; }
  dsl::Value given_signal(int signal) const override;
  dsl::Value score(int score) const override;
  dsl::Value cluster(int clusters) const override;
  const dsl::DecisionFacts* decision() const override { return decision_; }

  // The event that is the moment for the rule at hand; null: none.
  void SetMoment(int kind, const dsl::Event* event) {
    moment_kind_ = kind;
    moment_ = event;
  }
  // While limits are judged, which count an open offer once; null: not now.
  void SetOpenings(const Openings* openings) { openings_ = openings; }
  void SetDecision(const dsl::DecisionFacts* decision) { decision_ = decision; }

 private:
  const Catalogues* catalogues_;
  const Facts& facts_;
  const History& history_;
  const Outside* outside_;
  dsl::Instant now_;
  dsl::Currency currency_;
  std::vector<dsl::TimeZone> zones_;
  int moment_kind_ = -1;
  const dsl::Event* moment_ = nullptr;
  const Openings* openings_ = nullptr;
  const dsl::DecisionFacts* decision_ = nullptr;
};

// What is given for `index`; unknown when nothing is.
dsl::Value Given(const Outside::ByIndex& known, int index);

}  // namespace nextmove::engine

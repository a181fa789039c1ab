// A rule in one decision: its exact rank and content, or the reason that stopped it. Plain data.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/decide/decide.h"

namespace nextmove::engine {

// What one `give` saves on the full prices.
struct Part {
  dsl::Decimal amount;                                      // in the smallest unit's places
  int list = -1;                                            // attribute of the lines; -1: falls on no line
  std::vector<std::pair<std::size_t, dsl::Decimal>> lines;  // line, its share; together `amount`
};

// What one pricing rule does to a price.
struct PriceMove {
  std::string product;
  dsl::Decimal start;
  std::optional<dsl::Decimal> set;
  dsl::Decimal factor{1};  // of its `raise` and `lower` together
  std::optional<dsl::Decimal> round_to, floor, ceiling;
};

struct Candidate {
  int rule = -1;
  const dsl::Rule* in_force = nullptr;        // the rule with the clauses of the visitor's arms
  std::shared_ptr<const dsl::Rule> composed;  // keeps `in_force` where arms of several experiments meet
  ReasonCode reason = ReasonCode::kNone;      // kNone: eligible
  std::string_view clause;                    // what stopped it
  std::vector<int> places;                    // open ones that it asks, in its order
  std::vector<std::string> variants;          // `experiment/arm`
  bool held_out = false;                      // only a holdout stops it: it is what would have been shown
  dsl::ActionFacts facts;
  std::vector<dsl::Value> picks;
  std::optional<dsl::Instant> open_until;  // end of the offer that is open for the visitor (14)
  Creative creative;
  // discounts
  DiscountContent discount;
  std::vector<Part> parts;
  dsl::Decimal perks{0};  // the saving of its perks
  bool has_perk = false;
  // navigation: the new order for each of `places`
  std::vector<std::vector<std::string>> menus;
  std::vector<ShelfItem> items;   // recommend, message
  std::optional<PriceMove> move;  // pricing
  QuestionContent question;
  AudienceContent audience;
  // outcome
  bool won = false;
  int placement = -1;
  ReasonCode why_won = ReasonCode::kNone;
  std::vector<double> ranks;
  std::optional<double> propensity;
  std::string beaten_by, beaten_in;
  std::vector<ConditionNode> notes;  // with an explanation: what became of it among the winners

  bool eligible() const { return reason == ReasonCode::kNone; }
  void Stop(ReasonCode code, std::string_view word) {
    reason = code;
    clause = word;
  }
};

}  // namespace nextmove::engine

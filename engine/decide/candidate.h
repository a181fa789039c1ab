// A rule in one decision: its exact rank and content, or the reason that stopped it. Plain data.
#pragma once

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

struct Candidate {
  int rule = -1;
  ReasonCode reason = ReasonCode::kNone;  // kNone: eligible
  std::string_view clause;                // what stopped it
  std::vector<int> places;                // open ones that it asks, in its order
  dsl::ActionFacts facts;
  Creative creative;
  // discounts
  DiscountContent discount;
  std::vector<Part> parts;
  dsl::Decimal perks{0};  // the saving of its perks
  bool has_perk = false;
  // navigation: the new order for each of `places`
  std::vector<std::vector<std::string>> menus;
  // outcome
  bool won = false;
  int placement = -1;
  ReasonCode why_won = ReasonCode::kNone;
  std::vector<double> ranks;
  std::string beaten_by, beaten_in;

  bool eligible() const { return reason == ReasonCode::kNone; }
  void Stop(ReasonCode code, std::string_view word) {
    reason = code;
    clause = word;
  }
};

}  // namespace nextmove::engine

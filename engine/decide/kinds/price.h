// Prices (language reference, paragraph 22): what each rule does, and what all winners of a place make of a price
// together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/judged.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Reads what the rule does to its price into `move`, if all of it is known. Returns the clause that stops the rule:
// `give` when the price is unknown or stays what it is, `floor` when a floor or ceiling is unknown; empty: it moves the
// price.
std::string_view ReadMove(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator,
                          std::optional<PriceMove>& move);

// A bound that a guard keeps a price to.
struct PriceBound {
  dsl::Decimal at;
  bool at_least = true;   // else at most
  bool excluded = false;  // the price may not equal the bound either
  const dsl::Guard* guard = nullptr;
};

struct FinalPrice {
  PriceContent content;
  bool moved = false;                 // false: it is what it was
  const dsl::Guard* guard = nullptr;  // the guard whose bound decided the price
};

// The price of one place; `winners` best first, each with its move.
FinalPrice CombinePrices(const std::vector<const Judged*>& winners, const std::vector<PriceBound>& bounds,
                         dsl::Currency currency);

}  // namespace nextmove::engine

// Prices (`language.md` 22): what each rule does, and what all winners of a place make of a price together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/judged.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Reads what the rule does to its price into `move`, where all of that is known. Gives the clause that stops it: `give`
// when the price is unknown or stays what it is, `floor` when a floor or ceiling is unknown; empty: it moves the price.
std::string_view ReadMove(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator,
                          std::optional<PriceMove>& move);

// A bound that a guard keeps a price to.
struct PriceBound {
  dsl::Decimal at;
  bool at_least = true;   // else at most
  bool excluded = false;  // the bound itself is too much
  const dsl::Guard* guard = nullptr;
};

struct FinalPrice {
  PriceContent content;
  bool moved = false;                 // false: it is what it was
  const dsl::Guard* guard = nullptr;  // that decided it
};

// The price of one place; `winners` best first, each with its move.
FinalPrice CombinePrices(const std::vector<const Judged*>& winners, const std::vector<PriceBound>& bounds,
                         dsl::Currency currency);

}  // namespace nextmove::engine

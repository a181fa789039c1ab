// What is done to the words of a piece before it is parsed once more, so that a small slip costs no more than itself:
// capitals, `20 eur`, `10 percent`, misspelt first words, needless signs. Seen only in this folder. Thread-compatible.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsl/diagnostics/kinds.h"
#include "dsl/syntax/recovery.h"
#include "dsl/syntax/scan.h"

namespace nextmove::dsl {

// Words in a line of `buy` that say what is saved, and how the line and the one below it are written.
struct DealWords {
  std::size_t buy = 0, first = 0, last = 0;
  std::string buys, gives;  // `buy 3 category under "socks"`, `give 100% off cheapest`
};

// A word that was read as another, or passed over.
struct Repair {
  std::size_t index = 0;
  DiagnosticKind kind;
  std::string replacement;  // empty: passed over
};

// Lines at the margin of two words, `promotion warm_delivery`, of which the first is no head: what follows can't belong
// to the head above. Done before the first parse. `unknown` gets the first tokens of those that are like no head.
void RepairHeadings(Scan& scan, std::vector<Repair>& repairs, std::vector<std::size_t>& unknown);
// Heads that stand indented where a clause is meant, `placement hero` in a banner: what follows fits the head above
// only.
void RepairClauseWords(Scan& scan, std::vector<Repair>& repairs);
// A text that goes on over the next lines: they are hidden. Gives the tokens at which such texts begin and end.
std::vector<std::pair<std::size_t, std::size_t>> HideTextLines(Scan& scan);
// `buy 3 pay 2`, `buy 2 get 1 free`: what does not belong to `buy` is hidden, also where it would be read as a field.
std::vector<DealWords> HideDeals(Scan& scan);
// Repairs inside what failed. Gives whether anything changed.
bool RepairFailures(Scan& scan, const std::vector<Failure>& failures, std::vector<Repair>& repairs);

// Whether a line can go on after this word: a comma, `and`, `is`, an open parenthesis.
bool Continues(std::size_t type);

}  // namespace nextmove::dsl

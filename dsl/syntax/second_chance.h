// What is done to the words of a piece before it is parsed once more, so that a small slip costs no more than itself:
// capitals, `20 eur`, `10 percent`, misspelt first words, needless signs. Seen only in this folder. Thread-compatible.
#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostics/kinds.h"
#include "dsl/syntax/recovery.h"
#include "dsl/syntax/scan.h"

namespace nextmove::dsl {

// A word that was read as another, or passed over.
struct Repair {
  std::size_t index = 0;
  DiagnosticKind kind;
  std::string replacement;  // empty: passed over
};

// Lines at the margin of two words, `promotion warm_delivery`, of which the first is no head: what follows can't belong
// to the head above. Done before the first parse. `unknown` gets the first tokens of those that are like no head.
void RepairHeadings(Scan& scan, std::vector<Repair>& repairs, std::vector<std::size_t>& unknown);
// A text that goes on over the next lines: they are hidden. Gives the tokens at which such texts begin.
std::vector<std::size_t> HideTextLines(Scan& scan);
// Repairs inside what failed. Gives whether anything changed.
bool RepairFailures(Scan& scan, const std::vector<Failure>& failures, std::vector<Repair>& repairs);

// Whether a line can go on after this word: a comma, `and`, `is`, an open parenthesis.
bool Continues(std::size_t type);

}  // namespace nextmove::dsl

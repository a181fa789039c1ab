// Reserved words as names of fields: the built-in events have a `placement`, a `group` and a `session`, and so may the
// events and items of a shop. Seen only in this folder.
#pragma once

#include "dsl/syntax/scan.h"

namespace nextmove::dsl {

// The tokens of a piece. Makes names of the heads and clause words that stand where only a field or a part can:
//   `(placement: text)`, `say message: en "..."`, `pick place: placement from shown`
//   `where (placement is "hero")`, `sum of (value * quantity) in cart.items`
//   `has shown placement "hero"`, `number of different placement shown`, `the same group`
// The grammar knows names only, so it stays without ambiguities; a word that begins a head or a clause stays one.
Scan ScanPiece(std::string_view piece, std::uint32_t file, std::uint32_t base);

}  // namespace nextmove::dsl

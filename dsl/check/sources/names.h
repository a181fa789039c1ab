// What the first word of a source means: `viewed`, `product`, `cart.items`, a pick. Thread-compatible.
#pragma once

#include <vector>

#include "dsl/check/folder.h"

namespace nextmove::dsl {

struct SourceName {
  enum class Kind { kNothing, kValue, kEvent, kCatalogue, kLines, kItems } kind = Kind::kNothing;
  int index = -1;                                  // kEvent, kCatalogue; kLines, kItems: the attribute
  const std::vector<FieldType>* fields = nullptr;  // kEvent, kLines
  Type type;                                       // kCatalogue, kItems: of one item
};

// kNothing for a name that a source can't draw from.
SourceName MeaningOf(const Folder& folder, const tree::Name& name, bool of_this, const ExprContext& context);
// Says that it can't, and from what it can; nothing about a name that is broken where it is declared.
void ReportUnknownSource(Folder& folder, const tree::Name& name);

}  // namespace nextmove::dsl

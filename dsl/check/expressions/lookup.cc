// Looks names up in the folder, the record and the item at hand.
#include "dsl/check/expressions/lookup.h"

#include <algorithm>
#include <optional>

#include "dsl/value/index.h"

namespace nextmove::dsl {

std::optional<ExprContext> LineContext(Typing& typing, const Expr& list, const ExprContext& context) {
  if (list.type.kind != TypeKind::kList || !list.type.element()) return std::nullopt;
  ExprContext line = context;
  line.expected = nullptr;
  line.menu_item = false;
  line.record = nullptr;
  line.event = -1;
  line.record_item_field = -1;
  line.item_catalogue = -1;
  if (list.type.element()->kind == TypeKind::kRecord) {
    line.record = &list.type.element()->fields();
    return line;
  }
  if (list.type.element()->kind != TypeKind::kItem) return std::nullopt;
  line.item_catalogue = CatalogueOf(typing, list.type.element()->catalogue());
  return line;
}

ExprContext EventContext(const Typing& typing, int event, const ExprContext& context) {
  ExprContext inner = context;
  inner.expected = nullptr;
  inner.action_keys = false;
  inner.record = &typing.program.events[At(event)].fields;
  inner.event = event;
  if (context.record != nullptr) inner.record_item_field = -1;
  if (!inner.menu_item) inner.item_catalogue = -1;
  return inner;
}

int CatalogueOf(const Typing& typing, std::string_view name) {
  const Declaration* declaration = typing.declarations.Find(name);
  return declaration != nullptr && declaration->word == HeadWord::kCatalogue ? declaration->index : -1;
}

const FieldType* FieldOf(const Typing& typing, int catalogue, std::string_view name, int* index) {
  if (catalogue < 0) return nullptr;
  const auto& fields = typing.program.catalogues[static_cast<std::size_t>(catalogue)].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name != name) continue;
    *index = static_cast<int>(i);
    return &fields[i];
  }
  return nullptr;
}

bool NamesAValue(const Typing& typing, const std::string& name, const ExprContext& context) {
  int index = -1;
  if (context.event >= 0 && (name == "time" || name == "date")) return true;
  if (context.record != nullptr) {
    for (const FieldType& field : *context.record) {
      if (field.name == name) return true;
      if (field.type.kind == TypeKind::kItem &&
          FieldOf(typing, CatalogueOf(typing, field.type.catalogue()), name, &index) != nullptr)
        return true;
    }
  }
  if (FieldOf(typing, context.item_catalogue, name, &index) != nullptr) return true;
  const auto bound = [&](const PickName& pick) { return pick.name == name; };
  if (context.picks != nullptr && std::any_of(context.picks->begin(), context.picks->end(), bound)) return true;
  const Declaration* declaration = typing.declarations.Find(name);
  if (declaration == nullptr) return PickedIn(typing, name) != nullptr;
  switch (declaration->word) {
    case HeadWord::kAttribute:
    case HeadWord::kValue:
    case HeadWord::kTiers:
    case HeadWord::kSignal:
    case HeadWord::kScore:
    case HeadWord::kClusters:
      return true;
    case HeadWord::kProject:
    case HeadWord::kEvent:
    case HeadWord::kCatalogue:
    case HeadWord::kPlacement:
    case HeadWord::kGroup:
    case HeadWord::kContent:
    case HeadWord::kSegment:
    case HeadWord::kOverlay:
    case HeadWord::kDiscount:
    case HeadWord::kNavigation:
    case HeadWord::kBanner:
    case HeadWord::kRecommend:
    case HeadWord::kMessage:
    case HeadWord::kSearch:
    case HeadWord::kPricing:
    case HeadWord::kAsk:
    case HeadWord::kAudience:
    case HeadWord::kExperiment:
    case HeadWord::kGuard:
    case HeadWord::kTest:
      return false;
  }
  return false;
}

const tree::Head* PickedIn(const Typing& typing, std::string_view name) {
  for (const auto& [unused, declaration] : typing.declarations.by_name) {
    if (declaration.head == nullptr) continue;
    for (const tree::Clause& clause : declaration.head->clauses) {
      if (clause.word != ClauseWord::kPick) continue;
      const auto* pick = std::get_if<tree::PickPayload>(&clause.payload);
      if (pick != nullptr && pick->name.text == name) return declaration.head;
    }
  }
  return nullptr;
}

}  // namespace nextmove::dsl

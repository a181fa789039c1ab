// Looks up the first word of a source, and reports one from which nothing can be drawn.
#include "dsl/check/sources/names.h"

#include <algorithm>

#include "dsl/check/sources/wanted.h"
#include "dsl/check/type_words.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

SourceName OfAttribute(const Folder& folder, int index) {
  const Type& type = folder.program.attributes[At(index)].type;
  SourceName meaning;
  meaning.index = index;
  meaning.kind = SourceName::Kind::kValue;
  if (IsLines(type)) {
    meaning.kind = SourceName::Kind::kLines;
    meaning.fields = &type.element()->fields();
  } else if (type.kind == TypeKind::kList && type.element()) {
    meaning.kind = SourceName::Kind::kItems;
    meaning.type = *type.element();
  }
  return meaning;
}

bool IsPick(std::string_view name, const ExprContext& context) {
  return context.picks != nullptr && std::any_of(context.picks->begin(), context.picks->end(),
                                                 [&](const PickName& pick) { return pick.name == FirstPart(name); });
}

bool CanBeDrawnFrom(HeadWord word) {
  return word == HeadWord::kEvent || word == HeadWord::kCatalogue || word == HeadWord::kAttribute ||
         word == HeadWord::kValue;
}

// `most purchased in the last 30 days`; empty where no event names products. What is bought goes before what is seen.
std::string MostOf(const Folder& folder) {
  const Wanted product{ItemOf("product"), {}};
  std::string_view best;
  for (const EventKind& event : folder.program.events) {
    if (event.built_in || FieldFor(event.fields, product) < 0) continue;
    const bool bought = event.name.find("purchase") != std::string::npos ||
                        event.name.find("order") != std::string::npos || event.name.find("bought") != std::string::npos;
    if (best.empty() || bought) best = event.name;
    if (bought) break;
  }
  return best.empty() ? std::string() : "most " + std::string(best) + " in the last 30 days";
}

// `product where (price is at most 50 EUR)`, by a field that the catalogue has; empty where there is no such catalogue.
std::string ProductsOf(const Folder& folder) {
  const int product = CatalogueOf(folder, ItemOf("product"));
  if (product < 0) return {};
  for (const FieldType& field : folder.program.catalogues[At(product)].fields) {
    if (field.type.kind == TypeKind::kMoney)
      return "product where (" + field.name + " is at most 50 " + CodeOf(folder) + ")";
    if (field.type.kind == TypeKind::kNumber) return "product where (" + field.name + " is at least 1)";
  }
  return "product";
}

}  // namespace

SourceName MeaningOf(const Folder& folder, const tree::Name& name, bool of_this, const ExprContext& context) {
  using Kind = SourceName::Kind;
  if (of_this || IsPick(name.text, context)) return {Kind::kValue, -1, nullptr, {}};
  const Program& program = folder.program;
  if (const auto event = program.event_names.find(name.text); event != program.event_names.end())
    return {Kind::kEvent, event->second, &program.events[At(event->second)].fields, {}};
  const Declaration* declaration = folder.declarations.Find(name.text);
  if (declaration == nullptr || declaration->index < 0) return {};
  if (declaration->word == HeadWord::kAttribute) return OfAttribute(folder, declaration->index);
  if (declaration->word == HeadWord::kValue) return {Kind::kValue, declaration->index, nullptr, {}};
  if (declaration->word != HeadWord::kCatalogue) return {};
  return {Kind::kCatalogue, declaration->index, nullptr, ItemOf(name.text)};
}

void ReportUnknownSource(Folder& folder, const tree::Name& name) {
  const Declaration* declaration = folder.declarations.Find(name.text);
  if (declaration != nullptr && declaration->index < 0 && CanBeDrawnFrom(declaration->word)) return;
  const std::string near = Nearest(name.text, folder.declarations,
                                   {HeadWord::kEvent, HeadWord::kCatalogue, HeadWord::kAttribute, HeadWord::kValue});
  Diagnostic& report = folder.Report(
      DiagnosticKind::kUnknownSource, name.span,
      declaration == nullptr
          ? "unknown source " + Ticked(name.text)
          : Ticked(name.text) + " is " + WithArticle(declaration->word) + ", from which nothing can be drawn");
  report.label = declaration == nullptr ? "not declared" : "no source";
  if (declaration != nullptr) report.related.push_back({declaration->head->span, "declared here"});
  if (!near.empty() && declaration == nullptr) {
    report.help.push_back("did you mean " + Ticked(near) + "?");
    report.fixes.push_back({name.span, near, false});
    return;
  }
  const std::string most = MostOf(folder), products = ProductsOf(folder);
  if (!most.empty()) report.help.push_back("for what all visitors like best write " + Ticked(most));
  if (!products.empty()) report.help.push_back("for items by what they are write for example " + Ticked(products));
  report.help.push_back("or name an event, a catalogue, a list such as `cart.items`, or a pick of the rule");
}

}  // namespace nextmove::dsl

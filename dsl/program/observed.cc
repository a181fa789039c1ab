// Finds the field of a kind of event, its own or one of an item that it names.
#include "dsl/program/observed.h"

#include <algorithm>

namespace nextmove::dsl {
namespace {

int FieldNamed(const std::vector<FieldType>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldType& one) { return one.name == name; });
  return found == fields.end() ? -1 : static_cast<int>(found - fields.begin());
}

}  // namespace

ObservedField FindObserved(const Program& program, const EventKind& kind, std::string_view name) {
  if (kind.built_in) return {};
  const int own = FieldNamed(kind.fields, name);
  if (own >= 0) return {own, -1, -1, &kind.fields[static_cast<std::size_t>(own)]};
  const bool another_has_it = std::any_of(program.events.begin(), program.events.end(), [&](const EventKind& other) {
    return !other.built_in && FieldNamed(other.fields, name) >= 0;
  });
  if (another_has_it) return {};
  for (std::size_t i = 0; i < kind.fields.size(); ++i) {
    if (kind.fields[i].type.kind != TypeKind::kItem) continue;
    const auto catalogue = program.catalogue_names.find(kind.fields[i].type.catalogue());
    if (catalogue == program.catalogue_names.end()) continue;
    const auto& fields = program.catalogues[static_cast<std::size_t>(catalogue->second)].fields;
    const int of_item = FieldNamed(fields, name);
    if (of_item < 0) continue;
    return {static_cast<int>(i), catalogue->second, of_item, &fields[static_cast<std::size_t>(of_item)]};
  }
  return {};
}

}  // namespace nextmove::dsl

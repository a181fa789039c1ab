// Which fields and items give what a source is to give, and the error where none does.
#include "dsl/check/sources/wanted.h"

#include "dsl/check/expressions/compose.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {

std::string WhatIsWanted(const Wanted& wanted) { return wanted.field.empty() ? wanted.type.catalogue() : wanted.field; }

std::string EventWith(const Folder& folder, const Wanted& wanted) {
  for (const EventKind& event : folder.program.events) {
    if (!event.built_in && FieldFor(event.fields, wanted) >= 0) return event.name;
  }
  return {};
}

int CatalogueOf(const Folder& folder, const Type& type) {
  if (type.kind != TypeKind::kItem) return -1;
  const auto& names = folder.program.catalogue_names;
  const auto it = names.find(type.catalogue());
  return it == names.end() ? -1 : it->second;
}

bool IsLines(const Type& type) {
  return type.kind == TypeKind::kList && type.element() && type.element()->kind == TypeKind::kRecord;
}

int FieldFor(const std::vector<FieldType>& fields, const Wanted& wanted) {
  if (wanted.field.empty()) return FieldOfType(fields, wanted.type);
  const int field = FieldNamed(fields, wanted.field);
  return field >= 0 && fields[At(field)].type == wanted.type ? field : -1;
}

void ReportNoField(Folder& folder, const tree::Name& name, const std::vector<FieldType>& fields, const Wanted& wanted) {
  Diagnostic& report = folder.Report(DiagnosticKind::kSourceType, name.span,
                                     Ticked(name.text) + " does not say which " + Ticked(WhatIsWanted(wanted)));
  std::vector<std::string> names;
  for (const FieldType& field : fields) names.push_back(field.name);
  report.label = names.empty() ? "has no fields" : "its fields are " + TickedList(names);
  const std::string other = EventWith(folder, wanted);
  report.help.push_back(other.empty()
                            ? "give it a field " + Ticked(WhatIsWanted(wanted) + ": " + wanted.type.ToString())
                            : "name one that does, like " + Ticked(other));
}

ExprContext ItemContext(const Folder& folder, const Type& type, const ExprContext& context) {
  ExprContext item = context;
  item.record = nullptr;
  item.event = item.record_item_field = -1;
  item.menu_item = false;
  item.expected = nullptr;
  item.item_catalogue = CatalogueOf(folder, type);
  return item;
}

ExprContext LinesContext(const std::vector<FieldType>& fields, int field, const ExprContext& context) {
  ExprContext lines = context;
  lines.record = &fields;
  lines.event = lines.item_catalogue = -1;
  lines.record_item_field = fields[At(field)].type.kind == TypeKind::kItem ? field : -1;
  lines.menu_item = false;
  lines.expected = nullptr;
  return lines;
}

}  // namespace nextmove::dsl

// `affinity to f`: the field, and the value that is looked at.
#include "dsl/check/expressions/affinity.h"

#include <optional>
#include <utility>

#include "dsl/check/expressions/lines.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/expressions/names.h"
#include "dsl/check/type_words.h"
#include "dsl/program/observed.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

// The field of that name of the first kind of event that has it, kinds in order of their names; null after an error.
const FieldType* FindField(Typing& typing, const tree::Name& field) {
  std::vector<std::string> names;
  for (const auto& [name, index] : typing.program.event_names) {
    const EventKind& kind = typing.program.events[static_cast<std::size_t>(index)];
    if (const FieldType* found = FindObserved(typing.program, kind, field.text).type; found != nullptr) return found;
    for (const FieldType& candidate : kind.fields) {
      if (!kind.built_in) names.push_back(candidate.name);
    }
  }
  Diagnostic& report =
      Report(typing, DiagnosticKind::kUnknownField, field.span, "no event has a field `" + field.text + "`");
  report.label = "nothing is observed of it";
  const std::string nearest = Suggest(field.text, names);
  if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({field.span, nearest, false});
  } else {
    report.help.push_back("name a field of an event, like `category` of `event viewed (category: category)`");
  }
  return nullptr;
}

// The field's value in the line or item looked at; where the field holds such items, the item itself.
std::optional<Expr> LookedAt(Typing& typing, const tree::Name& field, const Type& type, const ExprContext& context) {
  if (auto found = FindInRecord(typing, field.text, field.span, context)) return found;
  const bool self = context.item_catalogue >= 0 && type.kind == TypeKind::kItem &&
                    CatalogueOf(typing, type.catalogue()) == context.item_catalogue;
  if (!self) return FindInItem(typing, field.text, field.span, context);
  Expr item;
  item.op = Op::kItemSelf;
  item.type = type;
  item.span = field.span;
  item.index2 = context.item_catalogue;
  return item;
}

}  // namespace

Expr CheckAffinity(Typing& typing, const tree::Aggregate& aggregate, const Span& span, const ExprContext& context) {
  if (!aggregate.occurrence || !aggregate.occurrence->field) {
    typing.reported = true;  // explained while reading
    return Wrong(span);
  }
  const tree::Occurrence& about = *aggregate.occurrence;
  const tree::Name& field = *about.field;
  const FieldType* observed = FindField(typing, field);
  if (observed == nullptr) return Wrong(span);
  Expr result;
  result.op = Op::kAffinity;
  result.type = TypeOf(TypeKind::kPercent);
  result.span = span;
  result.constant = field.text;
  result.index = about.under ? 1 : 0;
  if (observed->type.kind == TypeKind::kItem) result.index2 = CatalogueOf(typing, observed->type.catalogue());
  Expr value;
  if (about.value) {
    Expr held;  // stands for the field's value in each event
    held.op = Op::kField;
    held.type = observed->type;
    held.span = field.span;
    Expr test = CheckFieldValue(typing, std::move(held), field.text, about.under, *about.value, context);
    if (typing.reported) return Wrong(span);
    value = std::move(test.children[1]);
  } else if (auto found = LookedAt(typing, field, observed->type, context)) {
    value = std::move(*found);
  } else {
    Report(typing, DiagnosticKind::kNothingLookedAt, span, Ticked(typing, span) + " does not say to which one")
        .help.push_back("write `affinity to " + field.text + " " + Example(observed->type, typing.program) +
                        "`; without a value it stands where items are looked at, as in `rank by`");
    return Wrong(span);
  }
  result.children.push_back(std::move(value));
  return result;
}

}  // namespace nextmove::dsl

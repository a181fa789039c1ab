// `affinity to f`: how much a visitor is drawn to one value of a field, beside all others (`language.md` 10).

#include <algorithm>
#include <utility>

#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"
#include "dsl/program/observed.h"

namespace nextmove::dsl {

Expr ExpressionChecker::Affinity(const tree::Aggregate& aggregate, const Span& span, const ExprContext& context) {
  const OneError one(*this);
  Expr result = CheckAffinity(aggregate, span, context);
  return one.failed() ? Wrong(span) : result;
}

const FieldType* ExpressionChecker::Observed(const EventKind& kind, std::string_view field, const Program& program) {
  return FindObserved(program, kind, field).type;
}

// The field of the first kind of event, by name, that tells it; null after an error.
const FieldType* ExpressionChecker::ObservedField(const tree::Name& field) {
  std::vector<std::string> names;
  for (const auto& [name, index] : program_.event_names) {
    const EventKind& kind = program_.events[static_cast<std::size_t>(index)];
    if (const FieldType* found = Observed(kind, field.text, program_); found != nullptr) return found;
    for (const FieldType& candidate : kind.fields) {
      if (!kind.built_in) names.push_back(candidate.name);
    }
  }
  Diagnostic& report = Report(DiagnosticKind::kUnknownField, field.span, "no event has a field `" + field.text + "`");
  report.label = "nothing is observed of it";
  const std::string nearest = NearestOf(field.text, names);
  if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({field.span, nearest, false});
  } else {
    report.help.push_back("name a field of an event, like `category` of `event viewed (category: category)`");
  }
  return nullptr;
}

// That field of the line or item looked at, or the item itself.
std::optional<Expr> ExpressionChecker::LookedAt(const tree::Name& field, const Type& type, const ExprContext& context) {
  if (auto found = FindInRecord(field.text, field.span, context)) return found;
  const bool self = context.item_catalogue >= 0 && type.kind == TypeKind::kItem &&
                    CatalogueOf(type.catalogue) == context.item_catalogue;
  if (!self) return FindInItem(field.text, field.span, context);
  Expr item;
  item.op = Op::kItemSelf;
  item.type = type;
  item.span = field.span;
  item.index2 = context.item_catalogue;
  return item;
}

Expr ExpressionChecker::CheckAffinity(const tree::Aggregate& aggregate, const Span& span, const ExprContext& context) {
  if (!aggregate.occurrence || !aggregate.occurrence->field) {
    reported_ = true;  // explained while reading
    return Wrong(span);
  }
  const tree::Occurrence& about = *aggregate.occurrence;
  const tree::Name& field = *about.field;
  const FieldType* observed = ObservedField(field);
  if (observed == nullptr) return Wrong(span);
  Expr result;
  result.op = Op::kAffinity;
  result.type = TypeOf(TypeKind::kPercent);
  result.span = span;
  result.constant = field.text;
  result.index = about.under ? 1 : 0;
  if (observed->type.kind == TypeKind::kItem) result.index2 = CatalogueOf(observed->type.catalogue);
  Expr value;
  if (about.value) {
    Expr held;  // stands for the field's value in each event
    held.op = Op::kField;
    held.type = observed->type;
    held.span = field.span;
    Expr test = CheckFieldValue(std::move(held), field.text, about.under, *about.value, context);
    if (reported_) return Wrong(span);
    value = std::move(test.children[1]);
  } else if (auto found = LookedAt(field, observed->type, context)) {
    value = std::move(*found);
  } else {
    Report(DiagnosticKind::kNothingLookedAt, span, Ticked(span) + " does not say to which one")
        .help.push_back("write `affinity to " + field.text + " " + Example(observed->type, program_) +
                        "`; without a value it stands where items are looked at, as in `rank by`");
    return Wrong(span);
  }
  result.children.push_back(std::move(value));
  return result;
}

}  // namespace nextmove::dsl

// Paths: each place where the first part of a name can be found, in turn, and then its parts.
#include "dsl/check/expressions/names.h"

#include <optional>
#include <utility>

#include "absl/strings/str_join.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/expressions/unknown.h"
#include "dsl/check/type_words.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

// What follows the first `length` characters and their dot.
std::string_view PartsAfter(std::string_view name, std::size_t length) {
  return length >= name.size() ? std::string_view() : name.substr(length + 1);
}

Expr Leaf(Op op, const Type& type, const Span& span) {
  Expr expr;
  expr.op = op;
  expr.type = type;
  expr.span = span;
  return expr;
}

Type WeekdayType() {
  std::vector<std::string> days;
  for (int day = 0; day < 7; ++day) days.emplace_back(WeekdayName(day));
  return Type::OneOf(std::move(days));
}

constexpr std::string_view kTiersParts = "`.step`, `.next`, `.missing` or `.reached`";

// An item's field. REQUIRES: the catalogue has it.
Expr WithField(Typing& typing, Expr item, std::string_view field) {
  const int catalogue = CatalogueOf(typing, item.type.catalogue());
  int index = -1;
  const FieldType* declared = FieldOf(typing, catalogue, field, &index);
  const bool self = item.op == Op::kItemSelf;
  Expr expr = Leaf(self ? Op::kItemSelfField : Op::kItemField, declared->type, item.span);
  expr.index = index;
  expr.index2 = catalogue;
  if (!self) expr.children.push_back(std::move(item));
  return expr;
}

Expr WithParts(Typing& typing, Expr base, std::string_view parts, const ExprContext& context) {
  if (parts.empty() || IsUnknown(base.type)) return base;
  const std::string part(FirstPart(parts));
  const std::string_view rest = PartsAfter(parts, part.size());
  std::vector<std::string> known;
  if (base.type.kind == TypeKind::kItem) {
    const int catalogue = CatalogueOf(typing, base.type.catalogue());
    if (catalogue < 0) return Wrong(base.span);
    int index = -1;
    if (FieldOf(typing, catalogue, part, &index) != nullptr)
      return WithParts(typing, WithField(typing, std::move(base), part), rest, context);
    for (const FieldType& field : typing.program.catalogues[static_cast<std::size_t>(catalogue)].fields)
      known.push_back(field.name);
  }
  Expr expr = Leaf(Op::kPart, TypeOf(TypeKind::kNumber), base.span);
  const auto take = [&](std::string_view name, Part which, const Type& type) {
    known.emplace_back(name);
    if (part != name) return false;
    expr.part = which;
    expr.type = type;
    return true;
  };
  bool found = false;
  if (base.type.kind == TypeKind::kMoney) found = take("currency", Part::kCurrency, TypeOf(TypeKind::kText));
  if (base.type.kind == TypeKind::kList) found = take("size", Part::kSize, expr.type);
  if (base.type.kind == TypeKind::kDate) {
    found = take("day", Part::kDay, expr.type) || take("month", Part::kMonth, expr.type) ||
            take("year", Part::kYear, expr.type) || take("weekday", Part::kWeekday, WeekdayType());
    expr.zone = context.zone;
  }
  if (found) {
    expr.children.push_back(std::move(base));
    return WithParts(typing, std::move(expr), rest, context);
  }
  Diagnostic& report =
      Report(typing, DiagnosticKind::kUnknownField, base.span,
             "`" + part + "` is no part of " + Describe(base.type) + " in " + Ticked(typing, base.span));
  report.label = "not known";
  const std::string nearest = Suggest(part, known);
  if (!nearest.empty()) {
    std::string meant = TextOf(typing, base.span);
    const std::size_t at = meant.rfind("." + part);
    if (at != std::string::npos) meant.replace(at + 1, part.size(), nearest);
    report.help.push_back("did you mean `" + meant + "`?");
    report.fixes.push_back({base.span, meant, false});
  } else if (!known.empty()) {
    constexpr std::size_t kMostShown = 12;
    if (known.size() > kMostShown) known.resize(kMostShown);
    report.help.push_back("its parts are `." + absl::StrJoin(known, "`, `.") + "`");
  } else {
    report.help.push_back("leave `." + part + "` out");
  }
  return Wrong(base.span);
}

Expr CheckThis(Typing& typing, const std::string& name, const Span& span, const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  const int catalogue = CatalogueOf(typing, first);
  if (catalogue < 0) {
    const Declaration* declaration = typing.declarations.Find(first);
    if (declaration != nullptr && declaration->word == HeadWord::kCatalogue) return Wrong(span);  // explained there
    Diagnostic& report =
        Report(typing, DiagnosticKind::kUnknownCatalogue, span, "`" + std::string(first) + "` is no catalogue");
    report.label = "not declared";
    const std::string nearest = Nearest(first, typing.declarations, {HeadWord::kCatalogue});
    if (!nearest.empty()) {
      std::string meant = "this " + nearest + name.substr(first.size());
      report.help.push_back("did you mean `" + meant + "`?");
      report.fixes.push_back({span, std::move(meant), false});
    } else {
      report.help.push_back("`this ..` names the item of the page, like `this product`");
    }
    return Wrong(span);
  }
  const bool self = context.menu_item && context.item_catalogue == catalogue;
  Expr item = Leaf(self ? Op::kItemSelf : Op::kThisItem, ItemOf(std::string(first)), span);
  item.index2 = catalogue;
  return WithParts(typing, std::move(item), PartsAfter(name, first.size()), context);
}

// A pick of the rule at hand.
std::optional<Expr> FindPick(Typing& typing, const std::string& name, const Span& span, const ExprContext& context) {
  if (context.picks == nullptr) return std::nullopt;
  const std::string_view first = FirstPart(name);
  for (std::size_t i = 0; i < context.picks->size(); ++i) {
    if ((*context.picks)[i].name != first) continue;
    Expr pick = Leaf(Op::kPicked, (*context.picks)[i].type, span);
    pick.index = static_cast<int>(i);
    return WithParts(typing, std::move(pick), PartsAfter(name, first.size()), context);
  }
  return std::nullopt;
}

// What is computed of a visitor: a signal, a score, clusters. REQUIRES: one of them, with an index.
Expr FindComputed(const Declaration& declaration, const Span& span) {
  const bool score = declaration.word == HeadWord::kScore;
  const Op op = score ? Op::kScore : declaration.word == HeadWord::kSignal ? Op::kSignal : Op::kCluster;
  Expr expr = Leaf(op, TypeOf(score ? TypeKind::kPercent : TypeKind::kNumber), span);
  expr.index = declaration.index;
  return expr;
}

Expr CheckTiers(Typing& typing, int index, std::string_view part, const Span& span) {
  const Tiers& tiers = typing.program.tiers[static_cast<std::size_t>(index)];
  const Type step = tiers.steps.empty() ? Type{} : TypeOfValue(tiers.steps.front().value);
  Expr expr = Leaf(Op::kTiersStep, step, span);
  expr.index = index;
  if (part == "step") return expr;
  if (part == "next") {
    expr.op = Op::kTiersNext;
  } else if (part == "missing") {
    expr.op = Op::kTiersMissing;
    expr.type = tiers.counts.type;
  } else if (part == "reached") {
    expr.op = Op::kTiersReached;
    expr.type = TypeOf(TypeKind::kNumber);
  } else {
    const std::string message = part.empty() ? "`" + tiers.name + "` has several steps: say what of it is meant"
                                             : "`" + tiers.name + "` has no `" + std::string(part) + "`";
    Diagnostic& report = Report(typing, DiagnosticKind::kUnknownField, span, message);
    report.help.push_back("write " + std::string(kTiersParts) + " after its name, like `" + tiers.name + ".step`");
    return Wrong(span);
  }
  return expr;
}

// Values, tiers, attributes and what is computed: the longest declared beginning of the name; the rest are parts.
std::optional<Expr> FindDeclared(Typing& typing, const std::string& name, const Span& span,
                                 const ExprContext& context) {
  for (std::size_t end = name.size(); end != std::string::npos && end > 0; end = name.rfind('.', end - 1)) {
    const Declaration* declaration = typing.declarations.Find(std::string_view(name).substr(0, end));
    if (declaration == nullptr) continue;
    const std::string_view parts = PartsAfter(name, end);
    const auto index = static_cast<std::size_t>(declaration->index);
    const bool computed = declaration->word == HeadWord::kSignal || declaration->word == HeadWord::kScore ||
                          declaration->word == HeadWord::kClusters;
    const bool has_meaning = computed || declaration->word == HeadWord::kAttribute ||
                             declaration->word == HeadWord::kValue || declaration->word == HeadWord::kTiers;
    if (!has_meaning) return ReportOtherKind(typing, *declaration, name.substr(0, end), span);
    if (declaration->index < 0) return Wrong(span);  // explained where it is declared
    if (computed) return WithParts(typing, FindComputed(*declaration, span), parts, context);
    if (declaration->word == HeadWord::kTiers) return CheckTiers(typing, declaration->index, parts, span);
    const bool attribute = declaration->word == HeadWord::kAttribute;
    Expr expr = Leaf(attribute ? Op::kAttribute : Op::kNamedValue,
                     attribute ? typing.program.attributes[index].type : typing.program.values[index].type, span);
    expr.index = declaration->index;
    return WithParts(typing, std::move(expr), parts, context);
  }
  return std::nullopt;
}

std::optional<Expr> FindAction(Typing& typing, const std::string& name, const Span& span, const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  if (first != "action") return std::nullopt;
  if (!context.action_keys) {
    Report(typing, DiagnosticKind::kUnknownAttribute, span,
           "`" + name + "` is known only in `rank by` of a placement or group")
        .help.push_back("write it there, like `rank by action.priority, action.saving`");
    return Wrong(span);
  }
  const std::string_view part = PartsAfter(name, first.size());
  if (part == "priority") return Leaf(Op::kActionPriority, TypeOf(TypeKind::kNumber), span);
  if (part == "likelihood") return Leaf(Op::kActionLikelihood, TypeOf(TypeKind::kPercent), span);
  if (part == "worth") return Leaf(Op::kActionWorth, TypeOf(TypeKind::kMoney), span);
  if (part == "saving") return Leaf(Op::kActionSaving, TypeOf(TypeKind::kMoney), span);
  Diagnostic& report =
      Report(typing, DiagnosticKind::kUnknownField, span, "`action` has no `" + std::string(part) + "`");
  const std::string nearest = Suggest(part, {"priority", "likelihood", "worth", "saving"});
  if (!nearest.empty()) report.fixes.push_back({span, "action." + nearest, false});
  report.help.push_back(nearest.empty()
                            ? "keys are `action.priority`, `action.likelihood`, `action.worth` and `action.saving`"
                            : "did you mean `action." + nearest + "`?");
  return Wrong(span);
}

// `event.total`: a field of the event that the rule waits for.
std::optional<Expr> FindMoment(Typing& typing, const std::string& name, const Span& span, const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  if (first != "event") return std::nullopt;
  if (context.moment_event < 0) {
    Report(typing, DiagnosticKind::kUnknownAttribute, span, "`" + name + "` is known only in a rule `on` one event")
        .help.push_back("say at which event the rule decides, like `on ordered`");
    return Wrong(span);
  }
  const std::string_view rest = PartsAfter(name, first.size());
  const std::string_view field = FirstPart(rest);
  const auto& fields = typing.program.events[static_cast<std::size_t>(context.moment_event)].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name != field) continue;
    Expr expr = Leaf(Op::kMomentField, fields[i].type, span);
    expr.index = static_cast<int>(i);
    expr.index2 = context.moment_event;
    return WithParts(typing, std::move(expr), PartsAfter(rest, field.size()), context);
  }
  ReportNoEventField(typing, context.moment_event, field, span);
  return Wrong(span);
}

// `decision.discount`, `decision.price`: what a guard looks at.
std::optional<Expr> FindDecision(Typing& typing, const std::string& name, const Span& span,
                                 const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  if (first != "decision") return std::nullopt;
  if (!context.decision) {
    Report(typing, DiagnosticKind::kUnknownAttribute, span, "`" + name + "` is known only after `never` of a guard")
        .help.push_back("write it there, like `never decision.discount is more than 35%`");
    return Wrong(span);
  }
  const std::string_view rest = PartsAfter(name, first.size());
  const std::string_view part = FirstPart(rest);
  if (part != "discount" && part != "price") {
    Diagnostic& report =
        Report(typing, DiagnosticKind::kUnknownField, span, "a decision has no `" + std::string(part) + "`");
    report.help.push_back("write `decision.discount`, `decision.price` or `decision contains` and a rule");
    return Wrong(span);
  }
  const Op op = part == "discount" ? Op::kDecisionDiscount : Op::kDecisionPrice;
  return WithParts(typing, Leaf(op, TypeOf(TypeKind::kMoney), span), PartsAfter(rest, part.size()), context);
}

}  // namespace

Expr CheckPath(Typing& typing, const std::string& name, const Span& span, bool of_this, const ExprContext& context) {
  if (typing.reported) return Wrong(span);
  if (of_this) return CheckThis(typing, name, span, context);
  if (auto found = FindInRecord(typing, name, span, context)) return std::move(*found);
  if (auto found = FindInItem(typing, name, span, context)) return std::move(*found);
  if (auto found = FindPick(typing, name, span, context)) return std::move(*found);
  if (auto found = FindDeclared(typing, name, span, context)) return std::move(*found);
  if (auto found = FindAction(typing, name, span, context)) return std::move(*found);
  if (auto found = FindMoment(typing, name, span, context)) return std::move(*found);
  if (auto found = FindDecision(typing, name, span, context)) return std::move(*found);
  if (FirstPart(name) == "today") {
    Expr today = Leaf(Op::kToday, TypeOf(TypeKind::kDate), span);
    today.zone = context.zone;
    return WithParts(typing, std::move(today), PartsAfter(name, 5), context);
  }
  return ReportUnknownName(typing, name, span, context);
}

std::optional<Expr> FindInRecord(Typing& typing, const std::string& name, const Span& span,
                                 const ExprContext& context) {
  if (context.record == nullptr) return std::nullopt;
  const std::string_view first = FirstPart(name);
  const auto field_expr = [&](std::size_t i) {
    const FieldType& field = (*context.record)[i];
    Expr expr = Leaf(Op::kField, field.type, span);
    expr.index = static_cast<int>(i);
    expr.index2 = field.optional ? 1 : 0;
    return expr;
  };
  for (std::size_t i = 0; i < context.record->size(); ++i) {
    if ((*context.record)[i].name == first)
      return WithParts(typing, field_expr(i), PartsAfter(name, first.size()), context);
  }
  if (context.event >= 0 && (first == "time" || first == "date")) {
    const bool time = first == "time";
    Expr when = Leaf(time ? Op::kEventTime : Op::kEventDate, TypeOf(time ? TypeKind::kTime : TypeKind::kDate), span);
    when.zone = context.zone;
    return WithParts(typing, std::move(when), PartsAfter(name, first.size()), context);
  }
  const auto item_field = [&](std::size_t i) {
    const Type& type = (*context.record)[i].type;
    int index = -1;
    return type.kind == TypeKind::kItem &&
           FieldOf(typing, CatalogueOf(typing, type.catalogue()), first, &index) != nullptr;
  };
  std::size_t i = context.record->size();
  if (context.record_item_field >= 0 && item_field(static_cast<std::size_t>(context.record_item_field)))
    i = static_cast<std::size_t>(context.record_item_field);
  for (std::size_t j = 0; j < context.record->size() && i == context.record->size(); ++j) {
    if (item_field(j)) i = j;
  }
  if (i == context.record->size()) return std::nullopt;
  return WithParts(typing, WithField(typing, field_expr(i), first), PartsAfter(name, first.size()), context);
}

std::optional<Expr> FindInItem(Typing& typing, const std::string& name, const Span& span, const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  int index = -1;
  const FieldType* field = FieldOf(typing, context.item_catalogue, first, &index);
  if (field == nullptr && context.item_catalogue >= 0 && CatalogueOf(typing, first) == context.item_catalogue) {
    // `product.season` of the product looked at
    Expr item = Leaf(Op::kItemSelf, ItemOf(std::string(first)), span);
    item.index2 = context.item_catalogue;
    return WithParts(typing, std::move(item), PartsAfter(name, first.size()), context);
  }
  if (field == nullptr) return std::nullopt;
  Expr expr = Leaf(Op::kItemSelfField, field->type, span);
  expr.index = index;
  expr.index2 = context.item_catalogue;
  return WithParts(typing, std::move(expr), PartsAfter(name, first.size()), context);
}

}  // namespace nextmove::dsl

// What a path means: the line or item looked at, the page's item, then what the folder declares.

#include <algorithm>
#include <utility>

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"

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
  Type type;
  type.kind = TypeKind::kOneOf;
  for (int day = 0; day < 7; ++day) type.one_of.emplace_back(WeekdayName(day));
  return type;
}

constexpr std::string_view kTiersParts = "`.step`, `.next`, `.missing` or `.reached`";

}  // namespace

int ExpressionChecker::CatalogueOf(std::string_view name) const {
  const Declaration* declaration = declarations_.Find(name);
  return declaration != nullptr && declaration->word == HeadWord::kCatalogue ? declaration->index : -1;
}

const FieldType* ExpressionChecker::FieldOf(int catalogue, std::string_view name, int* index) const {
  if (catalogue < 0) return nullptr;
  const auto& fields = program_.catalogues[static_cast<std::size_t>(catalogue)].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name != name) continue;
    *index = static_cast<int>(i);
    return &fields[i];
  }
  return nullptr;
}

Expr ExpressionChecker::CheckPath(const std::string& name, const Span& span, bool of_this, const ExprContext& context) {
  if (reported_) return Wrong(span);
  if (of_this) return CheckThis(name, span, context);
  if (auto found = FindInRecord(name, span, context)) return std::move(*found);
  if (auto found = FindInItem(name, span, context)) return std::move(*found);
  if (auto found = FindPick(name, span, context)) return std::move(*found);
  if (auto found = FindDeclared(name, span, context)) return std::move(*found);
  if (auto found = FindAction(name, span, context)) return std::move(*found);
  if (auto found = FindMoment(name, span, context)) return std::move(*found);
  if (auto found = FindDecision(name, span, context)) return std::move(*found);
  if (FirstPart(name) == "today") {
    Expr today = Leaf(Op::kToday, TypeOf(TypeKind::kDate), span);
    today.zone = context.zone;
    return WithParts(std::move(today), PartsAfter(name, 5), context);
  }
  return ReportUnknownName(name, span, context);
}

// A field of the line; of an event its time and date; else a field of the item that the line is about, or of the first
// that it names.
std::optional<Expr> ExpressionChecker::FindInRecord(const std::string& name, const Span& span,
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
    if ((*context.record)[i].name == first) return WithParts(field_expr(i), PartsAfter(name, first.size()), context);
  }
  if (context.event >= 0 && (first == "time" || first == "date")) {
    const bool time = first == "time";
    Expr when = Leaf(time ? Op::kEventTime : Op::kEventDate, TypeOf(time ? TypeKind::kTime : TypeKind::kDate), span);
    when.zone = context.zone;
    return WithParts(std::move(when), PartsAfter(name, first.size()), context);
  }
  const auto item_field = [&](std::size_t i) {
    const Type& type = (*context.record)[i].type;
    int index = -1;
    return type.kind == TypeKind::kItem && FieldOf(CatalogueOf(type.catalogue), first, &index) != nullptr;
  };
  std::size_t i = context.record->size();
  if (context.record_item_field >= 0 && item_field(static_cast<std::size_t>(context.record_item_field)))
    i = static_cast<std::size_t>(context.record_item_field);
  for (std::size_t j = 0; j < context.record->size() && i == context.record->size(); ++j) {
    if (item_field(j)) i = j;
  }
  if (i == context.record->size()) return std::nullopt;
  return WithParts(WithField(field_expr(i), first), PartsAfter(name, first.size()), context);
}

std::optional<Expr> ExpressionChecker::FindInItem(const std::string& name, const Span& span,
                                                  const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  int index = -1;
  const FieldType* field = FieldOf(context.item_catalogue, first, &index);
  if (field == nullptr && context.item_catalogue >= 0 && CatalogueOf(first) == context.item_catalogue) {
    // `product.season` of the product looked at
    Expr item = Leaf(Op::kItemSelf, ItemOf(std::string(first)), span);
    item.index2 = context.item_catalogue;
    return WithParts(std::move(item), PartsAfter(name, first.size()), context);
  }
  if (field == nullptr) return std::nullopt;
  Expr expr = Leaf(Op::kItemSelfField, field->type, span);
  expr.index = index;
  expr.index2 = context.item_catalogue;
  return WithParts(std::move(expr), PartsAfter(name, first.size()), context);
}

Expr ExpressionChecker::CheckThis(const std::string& name, const Span& span, const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  const int catalogue = CatalogueOf(first);
  if (catalogue < 0) {
    const Declaration* declaration = declarations_.Find(first);
    if (declaration != nullptr && declaration->word == HeadWord::kCatalogue) return Wrong(span);  // explained there
    Diagnostic& report =
        Report(DiagnosticKind::kUnknownCatalogue, span, "`" + std::string(first) + "` is no catalogue");
    report.label = "not declared";
    const std::string nearest = Nearest(first, declarations_, {HeadWord::kCatalogue});
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
  return WithParts(std::move(item), PartsAfter(name, first.size()), context);
}

// A pick of the rule at hand.
std::optional<Expr> ExpressionChecker::FindPick(const std::string& name, const Span& span, const ExprContext& context) {
  if (context.picks == nullptr) return std::nullopt;
  const std::string_view first = FirstPart(name);
  for (std::size_t i = 0; i < context.picks->size(); ++i) {
    if ((*context.picks)[i].name != first) continue;
    Expr pick = Leaf(Op::kPicked, (*context.picks)[i].type, span);
    pick.index = static_cast<int>(i);
    return WithParts(std::move(pick), PartsAfter(name, first.size()), context);
  }
  return std::nullopt;
}

// What is computed of a visitor: a signal, a score, clusters. REQUIRES: one of them, with an index.
Expr ExpressionChecker::FindComputed(const Declaration& declaration, const Span& span) const {
  const bool score = declaration.word == HeadWord::kScore;
  const Op op = score ? Op::kScore : declaration.word == HeadWord::kSignal ? Op::kSignal : Op::kCluster;
  Expr expr = Leaf(op, TypeOf(score ? TypeKind::kPercent : TypeKind::kNumber), span);
  expr.index = declaration.index;
  return expr;
}

// Values, tiers, attributes and what is computed: the longest declared beginning of the name; the rest are parts.
std::optional<Expr> ExpressionChecker::FindDeclared(const std::string& name, const Span& span,
                                                    const ExprContext& context) {
  for (std::size_t end = name.size(); end != std::string::npos && end > 0; end = name.rfind('.', end - 1)) {
    const Declaration* declaration = declarations_.Find(std::string_view(name).substr(0, end));
    if (declaration == nullptr) continue;
    const std::string_view parts = PartsAfter(name, end);
    const auto index = static_cast<std::size_t>(declaration->index);
    const bool computed = declaration->word == HeadWord::kSignal || declaration->word == HeadWord::kScore ||
                          declaration->word == HeadWord::kClusters;
    const bool has_meaning = computed || declaration->word == HeadWord::kAttribute ||
                             declaration->word == HeadWord::kValue || declaration->word == HeadWord::kTiers;
    if (!has_meaning) return ReportOtherKind(*declaration, name.substr(0, end), span);
    if (declaration->index < 0) return Wrong(span);  // explained where it is declared
    if (computed) return WithParts(FindComputed(*declaration, span), parts, context);
    if (declaration->word == HeadWord::kTiers) return CheckTiers(declaration->index, parts, span);
    const bool attribute = declaration->word == HeadWord::kAttribute;
    Expr expr = Leaf(attribute ? Op::kAttribute : Op::kNamedValue,
                     attribute ? program_.attributes[index].type : program_.values[index].type, span);
    expr.index = declaration->index;
    return WithParts(std::move(expr), parts, context);
  }
  return std::nullopt;
}

Expr ExpressionChecker::CheckTiers(int index, std::string_view part, const Span& span) {
  const Tiers& tiers = program_.tiers[static_cast<std::size_t>(index)];
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
    Diagnostic& report = Report(DiagnosticKind::kUnknownField, span, message);
    report.help.push_back("write " + std::string(kTiersParts) + " after its name, like `" + tiers.name + ".step`");
    return Wrong(span);
  }
  return expr;
}

std::optional<Expr> ExpressionChecker::FindAction(const std::string& name, const Span& span,
                                                  const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  if (first != "action") return std::nullopt;
  if (!context.action_keys) {
    Report(DiagnosticKind::kUnknownAttribute, span, "`" + name + "` is known only in `rank by` of a placement or group")
        .help.push_back("write it there, like `rank by action.priority, action.saving`");
    return Wrong(span);
  }
  const std::string_view part = PartsAfter(name, first.size());
  if (part == "priority") return Leaf(Op::kActionPriority, TypeOf(TypeKind::kNumber), span);
  if (part == "likelihood") return Leaf(Op::kActionLikelihood, TypeOf(TypeKind::kPercent), span);
  if (part == "worth") return Leaf(Op::kActionWorth, TypeOf(TypeKind::kMoney), span);
  if (part == "saving") return Leaf(Op::kActionSaving, TypeOf(TypeKind::kMoney), span);
  Diagnostic& report = Report(DiagnosticKind::kUnknownField, span, "`action` has no `" + std::string(part) + "`");
  const std::string nearest = NearestOf(part, {"priority", "likelihood", "worth", "saving"});
  if (!nearest.empty()) report.fixes.push_back({span, "action." + nearest, false});
  report.help.push_back(nearest.empty()
                            ? "keys are `action.priority`, `action.likelihood`, `action.worth` and `action.saving`"
                            : "did you mean `action." + nearest + "`?");
  return Wrong(span);
}

// `event.total`: a field of the event that the rule waits for.
std::optional<Expr> ExpressionChecker::FindMoment(const std::string& name, const Span& span,
                                                  const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  if (first != "event") return std::nullopt;
  if (context.moment_event < 0) {
    Report(DiagnosticKind::kUnknownAttribute, span, "`" + name + "` is known only in a rule `on` one event")
        .help.push_back("say at which event the rule decides, like `on ordered`");
    return Wrong(span);
  }
  const std::string_view rest = PartsAfter(name, first.size());
  const std::string_view field = FirstPart(rest);
  const auto& fields = program_.events[static_cast<std::size_t>(context.moment_event)].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name != field) continue;
    Expr expr = Leaf(Op::kMomentField, fields[i].type, span);
    expr.index = static_cast<int>(i);
    expr.index2 = context.moment_event;
    return WithParts(std::move(expr), PartsAfter(rest, field.size()), context);
  }
  ReportNoEventField(context.moment_event, field, span);
  return Wrong(span);
}

// `decision.discount`, `decision.price`: what a guard looks at.
std::optional<Expr> ExpressionChecker::FindDecision(const std::string& name, const Span& span,
                                                    const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  if (first != "decision") return std::nullopt;
  if (!context.decision) {
    Report(DiagnosticKind::kUnknownAttribute, span, "`" + name + "` is known only after `never` of a guard")
        .help.push_back("write it there, like `never decision.discount is more than 35%`");
    return Wrong(span);
  }
  const std::string_view rest = PartsAfter(name, first.size());
  const std::string_view part = FirstPart(rest);
  if (part != "discount" && part != "price") {
    Diagnostic& report = Report(DiagnosticKind::kUnknownField, span, "a decision has no `" + std::string(part) + "`");
    report.help.push_back("write `decision.discount`, `decision.price` or `decision contains` and a rule");
    return Wrong(span);
  }
  const Op op = part == "discount" ? Op::kDecisionDiscount : Op::kDecisionPrice;
  return WithParts(Leaf(op, TypeOf(TypeKind::kMoney), span), PartsAfter(rest, part.size()), context);
}

// An item's field. REQUIRES: the catalogue has it.
Expr ExpressionChecker::WithField(Expr item, std::string_view field) {
  const int catalogue = CatalogueOf(item.type.catalogue);
  int index = -1;
  const FieldType* declared = FieldOf(catalogue, field, &index);
  const bool self = item.op == Op::kItemSelf;
  Expr expr = Leaf(self ? Op::kItemSelfField : Op::kItemField, declared->type, item.span);
  expr.index = index;
  expr.index2 = catalogue;
  if (!self) expr.children.push_back(std::move(item));
  return expr;
}

Expr ExpressionChecker::WithParts(Expr base, std::string_view parts, const ExprContext& context) {
  if (parts.empty() || IsUnknown(base.type)) return base;
  const std::string part(FirstPart(parts));
  const std::string_view rest = PartsAfter(parts, part.size());
  std::vector<std::string> known;
  if (base.type.kind == TypeKind::kItem) {
    const int catalogue = CatalogueOf(base.type.catalogue);
    if (catalogue < 0) return Wrong(base.span);
    int index = -1;
    if (FieldOf(catalogue, part, &index) != nullptr) return WithParts(WithField(std::move(base), part), rest, context);
    for (const FieldType& field : program_.catalogues[static_cast<std::size_t>(catalogue)].fields)
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
    return WithParts(std::move(expr), rest, context);
  }
  Diagnostic& report = Report(DiagnosticKind::kUnknownField, base.span,
                              "`" + part + "` is no part of " + Describe(base.type) + " in " + Ticked(base.span));
  report.label = "not known";
  const std::string nearest = NearestOf(part, known);
  if (!nearest.empty()) {
    std::string meant = TextOf(base.span);
    const std::size_t at = meant.rfind("." + part);
    if (at != std::string::npos) meant.replace(at + 1, part.size(), nearest);
    report.help.push_back("did you mean `" + meant + "`?");
    report.fixes.push_back({base.span, meant, false});
  } else if (!known.empty()) {
    std::string list;
    for (std::size_t i = 0; i < known.size() && i < 12; ++i) list += (i == 0 ? "`." : ", `.") + known[i] + "`";
    report.help.push_back("its parts are " + list);
  } else {
    report.help.push_back("leave `." + part + "` out");
  }
  return Wrong(base.span);
}

// Whether a bare word is something that has a value.
bool ExpressionChecker::NamesAValue(const std::string& name, const ExprContext& context) const {
  int index = -1;
  if (context.event >= 0 && (name == "time" || name == "date")) return true;
  if (context.record != nullptr) {
    for (const FieldType& field : *context.record) {
      if (field.name == name) return true;
      if (field.type.kind == TypeKind::kItem && FieldOf(CatalogueOf(field.type.catalogue), name, &index) != nullptr)
        return true;
    }
  }
  if (FieldOf(context.item_catalogue, name, &index) != nullptr) return true;
  const auto bound = [&](const PickName& pick) { return pick.name == name; };
  if (context.picks != nullptr && std::any_of(context.picks->begin(), context.picks->end(), bound)) return true;
  const Declaration* declaration = declarations_.Find(name);
  if (declaration == nullptr) return PickedIn(name) != nullptr;
  switch (declaration->word) {
    case HeadWord::kAttribute:
    case HeadWord::kValue:
    case HeadWord::kTiers:
    case HeadWord::kSignal:
    case HeadWord::kScore:
    case HeadWord::kClusters:
      return true;
    default:
      return false;  // heads that have no value
  }
}

Expr ExpressionChecker::ReportOtherKind(const Declaration& declaration, const std::string& name, const Span& span) {
  const std::string word(RowOf(declaration.word).text);
  const bool vowel = word.find_first_of("aeio") == 0;
  Diagnostic& report = Report(DiagnosticKind::kWrongKindOfName, span,
                              "`" + name + "` is " + (vowel ? "an " : "a ") + word + ", which has no value to compare");
  if (declaration.head != nullptr) report.related.push_back({declaration.head->span, "declared here"});
  if (declaration.word == HeadWord::kSegment) {
    report.help.push_back("ask whether the visitor is in it: `in segment " + name + "`");
    report.fixes.push_back({span, "in segment " + name, false});
  } else if (RowOf(declaration.word).decision) {
    report.help.push_back("that the visitor saw it is `has shown action " + name + "`");
    report.help.push_back("in a guard, that it wins is `decision contains " + name + "`");
  } else if (declaration.word == HeadWord::kCatalogue) {
    report.help.push_back("the item of the page is `this " + name + "`");
    report.fixes.push_back({span, "this " + name, false});
  } else if (declaration.word == HeadWord::kEvent) {
    report.help.push_back("ask whether it happened: `has " + name + "`");
    report.help.push_back("or how often: `number of times " + name + "`");
  } else {
    report.help.push_back("write the name of an attribute or a value here");
  }
  return Wrong(span);
}

}  // namespace nextmove::dsl

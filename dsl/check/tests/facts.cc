// Lowers `given` of a test: attributes, events, consents, items and what became of rules.
#include "dsl/check/tests/facts.h"

#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/value/index.h"
#include "dsl/value/suggest.h"

#include <algorithm>

namespace nextmove::dsl {
namespace {

Type Simple(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}
Type ListOfText() { return Type::ListOf(TypeKind::kText); }

// A fixed value of a type; none after an error.
std::optional<Value> Fixed(Folder& folder, const tree::Expr& expr, const Type& type) {
  const ErrorWatch watch(folder);
  Value value = CheckConstant(folder.typing, expr, type, ExprContext{.expected = &type});
  if (watch.failed()) return std::nullopt;
  return value;
}

void ReportShape(Folder& folder, const Span& span) {
  Diagnostic& report = folder.Report(DiagnosticKind::kNotConstant, span, "here each field gets one fixed value");
  report.label = "not `field is value`";
  report.help.push_back("write `where (price is 20 EUR and quantity is 2)`");
}

// `where (price is 5 EUR and quantity is 2)`, laid into the record.
bool FillRecord(Folder& folder, const tree::Expr& where, const std::vector<FieldType>& fields, Record& record) {
  if (where.kind == tree::ExprKind::kAnd) {
    return std::all_of(where.children.begin(), where.children.end(), [&](const tree::ExprPtr& child) {
      return child != nullptr && FillRecord(folder, *child, fields, record);
    });
  }
  const bool shape = where.kind == tree::ExprKind::kIs && !where.negated && where.children.size() == 2 &&
                     where.children[0]->kind == tree::ExprKind::kPath;
  if (!shape) {
    if (where.kind != tree::ExprKind::kWrong) ReportShape(folder, where.span);
    return false;
  }
  const tree::Expr& name = *where.children[0];
  const auto field =
      std::find_if(fields.begin(), fields.end(), [&](const FieldType& f) { return f.name == name.text; });
  if (field == fields.end()) {
    std::vector<std::string> names;
    for (const FieldType& candidate : fields) names.push_back(candidate.name);
    const std::string near = Suggest(name.text, names);
    Diagnostic& report = folder.Report(DiagnosticKind::kUnknownField, name.span, "unknown field " + Ticked(name.text));
    report.label = "not declared";
    report.help.push_back(near.empty() ? "the fields are " + TickedList(names) : "did you mean " + Ticked(near) + "?");
    return false;
  }
  auto value = Fixed(folder, *where.children[1], field->type);
  if (!value) return false;
  record[At(static_cast<int>(field - fields.begin()))] = std::move(*value);
  return true;
}

std::optional<TestFact> LowerConsentFact(Folder& folder, const tree::Fact& fact) {
  TestFact lowered;
  lowered.kind = TestFact::Kind::kConsent;
  lowered.index = ResolvePurpose(folder, fact.name);
  lowered.name = fact.name.text;
  lowered.given = !fact.negated;
  if (lowered.index < 0) return std::nullopt;
  return lowered;
}

// `<rule>.likelihood is 5%`; none when the name is no rule's.
std::optional<TestFact> LowerLikelihoodFact(Folder& folder, const tree::Fact& fact, int rule) {
  TestFact lowered;
  lowered.kind = TestFact::Kind::kLikelihood;
  lowered.index = rule;
  lowered.name = fact.name.text;
  if (!fact.value) return lowered;
  auto value = Fixed(folder, *fact.value, Simple(TypeKind::kPercent));
  if (!value) return std::nullopt;
  lowered.value = std::move(*value);
  return lowered;
}

void ReportUnknownFact(Folder& folder, const tree::Fact& fact) {
  Diagnostic& report =
      folder.Report(DiagnosticKind::kUnknownAttribute, fact.name.span, "unknown attribute " + Ticked(fact.name.text));
  report.label = "not declared";
  const std::string near = Nearest(fact.name.text, folder.declarations, {HeadWord::kAttribute, HeadWord::kPlacement});
  if (!near.empty()) report.fixes.push_back({fact.name.span, near, false});
  report.help.push_back(near.empty() ? "a test gives attributes, and menus by the name of their placement"
                                     : "did you mean " + Ticked(near) + "?");
}

// The item of a catalogue that the page is about.
std::optional<TestFact> LowerThisFact(Folder& folder, const tree::Fact& fact, const std::string& catalogue) {
  const Declaration* declaration = folder.declarations.Find(catalogue);
  if (declaration == nullptr || declaration->word != HeadWord::kCatalogue) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kUnknownCatalogue, fact.name.span, "unknown catalogue " + Ticked(catalogue));
    report.label = "not declared";
    const std::string near = Nearest(catalogue, folder.declarations, {HeadWord::kCatalogue});
    report.help.push_back(near.empty() ? "`this` is followed by a catalogue: `this product`"
                                       : "did you mean " + Ticked(near) + "?");
    return std::nullopt;
  }
  TestFact lowered;
  lowered.name = "this." + catalogue;
  if (!fact.value) return lowered;
  auto value = Fixed(folder, *fact.value, Type::Item(catalogue));
  if (!value) return std::nullopt;
  lowered.value = std::move(*value);
  return lowered;
}

void ReportComputed(Folder& folder, const tree::Fact& fact, const std::string& head, const Declaration& owner) {
  Diagnostic& report =
      folder.Report(DiagnosticKind::kWrongKindOfName, fact.name.span,
                    Ticked(fact.name.text) + " can't be given: " + Ticked(head) + " is " + WithArticle(owner.word));
  report.label = "is computed, not given";
  report.related.push_back({owner.head->span, "declared here"});
  const bool rule = RowOf(owner.word).decision;
  report.help.push_back(rule ? "of a rule `likelihood` and `budget_left` can be given: " +
                                   Ticked(head + ".likelihood is 5%")
                             : "give the attributes that it is computed from");
}

// `win_back.budget_left is 20 EUR`, of a rule or group, in the unit of one of its budgets.
std::optional<TestFact> LowerBudgetFact(Folder& folder, const tree::Fact& fact, const Declaration& owner) {
  TestFact lowered;
  const bool group = owner.word == HeadWord::kGroup;
  lowered.kind = group ? TestFact::Kind::kGroupBudgetLeft : TestFact::Kind::kBudgetLeft;
  lowered.index = owner.index;
  lowered.name = fact.name.text;
  const tree::Head& head = *owner.head;
  const auto* budget = FindPayload<tree::BudgetPayload>(head, ClauseWord::kBudget);
  if (budget == nullptr) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kMissingClause, fact.name.span, Ticked(head.name.text) + " has no `budget`");
    report.label = "nothing can be left of it";
    report.related.push_back({head.span, "declared here"});
    report.help.push_back("add a `budget` to the " + std::string(group ? "group" : "rule") + ", or leave this out");
    return std::nullopt;
  }
  if (!fact.value) return lowered;
  const bool money =
      std::any_of(budget->parts.begin(), budget->parts.end(), [](const auto& part) { return part.amount != nullptr; });
  const bool times =
      std::any_of(budget->parts.begin(), budget->parts.end(), [](const auto& part) { return part.times.has_value(); });
  const bool number = fact.value->literal.number() != nullptr;
  auto value = Fixed(folder, *fact.value, Simple(times && (number || !money) ? TypeKind::kNumber : TypeKind::kMoney));
  if (!value) return std::nullopt;
  lowered.value = std::move(*value);
  return lowered;
}

// Whether a given number is one that the signal, score or clusters can have; reports it when not.
bool IsInRange(Folder& folder, const Span& span, const Decimal& number, int low, int high) {
  if (!(number < Decimal(low)) && !(Decimal(high) < number)) return true;
  Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, span, "it is never " + Ticked(number.ToString()));
  report.label = "out of range";
  report.help.push_back("write a number from " + std::to_string(low) + " to " + std::to_string(high));
  return false;
}

// A signal, score or clusters at a value.
std::optional<TestFact> LowerComputedFact(Folder& folder, const tree::Fact& fact, const Declaration& declaration) {
  const bool score = declaration.word == HeadWord::kScore;
  const bool signal = declaration.word == HeadWord::kSignal;
  TestFact lowered;
  lowered.kind = signal ? TestFact::Kind::kSignal : score ? TestFact::Kind::kScore : TestFact::Kind::kCluster;
  lowered.index = declaration.index;
  lowered.name = fact.name.text;
  if (declaration.index < 0) return std::nullopt;
  if (!fact.value) return lowered;
  auto value = Fixed(folder, *fact.value, Simple(score ? TypeKind::kPercent : TypeKind::kNumber));
  if (!value) return std::nullopt;
  const Decimal* number = score && value->percent() != nullptr ? &value->percent()->points : value->number();
  const int low = signal || score ? 0 : 1;
  const int high = signal || score ? 100 : std::max(1, folder.program.clusters[At(declaration.index)].count);
  if (number != nullptr && !IsInRange(folder, fact.value->span, *number, low, high)) return std::nullopt;
  lowered.value = std::move(*value);
  return lowered;
}

// What is given of a rule, `win_back.likelihood is 5%`; or an error: nothing else has parts that can be given.
std::optional<TestFact> LowerPartFact(Folder& folder, const tree::Fact& fact) {
  const std::string& name = fact.name.text;
  const auto dot = name.rfind('.');
  const std::string head = name.substr(0, dot);
  const std::string part = dot == std::string::npos ? "" : name.substr(dot + 1);
  const int rule = folder.program.FindRule(head);
  if (rule >= 0 && part == "likelihood") return LowerLikelihoodFact(folder, fact, rule);
  const Declaration* whole = folder.declarations.Find(name);
  const Declaration* owner = whole == nullptr ? folder.declarations.Find(head) : whole;
  const bool has_budget = owner != nullptr && owner->index >= 0 && (rule >= 0 || owner->word == HeadWord::kGroup);
  if (has_budget && part == "budget_left") return LowerBudgetFact(folder, fact, *owner);
  if (owner == nullptr) {
    ReportUnknownFact(folder, fact);
  } else {
    ReportComputed(folder, fact, folder.declarations.Find(name) == nullptr ? head : name, *owner);
  }
  return std::nullopt;
}

std::optional<TestFact> LowerIs(Folder& folder, const tree::Fact& fact) {
  const std::string& name = fact.name.text;
  if (name.rfind("this.", 0) == 0 && folder.declarations.Find(name) == nullptr)
    return LowerThisFact(folder, fact, name.substr(5));
  const Declaration* declaration = folder.declarations.Find(name);
  if (declaration == nullptr) return LowerPartFact(folder, fact);
  TestFact lowered;
  lowered.name = name;
  Type type;
  switch (declaration->word) {
    case HeadWord::kSignal:
    case HeadWord::kScore:
    case HeadWord::kClusters:
      return LowerComputedFact(folder, fact, *declaration);
    case HeadWord::kAttribute:
      if (declaration->index < 0) return std::nullopt;
      lowered.index = declaration->index;
      type = folder.program.attributes[At(declaration->index)].type;
      break;
    case HeadWord::kPlacement:
      type = ListOfText();
      break;
    case HeadWord::kProject:
    case HeadWord::kEvent:
    case HeadWord::kCatalogue:
    case HeadWord::kGroup:
    case HeadWord::kContent:
    case HeadWord::kValue:
    case HeadWord::kTiers:
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
      return LowerPartFact(folder, fact);
  }
  if (type.kind == TypeKind::kUnknown) return std::nullopt;  // explained where it is declared
  if (!fact.value) return lowered;
  auto value = Fixed(folder, *fact.value, type);
  if (!value) return std::nullopt;
  lowered.value = std::move(*value);
  return lowered;
}

// `cart.items contains product "p" where (price is 5 EUR)`
std::optional<TestFact> LowerContains(Folder& folder, const tree::Fact& fact) {
  const Declaration* declaration =
      Resolve(folder, fact.name, {HeadWord::kAttribute}, DiagnosticKind::kUnknownAttribute, "attribute");
  if (declaration == nullptr || declaration->index < 0) return std::nullopt;
  const Type& type = folder.program.attributes[At(declaration->index)].type;
  if (type.kind == TypeKind::kUnknown) return std::nullopt;
  if (type.kind != TypeKind::kList || type.element() == nullptr || type.element()->kind != TypeKind::kRecord) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kWrongType, fact.span, Ticked(fact.name.text) + " is given as a whole");
    report.label = "is " + Ticked(type.ToString());
    report.related.push_back({declaration->head->span, "declared here"});
    report.help.push_back("write the whole value: " + Ticked(fact.name.text + " is [\"a\", \"b\"]"));
    return std::nullopt;
  }
  const std::vector<FieldType>& fields = type.element()->fields();
  TestFact lowered;
  lowered.kind = TestFact::Kind::kListItem;
  lowered.index = declaration->index;
  lowered.name = fact.name.text;
  Record record(fields.size());
  if (fact.field && fact.value && !fact.under) {
    const auto field =
        std::find_if(fields.begin(), fields.end(), [&](const FieldType& f) { return f.name == fact.field->text; });
    if (field == fields.end()) {
      Diagnostic& report = folder.Report(DiagnosticKind::kUnknownField, fact.field->span,
                                         Ticked(fact.name.text) + " has no field " + Ticked(fact.field->text));
      report.label = "not declared";
      report.related.push_back({declaration->head->span, "the fields are declared here"});
      report.help.push_back("write the field that names the line: `cart.items contains product \"p\"`");
      return std::nullopt;
    }
    auto value = Fixed(folder, *fact.value, field->type);
    if (!value) return std::nullopt;
    record[At(static_cast<int>(field - fields.begin()))] = std::move(*value);
  } else {  // `any of`, `any where`, `under`: nothing that can be given
    ReportShape(folder, fact.value ? fact.value->span : fact.span);
    return std::nullopt;
  }
  if (fact.where && !FillRecord(folder, *fact.where, fields, record)) return std::nullopt;
  lowered.value = Value::OfRecord(std::move(record));
  return lowered;
}

// `product "p" where (name is "Hat")`
std::optional<TestFact> LowerItem(Folder& folder, const tree::Fact& fact) {
  const Declaration* declaration =
      Resolve(folder, fact.name, {HeadWord::kCatalogue}, DiagnosticKind::kUnknownCatalogue, "catalogue");
  if (declaration == nullptr || declaration->index < 0) return std::nullopt;
  TestFact lowered;
  lowered.kind = TestFact::Kind::kItem;
  lowered.index = declaration->index;
  lowered.name = fact.name.text;
  const std::string* id = fact.value == nullptr ? nullptr : fact.value->literal.text();
  if (id == nullptr) {
    ReportShape(folder, fact.span);
    return std::nullopt;
  }
  lowered.item = *id;
  const std::vector<FieldType>& fields = folder.program.catalogues[At(declaration->index)].fields;
  Record record(fields.size());
  if (fact.where && !FillRecord(folder, *fact.where, fields, record)) return std::nullopt;
  lowered.value = Value::OfRecord(std::move(record));
  return lowered;
}

// ---- what the visitor did ----

// Lays `field is value` of a filter into the record.
bool FillEvent(Folder& folder, const Expr& where, const EventKind& kind, Record& record) {
  if (where.op == Op::kAnd) {
    return std::all_of(where.children.begin(), where.children.end(),
                       [&](const Expr& child) { return FillEvent(folder, child, kind, record); });
  }
  const bool shape = where.op == Op::kIs && where.children[0].op == Op::kField &&
                     where.children[1].op == Op::kConstant && where.children[1].constant.is_known();
  if (!shape) {
    ReportShape(folder, where.span);
    return false;
  }
  const std::size_t field = At(where.children[0].index);
  const Value& value = where.children[1].constant;
  const bool time = kind.fields[field].type.kind == TypeKind::kTime && value.date() != nullptr;
  record[field] = time ? Value(folder.program.zones.front().zone.At(*value.date())) : value;
  return true;
}

void ReportNever(Folder& folder, const Span& span) {
  Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, span, "what did not happen is not given");
  report.label = "0 times";
  report.help.push_back("leave it out: a test starts with a visitor who did nothing");
}

std::optional<TestFact> LowerHappened(Folder& folder, const tree::Fact& fact) {
  const tree::Occurrence& what = fact.occurrence;
  const bool bare = !what.field && !what.value && !what.where && !what.of_this && !fact.ago && !fact.at;
  if (bare && what.event.text == "erased" && folder.program.event_names.count("erased") == 0) {
    TestFact erased;
    erased.kind = TestFact::Kind::kErased;
    return erased;
  }
  auto lowered = LowerEventFact(folder, what);
  if (!lowered) return std::nullopt;
  if (fact.times < 1) {
    ReportNever(folder, fact.span);
    return std::nullopt;
  }
  lowered->times = fact.times;
  if (fact.ago) {
    lowered->ago = LowerDuration(folder.typing, *fact.ago);
    if (!lowered->ago) return std::nullopt;
  }
  lowered->date = fact.at;
  lowered->minute = fact.clock;
  return lowered;
}

// ---- trials, and what is known of all visitors ----

std::optional<TestFact> LowerArm(Folder& folder, const tree::Fact& fact) {
  const Declaration* declaration =
      Resolve(folder, fact.name, {HeadWord::kExperiment}, DiagnosticKind::kUnknownRule, "experiment");
  if (declaration == nullptr || declaration->index < 0) return std::nullopt;
  TestFact lowered;
  lowered.index = declaration->index;
  lowered.kind = TestFact::Kind::kHoldout;
  const tree::Head& head = *declaration->head;
  std::vector<std::string> arms;
  ForEachClause<tree::VariantPayload>(
      head, ClauseWord::kVariant,
      [&](const tree::Clause&, const tree::VariantPayload& variant) { arms.push_back(variant.name.text); });
  const bool holdout = fact.kind == tree::Fact::Kind::kHoldout;
  if (!holdout) {
    lowered.kind = TestFact::Kind::kVariant;
    lowered.name = fact.variant.text;
  }
  const bool known = holdout ? FindClause(head, ClauseWord::kHoldout) != nullptr
                             : std::find(arms.begin(), arms.end(), lowered.name) != arms.end();
  if (known) return lowered;
  // An arm that is broken is explained where it stands.
  if (std::any_of(head.clauses.begin(), head.clauses.end(), [](const tree::Clause& c) { return c.broken; }))
    return std::nullopt;
  Diagnostic& report = folder.Report(
      DiagnosticKind::kUnknownVariant, holdout ? fact.span : fact.variant.span,
      Ticked(fact.name.text) + (holdout ? " has no `holdout`" : " has no variant " + Ticked(lowered.name)));
  report.label = "not declared";
  report.related.push_back({head.span, "declared here"});
  const std::string near = holdout ? std::string() : Suggest(lowered.name, arms);
  if (!near.empty()) report.fixes.push_back({fact.variant.span, near, false});
  report.help.push_back(!near.empty()             ? "did you mean " + Ticked(near) + "?"
                        : holdout || arms.empty() ? "add `holdout 10%` to the experiment"
                                                  : "its variants are " + TickedList(arms));
  return std::nullopt;
}

// `similar to "p" is ["q"]`, `most purchased is ["p"]`, `purchased with "p" is ["q"]`
std::optional<TestFact> LowerTable(Folder& folder, const tree::Fact& fact) {
  using Kind = tree::Fact::Kind;
  TestFact lowered;
  lowered.kind = fact.kind == Kind::kSimilar ? TestFact::Kind::kSimilar
                 : fact.kind == Kind::kMost  ? TestFact::Kind::kMost
                                             : TestFact::Kind::kWith;
  if (fact.kind != Kind::kSimilar) {
    tree::Occurrence event;
    event.event = fact.name;
    event.span = fact.name.span;
    lowered.index = CheckFilter(folder.typing, event, ExprContext{}).event;
    lowered.name = fact.name.text;
    if (lowered.index < 0) return std::nullopt;
  }
  if (fact.kind != Kind::kMost) {
    const std::string* item = fact.value == nullptr ? nullptr : fact.value->literal.text();
    if (item == nullptr) {
      Diagnostic& report = folder.Report(DiagnosticKind::kNotConstant, fact.value ? fact.value->span : fact.span,
                                         "here stands one item, in quotation marks");
      report.label = "not a fixed item";
      report.help.push_back("write for example `similar to \"p1\" is [\"p2\", \"p3\"]`");
      return std::nullopt;
    }
    lowered.item = *item;
  }
  if (!fact.list) return std::nullopt;  // explained while reading
  auto list = Fixed(folder, *fact.list, ListOfText());
  if (!list) return std::nullopt;
  lowered.value = std::move(*list);
  return lowered;
}

}  // namespace

std::optional<TestFact> LowerEventFact(Folder& folder, const tree::Occurrence& occurrence) {
  const EventFilter filter = CheckFilter(folder.typing, occurrence, ExprContext{});
  if (filter.event < 0) return std::nullopt;
  const EventKind& kind = folder.program.events[At(filter.event)];
  TestFact lowered;
  lowered.kind = TestFact::Kind::kEvent;
  lowered.index = filter.event;
  lowered.name = kind.name;
  Record record(kind.fields.size());
  if (filter.where && !FillEvent(folder, *filter.where, kind, record)) return std::nullopt;
  lowered.value = Value::OfRecord(std::move(record));
  return lowered;
}

std::optional<TestFact> LowerFact(Folder& folder, const tree::Fact& fact) {
  switch (fact.kind) {
    case tree::Fact::Kind::kConsent:
      return LowerConsentFact(folder, fact);
    case tree::Fact::Kind::kIs:
      return LowerIs(folder, fact);
    case tree::Fact::Kind::kContains:
      return LowerContains(folder, fact);
    case tree::Fact::Kind::kItem:
      return LowerItem(folder, fact);
    case tree::Fact::Kind::kThisIs:
      return LowerThisFact(folder, fact, fact.name.text);
    case tree::Fact::Kind::kEvent:
      return LowerHappened(folder, fact);
    case tree::Fact::Kind::kHoldout:
    case tree::Fact::Kind::kVariant:
      return LowerArm(folder, fact);
    case tree::Fact::Kind::kSimilar:
    case tree::Fact::Kind::kMost:
    case tree::Fact::Kind::kWith:
      return LowerTable(folder, fact);
  }
  return std::nullopt;
}

}  // namespace nextmove::dsl

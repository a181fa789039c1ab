#include "dsl/check/facts.h"

#include <algorithm>

namespace nextmove::dsl {
namespace {

std::size_t At(int index) { return static_cast<std::size_t>(index); }

Type Simple(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}
Type ListOfText() {
  Type list = Simple(TypeKind::kList);
  list.element = std::make_shared<const Type>(Simple(TypeKind::kText));
  return list;
}

// A fixed value of a type; none after an error.
std::optional<Value> Fixed(Folder& folder, const tree::Expr& expr, const Type& type) {
  const ErrorWatch watch(folder);
  Value value = folder.expressions.Constant(expr, type, ExprContext{.expected = &type});
  if (watch.failed()) return std::nullopt;
  return value;
}

void ReportLater(Folder& folder, const Span& span, const std::string& what) {
  Diagnostic& report = folder.Report(DiagnosticKind::kNotDecidedYet, span, what + " can't be given yet");
  report.label = "not decided by this version";
  report.help.push_back(
      "give attributes, `cart.items contains product \"p\" where (...)`, items of catalogues, consents and menus");
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
    const std::string near = NearestOf(name.text, names);
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
  Type item = Simple(TypeKind::kItem);
  item.catalogue = catalogue;
  auto value = Fixed(folder, *fact.value, item);
  if (!value) return std::nullopt;
  lowered.value = std::move(*value);
  return lowered;
}

std::optional<TestFact> LowerIs(Folder& folder, const tree::Fact& fact) {
  const std::string& name = fact.name.text;
  if (name.rfind("this.", 0) == 0 && folder.declarations.Find(name) == nullptr)
    return LowerThisFact(folder, fact, name.substr(5));
  const Declaration* declaration = folder.declarations.Find(name);
  TestFact lowered;
  lowered.name = name;
  Type type;
  if (declaration != nullptr && declaration->word == HeadWord::kAttribute) {
    if (declaration->index < 0) return std::nullopt;
    lowered.index = declaration->index;
    type = folder.program.attributes[At(declaration->index)].type;
  } else if (declaration != nullptr && declaration->word == HeadWord::kPlacement) {
    type = ListOfText();
  } else {
    const auto dot = name.rfind('.');
    const std::string head = name.substr(0, dot);
    const std::string part = dot == std::string::npos ? "" : name.substr(dot + 1);
    const int rule = folder.program.FindRule(head);
    if (rule >= 0 && part == "likelihood") return LowerLikelihoodFact(folder, fact, rule);
    const Declaration* owner = declaration != nullptr ? declaration : folder.declarations.Find(head);
    if (owner == nullptr) {
      ReportUnknownFact(folder, fact);
    } else if (part == "budget_left" || RowOf(owner->word).decided == Decided::kLater) {
      ReportLater(folder, fact.span, Ticked(name));
    } else {
      Diagnostic& report =
          folder.Report(DiagnosticKind::kWrongKindOfName, fact.name.span,
                        Ticked(name) + " can't be given: " + Ticked(head) + " is " + WithArticle(owner->word));
      report.label = "is computed, not given";
      report.related.push_back({owner->head->span, "declared here"});
      report.help.push_back("give the attributes that it is computed from");
    }
    return std::nullopt;
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
  if (type.kind != TypeKind::kList || type.element == nullptr || type.element->kind != TypeKind::kRecord) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kWrongType, fact.span, Ticked(fact.name.text) + " is given as a whole");
    report.label = "is " + Ticked(type.ToString());
    report.related.push_back({declaration->head->span, "declared here"});
    report.help.push_back("write the whole value: " + Ticked(fact.name.text + " is [\"a\", \"b\"]"));
    return std::nullopt;
  }
  const std::vector<FieldType>& fields = type.element->fields;
  TestFact lowered;
  lowered.kind = TestFact::Kind::kListItem;
  lowered.index = declaration->index;
  lowered.name = fact.name.text;
  Record record(fields.size());
  if (fact.field && fact.value) {
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
  } else if (fact.value) {
    ReportShape(folder, fact.value->span);
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

}  // namespace

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
    case tree::Fact::Kind::kOther:
      break;
  }
  ReportLater(folder, fact.span, fact.kind == tree::Fact::Kind::kEvent ? "what the visitor did" : "this");
  return std::nullopt;
}

}  // namespace nextmove::dsl

// Names of expressions that mean nothing: what was meant.
#include <algorithm>
#include <utility>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {

const tree::Head* ExpressionChecker::PickedIn(std::string_view name) const {
  for (const auto& [unused, declaration] : declarations_.by_name) {
    if (declaration.head == nullptr) continue;
    for (const tree::Clause& clause : declaration.head->clauses) {
      if (clause.word != ClauseWord::kPick) continue;
      const auto* pick = std::get_if<tree::PickPayload>(&clause.payload);
      if (pick != nullptr && pick->name.text == name) return declaration.head;
    }
  }
  return nullptr;
}

std::string ExpressionChecker::NearestName(const std::string& name, const ExprContext& context) const {
  std::vector<std::string> near_by;
  if (context.record != nullptr) {
    for (const FieldType& field : *context.record) near_by.push_back(field.name);
  }
  if (context.item_catalogue >= 0) {
    for (const FieldType& field : program_.catalogues[static_cast<std::size_t>(context.item_catalogue)].fields)
      near_by.push_back(field.name);
  }
  std::string nearest = NearestOf(name, near_by);
  if (nearest.empty())
    nearest = Nearest(name, declarations_, {HeadWord::kAttribute, HeadWord::kValue, HeadWord::kTiers});
  if (!nearest.empty()) return nearest;
  for (const Attribute& attribute : program_.attributes) {
    if (LastPart(attribute.name) == LastPart(name)) return attribute.name;
  }
  return {};
}

namespace {

// Whether a pick of that name is explained where it stands.
bool IsBrokenPick(const Declarations& declarations, std::string_view name) {
  for (const auto& [unused, declaration] : declarations.by_name) {
    if (declaration.head == nullptr) continue;
    for (const tree::Clause& clause : declaration.head->clauses) {
      const auto* pick = std::get_if<tree::PickPayload>(&clause.payload);
      if (clause.broken && pick != nullptr && pick->name.text == name) return true;
    }
  }
  return false;
}

// What people write for values that the language has other words for.
std::string WordMeant(std::string_view name) {
  if (name == "true" || name == "false") return name == "true" ? "yes" : "no";
  return WeekdayByName(name) >= 0 ? "\"" + std::string(name) + "\"" : std::string();
}

}  // namespace

Expr ExpressionChecker::ReportUnknownName(const std::string& name, const Span& span, const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  if (IsBrokenPick(declarations_, first)) {
    reported_ = true;
    return Wrong(span);
  }
  if (const tree::Head* rule = PickedIn(first); rule != nullptr) {
    Diagnostic& report = Report(DiagnosticKind::kPickNotBound, span, "`" + std::string(first) + "` is not picked here");
    report.label = "known only after its `pick`";
    report.related.push_back({rule->span, "picked in this rule"});
    report.help.push_back("a pick is known in its own rule, and in later picks of it: put `pick " + std::string(first) +
                          "` there, and first");
    return Wrong(span);
  }
  if (context.event >= 0 && name.find('.') == std::string::npos) {
    ReportNoEventField(context.event, name, span);
    return Wrong(span);
  }
  Diagnostic& report = Report(DiagnosticKind::kUnknownAttribute, span, "unknown attribute `" + name + "`");
  report.label = "not declared";
  const std::string nearest = NearestName(name, context);
  if (const std::string word = WordMeant(name); !word.empty()) {
    const bool day = word.front() == '"';
    report.help.push_back("write `" + word + "`" + (day ? ", as in `today.weekday is " + word + "`" : ""));
    if (!day) report.fixes.push_back({span, word, false});
  } else if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({span, nearest, false});
  } else {
    for (std::string& help : HelpForUnknown(name, context)) report.help.push_back(std::move(help));
  }
  return Wrong(span);
}

// Where the name can be one of an item, that is more likely meant than an attribute.
std::vector<std::string> ExpressionChecker::HelpForUnknown(const std::string& name, const ExprContext& context) const {
  const bool dotted = name.find('.') != std::string::npos;
  if (!dotted && context.item_catalogue >= 0) {
    const Catalogue& catalogue = program_.catalogues[At(context.item_catalogue)];
    std::string fields;
    for (const FieldType& field : catalogue.fields) fields += (fields.empty() ? "`" : ", `") + field.name + "`";
    return {"the fields of `" + catalogue.name + "` are " + fields + "; a new one is declared there, like `" + name +
                ": text optional`",
            "or declare it of the visitor: `attribute " + name + " text optional consent necessary`"};
  }
  const int product = CatalogueOf("product");
  const std::string part(LastPart(name));
  if (dotted && product >= 0 && FieldNamed(program_.catalogues[At(product)].fields, part) >= 0) {
    const auto event = std::find_if(program_.events.begin(), program_.events.end(), [](const EventKind& kind) {
      return !kind.built_in && FieldOfType(kind.fields, ItemOf("product")) >= 0;
    });
    const std::string source = event == program_.events.end() ? "product" : event->name;
    return {"of the page's product write `this product." + part + "`",
            "of a product that the rule picks, pick it first: `pick " + std::string(FirstPart(name)) +
                ": product from " + source + "`"};
  }
  std::vector<std::string> helps = {"declare it: `attribute " + name + " text optional consent necessary`"};
  if (!dotted) helps.push_back("or, where it is a text, put it between quotation marks: `\"" + name + "\"`");
  return helps;
}

}  // namespace nextmove::dsl

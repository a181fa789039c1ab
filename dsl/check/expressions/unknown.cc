// Errors of names: what was meant, or how to declare it.
#include "dsl/check/expressions/unknown.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/type_words.h"
#include "dsl/value/index.h"
#include "dsl/value/suggest.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {
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

// Where the name can be one of an item, that is more likely meant than an attribute.
std::vector<std::string> HelpForUnknown(const Typing& typing, const std::string& name, const ExprContext& context) {
  const bool dotted = name.find('.') != std::string::npos;
  if (!dotted && context.item_catalogue >= 0) {
    const Catalogue& catalogue = typing.program.catalogues[At(context.item_catalogue)];
    const auto append = [](std::string* out, const FieldType& field) { *out += Ticked(field.name); };
    const std::string fields = absl::StrJoin(catalogue.fields, ", ", append);
    return {"the fields of `" + catalogue.name + "` are " + fields + "; a new one is declared there, like `" + name +
                ": text optional`",
            "or declare it of the visitor: `attribute " + name + " text optional consent necessary`"};
  }
  const int product = CatalogueOf(typing, "product");
  const std::string part(LastPart(name));
  if (dotted && product >= 0 && FieldNamed(typing.program.catalogues[At(product)].fields, part) >= 0) {
    const auto event = std::find_if(
        typing.program.events.begin(), typing.program.events.end(),
        [](const EventKind& kind) { return !kind.built_in && FieldOfType(kind.fields, ItemOf("product")) >= 0; });
    const std::string source = event == typing.program.events.end() ? "product" : event->name;
    return {"of the page's product write `this product." + part + "`",
            "of a product that the rule picks, pick it first: `pick " + std::string(FirstPart(name)) +
                ": product from " + source + "`"};
  }
  std::vector<std::string> helps = {"declare it: `attribute " + name + " text optional consent necessary`"};
  if (!dotted) helps.push_back("or, where it is a text, put it between quotation marks: `\"" + name + "\"`");
  return helps;
}

}  // namespace

std::string NearestRule(const Typing& typing, const std::string& name) {
  std::vector<std::string> rules;
  for (const auto& [rule, index] : typing.program.rule_names) rules.push_back(rule);
  return typing.declarations.searches_left-- > 0 ? Suggest(name, rules) : std::string();
}

void ReportNoRule(Typing& typing, const std::string& name, const Span& span) {
  Diagnostic& report = Report(typing, DiagnosticKind::kUnknownRule, span, "unknown rule `" + name + "`");
  report.label = "not declared";
  const std::string nearest = NearestRule(typing, name);
  if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({span, nearest, false});
  } else {
    report.help.push_back("write the name of a rule; one that is there no more stands in quotation marks");
  }
}

void ReportNoEvent(Typing& typing, const tree::Name& name, const Declaration* declaration) {
  std::vector<std::string> names;
  for (const auto& [event, index] : typing.program.event_names) names.push_back(event);
  const std::string nearest = typing.declarations.searches_left-- > 0 ? Suggest(name.text, names) : std::string();
  if (declaration == nullptr) {
    Diagnostic& report = Report(typing, DiagnosticKind::kUnknownEvent, name.span, "unknown event `" + name.text + "`");
    report.label = "not declared";
    if (!nearest.empty()) {
      report.help.push_back("did you mean `" + nearest + "`?");
      report.fixes.push_back({name.span, nearest, false});
    } else {
      report.help.push_back("declare it: `event " + name.text + " (product: product) consent necessary kept 90 days`");
    }
    return;
  }
  const std::string kind = WithArticle(RowOf(declaration->word).text);
  Diagnostic& report =
      Report(typing, DiagnosticKind::kWrongKindOfName, name.span, "`" + name.text + "` is " + kind + ", not an event");
  report.label = "here stands what visitors do";
  if (declaration->head != nullptr) report.related.push_back({declaration->head->span, "declared here"});
  const bool list = declaration->word == HeadWord::kAttribute && declaration->index >= 0 &&
                    typing.program.attributes[At(declaration->index)].type.kind == TypeKind::kList;
  if (list) {
    report.help.push_back("the lines of a list stand after `in`: `in " + name.text + "`");
  } else if (declaration->word == HeadWord::kSignal) {
    report.help.push_back("a signal is a number: `" + name.text + " is at least 50`");
  } else if (declaration->word == HeadWord::kSegment) {
    report.help.push_back("ask whether the visitor is in it: `in segment " + name.text + "`");
  } else {
    report.help.push_back(nearest.empty() ? "write the name of an event" : "did you mean `" + nearest + "`?");
  }
}

void ReportNoEventField(Typing& typing, int event, std::string_view field, const Span& span) {
  const EventKind& kind = typing.program.events[At(event)];
  std::vector<std::string> names;
  for (const FieldType& candidate : kind.fields) names.push_back(candidate.name);
  Diagnostic& report = Report(typing, DiagnosticKind::kUnknownField, span,
                              "`" + kind.name + "` has no field `" + std::string(field) + "`");
  report.label = "not declared";
  if (!kind.built_in) report.related.push_back({kind.span, "the fields are declared here"});
  const std::string nearest = Suggest(field, names);
  if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({span, nearest, false});
    return;
  }
  report.help.push_back(names.empty() ? "it has no fields but `time` and `date`"
                                      : "its fields are " + TickedList(names));
}

Expr ReportOtherKind(Typing& typing, const Declaration& declaration, const std::string& name, const Span& span) {
  const std::string kind = WithArticle(RowOf(declaration.word).text);
  Diagnostic& report = Report(typing, DiagnosticKind::kWrongKindOfName, span,
                              "`" + name + "` is " + kind + ", which has no value to compare");
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

std::string NearestName(const Typing& typing, const std::string& name, const ExprContext& context) {
  std::vector<std::string> near_by;
  if (context.record != nullptr) {
    for (const FieldType& field : *context.record) near_by.push_back(field.name);
  }
  if (context.item_catalogue >= 0) {
    for (const FieldType& field : typing.program.catalogues[static_cast<std::size_t>(context.item_catalogue)].fields)
      near_by.push_back(field.name);
  }
  std::string nearest = Suggest(name, near_by);
  if (nearest.empty())
    nearest = Nearest(name, typing.declarations, {HeadWord::kAttribute, HeadWord::kValue, HeadWord::kTiers});
  if (!nearest.empty()) return nearest;
  for (const Attribute& attribute : typing.program.attributes) {
    if (LastPart(attribute.name) == LastPart(name)) return attribute.name;
  }
  return {};
}

Expr ReportUnknownName(Typing& typing, const std::string& name, const Span& span, const ExprContext& context) {
  const std::string_view first = FirstPart(name);
  if (IsBrokenPick(typing.declarations, first)) {
    typing.reported = true;
    return Wrong(span);
  }
  if (const tree::Head* rule = PickedIn(typing, first); rule != nullptr) {
    Diagnostic& report =
        Report(typing, DiagnosticKind::kPickNotBound, span, "`" + std::string(first) + "` is not picked here");
    report.label = "known only after its `pick`";
    report.related.push_back({rule->span, "picked in this rule"});
    report.help.push_back("a pick is known in its own rule, and in later picks of it: put `pick " + std::string(first) +
                          "` there, and first");
    return Wrong(span);
  }
  if (context.event >= 0 && name.find('.') == std::string::npos) {
    ReportNoEventField(typing, context.event, name, span);
    return Wrong(span);
  }
  Diagnostic& report = Report(typing, DiagnosticKind::kUnknownAttribute, span, "unknown attribute `" + name + "`");
  report.label = "not declared";
  const std::string nearest = NearestName(typing, name, context);
  if (const std::string word = WordMeant(name); !word.empty()) {
    const bool day = word.front() == '"';
    report.help.push_back("write `" + word + "`" + (day ? ", as in `today.weekday is " + word + "`" : ""));
    if (!day) report.fixes.push_back({span, word, false});
  } else if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({span, nearest, false});
  } else {
    for (std::string& help : HelpForUnknown(typing, name, context)) report.help.push_back(std::move(help));
  }
  return Wrong(span);
}

}  // namespace nextmove::dsl

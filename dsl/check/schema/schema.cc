// Lowers the project, attributes and catalogues, and fields as all of these write them.
#include "dsl/check/schema/schema.h"

#include <algorithm>

#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/expressions/types.h"

namespace nextmove::dsl {
namespace {

// ---- project ----

void LowerEdition(Folder& folder, const tree::Head& head) {
  const auto* edition = FindPayload<tree::IntPayload>(head, ClauseWord::kEdition);
  if (edition == nullptr || !edition->value || *edition->value == 1) return;
  Diagnostic& report = folder.Report(DiagnosticKind::kUnknownEdition, edition->span,
                                     "unknown edition " + Ticked(std::to_string(*edition->value)));
  report.label = "this version reads edition 1";
  report.help.push_back("write `edition 1`");
  report.fixes.push_back({edition->span, "1", false});
}

void LowerProjectZone(Folder& folder, const tree::Head& head) {
  const auto* zone = FindPayload<tree::ZonePayload>(head, ClauseWord::kTimeZone);
  if (zone == nullptr) return;
  if (zone->path) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kUnknownZone, zone->path->span, "the project's time zone is written as a text");
    report.label = "not a text";
    report.help.push_back("write the zone of the shop: `time zone \"Europe/Paris\"`");
    return;
  }
  folder.program.zones.clear();
  ResolveZone(folder, *zone);
  if (folder.program.zones.empty()) folder.program.zones.emplace_back();
}

void LowerCurrency(Folder& folder, const tree::Head& head) {
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kCurrency);
  if (names == nullptr || names->names.empty()) return;
  const tree::Name& name = names->names.front();
  const auto currency = Currency::Parse(name.text);
  if (currency) {
    folder.program.project.currency = *currency;
    return;
  }
  Diagnostic& report =
      folder.Report(DiagnosticKind::kUnknownCurrency, name.span, "unknown currency " + Ticked(name.text));
  report.label = "no code of ISO 4217";
  report.help.push_back("write the three capitals of the currency: `currency EUR`");
}

void LowerLocales(Folder& folder, const tree::Head& head) {
  Project& project = folder.program.project;
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kLocales);
  if (names == nullptr) return;
  for (const tree::Name& name : names->names) {
    auto format = IsKnownLocale(name.text) ? LocaleFormat::Load(name.text) : std::nullopt;
    if (!format) {
      Diagnostic& report =
          folder.Report(DiagnosticKind::kUnknownLocale, name.span, "unknown locale " + Ticked(name.text));
      report.label = "no language is known by this tag";
      report.help.push_back("write a language, with a country where it matters: `locales en, fr, fr-CA`");
      break;
    }
    if (std::find(project.locales.begin(), project.locales.end(), name.text) != project.locales.end()) {
      Diagnostic& report =
          folder.Report(DiagnosticKind::kDuplicateWord, name.span, "the locale " + Ticked(name.text) + " stands twice");
      report.label = "second time";
      report.help.push_back("write each locale once");
      break;
    }
    project.locales.push_back(name.text);
    folder.program.locale_formats.push_back(std::move(*format));
  }
  if (!project.locales.empty()) project.fallback_locale = project.locales.front();
}

void LowerFallback(Folder& folder, const tree::Head& head) {
  Project& project = folder.program.project;
  const auto* otherwise = FindPayload<tree::ExprPayload>(head, ClauseWord::kOtherwise);
  if (otherwise == nullptr || project.locales.empty()) return;
  const tree::Clause& clause = *FindClause(head, ClauseWord::kOtherwise);
  std::string text;
  if (otherwise->value && otherwise->value->kind == tree::ExprKind::kPath) text = otherwise->value->text;
  if (otherwise->value && otherwise->value->literal.text() != nullptr) text = *otherwise->value->literal.text();
  if (std::find(project.locales.begin(), project.locales.end(), text) != project.locales.end()) {
    project.fallback_locale = text;
    return;
  }
  Diagnostic& report =
      folder.Report(DiagnosticKind::kUnknownLocale, otherwise->value ? otherwise->value->span : clause.span,
                    "`otherwise` of the project names one of its locales");
  report.label = "not among the project's `locales`";
  report.help.push_back("write the locale for requests in other languages: " +
                        Ticked("otherwise " + project.locales.front()));
}

void LowerPurposes(Folder& folder, const tree::Head& head) {
  auto& purposes = folder.program.project.purposes;
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kConsents);
  if (names == nullptr) return;
  for (const tree::Name& name : names->names) {
    if (std::find(purposes.begin(), purposes.end(), name.text) == purposes.end()) {
      purposes.push_back(name.text);
      continue;
    }
    Diagnostic& report =
        folder.Report(DiagnosticKind::kDuplicateWord, name.span, "the consent " + Ticked(name.text) + " stands twice");
    report.label = name.text == "necessary" ? "always holds" : "second time";
    report.help.push_back(name.text == "necessary" ? "leave `necessary` out: it is always there"
                                                   : "write each consent once");
    return;
  }
}

// ---- attributes ----

// -1, 0, 1; none where the two have no order.
std::optional<int> Compare(const Value& a, const Value& b) {
  const auto sign = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
  if (a.number() != nullptr && b.number() != nullptr) return sign(*a.number(), *b.number());
  if (a.percent() != nullptr && b.percent() != nullptr) return sign(a.percent()->points, b.percent()->points);
  if (a.date() != nullptr && b.date() != nullptr) return sign(*a.date(), *b.date());
  if (a.instant() != nullptr && b.instant() != nullptr) return sign(*a.instant(), *b.instant());
  if (a.money() != nullptr && b.money() != nullptr && a.money()->Fits(*b.money())) {
    return sign(a.money()->amount, b.money()->amount);
  }
  if (a.duration() != nullptr && b.duration() != nullptr && a.duration()->is_elapsed() && b.duration()->is_elapsed()) {
    return sign(a.duration()->milliseconds, b.duration()->milliseconds);
  }
  return std::nullopt;
}

Value LowerConstant(Folder& folder, const tree::Head& head, ClauseWord word, const Type& type) {
  const auto* payload = FindPayload<tree::ExprPayload>(head, word);
  if (payload == nullptr) return {};
  if (payload->value) return CheckConstant(folder.typing, *payload->value, type, ExprContext{.expected = &type});
  Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, FindClause(head, word)->span,
                                     "`nothing` is no value of " + Ticked(head.name.text));
  report.label = "here stands a value";
  report.help.push_back("write a value, or `optional` when it may be unknown");
  return {};
}

void CheckBounds(Folder& folder, const tree::Head& head, const Attribute& attribute) {
  const auto span = [&](ClauseWord word) {
    const tree::Clause* clause = FindClause(head, word);
    return clause == nullptr ? head.span : clause->span;
  };
  if (attribute.floor.is_known() && attribute.ceiling.is_known() && Compare(attribute.floor, attribute.ceiling) == 1) {
    Diagnostic& report = folder.Report(DiagnosticKind::kRangeTurned, span(ClauseWord::kCeiling),
                                       "the ceiling of " + Ticked(attribute.name) + " is below its floor");
    report.label = "below the floor";
    report.related.push_back({span(ClauseWord::kFloor), "the floor"});
    report.help.push_back("exchange the two values");
    return;
  }
  if (!attribute.otherwise.is_known()) return;
  const bool low = attribute.floor.is_known() && Compare(attribute.otherwise, attribute.floor) == -1;
  const bool high = attribute.ceiling.is_known() && Compare(attribute.otherwise, attribute.ceiling) == 1;
  if (!low && !high) return;
  Diagnostic& report = folder.Report(
      DiagnosticKind::kOutOfRange, span(ClauseWord::kOtherwise),
      "`otherwise` of " + Ticked(attribute.name) + (low ? " is below its floor" : " is above its ceiling"));
  report.label = "outside of what the attribute can hold";
  report.related.push_back({span(low ? ClauseWord::kFloor : ClauseWord::kCeiling), low ? "the floor" : "the ceiling"});
  report.help.push_back("write a value between `floor` and `ceiling`");
}

// Gives false after an error: the type has no such bound.
bool TakesBounds(Folder& folder, const tree::Head& head, const Type& type, ClauseWord word) {
  const tree::Clause* clause = FindClause(head, word);
  if (clause == nullptr) return false;
  switch (type.kind) {
    case TypeKind::kNumber:
    case TypeKind::kPercent:
    case TypeKind::kMoney:
    case TypeKind::kDuration:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kUnknown:
      return true;
    case TypeKind::kYesNo:
    case TypeKind::kText:
    case TypeKind::kOneOf:
    case TypeKind::kCountry:
    case TypeKind::kTimeZone:
    case TypeKind::kItem:
    case TypeKind::kList:
    case TypeKind::kRecord:
      break;
  }
  Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, clause->span,
                                     Ticked(type.ToString()) + " has no " + Ticked(RowOf(word).text));
  report.label = "only numbers, amounts, percentages, durations and dates have one";
  report.help.push_back("take the line out");
  return false;
}

// ---- attributes that the engine itself reads ----

bool HasField(const Type& list, std::string_view name, TypeKind kind) {
  if (list.kind != TypeKind::kList || list.element() == nullptr) return false;
  return std::any_of(list.element()->fields().begin(), list.element()->fields().end(),
                     [&](const FieldType& field) { return field.name == name && field.type.kind == kind; });
}

void CheckWellKnown(Folder& folder, std::string_view name, int& index, bool (*fits)(const Type&),
                    std::string_view should) {
  index = folder.program.FindAttribute(name);
  if (index < 0) return;
  const Type& type = folder.program.attributes[static_cast<std::size_t>(index)].type;
  if (type.kind == TypeKind::kUnknown || fits(type)) return;
  const tree::Head& head = *folder.attributes[static_cast<std::size_t>(index)];
  Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, head.type ? head.type->span : head.span,
                                     Ticked(name) + " is read by the engine and has a type of its own");
  report.label = "is " + Ticked(type.ToString());
  report.help.push_back("declare " + Ticked("attribute " + std::string(name) + " " + std::string(should)));
}

void FindWellKnown(Folder& folder) {
  Program& program = folder.program;
  CheckWellKnown(
      folder, "cart.total", program.cart_total, [](const Type& type) { return type.kind == TypeKind::kMoney; },
      "money");
  CheckWellKnown(
      folder, "cart.items", program.cart_items,
      [](const Type& type) {
        return HasField(type, "price", TypeKind::kMoney) && HasField(type, "quantity", TypeKind::kNumber);
      },
      "list of (product: product, price: money, quantity: number)");
  CheckWellKnown(
      folder, "page.channel", program.page_channel, [](const Type& type) { return type.kind == TypeKind::kOneOf; },
      "one of [\"web\", \"app\"]");
  CheckWellKnown(
      folder, "visitor.time_zone", program.visitor_time_zone,
      [](const Type& type) { return type.kind == TypeKind::kTimeZone; }, "time zone");
}

}  // namespace

ConsentWords ReadConsent(Folder& folder, const tree::Head& head) {
  ConsentWords words;
  const auto* consent = FindPayload<tree::ConsentPayload>(head, ClauseWord::kConsent);
  if (consent == nullptr) return words;
  const int purpose = ResolvePurpose(folder, consent->purpose);
  if (purpose < 0) return words;
  words.purpose = purpose;
  if (consent->session_purpose) words.session_purpose = ResolvePurpose(folder, *consent->session_purpose);
  return words;
}

std::string ReadOrigin(Folder& folder, const tree::Head& head) {
  std::string usual = "observed";
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kOrigin);
  if (names == nullptr || names->names.empty()) return usual;
  const std::vector<std::string> words = {"given", "bought", "observed", "shop"};
  const tree::Name& name = names->names.front();
  if (std::find(words.begin(), words.end(), name.text) != words.end()) return name.text;
  ReportUnknownWord(folder, name, "origin", words);
  return usual;
}

void LowerProject(Folder& folder) {
  Project& project = folder.program.project;
  project.purposes = {"necessary"};
  folder.program.zones.emplace_back();
  if (folder.project == nullptr) return;
  const tree::Head& head = *folder.project;
  FillDeclared(head, project);
  LowerEdition(folder, head);
  LowerProjectZone(folder, head);
  LowerCurrency(folder, head);
  LowerLocales(folder, head);
  LowerFallback(folder, head);
  LowerPurposes(folder, head);
  if (const auto* sessions = FindPayload<tree::DurationPayload>(head, ClauseWord::kSessions)) {
    project.session_silence = LowerDuration(folder.typing, sessions->duration).value_or(project.session_silence);
  }
  if (const auto* offline = FindPayload<tree::Names>(head, ClauseWord::kOffline); offline && !offline->names.empty()) {
    CheckOffline(folder, *offline);
    project.offline_allow = offline->names.front().text == "allow";
  }
}

std::vector<FieldType> ReadFields(Folder& folder, const tree::Head& head) {
  std::vector<FieldType> fields;
  for (const tree::FieldText& field : head.fields) {
    const bool repeated = std::any_of(fields.begin(), fields.end(),
                                      [&](const FieldType& other) { return other.name == field.name.text; });
    if (repeated) {
      Diagnostic& report = folder.Report(DiagnosticKind::kDuplicateName, field.name.span,
                                         "the field " + Ticked(field.name.text) + " is declared twice");
      report.label = "second time";
      report.help.push_back("rename or delete one of the two");
      break;
    }
    FieldType lowered{field.name.text, Type{}, field.optional};
    if (field.type) lowered.type = ReadType(folder.typing, *field.type).value_or(Type{});
    fields.push_back(std::move(lowered));
  }
  return fields;
}

void LowerCatalogues(Folder& folder) {
  for (std::size_t i = 0; i < folder.catalogues.size(); ++i) {
    const tree::Head& head = *folder.catalogues[i];
    Catalogue& catalogue = folder.program.catalogues[i];
    catalogue.fields = ReadFields(folder, head);
    for (std::size_t field = 0; field < catalogue.fields.size(); ++field) {
      const Type& type = catalogue.fields[field].type;
      if (catalogue.fields[field].name != "parent") continue;
      if (type.kind == TypeKind::kItem && type.catalogue() == catalogue.name) {
        catalogue.parent_field = static_cast<int>(field);
      } else if (type.kind != TypeKind::kUnknown) {
        Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, head.fields[field].type->span,
                                           "`parent` leads to another item of " + Ticked(catalogue.name));
        report.label = "is " + Ticked(type.ToString());
        report.help.push_back("write " + Ticked("parent: " + catalogue.name + " optional"));
      }
    }
  }
}

void LowerAttributes(Folder& folder) {
  for (std::size_t i = 0; i < folder.attributes.size(); ++i) {
    const tree::Head& head = *folder.attributes[i];
    Attribute& attribute = folder.program.attributes[i];
    attribute.id = AttributeId(attribute.name);
    if (head.type) attribute.type = ReadType(folder.typing, *head.type).value_or(Type{});
    attribute.optional = FindClause(head, ClauseWord::kOptional) != nullptr;
    const ConsentWords consent = ReadConsent(folder, head);
    attribute.purpose = consent.purpose;
    attribute.session_purpose = consent.session_purpose;
    attribute.origin = ReadOrigin(folder, head);
    if (const auto* kept = FindPayload<tree::DurationPayload>(head, ClauseWord::kKept)) {
      attribute.kept = LowerDuration(folder.typing, kept->duration);
    }
    if (attribute.type.kind == TypeKind::kUnknown) continue;
    attribute.otherwise = LowerConstant(folder, head, ClauseWord::kOtherwise, attribute.type);
    for (const ClauseWord word : {ClauseWord::kFloor, ClauseWord::kCeiling}) {
      if (!TakesBounds(folder, head, attribute.type, word)) continue;
      (word == ClauseWord::kFloor ? attribute.floor : attribute.ceiling) =
          LowerConstant(folder, head, word, attribute.type);
    }
    CheckBounds(folder, head, attribute);
  }
  FindWellKnown(folder);
}

void LowerOffers(Folder& folder) {
  for (std::size_t i = 0; i < folder.catalogues.size(); ++i) {
    const auto* offers = FindPayload<tree::ExprPayload>(*folder.catalogues[i], ClauseWord::kOffers);
    if (offers == nullptr || !offers->value) continue;
    Expr where = CheckCondition(folder.typing, *offers->value, ExprContext{.item_catalogue = static_cast<int>(i)});
    if (where.type.kind != TypeKind::kUnknown) folder.program.catalogues[i].offers = std::move(where);
  }
}

}  // namespace nextmove::dsl

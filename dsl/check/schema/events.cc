// Lowers declared kinds of events and adds the built-in ones.
#include "dsl/check/schema/events.h"

#include <algorithm>
#include <array>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/schema/schema.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

constexpr std::array<std::string_view, 8> kBuiltIn = {"answered",  "cancelled", "clicked", "converted",
                                                      "dismissed", "redeemed",  "sent",    "shown"};
constexpr std::int64_t kBuiltInMonths = 36;  // that they are kept

// ---- declared kinds ----

void LowerFields(Folder& folder, const tree::Head& head, EventKind& kind) {
  kind.fields = ReadFields(folder, head);
  for (const tree::FieldText& field : head.fields) {
    if (field.name.text != "time" && field.name.text != "date") continue;
    Diagnostic& report = folder.Report(DiagnosticKind::kDuplicateName, field.name.span,
                                       "every event has its " + Ticked(field.name.text) + " already");
    report.label = "when it happened";
    report.help.push_back("leave it out, or name it for what it is: " + Ticked("delivery_" + field.name.text));
    return;
  }
}

void LowerWorth(Folder& folder, const tree::Head& head, EventKind& kind) {
  const auto* worth = FindPayload<tree::ExprPayload>(head, ClauseWord::kWorth);
  if (worth == nullptr || !worth->value) return;
  const Type number = TypeKind::kNumber;
  const Value value = CheckConstant(folder.typing, *worth->value, number, ExprContext{.expected = &number});
  if (value.number() == nullptr) return;
  if (!value.number()->is_negative()) {
    kind.worth = *value.number();
    return;
  }
  Diagnostic& report =
      folder.Report(DiagnosticKind::kOutOfRange, worth->value->span, "`worth` of an event is a number of at least 0");
  report.label = "below 0";
  report.help.push_back("write how much it says of what a visitor likes, beside others: `worth 3`");
}

void ReportUndoneField(Folder& folder, const tree::Name& by, const EventKind& kind) {
  Diagnostic& report =
      folder.Report(DiagnosticKind::kUnknownField, by.span, Ticked(kind.name) + " has no field " + Ticked(by.text));
  report.label = "both events need it";
  if (!kind.built_in) report.related.push_back({kind.span, "the fields are declared here"});
  report.help.push_back("name the field that says which one is undone, like `by order`");
}

std::optional<EventKind::Undoing> LowerUndone(Folder& folder, const EventKind& kind, const tree::Name& name,
                                              const tree::Name& by) {
  const ErrorWatch watch(folder);
  tree::Occurrence undone;
  undone.event = name;
  undone.span = name.span;
  EventKind::Undoing undoing;
  undoing.event = CheckFilter(folder.typing, undone, ExprContext{}).event;
  if (watch.failed() || undoing.event < 0) return std::nullopt;
  const EventKind& other = folder.program.events[At(undoing.event)];
  undoing.field = FieldNamed(kind.fields, by.text);
  undoing.other_field = FieldNamed(other.fields, by.text);
  if (undoing.field < 0 || undoing.other_field < 0) {
    ReportUndoneField(folder, by, undoing.field < 0 ? kind : other);
    return std::nullopt;
  }
  const Type& mine = kind.fields[At(undoing.field)].type;
  const Type& others = other.fields[At(undoing.other_field)].type;
  const bool known = mine.kind != TypeKind::kUnknown && others.kind != TypeKind::kUnknown;
  if (!known || mine == others) return undoing;
  Diagnostic& report =
      folder.Report(DiagnosticKind::kWrongType, by.span, Ticked(by.text) + " is not the same in both events");
  report.label = Ticked(mine.ToString()) + " here, " + Ticked(others.ToString()) + " in " + Ticked(other.name);
  report.related.push_back({other.span, "the other event"});
  report.help.push_back("give both fields one type, or name another field");
  return std::nullopt;
}

void LowerUndoes(Folder& folder, const tree::Head& head, EventKind& kind) {
  ForEachClause<tree::UndoesPayload>(head, ClauseWord::kUndoes,
                                     [&](const tree::Clause&, const tree::UndoesPayload& undoes) {
                                       for (const tree::Name& name : undoes.events) {
                                         auto undoing = LowerUndone(folder, kind, name, undoes.by);
                                         if (!undoing) return;
                                         kind.undoes.push_back(*undoing);
                                       }
                                     });
}

void LowerDeclared(Folder& folder, const tree::Head& head, EventKind& kind) {
  if (IsBuiltInEvent(kind.name)) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kBuiltInEvent, head.name.span, Ticked(kind.name) + " is there in every shop");
    report.label = "written down by the engine itself";
    report.help.push_back("leave the event out, or give your own another name, like " + Ticked("page_" + kind.name));
  }
  LowerFields(folder, head, kind);
  const ConsentWords consent = ReadConsent(folder, head);
  kind.purpose = consent.purpose;
  kind.session_purpose = consent.session_purpose;
  kind.origin = ReadOrigin(folder, head);
  if (const auto* kept = FindPayload<tree::DurationPayload>(head, ClauseWord::kKept)) {
    kind.kept = LowerDuration(folder.typing, kept->duration).value_or(Duration{});
  }
  LowerWorth(folder, head, kind);
}

// ---- built-in kinds ----

// Adds a field that may be missing; a name that is there keeps its meaning.
void AddField(std::vector<FieldType>& fields, const std::string& name, Type type) {
  if (FieldNamed(fields, name) < 0) fields.push_back({name, std::move(type), true});
}

// Each pick of the folder by its name: an item of its catalogue; a text when rules pick different things by one name.
Program::Names CataloguesOfPicks(const Folder& folder) {
  Program::Names picks;
  for (const tree::Head* head : folder.all) {
    ForEachClause<tree::PickPayload>(*head, ClauseWord::kPick, [&](const tree::Clause&, const tree::PickPayload& pick) {
      const auto found = folder.program.catalogue_names.find(pick.kind.text);
      const int catalogue = found == folder.program.catalogue_names.end() ? -1 : found->second;
      const auto [it, added] = picks.emplace(pick.name.text, catalogue);
      if (!added && it->second != catalogue) it->second = -1;
    });
  }
  return picks;
}

std::vector<FieldType> BuiltInFields(const Folder& folder) {
  Type text;
  text.kind = TypeKind::kText;
  std::vector<FieldType> fields;
  for (const char* name : {"action", "placement", "group", "channel", "session"}) AddField(fields, name, text);
  for (const Catalogue& catalogue : folder.program.catalogues)
    AddField(fields, catalogue.name, Type::Item(catalogue.name));
  for (const auto& [name, catalogue] : CataloguesOfPicks(folder)) {
    AddField(fields, name, catalogue < 0 ? text : Type::Item(folder.program.catalogues[At(catalogue)].name));
  }
  return fields;
}

void AddBuiltIn(Folder& folder) {
  const std::vector<FieldType> fields = BuiltInFields(folder);
  auto& events = folder.program.events;
  for (const std::string_view name : kBuiltIn) {
    if (!folder.program.event_names.emplace(std::string(name), static_cast<int>(events.size())).second) continue;
    EventKind kind;
    kind.name = std::string(name);
    kind.fields = fields;
    kind.kept = *Duration::Of(kBuiltInMonths, Unit::kMonth, false);
    kind.built_in = true;
    if (name == "answered") {
      Type text;
      text.kind = TypeKind::kText;
      AddField(kind.fields, "question", text);
      AddField(kind.fields, "choice", text);
    }
    events.push_back(std::move(kind));
  }
}

}  // namespace

bool IsBuiltInEvent(std::string_view name) {
  return std::find(kBuiltIn.begin(), kBuiltIn.end(), name) != kBuiltIn.end();
}

void LowerEvents(Folder& folder) {
  const std::size_t declared = folder.events.size();
  for (std::size_t i = 0; i < declared; ++i) LowerDeclared(folder, *folder.events[i], folder.program.events[i]);
  AddBuiltIn(folder);
  for (std::size_t i = 0; i < declared; ++i) LowerUndoes(folder, *folder.events[i], folder.program.events[i]);
}

}  // namespace nextmove::dsl

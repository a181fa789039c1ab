// Resolves names, consent purposes and time zones of clauses, with the errors for those that are none.
#include "dsl/check/folder.h"
#include "dsl/value/suggest.h"

#include <algorithm>

namespace nextmove::dsl {
namespace {

// A declaration of that name that can be pasted, the simplest of its kind.
std::string DeclarationOf(HeadWord word, const std::string& name) {
  std::string head = std::string(RowOf(word).text) + " " + name;
  if (word == HeadWord::kSegment) return head + " when ...";
  if (word == HeadWord::kPlacement) return head + " channels web allows 1";
  if (word == HeadWord::kGroup) return head + " allows 1";
  if (word == HeadWord::kContent) return head + " show link: \"/\"";
  if (word == HeadWord::kAttribute) return head + " text optional consent necessary";
  return head;
}

// What to write where something else stands, with the first that is declared.
std::string NameOne(const Folder& folder, std::initializer_list<HeadWord> kinds, const std::string& one) {
  for (const HeadWord kind : kinds) {
    for (const tree::Head* head : folder.all) {
      if (head->word == kind && !head->name.text.empty())
        return "write the name of " + one + ", like " + Ticked(head->name.text);
    }
  }
  return "write the name of " + one + ", which is to be declared first";
}

bool IsEverybody(std::string_view name) {
  return name == "everyone" || name == "everybody" || name == "all" || name == "anyone";
}

}  // namespace

const tree::Clause* FindClause(const tree::Head& head, ClauseWord word) {
  for (const tree::Clause& clause : head.clauses) {
    if (clause.word == word) return clause.broken ? nullptr : &clause;
  }
  return nullptr;
}

std::string WithArticle(HeadWord word) { return WithArticle(RowOf(word).text); }

const Declaration* Resolve(Folder& folder, const tree::Name& name, std::initializer_list<HeadWord> kinds,
                           DiagnosticKind unknown, std::string_view what) {
  const Declaration* found = folder.declarations.Find(name.text);
  if (found != nullptr && std::find(kinds.begin(), kinds.end(), found->word) != kinds.end()) return found;
  const std::string near = Nearest(name.text, folder.declarations, kinds);
  const std::string one = WithArticle(what);
  if (found != nullptr) {
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongKindOfName, name.span,
                                       Ticked(name.text) + " is " + WithArticle(found->word) + ", not " + one);
    report.label = "here stands " + one;
    report.related.push_back({found->head->span, "declared here"});
    report.help.push_back(near.empty() ? NameOne(folder, kinds, one) : "did you mean " + Ticked(near) + "?");
    return nullptr;
  }
  Diagnostic& report = folder.Report(unknown, name.span, "unknown " + std::string(what) + " " + Ticked(name.text));
  report.label = "not declared";
  if (!near.empty()) {
    report.help.push_back("did you mean " + Ticked(near) + "?");
    report.fixes.push_back({name.span, near, false});
  } else if (*kinds.begin() == HeadWord::kSegment && IsEverybody(name.text)) {
    report.help.push_back("a rule without `for` is for everybody: delete the line");
  } else if (kinds.size() > 1) {
    report.help.push_back(NameOne(folder, kinds, one));
  } else {
    report.help.push_back("declare it in any file of the folder: " + Ticked(DeclarationOf(*kinds.begin(), name.text)));
  }
  return nullptr;
}

std::vector<int> ResolveAll(Folder& folder, const tree::Names& names, std::initializer_list<HeadWord> kinds,
                            DiagnosticKind unknown, std::string_view what) {
  std::vector<int> out;
  for (const tree::Name& name : names.names) {
    const Declaration* declaration = Resolve(folder, name, kinds, unknown, what);
    if (declaration == nullptr) break;
    if (declaration->index < 0 || std::find(out.begin(), out.end(), declaration->index) != out.end()) continue;
    out.push_back(declaration->index);
  }
  return out;
}

int ResolvePurpose(Folder& folder, const tree::Name& name) {
  const auto& purposes = folder.program.project.purposes;
  const auto it = std::find(purposes.begin(), purposes.end(), name.text);
  if (it != purposes.end()) return static_cast<int>(it - purposes.begin());
  if (folder.project == nullptr || folder.project->broken) return -1;  // explained already
  const tree::Clause* declared = FindClause(*folder.project, ClauseWord::kConsents);
  Diagnostic& report =
      folder.Report(DiagnosticKind::kUnknownPurpose, name.span, "unknown consent " + Ticked(name.text));
  report.label = "not among the project's `consents`";
  if (declared != nullptr) report.related.push_back({declared->span, "the project's consents"});
  const std::string near = Suggest(name.text, purposes);
  if (!near.empty()) {
    report.help.push_back("did you mean " + Ticked(near) + "?");
    report.fixes.push_back({name.span, near, false});
  } else {
    std::string list;
    for (std::size_t i = 1; i < purposes.size(); ++i) list += purposes[i] + ", ";
    report.help.push_back("name it in the project: " + Ticked("consents " + list + name.text));
  }
  return -1;
}

std::vector<int> LowerPurposes(Folder& folder, const tree::Head& head, ClauseWord word) {
  std::vector<int> out;
  const auto* names = FindPayload<tree::Names>(head, word);
  if (names == nullptr) return out;
  for (const tree::Name& name : names->names) {
    const int purpose = ResolvePurpose(folder, name);
    if (purpose < 0) break;
    if (std::find(out.begin(), out.end(), purpose) == out.end()) out.push_back(purpose);
  }
  return out;
}

int ResolveZone(Folder& folder, const tree::ZonePayload& payload) {
  ZoneRef ref;
  if (payload.text) {
    const auto zone = TimeZone::Load(payload.text->text);
    if (!zone) {
      Diagnostic& report = folder.Report(DiagnosticKind::kUnknownZone, payload.text->span,
                                         "unknown time zone " + Ticked(payload.text->text));
      report.label = "not in the IANA list";
      report.help.push_back("zones are named by continent and city: `time zone \"Europe/Paris\"`");
      return 0;
    }
    ref.zone = *zone;
  } else if (payload.path) {
    const Declaration* declaration =
        Resolve(folder, *payload.path, {HeadWord::kAttribute}, DiagnosticKind::kUnknownAttribute, "attribute");
    if (declaration == nullptr || declaration->index < 0) return 0;
    const Type& type = folder.program.attributes[static_cast<std::size_t>(declaration->index)].type;
    if (type.kind != TypeKind::kTimeZone && type.kind != TypeKind::kUnknown) {
      Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, payload.path->span,
                                         Ticked(payload.path->text) + " holds no time zone");
      report.label = "is " + Ticked(type.ToString());
      report.related.push_back({declaration->head->span, "declared here"});
      report.help.push_back("declare it as " + Ticked("attribute " + payload.path->text + " time zone") +
                            ", or name a zone: `time zone \"Europe/Paris\"`");
      return 0;
    }
    if (!folder.program.zones.empty()) ref.zone = folder.program.zones.front().zone;
    ref.attribute = declaration->index;
  } else {
    return 0;
  }
  auto& zones = folder.program.zones;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    if (zones[i].attribute == ref.attribute && zones[i].zone == ref.zone) return static_cast<int>(i);
  }
  zones.push_back(ref);
  return static_cast<int>(zones.size() - 1);
}

int ZoneOf(Folder& folder, const tree::Head& head) {
  const auto* payload = FindPayload<tree::ZonePayload>(head, ClauseWord::kTimeZone);
  return payload == nullptr ? 0 : ResolveZone(folder, *payload);
}

void ReportUnknownWord(Folder& folder, const tree::Name& word, std::string_view of,
                       const std::vector<std::string>& words) {
  Diagnostic& report = folder.Report(DiagnosticKind::kUnknownWord, word.span,
                                     Ticked(of) + " does not know the word " + Ticked(word.text));
  const std::string near = Suggest(word.text, words);
  if (!near.empty()) {
    report.label = "did you mean " + Ticked(near) + "?";
    report.fixes.push_back({word.span, near, false});
  }
  report.help.push_back("write one of " + TickedList(words));
}

std::string CodeOf(const Folder& folder) {
  const Currency& currency = folder.program.project.currency;
  return std::string(currency.is_none() ? "EUR" : currency.code());
}

void CheckOffline(Folder& folder, const tree::Names& names) {
  if (names.names.empty()) return;
  const std::string& word = names.names.front().text;
  if (word != "skip" && word != "allow") ReportUnknownWord(folder, names.names.front(), "offline", {"skip", "allow"});
}

void FillDeclared(const tree::Head& head, Declared& declared) {
  declared.name = head.name.text;
  declared.span = head.span;
  if (const auto* why = FindPayload<tree::TextPayload>(head, ClauseWord::kWhy)) declared.why = why->text.text;
  if (const auto* owner = FindPayload<tree::TextPayload>(head, ClauseWord::kOwner)) declared.owner = owner->text.text;
  if (const auto* formerly = FindPayload<tree::Names>(head, ClauseWord::kFormerly)) {
    for (const tree::Name& name : formerly->names) declared.formerly.push_back(name.text);
  }
}

}  // namespace nextmove::dsl

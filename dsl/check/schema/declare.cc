// Collects the names of all heads, reports repeated ones and numbers them.
#include "dsl/check/schema/declare.h"

#include <algorithm>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "dsl/check/schema/order.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

bool Before(const Folder& folder, const tree::Head* a, const tree::Head* b) {
  const std::string& path_a = folder.sources.path(a->span.file);
  const std::string& path_b = folder.sources.path(b->span.file);
  return std::tie(path_a, a->span.begin) < std::tie(path_b, b->span.begin);
}

void ReportDuplicate(Folder& folder, const tree::Name& name, const tree::Head& first) {
  Diagnostic& report =
      folder.Report(DiagnosticKind::kDuplicateName, name.span, Ticked(name.text) + " is declared twice");
  report.label = "second time";
  report.related.push_back({first.name.span, "first time, as " + WithArticle(first.word)});
  report.help.push_back("names are unique over all files of the folder: rename one of the two, for example " +
                        Ticked(name.text + "_2"));
}

// Puts the head among the names; false when its name is taken.
bool AddName(Folder& folder, const tree::Head& head, absl::flat_hash_map<std::string, const tree::Head*>& tests) {
  if (head.word == HeadWord::kTest) {
    const auto [it, added] = tests.try_emplace(head.name.text, &head);
    if (!added) ReportDuplicate(folder, head.name, *it->second);
    return added;
  }
  const auto [it, added] = folder.declarations.by_name.try_emplace(head.name.text, Declaration{head.word, &head, -1});
  if (!added) ReportDuplicate(folder, head.name, *it->second.head);
  return added;
}

void FindLookAlikes(Folder& folder) {
  absl::flat_hash_map<std::string, const tree::Head*> seen;
  for (const tree::Head* head : folder.all) {
    const Declaration* declaration = folder.declarations.Find(head->name.text);
    if (declaration == nullptr || declaration->head != head) continue;
    const auto [it, added] = seen.try_emplace(Skeleton(head->name.text), head);
    if (added || it->second->name.text == head->name.text) continue;
    Diagnostic& report = folder.Report(DiagnosticKind::kConfusableName, head->name.span,
                                       Ticked(head->name.text) + " looks like another name");
    report.label = "can't be told apart";
    report.related.push_back({it->second->name.span, "looks the same"});
    report.help.push_back("rename one of the two, so that nobody takes one for the other");
  }
}

void FindSameIds(Folder& folder) {
  for (std::size_t i = 0; i < folder.attributes.size(); ++i) {
    const tree::Head& head = *folder.attributes[i];
    const auto [it, added] = folder.program.attribute_ids.try_emplace(AttributeId(head.name.text), static_cast<int>(i));
    if (added) continue;
    const tree::Head& other = *folder.attributes[static_cast<std::size_t>(it->second)];
    Diagnostic& report =
        folder.Report(DiagnosticKind::kSameId, head.name.span,
                      Ticked(head.name.text) + " and " + Ticked(other.name.text) + " have one id on the wire");
    report.label = "same id";
    report.related.push_back({other.name.span, "has this id already"});
    report.help.push_back("rename one of the two: any other name has another id");
  }
}

void FindProject(Folder& folder) {
  for (const tree::Head* head : folder.all) {
    if (head->word != HeadWord::kProject) continue;
    if (folder.project == nullptr) {
      folder.project = head;
      continue;
    }
    Diagnostic& report = folder.Report(DiagnosticKind::kTwoProjects, head->span, "a second project");
    report.label = "a folder has one";
    report.related.push_back({folder.project->span, "the project of the folder"});
    report.help.push_back("delete one of the two, or keep its rules in a folder of their own");
  }
  if (folder.project != nullptr) return;
  Diagnostic& report = folder.Report(DiagnosticKind::kNoProject, Span{}, "the folder has no `project`");
  report.help.push_back(
      "add to any file: `project \"My shop\" edition 1 time zone \"Europe/Paris\" currency EUR locales en "
      "consents personalisation`");
}

// Gives each head its index, in the order of the names, and the Program its empty places.
template <typename Item>
void Number(Folder& folder, std::initializer_list<HeadWord> words, Heads& heads, std::vector<Item>& items,
            Program::Names* names) {
  for (auto& [name, declaration] : folder.declarations.by_name) {
    if (std::find(words.begin(), words.end(), declaration.word) == words.end() || declaration.head->broken) continue;
    declaration.index = static_cast<int>(heads.size());
    heads.push_back(declaration.head);
    if (names != nullptr) names->emplace(name, declaration.index);
  }
  items.resize(heads.size());
  for (std::size_t i = 0; i < heads.size(); ++i) FillDeclared(*heads[i], items[i]);
}

void NumberAll(Folder& folder) {
  Program& program = folder.program;
  Number(folder, {HeadWord::kAttribute}, folder.attributes, program.attributes, &program.attribute_names);
  Number(folder, {HeadWord::kCatalogue}, folder.catalogues, program.catalogues, &program.catalogue_names);
  Number(folder, {HeadWord::kPlacement}, folder.placements, program.placements, &program.placement_names);
  Number(folder, {HeadWord::kGroup}, folder.groups, program.groups, &program.group_names);
  Number(folder, {HeadWord::kContent}, folder.contents, program.contents, nullptr);
  Number(folder, {HeadWord::kEvent}, folder.events, program.events, &program.event_names);
  Number(folder, {HeadWord::kSignal}, folder.signals, program.signals, &program.signal_names);
  Number(folder, {HeadWord::kScore}, folder.scores, program.scores, &program.score_names);
  Number(folder, {HeadWord::kClusters}, folder.clusters, program.clusters, &program.clusters_names);
  Number(folder, kRuleHeads, folder.rules, program.rules, &program.rule_names);
  Number(folder, {HeadWord::kExperiment}, folder.experiments, program.experiments, &program.experiment_names);
  Number(folder, {HeadWord::kGuard}, folder.guards, program.guards, nullptr);
}

void FindFormerNames(Folder& folder) {
  for (const tree::Head* head : folder.all) {
    ForEachClause<tree::Names>(*head, ClauseWord::kFormerly, [&](const tree::Clause&, const tree::Names& names) {
      for (const tree::Name& name : names.names) {
        const Declaration* declaration = folder.declarations.Find(name.text);
        if (declaration != nullptr) return ReportDuplicate(folder, name, *declaration->head);
      }
    });
  }
}

}  // namespace

void Declare(const std::vector<tree::File>& files, Folder& folder) {
  for (const tree::File& file : files) {
    for (const tree::Head& head : file.heads) folder.all.push_back(&head);
  }
  std::stable_sort(folder.all.begin(), folder.all.end(),
                   [&](const tree::Head* a, const tree::Head* b) { return Before(folder, a, b); });
  FindProject(folder);
  absl::flat_hash_map<std::string, const tree::Head*> tests;
  for (const tree::Head* head : folder.all) {
    if (head->word == HeadWord::kProject || head->name.text.empty()) continue;
    if (AddName(folder, *head, tests) && head->word == HeadWord::kTest && !head->broken) folder.tests.push_back(head);
  }
  std::sort(folder.tests.begin(), folder.tests.end(),
            [](const tree::Head* a, const tree::Head* b) { return a->name.text < b->name.text; });
  NumberAll(folder);
  NumberInOrder(folder);
  FindLookAlikes(folder);
  FindSameIds(folder);
  FindFormerNames(folder);
}

}  // namespace nextmove::dsl

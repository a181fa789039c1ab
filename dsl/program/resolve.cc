// Finds what decisions would otherwise look up by name, once for each program.
#include "dsl/program/resolve.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

template <typename Named>
std::vector<int> ByName(const std::vector<Named>& named) {
  std::vector<int> order(named.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return named[At(a)].name < named[At(b)].name; });
  return order;
}

int FieldOf(const std::vector<FieldType>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldType& one) { return one.name == name; });
  return found == fields.end() ? -1 : static_cast<int>(found - fields.begin());
}

int KindOf(const Program& program, std::string_view name) {
  const auto found = program.event_names.find(name);
  return found == program.event_names.end() ? -1 : found->second;
}

// Each rule as it is written, and as each arm of an experiment has it.
template <typename Visit>
void ForEachForm(const Program& program, Visit visit) {
  for (std::size_t i = 0; i < program.rules.size(); ++i) visit(static_cast<int>(i), program.rules[i]);
  for (const Experiment& experiment : program.experiments)
    for (const Experiment::Variant& variant : experiment.variants)
      for (const auto& [index, rule] : variant.changed) visit(index, rule);
}

void AddOnce(std::vector<int>& list, int index) {
  if (std::find(list.begin(), list.end(), index) == list.end()) list.push_back(index);
}

PositionLists Sorted(std::vector<std::vector<int>> lists) {
  for (std::vector<int>& list : lists) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return PositionLists(lists);
}

void ResolveSlots(const Program& program, Resolved& resolved) {
  std::vector<std::vector<int>> by_placement(program.placements.size()), by_group(program.groups.size());
  std::vector<std::vector<int>> overridden_by(program.rules.size());
  ForEachForm(program, [&](int index, const Rule& rule) {
    for (const int placement : rule.placements) by_placement[At(placement)].push_back(index);
    for (const int group : rule.groups) by_group[At(group)].push_back(index);
    if (rule.placements.empty() && rule.groups.empty()) resolved.rules_without_slot.push_back(index);
    for (const int target : rule.overrides)
      if (target != index) overridden_by[At(target)].push_back(index);
  });
  resolved.rules_of_placement = Sorted(std::move(by_placement));
  resolved.rules_of_group = Sorted(std::move(by_group));
  resolved.overridden_by = Sorted(std::move(overridden_by));
  auto& free = resolved.rules_without_slot;
  std::sort(free.begin(), free.end());
  free.erase(std::unique(free.begin(), free.end()), free.end());
}

void ResolveExperiments(const Program& program, Resolved& resolved) {
  std::vector<std::vector<int>> experiments_of(program.rules.size());
  for (const bool choosing : {true, false}) {
    for (std::size_t i = 0; i < program.experiments.size(); ++i) {
      const Experiment& experiment = program.experiments[i];
      const bool chooses = std::any_of(experiment.variants.begin(), experiment.variants.end(),
                                       [](const Experiment::Variant& variant) { return variant.runs_only >= 0; });
      if (chooses != choosing) continue;
      for (const int rule : experiment.rules) AddOnce(experiments_of[At(rule)], static_cast<int>(i));
    }
  }
  resolved.experiments_of = PositionLists(experiments_of);
}

void ResolveFields(const Program& program, Resolved& resolved) {
  for (const Attribute& attribute : program.attributes) {
    LineFields& lines = resolved.lines.emplace_back();
    if (!attribute.type.element()) continue;
    const auto& fields = attribute.type.element()->fields();
    lines = {FieldOf(fields, "price"), FieldOf(fields, "quantity"), FieldOf(fields, "product")};
  }
  for (const Catalogue& catalogue : program.catalogues)
    resolved.price_fields.push_back(FieldOf(catalogue.fields, "price"));
  resolved.shown = KindOf(program, "shown");
  resolved.answered = KindOf(program, "answered");
  resolved.sent = KindOf(program, "sent");
  if (resolved.shown >= 0) resolved.shown_action = FieldOf(program.events[At(resolved.shown)].fields, "action");
}

}  // namespace

Resolved Resolve(const Program& program) {
  Resolved resolved;
  resolved.placements_by_name = ByName(program.placements);
  resolved.groups_by_name = ByName(program.groups);
  ResolveSlots(program, resolved);
  ResolveExperiments(program, resolved);
  ResolveFields(program, resolved);
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    const Rule& rule = program.rules[i];
    if (rule.kind == RuleKind::kMessage) resolved.messages.push_back(static_cast<int>(i));
    if (rule.after && !HasTimer(rule)) resolved.waiting.push_back(static_cast<int>(i));
  }
  return resolved;
}

}  // namespace nextmove::dsl

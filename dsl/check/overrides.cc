#include "dsl/check/overrides.h"

#include <algorithm>

#include "dsl/check/order.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kMaxOverrides = 4'000'000;  // of a folder, groups written out

using Members = std::vector<std::vector<int>>;  // rules, by group

Members MembersOf(const Program& program) {
  Members members(program.groups.size());
  for (std::size_t rule = 0; rule < program.rules.size(); ++rule) {
    for (const int group : program.rules[rule].groups)
      members[static_cast<std::size_t>(group)].push_back(static_cast<int>(rule));
  }
  return members;
}

void LowerOne(Folder& folder, const Members& members, int self, const tree::Names& names, std::vector<int>& out) {
  for (const tree::Name& name : names.names) {
    const Declaration* declaration = Resolve(folder, name, kRuleAndGroupHeads, DiagnosticKind::kUnknownRule, "rule");
    if (declaration == nullptr) break;
    if (declaration->index < 0) continue;
    if (declaration->word != HeadWord::kGroup) {
      out.push_back(declaration->index);
      continue;
    }
    for (const int member : members[static_cast<std::size_t>(declaration->index)]) {
      if (member != self) out.push_back(member);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

Span OverridesSpan(const tree::Head& head) {
  const tree::Clause* clause = FindClause(head, ClauseWord::kOverrides);
  return clause == nullptr ? head.span : clause->span;
}

void ReportCircle(Folder& folder, const std::vector<int>& circle) {
  const tree::Head& head = *folder.rules[static_cast<std::size_t>(circle.front())];
  Diagnostic& report = folder.Report(DiagnosticKind::kCircle, OverridesSpan(head),
                                     Ticked(head.name.text) + " overrides itself in a circle");
  report.label = circle.size() == 1 ? "overrides itself" : "leads back here";
  for (std::size_t i = 1; i < circle.size(); ++i) {
    const tree::Head& step = *folder.rules[static_cast<std::size_t>(circle[i])];
    report.related.push_back({OverridesSpan(step), "through " + Ticked(step.name.text)});
  }
  report.help.push_back("take one of these `overrides` out, so that one rule beats the others");
}

}  // namespace

std::vector<int> LowerOverridesOf(Folder& folder, const tree::Head& head, int rule) {
  std::vector<int> overrides;
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kOverrides);
  if (names != nullptr) LowerOne(folder, MembersOf(folder.program), rule, *names, overrides);
  return overrides;
}

void LowerOverrides(Folder& folder) {
  const Members members = MembersOf(folder.program);
  std::size_t edges = 0;
  for (std::size_t i = 0; i < folder.rules.size(); ++i) {
    const auto* names = FindPayload<tree::Names>(*folder.rules[i], ClauseWord::kOverrides);
    if (names == nullptr) continue;
    auto& overrides = folder.program.rules[i].overrides;
    LowerOne(folder, members, static_cast<int>(i), *names, overrides);
    edges += overrides.size();
    if (edges <= kMaxOverrides) continue;
    Diagnostic& report = folder.Report(DiagnosticKind::kLimitExceeded, OverridesSpan(*folder.rules[i]),
                                       "the rules of the folder override too many others");
    report.label = "more than 4000000 pairs in all";
    report.help.push_back("use `priority` or a group with `allows 1` instead");
    return;
  }
  OrderBy(
      static_cast<int>(folder.rules.size()),
      [&](int rule) { return folder.program.rules[static_cast<std::size_t>(rule)].overrides; },
      [&](const std::vector<int>& circle) { ReportCircle(folder, circle); });
}

}  // namespace nextmove::dsl

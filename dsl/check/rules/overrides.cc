// Lowers `overrides` and looks for circles, with the arms of experiments too.
#include "dsl/check/rules/overrides.h"

#include <algorithm>
#include <map>

#include "dsl/check/schema/order.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kShownOverrides = 5;        // of a circle
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

// ---- arms of experiments ----

constexpr std::int64_t kMostSteps = 20'000'000;  // over all arms; what lies beyond is not searched

// An arm in which rules override others than written.
struct ArmOverrides {
  const Experiment* experiment;
  const Experiment::Variant* variant;
  std::map<int, const Rule*> changed;  // null: does not run in this arm
  bool told = false;                   // has a circle already
};

std::vector<ArmOverrides> ArmsThatOverride(const Program& program) {
  std::vector<ArmOverrides> arms;
  for (const Experiment& experiment : program.experiments) {
    for (const Experiment::Variant& variant : experiment.variants) {
      ArmOverrides arm{&experiment, &variant, {}, false};
      for (const auto& [rule, changed] : variant.changed) {
        if (changed.overrides != program.rules[At(rule)].overrides) arm.changed[rule] = &changed;
      }
      if (variant.runs_only >= 0 && !arm.changed.empty()) {
        for (const int rule : experiment.rules) {
          if (rule != variant.runs_only) arm.changed[rule] = nullptr;
        }
      }
      if (!arm.changed.empty()) arms.push_back(std::move(arm));
    }
  }
  return arms;
}

std::string NameOf(const ArmOverrides& arm) {
  return "variant " + Ticked(arm.variant->name) + " of " + Ticked(arm.experiment->name);
}

class ArmSearch {
 public:
  explicit ArmSearch(Folder& folder) : folder_(folder), from_(folder.program.rules.size(), -1) {}

  // Circles through a rule that the arm changes; `other` may be null.
  void Find(ArmOverrides& arm, const ArmOverrides* other) {
    for (const auto& [rule, changed] : arm.changed) {
      if (changed == nullptr || arm.told) continue;
      const std::vector<int> circle = CircleOf(rule, arm, other);
      if (circle.empty()) continue;
      arm.told = true;
      Report(arm, other, circle);
    }
  }

 private:
  // The rule as it is in these arms; null where it does not run.
  const Rule* RuleIn(int rule, const ArmOverrides& arm, const ArmOverrides* other) const {
    const Rule* in_arms = &folder_.program.rules[At(rule)];
    for (const ArmOverrides* one : {&arm, other}) {
      if (one == nullptr || in_arms == nullptr) continue;
      if (const auto changed = one->changed.find(rule); changed != one->changed.end()) in_arms = changed->second;
    }
    return in_arms;
  }

  // The shortest way from the rule back to it; empty when there is none.
  std::vector<int> CircleOf(int rule, const ArmOverrides& arm, const ArmOverrides* other) {
    std::vector<int> open{rule};
    std::vector<int> circle;
    for (std::size_t i = 0; i < open.size() && circle.empty() && steps_left_ > 0; ++i) {
      const Rule* at = RuleIn(open[i], arm, other);
      if (at == nullptr) continue;
      steps_left_ -= static_cast<std::int64_t>(at->overrides.size());
      for (const int next : at->overrides) {
        if (next == rule) {
          for (int back = open[i]; back != rule; back = from_[At(back)]) circle.push_back(back);
          circle.push_back(rule);
          break;
        }
        if (from_[At(next)] >= 0) continue;
        from_[At(next)] = open[i];
        open.push_back(next);
      }
    }
    for (const int seen : open) from_[At(seen)] = -1;
    std::reverse(circle.begin(), circle.end());
    return circle;
  }

  void Report(const ArmOverrides& arm, const ArmOverrides* other, const std::vector<int>& circle) {
    const auto span = [&](int rule) { return RuleIn(rule, arm, other)->SpanOf(ClauseWord::kOverrides); };
    const std::string together = other == nullptr ? "" : ", together with " + NameOf(*other);
    Diagnostic& report = folder_.Report(DiagnosticKind::kCircle, span(circle.front()),
                                        Ticked(folder_.program.rules[At(circle.front())].name) +
                                            " overrides itself in a circle in " + NameOf(arm) + together);
    report.label = circle.size() == 1 ? "overrides itself" : "leads back here";
    for (std::size_t i = 1; i < circle.size() && i <= kShownOverrides; ++i)
      report.related.push_back({span(circle[i]), "through " + Ticked(folder_.program.rules[At(circle[i])].name)});
    report.help.push_back("take one of these `overrides` out, so that one rule beats the others in every variant");
  }

  Folder& folder_;
  std::vector<int> from_;  // by rule: the one before it on the way; -1: not come by
  std::int64_t steps_left_ = kMostSteps;
};

}  // namespace

void CheckOverridesOfArms(Folder& folder) {
  std::vector<ArmOverrides> arms = ArmsThatOverride(folder.program);
  ArmSearch search(folder);
  for (ArmOverrides& arm : arms) search.Find(arm, nullptr);
  for (std::size_t i = 0; i < arms.size(); ++i) {
    for (std::size_t j = i + 1; j < arms.size(); ++j) {
      if (arms[j].experiment != arms[i].experiment && !arms[j].told) search.Find(arms[i], &arms[j]);
    }
  }
}

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

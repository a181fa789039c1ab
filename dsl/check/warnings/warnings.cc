// Warns about what is unused, untested, past, or never said at a moment.
#include "dsl/check/warnings/warnings.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "dsl/check/expressions/negation.h"
#include "dsl/check/rules/moments.h"
#include "dsl/check/warnings/money.h"
#include "dsl/check/warnings/rules.h"
#include "dsl/check/warnings/timers.h"
#include "dsl/program/roots.h"
#include "dsl/program/walk.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kShownUnknowns = 5;

// ---- declared and not used ----

class Uses {
 public:
  explicit Uses(const Folder& folder)
      : segments(folder.segments.size()),
        values(folder.values.size()),
        tiers(folder.tiers.size()),
        contents(folder.contents.size()),
        signals(folder.signals.size()),
        scores(folder.scores.size()),
        clusters(folder.clusters.size()) {}
  std::vector<bool> segments, values, tiers, contents, signals, scores, clusters;

  void Add(const Expr& root) {
    ForEachExpr(root, [&](const Expr& expr) {
      if (expr.index < 0) return;
      if (std::vector<bool>* used = UsedBy(expr.op); used != nullptr) (*used)[At(expr.index)] = true;
    });
  }
  template <typename Holder>
  void AddAll(const Holder& holder) {
    ForEachRoot(holder, [&](const Expr& root) { Add(root); });
  }
  void Add(const std::vector<Schedule>& schedules) {
    for (const Schedule& schedule : schedules) {
      for (const SchedulePeriod& period : schedule.every) Add(period);
    }
  }
  void AddSegments(const std::vector<int>& list) {
    for (const int segment : list) segments[At(segment)] = true;
  }
  void Add(const Slot& slot) {
    AddAll(slot);
    Add(slot.quiet);
  }
  void Add(const Rule& rule) {
    AddAll(rule);
    AddSegments(rule.for_segments);
    AddSegments(rule.except_segments);
    Add(rule.active);
    if (rule.message()) Add(rule.message()->quiet);
    for (const Moment& moment : rule.on) {
      if (moment.signal >= 0) signals[At(moment.signal)] = true;
      Add(moment.period);
    }
  }
  void Add(const Experiment& experiment) {
    AddAll(experiment);
    AddSegments(experiment.for_segments);
    AddSegments(experiment.except_segments);
    Add(experiment.active);
    for (const Experiment::Variant& variant : experiment.variants) {
      for (const auto& [rule, changed] : variant.changed) Add(changed);
    }
  }

 private:
  void Add(const SchedulePeriod& period) {
    if (period.value >= 0) values[At(period.value)] = true;
  }
  std::vector<bool>* UsedBy(Op op) {
    switch (NamedBy(op)) {
      case Named::kSegment:
        return &segments;
      case Named::kValue:
        return &values;
      case Named::kTiers:
        return &tiers;
      case Named::kSignal:
        return &signals;
      case Named::kScore:
        return &scores;
      case Named::kClusters:
        return &clusters;
      case Named::kNothing:
      case Named::kAttribute:
        return nullptr;  // reads no declaration that can be unused
    }
    return nullptr;
  }
};

void AddNamed(const Program& program, Uses& uses) {
  for (const Segment& segment : program.segments) {
    for (const Expr& when : segment.when) uses.Add(when);
  }
  for (const NamedValue& value : program.values) {
    for (const ValueCase& one : value.cases) {
      uses.Add(one.value);
      if (one.condition) uses.Add(*one.condition);
    }
  }
  for (const Tiers& tiers : program.tiers) uses.Add(tiers.counts);
  for (const Signal& signal : program.signals) uses.AddAll(signal);
  for (const Score& score : program.scores) {
    if (score.predicts.where) uses.Add(*score.predicts.where);
    for (const Expr& from : score.learns_from) uses.Add(from);
  }
  for (const Clusters& clusters : program.clusters) {
    for (const Expr& from : clusters.learns_from) uses.Add(from);
  }
}

// Contents that clauses name by `use`, in experiments too.
void AddUsedContents(const Folder& folder, const Heads& heads, Uses& uses) {
  for (const tree::Head* head : heads) {
    ForEachClause<tree::Names>(*head, ClauseWord::kUse, [&](const tree::Clause&, const tree::Names& names) {
      for (const tree::Name& name : names.names) {
        const Declaration* used = folder.declarations.Find(name.text);
        const bool content = used != nullptr && used->word == HeadWord::kContent && used->index >= 0;
        if (content) uses.contents[At(used->index)] = true;
      }
    });
  }
}

Uses UsesOf(const Folder& folder) {
  const Program& program = folder.program;
  Uses uses(folder);
  AddNamed(program, uses);
  for (const Rule& rule : program.rules) uses.Add(rule);
  for (const Experiment& experiment : program.experiments) uses.Add(experiment);
  for (const Guard& guard : program.guards) uses.AddAll(guard);
  for (const Catalogue& catalogue : program.catalogues) {
    if (catalogue.offers) uses.Add(*catalogue.offers);
  }
  for (const Content& content : program.contents) uses.AddAll(content.parts);
  for (const Group& group : program.groups) uses.Add(static_cast<const Slot&>(group));
  for (const Placement& placement : program.placements) {
    uses.Add(static_cast<const Slot&>(placement));
    if (placement.otherwise >= 0) uses.contents[At(placement.otherwise)] = true;
  }
  for (const Test& test : program.tests) {
    for (const TestLine& line : test.lines) {
      if (line.expect.segment >= 0) uses.segments[At(line.expect.segment)] = true;
      if (line.expect.signal >= 0) uses.signals[At(line.expect.signal)] = true;
    }
  }
  AddUsedContents(folder, folder.rules, uses);
  AddUsedContents(folder, folder.experiments, uses);
  return uses;
}

template <typename Item>
void WarnUnused(Folder& folder, const std::vector<Item>& items, const std::vector<bool>& used, std::string_view what) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (used[i]) continue;
    Diagnostic& report = folder.Report(DiagnosticKind::kUnusedDeclaration, items[i].span,
                                       std::string(what) + " " + Ticked(items[i].name) + " is not used");
    report.label = "nothing refers to it";
    report.help.push_back("use it in a rule, or delete it");
  }
}

void WarnUnused(Folder& folder) {
  const Uses uses = UsesOf(folder);
  WarnUnused(folder, folder.program.segments, uses.segments, "segment");
  WarnUnused(folder, folder.program.values, uses.values, "value");
  WarnUnused(folder, folder.program.tiers, uses.tiers, "tiers");
  WarnUnused(folder, folder.program.contents, uses.contents, "content");
  WarnUnused(folder, folder.program.signals, uses.signals, "signal");
  WarnUnused(folder, folder.program.scores, uses.scores, "score");
  WarnUnused(folder, folder.program.clusters, uses.clusters, "clusters");
}

// ---- tests ----

void WarnWithoutTest(Folder& folder) {
  std::vector<bool> tested(folder.rules.size(), false);
  for (const Test& test : folder.program.tests) {
    for (const TestLine& line : test.lines) {
      if (line.expect.rule >= 0) tested[At(line.expect.rule)] = true;
      if (line.expect.before >= 0) tested[At(line.expect.before)] = true;
    }
  }
  for (std::size_t i = 0; i < tested.size(); ++i) {
    if (tested[i]) continue;
    const Rule& rule = folder.program.rules[i];
    Diagnostic& report =
        folder.Report(DiagnosticKind::kRuleWithoutTest, rule.span, "no test expects " + Ticked(rule.name));
    report.label = "not tested";
    report.help.push_back("add a test: " + Ticked("test \"" + rule.name + " wins\" given ... expect " + rule.name));
  }
}

void WarnMoments(Folder& folder) {
  absl::flat_hash_set<std::string> named{"page_load"};
  for (const EventKind& kind : folder.program.events) named.insert(kind.name);
  for (const Signal& signal : folder.program.signals) named.insert(signal.name);
  for (const Test& test : folder.program.tests) {
    for (const TestLine& line : test.lines) {
      if (line.kind == TestLine::Kind::kOn) named.insert(line.moment);
    }
  }
  for (std::size_t i = 0; i < folder.rules.size(); ++i) {
    const auto* on = FindPayload<tree::OnPayload>(*folder.rules[i], ClauseWord::kOn);
    if (on == nullptr) continue;
    for (const tree::Moment& moment : on->moments) {
      if (!moment.occurrence || !named.insert(moment.occurrence->event.text).second) continue;
      const std::string& name = moment.occurrence->event.text;
      Diagnostic& report =
          folder.Report(DiagnosticKind::kMomentNotNamed, moment.span, "no test names the moment " + Ticked(name));
      report.label = "is it spelt as the client sends it?";
      const std::string near = Nearest(name, folder.declarations, {HeadWord::kEvent, HeadWord::kSignal});
      if (!near.empty()) report.help.push_back("did you mean " + Ticked(near) + "?");
      const std::string anniversary =
          name.find("birth") == std::string::npos ? std::string() : AnniversaryFor(folder, name);
      if (!anniversary.empty())
        report.help.push_back("of messages, a day of the visitor is " + Ticked("on " + anniversary + " at 10:00"));
      report.help.push_back("add to a test " + Ticked("on " + name));
    }
  }
}

// ---- rules ----

void WarnPast(Folder& folder, const Rule& rule) {
  if (!folder.options.today) return;
  for (const Schedule& schedule : rule.active) {
    if (!schedule.every.empty() || !schedule.until || !schedule.until->date) continue;
    if (*folder.options.today <= *schedule.until->date) continue;
    Diagnostic& report =
        folder.Report(DiagnosticKind::kRulePastDates, schedule.span, Ticked(rule.name) + " is past its dates");
    report.label = "ended on " + schedule.until->date->ToString();
    report.help.push_back("write new dates, or delete the rule");
    return;
  }
}

// Optional attributes that the segment reads, by name.
std::vector<std::string> UnknownsOf(const Folder& folder, const Segment& segment) {
  std::vector<std::string> names;
  for (const Expr& when : segment.when) {
    if (!MayBeUnknown(when, folder.program)) continue;
    ForEachExpr(when, [&](const Expr& expr) {
      if (expr.op != Op::kAttribute || expr.index < 0) return;
      const Attribute& attribute = folder.program.attributes[At(expr.index)];
      if (attribute.optional && std::find(names.begin(), names.end(), attribute.name) == names.end())
        names.push_back(attribute.name);
    });
  }
  if (names.size() > kShownUnknowns) names.resize(kShownUnknowns);
  return names;
}

void WarnExcept(Folder& folder, const tree::Head& head, const std::vector<std::vector<std::string>>& unknowns) {
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kExcept);
  if (names == nullptr) return;
  for (const tree::Name& name : names->names) {
    const int index = folder.declarations.Find(name.text)->index;
    if (index < 0 || unknowns[At(index)].empty()) continue;
    Diagnostic& report =
        folder.Report(DiagnosticKind::kExceptPassesUnknown, name.span,
                      "a visitor of whom too little is known is not in " + Ticked(name.text) + " and passes");
    report.label = "unknown can be " + TickedList(unknowns[At(index)]);
    report.related.push_back({folder.program.segments[At(index)].span, "declared here"});
    report.help.push_back("to keep him out as well, add " +
                          Ticked("when " + unknowns[At(index)].front() + " is known"));
  }
}

}  // namespace

void Warn(Folder& folder) {
  WarnUnused(folder);
  WarnWithoutTest(folder);
  WarnMoments(folder);
  WarnRules(folder);
  WarnTimers(folder);
  WarnMoney(folder);
  std::vector<std::vector<std::string>> unknowns;
  for (const Segment& segment : folder.program.segments) unknowns.push_back(UnknownsOf(folder, segment));
  for (std::size_t i = 0; i < folder.rules.size(); ++i) {
    WarnPast(folder, folder.program.rules[i]);
    WarnExcept(folder, *folder.rules[i], unknowns);
  }
}

}  // namespace nextmove::dsl

// Lowers shares and measures, and builds each arm's rules in full.
#include "dsl/check/rules/experiments.h"

#include <algorithm>
#include <map>
#include <set>

#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/rules/consent.h"
#include "dsl/check/rules/schedules.h"
#include "dsl/check/type_words.h"
#include "dsl/program/clauses.h"
#include "dsl/value/index.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

constexpr int kWhole = 10'000;

// A clause that rules have, and that is the same in all variants: for people, or who sees the rule, where and when.
bool IsFixed(ClauseWord word) { return FitOf(HeadWord::kBanner, word) && !MayReplace(word); }

// ---- shares ----

// A share in 10,000ths; none after an error.
std::optional<int> LowerShare(Folder& folder, const tree::SharePayload& share, std::string_view word) {
  const Decimal units = share.percent * Decimal(100);
  const auto whole = units.ToInt64();
  if (whole && *whole >= 0 && *whole <= kWhole) return static_cast<int>(*whole);
  Diagnostic& report = folder.Report(DiagnosticKind::kShareRange, share.span,
                                     "the share of " + Ticked(word) + " is from 0% to 100%, in steps of 0.01%");
  report.label = "no such share";
  report.help.push_back("write a share, like " + Ticked(std::string(word) + " 10%"));
  return std::nullopt;
}

void CheckShares(Folder& folder, const tree::Head& head, const Experiment& experiment) {
  int sum = experiment.holdout;
  for (const Experiment::Variant& variant : experiment.variants) sum += variant.share;
  if (sum <= kWhole) return;
  std::vector<const tree::Clause*> clauses;
  for (const tree::Clause& clause : head.clauses) {
    if (clause.word == ClauseWord::kHoldout || clause.word == ClauseWord::kVariant) clauses.push_back(&clause);
  }
  const std::string percent = Percent{*Decimal(sum).DividedBy(Decimal(100))}.ToString();
  Diagnostic& report = folder.Report(DiagnosticKind::kSharesOverAll, clauses.back()->word_span,
                                     "the shares of " + Ticked(head.name.text) + " are " + percent + " together");
  report.label = "more than 100%";
  for (std::size_t i = 0; i + 1 < clauses.size(); ++i) report.related.push_back({clauses[i]->span, "counted in"});
  report.help.push_back(
      "lower the shares of `holdout` and `variant` to 100% at most; the rest gets the rule as written");
}

// ---- what is changed ----

std::vector<int> MembersOf(const Program& program, int slot, std::vector<int> Rule::*of) {
  std::vector<int> members;
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    const auto& slots = program.rules[i].*of;
    if (std::find(slots.begin(), slots.end(), slot) != slots.end()) members.push_back(static_cast<int>(i));
  }
  return members;
}

void LowerChanges(Folder& folder, const tree::Head& head, Experiment& experiment) {
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kChanges);
  if (names == nullptr) return;
  for (const tree::Name& name : names->names) {
    const Declaration* declared = Resolve(folder, name, kRuleAndSlotHeads, DiagnosticKind::kUnknownRule, "rule");
    if (declared == nullptr) break;
    if (declared->index < 0) continue;
    if (declared->word != HeadWord::kGroup && declared->word != HeadWord::kPlacement) {
      experiment.rules.push_back(declared->index);
      continue;
    }
    const auto of = declared->word == HeadWord::kGroup ? &Rule::groups : &Rule::placements;
    const std::vector<int> members = MembersOf(folder.program, declared->index, of);
    experiment.rules.insert(experiment.rules.end(), members.begin(), members.end());
  }
  std::sort(experiment.rules.begin(), experiment.rules.end());
  experiment.rules.erase(std::unique(experiment.rules.begin(), experiment.rules.end()), experiment.rules.end());
}

void LowerSplit(Folder& folder, const tree::Head& head, Experiment& experiment) {
  const auto* split = FindPayload<tree::SplitPayload>(head, ClauseWord::kSplit);
  if (split == nullptr) return;
  if (split->by.text == "visitor") return;
  experiment.split = Experiment::Split::kSession;
  if (split->by.text == "session") return;
  const Declaration* declared = folder.declarations.Find(split->by.text);
  if (declared != nullptr && declared->word == HeadWord::kAttribute) {
    experiment.split = Experiment::Split::kAttribute;
    experiment.split_attribute = declared->index;
    return;
  }
  std::vector<std::string> words = {"visitor", "session"};
  for (const Attribute& attribute : folder.program.attributes) words.push_back(attribute.name);
  const std::string near = Suggest(split->by.text, words);
  Diagnostic& report = folder.Report(DiagnosticKind::kUnknownWord, split->by.span,
                                     "an experiment is not split by " + Ticked(split->by.text));
  report.label = "neither `visitor`, `session` nor an attribute";
  if (!near.empty()) report.fixes.push_back({split->by.span, near, false});
  report.help.push_back(near.empty() ? "write `split by visitor`" : "did you mean " + Ticked("split by " + near) + "?");
}

void LowerMeasure(Folder& folder, const tree::Head& head, Experiment& experiment) {
  const auto* measure = FindPayload<tree::MeasurePayload>(head, ClauseWord::kMeasure);
  if (measure == nullptr || !measure->aggregate) return;
  const ErrorWatch watch(folder);
  Expr value = CheckValue(folder.typing, *measure->aggregate, ExprContext{.zone = experiment.zone});
  const auto within = LowerDuration(folder.typing, measure->within);
  if (watch.failed() || !within) return;
  experiment.within = *within;
  const bool counts = value.history && (value.type.kind == TypeKind::kNumber || value.type.kind == TypeKind::kMoney ||
                                        value.type.kind == TypeKind::kDuration);
  if (counts || IsUnknown(value.type)) {
    experiment.measure = std::move(value);
    return;
  }
  Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, measure->aggregate->span,
                                     "an experiment compares a number or an amount of what visitors do");
  report.label = "is " + Describe(value.type);
  report.help.push_back("write `measure number of times purchased within 7 days`");
}

std::vector<int> LowerNames(Folder& folder, const tree::Head& head, ClauseWord word) {
  const auto* names = FindPayload<tree::Names>(head, word);
  return names == nullptr
             ? std::vector<int>()
             : ResolveAll(folder, *names, {HeadWord::kSegment}, DiagnosticKind::kUnknownSegment, "segment");
}

// Lowers which visitors the experiment may show an arm.
void LowerAudience(Folder& folder, const tree::Head& head, Experiment& experiment) {
  experiment.for_segments = LowerNames(folder, head, ClauseWord::kFor);
  experiment.except_segments = LowerNames(folder, head, ClauseWord::kExcept);
  experiment.needs = LowerPurposes(folder, head, ClauseWord::kNeeds);
  experiment.uses = LowerPurposes(folder, head, ClauseWord::kUses);
  ForEachClause<tree::ExprPayload>(head, ClauseWord::kWhen, [&](const tree::Clause&, const tree::ExprPayload& when) {
    if (when.value)
      experiment.when.push_back(CheckCondition(folder.typing, *when.value, ExprContext{.zone = experiment.zone}));
  });
  experiment.active = LowerSchedules(folder, head, ClauseWord::kActive, experiment.zone);
}

// ---- arms ----

using Arm = Arms::Arm;

bool Takes(HeadWord head, ClauseWord word) { return FitOf(head, word).has_value(); }

// Whether `use` names one of the changed rules: then only that rule runs in the arm.
const tree::Name* RunsOnly(const Folder& folder, const tree::Clause& clause) {
  if (clause.word != ClauseWord::kUse) return nullptr;
  const auto* names = std::get_if<tree::Names>(&clause.payload);
  if (names == nullptr || names->names.size() != 1) return nullptr;
  const Declaration* declared = folder.declarations.Find(names->names.front().text);
  return declared != nullptr && RowOf(declared->word).decision ? &names->names.front() : nullptr;
}

void LowerRunsOnly(Folder& folder, const tree::Name& name, const Experiment& experiment, Experiment::Variant& variant) {
  const Declaration* declared = folder.declarations.Find(name.text);
  variant.runs_only = declared->index;
  const auto& rules = experiment.rules;
  if (declared->index < 0 || std::find(rules.begin(), rules.end(), declared->index) != rules.end()) return;
  Diagnostic& report = folder.Report(DiagnosticKind::kVariantClause, name.span,
                                     Ticked(name.text) + " is not among the rules that the experiment changes");
  report.label = "not changed";
  report.help.push_back("add it to `changes`, or name one of the changed rules");
}

// Reports a clause that no arm may have, or that none of the changed rules takes.
bool ClauseFits(Folder& folder, const Experiment& experiment, const tree::Clause& clause) {
  const std::string word(RowOf(clause.word).text);
  const bool taken = experiment.rules.empty() ||
                     std::any_of(experiment.rules.begin(), experiment.rules.end(),
                                 [&](int rule) { return Takes(folder.rules[At(rule)]->word, clause.word); });
  if (taken && !IsFixed(clause.word)) return true;
  Diagnostic& report = folder.Report(
      DiagnosticKind::kVariantClause, clause.word_span,
      taken ? Ticked(word) + " is the same in all variants" : Ticked(word) + " belongs to none of the changed rules");
  report.label =
      taken ? "can't be changed by a variant" : "not in " + WithArticle(folder.rules[At(experiment.rules[0])]->word);
  const bool of_experiment = FitOf(HeadWord::kExperiment, clause.word).has_value();
  report.help.push_back(!taken          ? "take the line out"
                        : of_experiment ? "move the line above the first `variant`, or write it in the rule itself"
                                        : "write it in the rule itself");
  return false;
}

// The rule's head with the clauses of the arm in place of its own of the same words.
tree::Head WithClauses(const tree::Head& rule, const std::vector<const tree::Clause*>& clauses) {
  tree::Head head;
  head.word = rule.word;
  head.span = rule.span;
  head.word_span = rule.word_span;
  head.name = rule.name;
  std::set<ClauseWord> replaced;
  for (const tree::Clause* clause : clauses) {
    if (Takes(rule.word, clause->word)) replaced.insert(clause->word);
  }
  for (const tree::Clause& clause : rule.clauses) {
    if (!replaced.contains(clause.word)) head.clauses.push_back(clause);
  }
  for (const tree::Clause* clause : clauses) {
    if (replaced.contains(clause->word)) head.clauses.push_back(*clause);
  }
  return head;
}

void ReportTwice(Folder& folder, const tree::Clause& clause, const tree::Clause& first) {
  Diagnostic& report = folder.Report(DiagnosticKind::kRepeatedClause, clause.word_span,
                                     Ticked(RowOf(clause.word).text) + " stands twice in one variant");
  report.label = "second time";
  report.related.push_back({first.span, "first time"});
  report.help.push_back("delete one of the two");
}

// The sound clauses of an arm that replace clauses of rules.
std::vector<const tree::Clause*> Replacing(Folder& folder, const Arm& arm, const Experiment& experiment,
                                           Experiment::Variant& variant) {
  std::vector<const tree::Clause*> clauses;
  for (const tree::Clause* clause : arm.clauses) {
    if (clause->broken) continue;
    if (const tree::Name* only = RunsOnly(folder, *clause)) {
      LowerRunsOnly(folder, *only, experiment, variant);
      continue;
    }
    if (!ClauseFits(folder, experiment, *clause)) continue;
    const auto first = std::find_if(clauses.begin(), clauses.end(),
                                    [&](const tree::Clause* other) { return other->word == clause->word; });
    const HeadWord head = experiment.rules.empty() ? HeadWord::kBanner : folder.rules[At(experiment.rules[0])]->word;
    if (first != clauses.end() && FitOf(head, clause->word) == Occurs::kOnce) {
      ReportTwice(folder, *clause, **first);
      continue;
    }
    clauses.push_back(clause);
  }
  return clauses;
}

void LowerArm(Folder& folder, const Arm& arm, const std::vector<bool>& sound, LowerRuleFunction lower_rule,
              Experiment& experiment) {
  const auto* payload = std::get_if<tree::VariantPayload>(&arm.variant->payload);
  if (payload == nullptr) return;
  const bool twice = std::any_of(experiment.variants.begin(), experiment.variants.end(),
                                 [&](const Experiment::Variant& other) { return other.name == payload->name.text; });
  if (twice || payload->name.text == "holdout") {
    Diagnostic& report = folder.Report(
        DiagnosticKind::kDuplicateName, payload->name.span,
        twice ? "the variant " + Ticked(payload->name.text) + " stands twice" : "a variant can't be named `holdout`");
    report.label = twice ? "second time" : "the arm that gets nothing";
    report.help.push_back("give it another name, like " + Ticked(payload->name.text + "_2"));
    return;
  }
  Experiment::Variant variant;
  variant.name = payload->name.text;
  const auto share = LowerShare(folder, payload->share, "variant " + variant.name);
  if (share) variant.share = *share;
  const ErrorWatch watch(folder);
  const auto clauses = Replacing(folder, arm, experiment, variant);
  for (const tree::Clause* clause : clauses) {
    if (std::find(experiment.replaced.begin(), experiment.replaced.end(), clause->word) == experiment.replaced.end())
      experiment.replaced.push_back(clause->word);
  }
  for (const int index : experiment.rules) {
    const tree::Head& rule = *folder.rules[At(index)];
    const bool changed = std::any_of(clauses.begin(), clauses.end(),
                                     [&](const tree::Clause* clause) { return Takes(rule.word, clause->word); });
    if (!changed || !sound[At(index)] || watch.failed()) continue;
    const tree::Head head = WithClauses(rule, clauses);
    Rule& lowered = variant.changed[index];
    FillDeclared(head, lowered);
    lowered.span = rule.span;
    lower_rule(folder, head, index, lowered);
  }
  experiment.variants.push_back(std::move(variant));
}

void ReportNoArms(Folder& folder, const tree::Head& head) {
  Diagnostic& report = folder.Report(DiagnosticKind::kMissingClause, head.span,
                                     Ticked("experiment " + head.name.text) + " has no `holdout` and no `variant`");
  report.label = "compares nothing";
  report.help.push_back("add the line `holdout 10%`, or a `variant bold 50%` with the clauses that it changes");
}

// Two experiments that replace one clause of a rule, or both say which rule runs.
void FindClashes(Folder& folder) {
  const auto& experiments = folder.program.experiments;
  std::map<std::pair<int, ClauseWord>, std::size_t> owners;
  for (std::size_t i = 0; i < experiments.size(); ++i) {
    std::vector<ClauseWord> words = experiments[i].replaced;
    const auto& variants = experiments[i].variants;
    const bool chooses = std::any_of(variants.begin(), variants.end(),
                                     [](const Experiment::Variant& variant) { return variant.runs_only >= 0; });
    if (chooses) words.push_back(ClauseWord::kUse);
    for (const ClauseWord word : words) {
      for (const int rule : experiments[i].rules) {
        const auto [it, added] = owners.try_emplace({rule, word}, i);
        if (added || it->second == i) continue;
        Diagnostic& report = folder.Report(
            DiagnosticKind::kTwoExperiments, folder.experiments[i]->span,
            Ticked(experiments[i].name) + " and " + Ticked(experiments[it->second].name) + " both change " +
                Ticked(RowOf(word).text) + " of " + Ticked(folder.program.rules[At(rule)].name));
        report.label = "the second experiment with it";
        report.related.push_back({folder.experiments[it->second]->span, "the first"});
        report.help.push_back("take " + Ticked(RowOf(word).text) +
                              " out of the variants of one of the two, or put all variants "
                              "into one experiment");
        return;
      }
    }
  }
}

}  // namespace

Arms ArmsOf(const tree::Head& head) {
  Arms arms;
  bool inside = false;
  for (const tree::Clause& clause : head.clauses) {
    if (clause.word == ClauseWord::kVariant) {
      inside = true;
      arms.own.push_back(&clause);
      arms.arms.push_back({&clause, {}});
      continue;
    }
    if (clause.word == ClauseWord::kHoldout || clause.word == ClauseWord::kMeasure) inside = false;
    if (inside) {
      arms.arms.back().clauses.push_back(&clause);
    } else {
      arms.own.push_back(&clause);
    }
  }
  return arms;
}

void LowerExperiments(Folder& folder, const std::vector<bool>& sound, LowerRuleFunction lower_rule) {
  for (std::size_t i = 0; i < folder.experiments.size(); ++i) {
    const tree::Head& head = *folder.experiments[i];
    const Arms arms = ArmsOf(head);
    tree::Head own;  // without the clauses of the arms
    own.word = head.word;
    own.span = head.span;
    own.word_span = head.word_span;
    own.name = head.name;
    for (const tree::Clause* clause : arms.own) own.clauses.push_back(*clause);
    Experiment& experiment = folder.program.experiments[i];
    experiment.zone = ZoneOf(folder, own);
    LowerChanges(folder, own, experiment);
    LowerSplit(folder, own, experiment);
    if (const auto* share = FindPayload<tree::SharePayload>(own, ClauseWord::kHoldout))
      experiment.holdout = LowerShare(folder, *share, "holdout").value_or(0);
    LowerMeasure(folder, own, experiment);
    LowerAudience(folder, own, experiment);
    RequireConsent(folder, own, experiment);
    for (const Arm& arm : arms.arms) {
      if (!arm.variant->broken) LowerArm(folder, arm, sound, lower_rule, experiment);
    }
    CheckShares(folder, own, experiment);
    const bool holds_out = std::any_of(own.clauses.begin(), own.clauses.end(),
                                       [](const tree::Clause& clause) { return clause.word == ClauseWord::kHoldout; });
    const bool understood = std::none_of(head.clauses.begin(), head.clauses.end(),
                                         [](const tree::Clause& clause) { return clause.broken; });
    if (arms.arms.empty() && !holds_out && understood) ReportNoArms(folder, head);
  }
  FindClashes(folder);
}

}  // namespace nextmove::dsl

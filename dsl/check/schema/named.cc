// Lowers values, tiers and segments, and keeps what each reads.
#include "dsl/check/schema/named.h"

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/expressions/reads.h"
#include "dsl/check/schema/signals.h"

namespace nextmove::dsl {
namespace {

Reads NoReads(const Folder& folder) { return Reads(folder.program.project.purposes.size()); }

// ---- value ----

// Whether a case may stand beside the first one; items of lists that are empty fit any list.
bool SameType(const Type& a, const Type& b) {
  if (a.kind == TypeKind::kUnknown || b.kind == TypeKind::kUnknown) return true;
  if (a.kind == TypeKind::kList && b.kind == TypeKind::kList) {
    return a.element() == nullptr || b.element() == nullptr || SameType(*a.element(), *b.element());
  }
  if (a.is_text_like() && b.is_text_like()) return true;
  return a.kind == b.kind;
}

void ReportCaseType(Folder& folder, const tree::SetPayload& set, const Expr& value, const NamedValue& named) {
  Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, set.value->span,
                                     "all cases of " + Ticked(named.name) + " give the same kind of value");
  report.label = "is " + Ticked(value.type.ToString());
  report.related.push_back({named.cases.front().value.span, "is " + Ticked(named.type.ToString())});
  report.help.push_back("write a value like that of the first case");
}

void LowerValue(Folder& folder, const tree::Head& head, NamedValue& named, Reads& reads) {
  ExprContext context{.zone = ZoneOf(folder, head)};
  const tree::Clause* open = nullptr;  // a case without `if`
  ForEachClause<tree::SetPayload>(head, ClauseWord::kSet, [&](const tree::Clause& clause, const tree::SetPayload& set) {
    if (!set.value) return;
    if (open != nullptr) {
      Diagnostic& report = folder.Report(DiagnosticKind::kWrongClause, clause.span,
                                         "this case of " + Ticked(named.name) + " is never reached");
      report.label = "stands after a case without `if`";
      report.related.push_back({open->span, "holds always"});
      report.help.push_back("put the case without `if` last");
      return;
    }
    if (!set.condition) open = &clause;
    const ErrorWatch watch(folder);
    ValueCase lowered;
    context.expected = named.cases.empty() ? nullptr : &named.type;
    lowered.value = CheckValue(folder.typing, *set.value, context);
    if (watch.failed()) return;
    if (!named.cases.empty() && !SameType(named.type, lowered.value.type)) {
      return ReportCaseType(folder, set, lowered.value, named);
    }
    context.expected = nullptr;
    if (set.condition) lowered.condition = CheckCondition(folder.typing, *set.condition, context);
    AddReads(folder, lowered.value, reads);
    if (lowered.condition) AddReads(folder, *lowered.condition, reads);
    if (named.cases.empty() || named.type.kind == TypeKind::kUnknown) named.type = lowered.value.type;
    named.cases.push_back(std::move(lowered));
  });
  const auto* otherwise = FindPayload<tree::ExprPayload>(head, ClauseWord::kOtherwise);
  if (otherwise == nullptr || !otherwise->value || named.type.kind == TypeKind::kUnknown) return;
  named.otherwise = CheckConstant(folder.typing, *otherwise->value, named.type, ExprContext{.expected = &named.type});
}

// ---- tiers ----

bool Ascends(const Value& low, const Value& high) {
  if (low.money() != nullptr && high.money() != nullptr) {
    return low.money()->Fits(*high.money()) && low.money()->amount < high.money()->amount;
  }
  if (low.number() != nullptr && high.number() != nullptr) return *low.number() < *high.number();
  if (low.percent() != nullptr && high.percent() != nullptr) return low.percent()->points < high.percent()->points;
  return true;  // of wrong types, explained already
}

void ReportStep(Folder& folder, const Tiers& tiers, const tree::Expr& from, const Value& before, const Value& bound) {
  const Money* low = before.money();
  const Money* high = bound.money();
  const bool currencies = low != nullptr && high != nullptr && !low->Fits(*high);
  Diagnostic& report =
      folder.Report(DiagnosticKind::kStepsNotAscending, from.span,
                    "the steps of " + Ticked(tiers.name) + (currencies ? " mix two currencies" : " do not ascend"));
  report.label = (currencies ? "the step before is in the currency of " : "not above ") + Ticked(before.ToString());
  report.help.push_back(currencies ? "write the bounds of all steps in one currency"
                                   : "write the steps from the lowest bound to the highest");
}

void LowerTiers(Folder& folder, const tree::Head& head, Tiers& tiers, Reads& reads) {
  ExprContext context{.zone = ZoneOf(folder, head)};
  const auto* counts = FindPayload<tree::ExprPayload>(head, ClauseWord::kCounts);
  if (counts == nullptr || !counts->value) return;
  tiers.counts = CheckValue(folder.typing, *counts->value, context);
  AddReads(folder, tiers.counts, reads);
  const TypeKind kind = tiers.counts.type.kind;
  if (kind == TypeKind::kUnknown) return;
  if (kind != TypeKind::kMoney && kind != TypeKind::kNumber && kind != TypeKind::kPercent) {
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, counts->value->span,
                                       "tiers count an amount, a number or a percentage");
    report.label = "is " + Ticked(tiers.counts.type.ToString());
    report.help.push_back("write what the steps are reached by: `counts cart.total`");
    return;
  }
  bool failed = false;
  Type value_type;
  ForEachClause<tree::StepPayload>(head, ClauseWord::kStep, [&](const tree::Clause&, const tree::StepPayload& payload) {
    for (const auto& [value, from] : payload.steps) {
      if (failed || !value || !from) return;
      const ErrorWatch watch(folder);
      Tiers::Step step;
      const Expr typed = CheckValue(folder.typing, *value, context);
      if (value_type.kind == TypeKind::kUnknown) value_type = typed.type;
      if (!watch.failed()) step.value = CheckConstant(folder.typing, *value, value_type, context);
      if (!watch.failed()) step.from = CheckConstant(folder.typing, *from, tiers.counts.type, context);
      if (!watch.failed() && !tiers.steps.empty() && !Ascends(tiers.steps.back().from, step.from)) {
        ReportStep(folder, tiers, *from, tiers.steps.back().from, step.from);
      }
      failed = watch.failed();
      tiers.steps.push_back(std::move(step));
    }
  });
}

// ---- segment ----

void LowerSegment(Folder& folder, const tree::Head& head, Segment& segment, Reads& reads) {
  const ExprContext context{.zone = ZoneOf(folder, head)};
  ForEachClause<tree::ExprPayload>(head, ClauseWord::kWhen, [&](const tree::Clause&, const tree::ExprPayload& when) {
    if (!when.value) return;
    segment.when.push_back(CheckCondition(folder.typing, *when.value, context));
    AddReads(folder, segment.when.back(), reads);
  });
}

}  // namespace

void LowerNamed(Folder& folder) {
  Program& program = folder.program;
  folder.value_reads.assign(folder.values.size(), NoReads(folder));
  folder.tiers_reads.assign(folder.tiers.size(), NoReads(folder));
  folder.segment_reads.assign(folder.segments.size(), NoReads(folder));
  folder.signal_reads.assign(folder.signals.size(), NoReads(folder));
  for (const tree::Head* head : folder.in_order) {
    const auto index = static_cast<std::size_t>(folder.declarations.Find(head->name.text)->index);
    if (head->word == HeadWord::kValue) {
      LowerValue(folder, *head, program.values[index], folder.value_reads[index]);
    } else if (head->word == HeadWord::kTiers) {
      LowerTiers(folder, *head, program.tiers[index], folder.tiers_reads[index]);
    } else if (head->word == HeadWord::kSignal) {
      LowerSignal(folder, *head, program.signals[index], folder.signal_reads[index]);
    } else if (head->word == HeadWord::kScore) {
      LowerScore(folder, *head, program.scores[index]);
    } else if (head->word == HeadWord::kClusters) {
      LowerClusters(folder, *head, program.clusters[index]);
    } else {
      LowerSegment(folder, *head, program.segments[index], folder.segment_reads[index]);
    }
  }
}

}  // namespace nextmove::dsl

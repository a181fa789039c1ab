#include "dsl/check/rules.h"

#include <algorithm>

#include "dsl/check/consent.h"
#include "dsl/check/content.h"
#include "dsl/check/discounts.h"
#include "dsl/check/navigation.h"
#include "dsl/check/overrides.h"
#include "dsl/check/schedules.h"
#include "dsl/check/slots.h"

namespace nextmove::dsl {
namespace {

RuleKind KindOf(HeadWord word) {
  if (word == HeadWord::kOverlay) return RuleKind::kOverlay;
  if (word == HeadWord::kDiscount) return RuleKind::kDiscount;
  if (word == HeadWord::kNavigation) return RuleKind::kNavigation;
  return RuleKind::kBanner;
}

std::vector<int> LowerNames(Folder& folder, const tree::Head& head, ClauseWord word, HeadWord kind,
                            DiagnosticKind unknown) {
  const auto* names = FindPayload<tree::Names>(head, word);
  return names == nullptr ? std::vector<int>() : ResolveAll(folder, *names, {kind}, unknown, RowOf(kind).text);
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

void ReportMomentLater(Folder& folder, const Span& span, const std::string& what) {
  Diagnostic& report = folder.Report(DiagnosticKind::kNotDecidedYet, span, what + " is not decided by this version");
  report.label = "a moment is a name";
  report.help.push_back("write the names of moments that the client sends: `on page_load, exit_intent`");
}

void LowerMoments(Folder& folder, const tree::Clause& clause, const tree::OnPayload& on, Rule& rule) {
  if (on.after) return ReportMomentLater(folder, clause.span, "`on` with `after`");
  if (on.at) return ReportMomentLater(folder, clause.span, "`on` with `at`");
  for (const tree::Moment& moment : on.moments) {
    if (moment.anniversary_of) return ReportMomentLater(folder, moment.span, "`on anniversary of`");
    if (moment.every) return ReportMomentLater(folder, moment.span, "`on every`");
    if (!moment.occurrence) continue;
    const tree::Occurrence& occurrence = *moment.occurrence;
    if (occurrence.field || occurrence.value || occurrence.where || occurrence.of_this || occurrence.same) {
      return ReportMomentLater(folder, moment.span, "a condition on the moment");
    }
    const std::string& name = occurrence.event.text;
    if (std::find(rule.on.begin(), rule.on.end(), name) == rule.on.end()) rule.on.push_back(name);
  }
}

void LowerPriority(Folder& folder, const tree::Head& head, Rule& rule) {
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kPriority);
  if (names == nullptr || names->names.empty()) return;
  const std::vector<std::string> words = {"critical", "high", "normal", "low"};
  const auto it = std::find(words.begin(), words.end(), names->names.front().text);
  if (it == words.end()) return ReportUnknownWord(folder, names->names.front(), "priority", words);
  rule.priority = static_cast<Priority>(3 - (it - words.begin()));
}

std::optional<Expr> LowerWorth(Folder& folder, const tree::Head& head, const ExprContext& context) {
  const auto* worth = FindPayload<tree::ExprPayload>(head, ClauseWord::kWorth);
  if (worth == nullptr || !worth->value) return std::nullopt;
  Expr value = folder.expressions.Value(*worth->value, context);
  if (value.type.kind == TypeKind::kMoney) return value;
  if (value.type.kind == TypeKind::kUnknown) return std::nullopt;
  const bool number = value.type.kind == TypeKind::kNumber;
  const Currency& currency = folder.program.project.currency;
  Diagnostic& report = folder.Report(number ? DiagnosticKind::kCurrencyMissing : DiagnosticKind::kWrongType,
                                     worth->value->span, "`worth` is an amount of money");
  report.label = "is " + Ticked(value.type.ToString());
  report.help.push_back("write " +
                        Ticked("worth " + (number ? std::string(folder.sources.TextOf(worth->value->span)) : "9") +
                               " " + std::string(currency.is_none() ? "EUR" : currency.code())));
  return std::nullopt;
}

std::optional<Expr> LowerLikelihood(Folder& folder, const tree::Head& head, const ExprContext& context) {
  const auto* likelihood = FindPayload<tree::ExprPayload>(head, ClauseWord::kLikelihood);
  if (likelihood == nullptr || !likelihood->value) return std::nullopt;
  Expr value = folder.expressions.Value(*likelihood->value, context);
  if (value.type.kind == TypeKind::kUnknown) return std::nullopt;
  const Percent* percent = value.op == Op::kConstant ? value.constant.percent() : nullptr;
  const bool out_of_range = percent != nullptr && (percent->points.is_negative() || Decimal(100) < percent->points);
  if (value.type.kind == TypeKind::kPercent && !out_of_range) return value;
  Diagnostic& report = folder.Report(out_of_range ? DiagnosticKind::kPercentRange : DiagnosticKind::kWrongType,
                                     likelihood->value->span, "`likelihood` is a percentage from 0% to 100%");
  report.label = "is " + Ticked(out_of_range ? percent->ToString() : value.type.ToString());
  report.help.push_back("write `likelihood 5%`");
  return std::nullopt;
}

void LowerDecision(Folder& folder, const tree::Head& head, Rule& rule) {
  const ExprContext context{.zone = rule.zone};
  rule.for_segments = LowerNames(folder, head, ClauseWord::kFor, HeadWord::kSegment, DiagnosticKind::kUnknownSegment);
  rule.except_segments =
      LowerNames(folder, head, ClauseWord::kExcept, HeadWord::kSegment, DiagnosticKind::kUnknownSegment);
  rule.needs = LowerPurposes(folder, head, ClauseWord::kNeeds);
  rule.uses = LowerPurposes(folder, head, ClauseWord::kUses);
  ForEachClause<tree::ExprPayload>(head, ClauseWord::kWhen, [&](const tree::Clause&, const tree::ExprPayload& when) {
    if (when.value) rule.when.push_back(folder.expressions.Condition(*when.value, context));
  });
  if (const auto* on = FindPayload<tree::OnPayload>(head, ClauseWord::kOn)) {
    LowerMoments(folder, *FindClause(head, ClauseWord::kOn), *on, rule);
  }
  ForEachClause<tree::Schedule>(head, ClauseWord::kActive,
                                [&](const tree::Clause& clause, const tree::Schedule& active) {
                                  if (auto schedule = LowerSchedule(folder, active, clause.span, rule.zone))
                                    rule.active.push_back(std::move(*schedule));
                                });
  rule.placements =
      LowerNames(folder, head, ClauseWord::kPlace, HeadWord::kPlacement, DiagnosticKind::kUnknownPlacement);
  rule.groups = LowerNames(folder, head, ClauseWord::kCompetes, HeadWord::kGroup, DiagnosticKind::kUnknownGroup);
  LowerPriority(folder, head, rule);
  rule.worth = LowerWorth(folder, head, context);
  rule.likelihood = LowerLikelihood(folder, head, context);
  if (const auto* offline = FindPayload<tree::Names>(head, ClauseWord::kOffline)) CheckOffline(folder, *offline);
  rule.content = LowerParts(folder, head, context);
  MergeUsed(folder, head, rule.content);
}

}  // namespace

void LowerRules(Folder& folder) {
  for (std::size_t i = 0; i < folder.rules.size(); ++i) {
    const tree::Head& head = *folder.rules[i];
    Rule& rule = folder.program.rules[i];
    rule.kind = KindOf(head.word);
    rule.zone = ZoneOf(folder, head);
    LowerDecision(folder, head, rule);
    if (rule.kind == RuleKind::kDiscount) LowerDiscount(folder, head, ExprContext{.zone = rule.zone}, rule);
    if (rule.kind == RuleKind::kNavigation) LowerNavigation(folder, head, rule);
    RequireConsent(folder, head, rule);
  }
  LowerOverrides(folder);
  CheckUnits(folder);
}

}  // namespace nextmove::dsl

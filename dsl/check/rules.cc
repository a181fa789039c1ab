// Lowers rules: the part that all kinds share, then the part of the kind, then what names other rules.
#include "dsl/check/rules.h"

#include <algorithm>
#include <set>

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/kinds/asks.h"
#include "dsl/check/kinds/audiences.h"
#include "dsl/check/kinds/discounts.h"
#include "dsl/check/kinds/navigation.h"
#include "dsl/check/kinds/pricing.h"
#include "dsl/check/kinds/search.h"
#include "dsl/check/kinds/shelves.h"
#include "dsl/check/rules/budgets.h"
#include "dsl/check/rules/caps.h"
#include "dsl/check/rules/consent.h"
#include "dsl/check/rules/experiments.h"
#include "dsl/check/rules/guards.h"
#include "dsl/check/rules/moments.h"
#include "dsl/check/rules/overrides.h"
#include "dsl/check/rules/picks.h"
#include "dsl/check/rules/schedules.h"
#include "dsl/check/rules/slots.h"
#include "dsl/check/schema/content.h"

namespace nextmove::dsl {
namespace {

RuleKind KindOf(HeadWord word) {
  switch (word) {
    case HeadWord::kOverlay:
      return RuleKind::kOverlay;
    case HeadWord::kDiscount:
      return RuleKind::kDiscount;
    case HeadWord::kNavigation:
      return RuleKind::kNavigation;
    case HeadWord::kRecommend:
      return RuleKind::kRecommend;
    case HeadWord::kMessage:
      return RuleKind::kMessage;
    case HeadWord::kSearch:
      return RuleKind::kSearch;
    case HeadWord::kPricing:
      return RuleKind::kPricing;
    case HeadWord::kAsk:
      return RuleKind::kAsk;
    case HeadWord::kAudience:
      return RuleKind::kAudience;
    case HeadWord::kBanner:
      return RuleKind::kBanner;
    case HeadWord::kProject:
    case HeadWord::kAttribute:
    case HeadWord::kEvent:
    case HeadWord::kCatalogue:
    case HeadWord::kSignal:
    case HeadWord::kPlacement:
    case HeadWord::kGroup:
    case HeadWord::kContent:
    case HeadWord::kValue:
    case HeadWord::kTiers:
    case HeadWord::kScore:
    case HeadWord::kClusters:
    case HeadWord::kSegment:
    case HeadWord::kExperiment:
    case HeadWord::kGuard:
    case HeadWord::kTest:
      break;  // no rules
  }
  return RuleKind::kBanner;
}

std::vector<int> LowerNames(Folder& folder, const tree::Head& head, ClauseWord word, HeadWord kind,
                            DiagnosticKind unknown) {
  const auto* names = FindPayload<tree::Names>(head, word);
  return names == nullptr ? std::vector<int>() : ResolveAll(folder, *names, {kind}, unknown, RowOf(kind).text);
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
  Expr value = CheckValue(folder.typing, *worth->value, context);
  if (value.type.kind == TypeKind::kMoney) return value;
  if (value.type.kind == TypeKind::kUnknown) return std::nullopt;
  const bool number = value.type.kind == TypeKind::kNumber;
  Diagnostic& report = folder.Report(number ? DiagnosticKind::kCurrencyMissing : DiagnosticKind::kWrongType,
                                     worth->value->span, "`worth` is an amount of money");
  report.label = "is " + Ticked(value.type.ToString());
  report.help.push_back("write " +
                        Ticked("worth " + (number ? std::string(folder.sources.TextOf(worth->value->span)) : "9") +
                               " " + CodeOf(folder)));
  return std::nullopt;
}

std::optional<Expr> LowerLikelihood(Folder& folder, const tree::Head& head, const ExprContext& context) {
  const auto* likelihood = FindPayload<tree::ExprPayload>(head, ClauseWord::kLikelihood);
  if (likelihood == nullptr || !likelihood->value) return std::nullopt;
  Expr value = CheckValue(folder.typing, *likelihood->value, context);
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

// Who gets it, where and when.
void LowerReach(Folder& folder, const tree::Head& head, Rule& rule) {
  rule.for_segments = LowerNames(folder, head, ClauseWord::kFor, HeadWord::kSegment, DiagnosticKind::kUnknownSegment);
  rule.except_segments =
      LowerNames(folder, head, ClauseWord::kExcept, HeadWord::kSegment, DiagnosticKind::kUnknownSegment);
  rule.needs = LowerPurposes(folder, head, ClauseWord::kNeeds);
  rule.uses = LowerPurposes(folder, head, ClauseWord::kUses);
  LowerMoments(folder, head, rule);
  rule.active = LowerSchedules(folder, head, ClauseWord::kActive, rule.zone);
  if (auto* message = std::get_if<kinds::Message>(&rule.own))
    message->quiet = LowerSchedules(folder, head, ClauseWord::kQuiet, rule.zone);
  rule.placements =
      LowerNames(folder, head, ClauseWord::kPlace, HeadWord::kPlacement, DiagnosticKind::kUnknownPlacement);
  rule.groups = LowerNames(folder, head, ClauseWord::kCompetes, HeadWord::kGroup, DiagnosticKind::kUnknownGroup);
  LowerPriority(folder, head, rule);
}

// What reads the visitor and what the rule picked.
void LowerConditions(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule) {
  ForEachClause<tree::ExprPayload>(head, ClauseWord::kWhen, [&](const tree::Clause&, const tree::ExprPayload& when) {
    if (when.value) rule.when.push_back(CheckCondition(folder.typing, *when.value, context));
  });
  MoveConditions(rule);
  rule.worth = LowerWorth(folder, head, context);
  rule.likelihood = LowerLikelihood(folder, head, context);
  rule.content = LowerParts(folder, head, context);
  MergeUsed(folder, head, rule.content);
}

void LowerOffline(Folder& folder, const tree::Head& head, Rule& rule) {
  rule.offline_allow = folder.program.project.offline_allow;
  const auto* offline = FindPayload<tree::Names>(head, ClauseWord::kOffline);
  if (offline == nullptr || offline->names.empty()) return;
  CheckOffline(folder, *offline);
  rule.offline_allow = offline->names.front().text == "allow";
}

decltype(Rule::own) OwnPartOf(RuleKind kind) {
  switch (kind) {
    case RuleKind::kOverlay:
    case RuleKind::kBanner:
      break;
    case RuleKind::kDiscount:
      return kinds::Discount{};
    case RuleKind::kNavigation:
      return kinds::Navigation{};
    case RuleKind::kRecommend:
      return kinds::Recommend{};
    case RuleKind::kMessage:
      return kinds::Message{};
    case RuleKind::kSearch:
      return kinds::Search{};
    case RuleKind::kPricing:
      return kinds::Pricing{};
    case RuleKind::kAsk:
      return kinds::Ask{};
    case RuleKind::kAudience:
      return kinds::Audience{};
  }
  return {};
}

void LowerOwnPart(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule) {
  switch (rule.kind) {
    case RuleKind::kOverlay:
    case RuleKind::kBanner:
      return;
    case RuleKind::kDiscount:
      return LowerDiscount(folder, head, context, rule);
    case RuleKind::kNavigation:
      return LowerNavigation(folder, head, context, rule);
    case RuleKind::kRecommend:
    case RuleKind::kMessage:
      return LowerShelf(folder, head, context, rule);
    case RuleKind::kSearch:
      return LowerSearch(folder, head, context, rule);
    case RuleKind::kPricing:
      return LowerPricing(folder, head, context, rule);
    case RuleKind::kAsk:
      return LowerAsk(folder, head, context, rule);
    case RuleKind::kAudience:
      return LowerAudience(folder, head, rule);
  }
}

std::vector<Rule::ClausePlace> PlacesOf(const tree::Head& head) {
  std::vector<Rule::ClausePlace> places;
  std::set<ClauseWord> seen;
  for (const tree::Clause& clause : head.clauses)
    if (seen.insert(clause.word).second) places.push_back({clause.word, clause.span});
  return places;
}

void LowerRule(Folder& folder, const tree::Head& head, Rule& rule) {
  rule.kind = KindOf(head.word);
  rule.own = OwnPartOf(rule.kind);
  rule.clauses = PlacesOf(head);
  rule.zone = ZoneOf(folder, head);
  LowerReach(folder, head, rule);
  std::vector<PickName> picks;
  const ExprContext context{.zone = rule.zone, .picks = &picks, .moment_event = MomentEvent(rule)};
  LowerPicks(folder, head, context, picks, rule);
  LowerConditions(folder, head, context, rule);
  LowerOwnPart(folder, head, context, rule);
  LowerCaps(folder, head, context, rule);
  rule.budgets = LowerBudgets(folder, head);
  LowerOffline(folder, head, rule);
  RequireConsent(folder, head, rule);
}

// The rule as an arm of an experiment has it. Who gets it and where is as written.
void LowerArmRule(Folder& folder, const tree::Head& head, int index, Rule& rule) {
  LowerRule(folder, head, rule);
  rule.overrides = LowerOverridesOf(folder, head, index);
}

}  // namespace

void LowerRules(Folder& folder) {
  std::vector<bool> sound(folder.rules.size());
  for (std::size_t i = 0; i < folder.rules.size(); ++i) {
    const ErrorWatch watch(folder);
    LowerRule(folder, *folder.rules[i], folder.program.rules[i]);
    sound[i] = !watch.failed();
  }
  LowerOverrides(folder);
  LowerSlotCaps(folder);
  LowerExperiments(folder, sound, LowerArmRule);
  if (!folder.sink.has_errors()) CheckOverridesOfArms(folder);
  LowerGuards(folder);
  CheckUnits(folder);
}

}  // namespace nextmove::dsl

// Lowers places and groups: their order, how many win, what is shown instead.
#include "dsl/check/rules/slots.h"

#include <algorithm>

#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/expressions/reads.h"
#include "dsl/check/rules/budgets.h"
#include "dsl/check/rules/schedules.h"
#include "dsl/check/type_words.h"
#include "dsl/program/walk.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

bool HasOrder(const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo:
    case TypeKind::kNumber:
    case TypeKind::kPercent:
    case TypeKind::kMoney:
    case TypeKind::kDuration:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kUnknown:
      return true;
    case TypeKind::kText:
    case TypeKind::kOneOf:
    case TypeKind::kCountry:
    case TypeKind::kTimeZone:
    case TypeKind::kItem:
    case TypeKind::kList:
    case TypeKind::kRecord:
      return false;
  }
  return false;
}

Expr Leaf(Op op, TypeKind kind, const Span& span) {
  Expr expr;
  expr.op = op;
  expr.type.kind = kind;
  expr.span = span;
  return expr;
}

// `action.priority, action.likelihood * action.worth`
std::vector<RankKey> DefaultRank(const Span& span) {
  Expr product = Leaf(Op::kMultiply, TypeKind::kMoney, span);
  product.children.push_back(Leaf(Op::kActionLikelihood, TypeKind::kPercent, span));
  product.children.push_back(Leaf(Op::kActionWorth, TypeKind::kMoney, span));
  std::vector<RankKey> keys(2);
  keys[0].value = Leaf(Op::kActionPriority, TypeKind::kNumber, span);
  keys[1].value = std::move(product);
  return keys;
}

void LowerAllows(Folder& folder, const tree::Head& head, Slot& slot) {
  const auto* allows = FindPayload<tree::IntPayload>(head, ClauseWord::kAllows);
  if (allows == nullptr || !allows->value) return;
  if (*allows->value >= 1 && *allows->value <= 1'000'000) {
    slot.allows = static_cast<int>(*allows->value);
    return;
  }
  Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, allows->span,
                                     Ticked("allows " + std::to_string(*allows->value)) + " lets nothing sensible win");
  report.label = "from 1 to 1000000";
  report.help.push_back("write how many win, `allows 1`, or `allows all`");
}

void LowerExplore(Folder& folder, const tree::Head& head, Slot& slot) {
  const auto* share = FindPayload<tree::SharePayload>(head, ClauseWord::kExplore);
  if (share == nullptr) return;
  if (!share->percent.is_negative() && share->percent <= Decimal(100)) {
    slot.explore_percent = share->percent;
    return;
  }
  Diagnostic& report = folder.Report(DiagnosticKind::kShareRange, share->span, "`explore` is a share from 0% to 100%");
  report.label = "no such share";
  report.help.push_back("write the share of decisions left to chance: `explore 2%`");
}

void LowerSlot(Folder& folder, const tree::Head& head, Slot& slot) {
  slot.zone = ZoneOf(folder, head);
  LowerAllows(folder, head, slot);
  LowerExplore(folder, head, slot);
  if (const auto* held = FindPayload<tree::DurationPayload>(head, ClauseWord::kHeld))
    slot.held = LowerDuration(folder.typing, held->duration);
  slot.quiet = LowerSchedules(folder, head, ClauseWord::kQuiet, slot.zone);
  const auto* rank = FindPayload<tree::RankPayload>(head, ClauseWord::kRank);
  if (rank == nullptr) {
    slot.rank = DefaultRank(head.span);
  } else {
    slot.rank = LowerRank(folder, *rank, ExprContext{.zone = slot.zone, .action_keys = true});
  }
  if (const auto* ties = FindPayload<tree::Names>(head, ClauseWord::kTies)) {
    slot.ties = ResolveAll(folder, *ties, kRuleHeads, DiagnosticKind::kUnknownRule, "rule");
  }
}

void LowerChannels(Folder& folder, const tree::Head& head, Placement& placement) {
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kChannels);
  if (names == nullptr) return;
  const int attribute = folder.program.page_channel;
  const Type* type = attribute < 0 ? nullptr : &folder.program.attributes[static_cast<std::size_t>(attribute)].type;
  const bool known = type != nullptr && type->kind == TypeKind::kOneOf;
  for (const tree::Name& name : names->names) {
    placement.channels.push_back(name.text);
    if (!known || std::find(type->one_of().begin(), type->one_of().end(), name.text) != type->one_of().end()) continue;
    Diagnostic& report =
        folder.Report(DiagnosticKind::kUnknownChannel, name.span, "unknown channel " + Ticked(name.text));
    report.label = "not a value of `page.channel`";
    report.related.push_back(
        {folder.program.attributes[static_cast<std::size_t>(attribute)].span, "the channels are declared here"});
    const std::string near = Suggest(name.text, type->one_of());
    if (!near.empty()) report.fixes.push_back({name.span, near, false});
    report.help.push_back(near.empty() ? "the channels are " + TickedList(type->one_of())
                                       : "did you mean " + Ticked(near) + "?");
    return;
  }
}

// A placement's own content is shown to everybody, so it can't read what needs consent.
void CheckHouseContent(Folder& folder, const Placement& placement, const Span& span) {
  Reads reads(folder.program.project.purposes.size());
  AddReads(folder, folder.program.contents[static_cast<std::size_t>(placement.otherwise)].parts, reads);
  for (std::size_t purpose = 1; purpose < reads.size(); ++purpose) {
    if (reads[purpose].attribute < 0) continue;
    const Attribute& attribute = folder.program.attributes[static_cast<std::size_t>(reads[purpose].attribute)];
    Diagnostic& report =
        folder.Report(DiagnosticKind::kConsentMissing, span,
                      "what " + Ticked(placement.name) + " shows to everybody reads " + Ticked(attribute.name) +
                          ", which needs consent " + Ticked(folder.program.project.purposes[purpose]));
    report.label = "shown without asking";
    report.related.push_back({reads[purpose].span, "read here"});
    report.help.push_back("name a content without it, and show this one in a rule with `needs consent " +
                          folder.program.project.purposes[purpose] + "`");
    return;
  }
}

void LowerOtherwise(Folder& folder, const tree::Head& head, Placement& placement) {
  const auto* otherwise = FindPayload<tree::ExprPayload>(head, ClauseWord::kOtherwise);
  if (otherwise == nullptr || !otherwise->value) return;
  const tree::Expr& value = *otherwise->value;
  tree::Name name{value.text, value.span};
  if (value.kind == tree::ExprKind::kLiteral && value.literal.text() != nullptr) name.text = *value.literal.text();
  if (name.text.empty()) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kWrongType, value.span, "`otherwise` of a placement names a content");
    report.label = "no name";
    report.help.push_back("write the name of a `content`, or `otherwise nothing`");
    return;
  }
  const Declaration* declaration =
      Resolve(folder, name, {HeadWord::kContent}, DiagnosticKind::kUnknownContent, "content");
  if (declaration == nullptr || declaration->index < 0) return;
  placement.otherwise = declaration->index;
  CheckHouseContent(folder, placement, value.span);
}

bool Mentions(const Slot& slot, Op op) {
  bool found = false;
  for (const RankKey& key : slot.rank) {
    ForEachExpr(key.value, [&](const Expr& expr) { found = found || expr.op == op; });
  }
  return found;
}

// The currency of a fixed worth; none where it is computed.
std::optional<Currency> FixedCurrency(const Rule& rule) {
  if (!rule.worth || rule.worth->op != Op::kConstant || rule.worth->constant.money() == nullptr) return std::nullopt;
  const Money& money = *rule.worth->constant.money();
  if (money.amount.is_zero()) return std::nullopt;
  return money.currency;
}

void CheckSlotUnits(Folder& folder, const Slot& slot, const std::vector<int>& members) {
  if (!Mentions(slot, Op::kActionWorth)) return;
  const Rule* first = nullptr;
  for (const int member : members) {
    const Rule& rule = folder.program.rules[static_cast<std::size_t>(member)];
    const auto currency = FixedCurrency(rule);
    if (!currency) continue;
    if (first == nullptr) {
      first = &rule;
      continue;
    }
    if (*FixedCurrency(*first) == *currency) continue;
    Diagnostic& report =
        folder.Report(DiagnosticKind::kTwoUnits, rule.worth->span,
                      "the rules of " + Ticked(slot.name) + " are ranked by amounts of two currencies");
    report.label = "in " + Ticked(currency->code());
    report.related.push_back(
        {first->worth->span, Ticked(first->name) + " counts in " + Ticked(FixedCurrency(*first)->code())});
    report.help.push_back("write the `worth` of all rules of one place in one currency");
    return;
  }
}

}  // namespace

std::vector<RankKey> LowerRank(Folder& folder, const tree::RankPayload& rank, const ExprContext& context) {
  std::vector<RankKey> keys;
  for (const auto& [value, lowest_first] : rank.keys) {
    if (!value) break;
    const ErrorWatch watch(folder);
    RankKey key{CheckValue(folder.typing, *value, context), lowest_first};
    if (watch.failed()) break;
    if (!HasOrder(key.value.type)) {
      Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, value->span,
                                         Ticked(folder.sources.TextOf(value->span)) + " has no order to rank by");
      report.label = "is " + Describe(key.value.type);
      report.help.push_back("rank by a number, an amount, a percentage, a duration or a date");
      break;
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

void LowerSlots(Folder& folder) {
  for (std::size_t i = 0; i < folder.placements.size(); ++i) {
    Placement& placement = folder.program.placements[i];
    LowerSlot(folder, *folder.placements[i], placement);
    LowerChannels(folder, *folder.placements[i], placement);
    LowerOtherwise(folder, *folder.placements[i], placement);
  }
  for (std::size_t i = 0; i < folder.groups.size(); ++i) {
    LowerSlot(folder, *folder.groups[i], folder.program.groups[i]);
    folder.program.groups[i].budgets = LowerBudgets(folder, *folder.groups[i]);
  }
}

void CheckUnits(Folder& folder) {
  std::vector<std::vector<int>> of_placement(folder.placements.size()), of_group(folder.groups.size());
  for (std::size_t i = 0; i < folder.program.rules.size(); ++i) {
    const Rule& rule = folder.program.rules[i];
    for (const int placement : rule.placements)
      of_placement[static_cast<std::size_t>(placement)].push_back(static_cast<int>(i));
    for (const int group : rule.groups) of_group[static_cast<std::size_t>(group)].push_back(static_cast<int>(i));
  }
  for (std::size_t i = 0; i < of_placement.size(); ++i)
    CheckSlotUnits(folder, folder.program.placements[i], of_placement[i]);
  for (std::size_t i = 0; i < of_group.size(); ++i) CheckSlotUnits(folder, folder.program.groups[i], of_group[i]);
}

}  // namespace nextmove::dsl

// Judges one rule: what it picks, gives and says, and whether its limits and budgets allow it.
#include "dsl/value/index.h"
#include "engine/decide/judge/judgement.h"
#include "engine/decide/judge/pick.h"
#include "engine/decide/kinds/budget.h"
#include "engine/decide/kinds/discount.h"
#include "engine/decide/kinds/navigation.h"
#include "engine/decide/kinds/price.h"
#include "engine/decide/kinds/render.h"
#include "engine/decide/kinds/shelf.h"
#include "engine/decide/reuse.h"

namespace nextmove::engine {
namespace {

using dsl::ClauseWord;
using dsl::RuleKind;
using dsl::Truth;
using dsl::Value;

std::string Nothing() { return {}; }

}  // namespace

void Judgement::Compute() {
  if (!Pick()) return;
  FillFacts();
  static_cast<void>(Give() && Price() && Limit() && StopAfter() && Budget() && Quiet() && Holdout() && From() && Say());
}

bool Judgement::Pick() {
  if (rule_.picks.empty() || Skips(ClauseWord::kPick)) return true;
  const bool picked = ChoosePicks(rule_, frame_, scope(), judged_.picks);
  for (std::size_t i = 0; i < judged_.picks.size(); ++i) {
    const dsl::Pick& pick = rule_.picks[i];
    const Value& value = judged_.picks[i];
    Tell(
        "pick", value.is_known(), pick.span, [&] { return WrittenAt("pick", pick.span); },
        [&] { return value.is_known() ? pick.name + " = " + value.ToString() : std::string("nothing to pick"); });
  }
  return picked || Stop(ReasonCode::kNothingToPick, "pick");
}

void Judgement::FillFacts() {
  dsl::ActionFacts& facts = judged_.facts;
  dsl::Evaluator evaluator = frame_.Under(scope());
  facts.priority = static_cast<int>(rule_.priority);
  facts.saving = {};
  facts.likelihood = rule_.likelihood ? evaluator.Evaluate(*rule_.likelihood) : Value(dsl::Percent{dsl::Decimal(5)});
  facts.worth = rule_.worth ? evaluator.Evaluate(*rule_.worth) : Value(dsl::Money{dsl::Decimal(1), frame_.currency});
  if (!frame_.mode.outside) return;
  Value given = Given(frame_.mode.outside->likelihoods, judged_.rule);
  if (given.is_known()) facts.likelihood = std::move(given);
}

bool Judgement::Give() {
  if (!rule_.discount() || Skips(ClauseWord::kGive)) return true;
  Pieces taken;
  Savings& savings = judged_.Terms<Savings>();
  dsl::Evaluator evaluator = frame_.Under(scope());
  const std::string_view clause = ComputeSavings(rule_, frame_, evaluator, judged_.facts.worth, taken, savings);
  if (savings.saving) judged_.facts.saving = *savings.saving;
  for (const dsl::Buy& buy : rule_.discount()->buys)
    Tell(
        "buy", clause != "buy", buy.span, [&] { return WrittenAt("buy", buy.span); }, Nothing);
  const dsl::Span span = rule_.SpanOf(ClauseWord::kGive);
  if (clause != "buy") {
    Tell(
        "give", clause.empty(), span, [&] { return WrittenAt("give", span); },
        [&] {
          if (!clause.empty()) return std::string("saves nothing");
          return savings.saving ? "saving = " + savings.saving->ToString()
                                : std::string("saving unknown: the cart is empty or unknown");
        });
  }
  return clause.empty() || Stop(ReasonCode::kNoEffect, clause);
}

bool Judgement::Price() {
  if (rule_.kind != RuleKind::kPricing || Skips(ClauseWord::kGive)) return true;
  std::optional<PriceMove> move;
  dsl::Evaluator evaluator = frame_.Under(scope());
  const std::string_view clause = ReadMove(rule_, frame_, evaluator, move);
  Tell(
      clause == "floor" ? "floor" : "give", clause.empty(),
      clause == "floor" ? SpanOfAny({ClauseWord::kFloor, ClauseWord::kCeiling})
                        : SpanOfAny({ClauseWord::kSet, ClauseWord::kRaise, ClauseWord::kLower}),
      [&] { return std::string(clause == "floor" ? "floor, ceiling" : "price"); },
      [&] {
        if (clause == "floor") return std::string("a floor or ceiling is unknown");
        if (!move) return std::string("the price is unknown");
        return "price = " + dsl::Money{move->start, frame_.currency}.ToString() +
               (clause.empty() ? std::string() : ", and stays so");
      });
  if (!clause.empty()) return Stop(ReasonCode::kNoEffect, clause);
  judged_.Terms<PriceMove>() = std::move(*move);
  return true;
}

// Where the state can't be read, `offline allow` takes limits and stops as free.
bool Judgement::CapHolds(const dsl::Cap& cap, std::string_view word, const Scope& scope) {
  const Truth truth = frame_.Under(scope).Test(cap.holds);
  const bool holds = truth == Truth::kYes || (truth == Truth::kUnknown && rule_.offline_allow);
  Tell(
      word, holds, cap.span,
      [&] { return cap.text.empty() ? WrittenAt(word, cap.span) : std::string(word) + " " + cap.text; },
      [&] { return recorder_->ObservedIn(cap.holds, scope); });
  return holds;
}

template <typename IsClosed, typename Text>
bool Judgement::PassGates(std::string_view word, ReasonCode code, IsClosed is_closed, Text text) {
  const auto tell = [&](const dsl::Slot& slot, const Gate& gate) {
    Tell(
        word, false, slot.span, [&] { return text(gate) + " of " + slot.name; }, Nothing);
  };
  const bool had_places = !judged_.places.empty();
  std::erase_if(judged_.places, [&](int placement) {
    const Gate& gate = frame_.PlacementGate(placement);
    if (is_closed(gate)) tell(frame_.program.placements[At(placement)], gate);
    return is_closed(gate);
  });
  if (had_places && judged_.places.empty()) return Stop(code, word);
  for (const int group : rule_.groups) {
    const Gate& gate = frame_.GroupGate(group);
    if (!is_closed(gate)) continue;
    tell(frame_.program.groups[At(group)], gate);
    return Stop(code, word);
  }
  return true;
}

bool Judgement::Limit() {
  if (Skips(ClauseWord::kLimit)) return true;
  if (rule_.discount() && rule_.discount()->valid)
    judged_.open_until = frame_.openings().OpenUntil(rule_, judged_.picks);
  if (const auto& end = judged_.open_until) {
    const dsl::Span span = rule_.SpanOf(ClauseWord::kValid);
    Tell(
        "limit", true, span, [&] { return WrittenAt("valid", span); },
        [&] { return "the offer is open until " + end->ToString() + ", and no limit stops it"; });
    return true;
  }
  if (!rule_.limits.empty()) {
    Scope counted = scope();
    counted.recount = &frame_.openings().recount();
    for (const dsl::Cap& cap : rule_.limits)
      if (!CapHolds(cap, "limit", counted)) return Stop(ReasonCode::kCapReached, "limit");
  }
  return PassGates(
      "limit", ReasonCode::kCapReached, [](const Gate& gate) { return gate.limit != nullptr; },
      [](const Gate& gate) { return "limit " + gate.limit->text; });
}

bool Judgement::StopAfter() {
  if (Skips(ClauseWord::kStop)) return true;
  for (const dsl::Cap& cap : rule_.stops)
    if (!CapHolds(cap, "stop", scope())) return Stop(ReasonCode::kCooldown, "stop");
  return PassGates(
      "stop", ReasonCode::kCooldown, [](const Gate& gate) { return gate.stop != nullptr; },
      [](const Gate& gate) { return "stop " + gate.stop->text; });
}

bool Judgement::Budget() {
  if (Skips(ClauseWord::kBudget)) return true;
  const auto spent = FindSpentBudget(judged_, frame_);
  if (spent) {
    Tell(
        "budget", false, spent->budget->span,
        [&] {
          return WrittenAt("budget", spent->budget->span) +
                 (spent->group < 0 ? std::string() : " of " + frame_.program.groups[At(spent->group)].name);
        },
        [&] { return spent->observed; });
  }
  return !spent || Stop(ReasonCode::kBudgetSpent, "budget");
}

bool Judgement::Quiet() {
  if (Skips(ClauseWord::kQuiet)) return true;
  if (const auto* message = rule_.message()) {
    for (const dsl::Schedule& quiet : message->quiet) {
      const bool now = frame_.Under(scope()).IsActive(quiet);
      Tell(
          "quiet", !now, quiet.span, [&] { return WrittenAt("quiet", quiet.span); },
          [&] { return "now = " + frame_.now.ToString() + " (" + frame_.zone(quiet.zone).name() + ")"; });
      if (now) return Stop(ReasonCode::kQuietHours, "quiet");
    }
  }
  return PassGates(
      "quiet", ReasonCode::kQuietHours, [](const Gate& gate) { return gate.quiet != nullptr; },
      [&](const Gate& gate) { return WrittenAt("quiet", gate.quiet->span); });
}

dsl::Span Judgement::ExperimentSpan() const {
  for (const ArmOf& arm : in_force_.arms)
    if (!in_force_.held_out || arm.variant == ArmOf::kHoldout)
      return frame_.program.experiments[At(arm.experiment)].span;
  return rule_.span;
}

// A rule that is held out is judged to the end, so that it is known what it would have shown.
bool Judgement::Holdout() {
  if (in_force_.runs && !in_force_.held_out) return true;
  Tell(
      "holdout", false, ExperimentSpan(), [] { return std::string("holdout"); },
      [&] {
        std::string arms;
        for (const ArmOf& arm : in_force_.arms) arms += (arms.empty() ? "" : ", ") + ArmName(frame_.program, arm);
        return arms;
      });
  if (in_force_.runs) {
    recorder_ = nullptr;
    judged_.held_out = From() && Say();
  }
  return Stop(ReasonCode::kHoldout, "holdout");
}

bool Judgement::From() {
  const dsl::Shelf* shelf = rule_.shelf();
  if (!shelf || !shelf->from || Skips(ClauseWord::kFrom)) return true;
  auto& items = judged_.Terms<ShelfItems>().items;
  items.clear();
  dsl::Evaluator evaluator = frame_.Under(scope());
  const std::string_view clause = FillShelf(*shelf, frame_, evaluator, items);
  Tell(
      clause == "take" ? "take" : "from", clause.empty(), shelf->from->span,
      [&] { return WrittenAt("from", shelf->from->span); },
      [&] {
        std::string ids;
        for (const ShelfItem& item : items) ids += (ids.empty() ? "" : ", ") + item.id;
        return ids.empty() ? std::string("nothing") : ids;
      });
  return clause.empty() || Stop(ReasonCode::kNoContent, clause);
}

// A rule that only shows values, all of which are unknown, has no content (language reference, paragraph 17).
bool Judgement::HasContent() const {
  const bool must_show =
      rule_.kind == RuleKind::kOverlay || rule_.kind == RuleKind::kBanner || rule_.kind == RuleKind::kMessage;
  if (!must_show || !judged_.creative.parts.empty()) return true;
  const ShelfItems* shelf = judged_.Given<ShelfItems>();
  return shelf && !shelf->items.empty();
}

bool Judgement::Say() {
  if (Skips(ClauseWord::kSay)) return true;
  dsl::Evaluator evaluator = frame_.Under(scope());
  if (rule_.kind == RuleKind::kNavigation) {
    auto& menus = judged_.Terms<MenuOrders>().by_place;
    menus.clear();
    for (const int placement : judged_.places)
      menus.push_back(OrderMenu(rule_, frame_.facts.menu(placement), evaluator));
  }
  const bool good = Render(rule_.content, frame_, evaluator, rule_.zone, judged_.creative) && HasContent() &&
                    RenderOptions(evaluator) && ReadExports();
  if (!rule_.content.say.empty() || !good) {
    Tell(
        "say", good, SpanOfAny({ClauseWord::kSay, ClauseWord::kShow, ClauseWord::kUse, ClauseWord::kExport}),
        [] { return std::string("say"); },
        [&] { return std::string(good ? "" : "a value that it says or shows is unknown"); });
  }
  return good || Stop(ReasonCode::kNoContent, "say");
}

bool Judgement::RenderOptions(dsl::Evaluator& evaluator) {
  if (!rule_.ask()) return true;
  auto& options = judged_.Terms<Question>().options;
  options.clear();
  for (const dsl::AskOption& option : rule_.ask()->options) {
    std::string text;
    if (!RenderText(option.texts, frame_, evaluator, rule_.zone, text)) return false;
    options.push_back({option.value, std::move(text)});
  }
  return true;
}

// Exports the attributes whose values are known; false: none is, so the rule has nothing to export.
bool Judgement::ReadExports() {
  if (!rule_.audience()) return true;
  auto& exports = judged_.Terms<Exports>().exports;
  exports.clear();
  for (const dsl::Export& one : rule_.audience()->exports) {
    const Value& value = frame_.facts.attribute(one.attribute);
    if (value.is_known()) exports.push_back({one.attribute, value, one.to});
  }
  return !exports.empty();
}

}  // namespace nextmove::engine

// Eligibility of one rule: what it picks, gives and says, and what holds it back.
#include "dsl/value/index.h"
#include "engine/decide/allocate/budget.h"
#include "engine/decide/judge/judgement.h"
#include "engine/decide/judge/pick.h"
#include "engine/decide/kinds/discount.h"
#include "engine/decide/kinds/navigation.h"
#include "engine/decide/kinds/price.h"
#include "engine/decide/kinds/render.h"
#include "engine/decide/kinds/shelf.h"

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
  if (rule_.picks.empty() || Skips("pick")) return true;
  const bool picked = ChoosePicks(rule_, frame_, candidate_->picks);
  for (std::size_t i = 0; i < candidate_->picks.size(); ++i) {
    const dsl::Pick& pick = rule_.picks[i];
    const Value& value = candidate_->picks[i];
    Tell(
        "pick", value.is_known(), pick.span, [&] { return Written("pick", pick.span); },
        [&] { return value.is_known() ? pick.name + " = " + value.ToString() : std::string("nothing to pick"); });
  }
  return picked || Stop(ReasonCode::kNothingToPick, "pick");
}

void Judgement::FillFacts() {
  dsl::ActionFacts& facts = candidate_->facts;
  facts.priority = static_cast<int>(rule_.priority);
  facts.likelihood =
      rule_.likelihood ? frame_.evaluator->Evaluate(*rule_.likelihood) : Value(dsl::Percent{dsl::Decimal(5)});
  facts.worth =
      rule_.worth ? frame_.evaluator->Evaluate(*rule_.worth) : Value(dsl::Money{dsl::Decimal(1), frame_.currency});
  if (!frame_.mode.outside) return;
  Value given = Given(frame_.mode.outside->likelihoods, index_);
  if (given.is_known()) facts.likelihood = std::move(given);
}

bool Judgement::Give() {
  if (!rule_.discount() || Skips("give")) return true;
  Pieces taken;
  const std::string_view clause = ComputeDiscount(rule_, frame_, taken, *candidate_);
  for (const dsl::Buy& buy : rule_.discount()->buys)
    Tell(
        "buy", clause != "buy", buy.span, [&] { return Written("buy", buy.span); }, Nothing);
  const dsl::Span span = rule_.SpanOf(ClauseWord::kGive);
  if (clause != "buy") {
    Tell(
        "give", clause.empty(), span, [&] { return Written("give", span); },
        [&] {
          if (!clause.empty()) return std::string("saves nothing");
          const auto& saving = candidate_->discount.saving;
          return saving ? "saving = " + saving->ToString()
                        : std::string("saving unknown: the cart is empty or unknown");
        });
  }
  return clause.empty() || Stop(ReasonCode::kNoEffect, clause);
}

bool Judgement::Price() {
  if (rule_.kind != RuleKind::kPricing || Skips("give")) return true;
  const std::string_view clause = ReadMove(rule_, frame_, *candidate_);
  const auto& move = candidate_->move;
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
  return clause.empty() || Stop(ReasonCode::kNoEffect, clause);
}

// Where the state can't be read, `offline allow` takes limits and stops as free.
bool Judgement::CapHolds(const dsl::Cap& cap, std::string_view word) {
  const Truth truth = frame_.evaluator->Test(cap.holds);
  const bool holds = truth == Truth::kYes || (truth == Truth::kUnknown && rule_.offline_allow);
  Tell(
      word, holds, cap.span,
      [&] { return cap.text.empty() ? Written(word, cap.span) : std::string(word) + " " + cap.text; },
      [&] { return recorder_->ObservedIn(cap.holds, candidate_->picks); });
  return holds;
}

template <typename Closed>
bool Judgement::PassGates(std::string_view word, ReasonCode code, Closed closed) {
  const auto tell = [&](const dsl::Slot& slot, const std::string& text) {
    Tell(
        word, false, slot.span, [&] { return text + " of " + slot.name; }, Nothing);
  };
  const bool had_places = !candidate_->places.empty();
  std::erase_if(candidate_->places, [&](int placement) {
    const auto text = closed(frame_.PlacementGate(placement));
    if (text) tell(frame_.program.placements[At(placement)], *text);
    return text.has_value();
  });
  if (had_places && candidate_->places.empty()) return Stop(code, word);
  for (const int group : rule_.groups) {
    const auto text = closed(frame_.GroupGate(group));
    if (!text) continue;
    tell(frame_.program.groups[At(group)], *text);
    return Stop(code, word);
  }
  return true;
}

bool Judgement::Limit() {
  if (Skips("limit")) return true;
  if (rule_.discount() && rule_.discount()->valid)
    candidate_->open_until = frame_.openings().OpenUntil(rule_, candidate_->picks);
  if (const auto& end = candidate_->open_until) {
    const dsl::Span span = rule_.SpanOf(ClauseWord::kValid);
    Tell(
        "limit", true, span, [&] { return Written("valid", span); },
        [&] { return "the offer is open until " + end->ToString() + ", and no limit stops it"; });
    return true;
  }
  if (!rule_.limits.empty()) {
    const LimitScope counted(frame_);
    for (const dsl::Cap& cap : rule_.limits)
      if (!CapHolds(cap, "limit")) return Stop(ReasonCode::kCapReached, "limit");
  }
  return PassGates("limit", ReasonCode::kCapReached, [](const Gate& gate) {
    return gate.limit ? std::optional("limit " + gate.limit->text) : std::nullopt;
  });
}

bool Judgement::StopAfter() {
  if (Skips("stop")) return true;
  for (const dsl::Cap& cap : rule_.stops)
    if (!CapHolds(cap, "stop")) return Stop(ReasonCode::kCooldown, "stop");
  return PassGates("stop", ReasonCode::kCooldown, [](const Gate& gate) {
    return gate.stop ? std::optional("stop " + gate.stop->text) : std::nullopt;
  });
}

bool Judgement::Budget() {
  if (Skips("budget")) return true;
  const auto spent = FindSpentBudget(*candidate_, frame_);
  if (spent) {
    Tell(
        "budget", false, spent->budget->span,
        [&] { return Written("budget", spent->budget->span) + (spent->group.empty() ? "" : " of " + spent->group); },
        [&] { return spent->observed; });
  }
  return !spent || Stop(ReasonCode::kBudgetSpent, "budget");
}

bool Judgement::Quiet() {
  if (Skips("quiet")) return true;
  if (const auto* message = rule_.message()) {
    for (const dsl::Schedule& quiet : message->quiet) {
      const bool now = frame_.evaluator->IsActive(quiet);
      Tell(
          "quiet", !now, quiet.span, [&] { return Written("quiet", quiet.span); },
          [&] { return "now = " + frame_.now.ToString() + " (" + frame_.zone(quiet.zone).name() + ")"; });
      if (now) return Stop(ReasonCode::kQuietHours, "quiet");
    }
  }
  return PassGates("quiet", ReasonCode::kQuietHours, [&](const Gate& gate) {
    return gate.quiet ? std::optional(Written("quiet", gate.quiet->span)) : std::nullopt;
  });
}

dsl::Span Judgement::ExperimentSpan() const {
  const auto& names = frame_.program.experiment_names;
  for (const std::string& variant : in_force_.variants) {
    const std::size_t slash = variant.find('/');
    if (in_force_.held_out && variant.substr(slash + 1) != kHoldoutArm) continue;
    const auto experiment = names.find(variant.substr(0, slash));
    if (experiment != names.end()) return frame_.program.experiments[At(experiment->second)].span;
  }
  return rule_.span;
}

// One that is held out is judged to the end, for what it would have shown.
bool Judgement::Holdout() {
  if (in_force_.runs && !in_force_.held_out) return true;
  Tell(
      "holdout", false, ExperimentSpan(), [] { return std::string("holdout"); },
      [&] {
        std::string arms;
        for (const std::string& variant : in_force_.variants) arms += (arms.empty() ? "" : ", ") + variant;
        return arms;
      });
  if (in_force_.runs) {
    recorder_ = nullptr;
    candidate_->held_out = From() && Say();
  }
  return Stop(ReasonCode::kHoldout, "holdout");
}

bool Judgement::From() {
  const dsl::Shelf* shelf = rule_.shelf();
  if (!shelf || !shelf->from || Skips("from")) return true;
  const std::string_view clause = FillShelf(*shelf, frame_, candidate_->items);
  Tell(
      clause == "take" ? "take" : "from", clause.empty(), shelf->from->span,
      [&] { return Written("from", shelf->from->span); },
      [&] {
        std::string items;
        for (const ShelfItem& item : candidate_->items) items += (items.empty() ? "" : ", ") + item.id;
        return items.empty() ? std::string("nothing") : items;
      });
  return clause.empty() || Stop(ReasonCode::kNoContent, clause);
}

// What only shows values that are all unknown has no content (17).
bool Judgement::HasContent(const std::optional<Creative>& creative) const {
  if (!creative) return false;
  const bool must_show =
      rule_.kind == RuleKind::kOverlay || rule_.kind == RuleKind::kBanner || rule_.kind == RuleKind::kMessage;
  return !must_show || !creative->parts.empty() || !candidate_->items.empty();
}

bool Judgement::Say() {
  if (Skips("say")) return true;
  for (const int placement : candidate_->places) {
    if (rule_.kind != RuleKind::kNavigation) break;
    candidate_->menus.push_back(OrderMenu(rule_, frame_.facts.menu(placement), frame_));
  }
  auto creative = Render(rule_.content, frame_, rule_.zone);
  const bool good = HasContent(creative) && RenderOptions() && ReadExports();
  if (!rule_.content.say.empty() || !good) {
    Tell(
        "say", good, SpanOfAny({ClauseWord::kSay, ClauseWord::kShow, ClauseWord::kUse, ClauseWord::kExport}),
        [] { return std::string("say"); },
        [&] { return std::string(good ? "" : "a value that it says or shows is unknown"); });
  }
  if (!good) return Stop(ReasonCode::kNoContent, "say");
  candidate_->creative = std::move(*creative);
  return true;
}

bool Judgement::RenderOptions() {
  if (!rule_.ask()) return true;
  candidate_->question.attribute = rule_.ask()->answer;
  for (const dsl::AskOption& option : rule_.ask()->options) {
    auto text = RenderText(option.texts, frame_, rule_.zone);
    if (!text) return false;
    candidate_->question.options.push_back({option.value, std::move(*text)});
  }
  return true;
}

// Those with the attribute that is exported; without any there is nothing to export.
bool Judgement::ReadExports() {
  if (!rule_.audience()) return true;
  for (const dsl::Export& one : rule_.audience()->exports) {
    const Value& value = frame_.facts.attribute(one.attribute);
    if (value.is_known()) candidate_->audience.exports.push_back({one.attribute, value, one.to});
  }
  return !candidate_->audience.exports.empty();
}

}  // namespace nextmove::engine

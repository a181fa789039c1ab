// Writes why the winners won and the others lost. Member functions of Allocation.
#include <algorithm>

#include "absl/algorithm/container.h"
#include "dsl/value/index.h"
#include "engine/decide/allocate/allocate.h"

namespace nextmove::engine {
namespace {

// Whether the clause is one that is judged after `overrides` and before rules compete: what a rule has to show.
bool IsJudgedAfterOverrides(std::string_view clause) {
  const auto word = dsl::ClauseByText(clause);
  return word && dsl::RowOf(*word).judged > dsl::RowOf(dsl::ClauseWord::kOverrides).judged &&
         dsl::RowOf(*word).judged < dsl::RowOf(dsl::ClauseWord::kCompetes).judged;
}

ReasonCode WonBy(DecidedBy by) {
  switch (by) {
    case DecidedBy::kPriority:
      return ReasonCode::kPriority;
    case DecidedBy::kRank:
      return ReasonCode::kRank;
    case DecidedBy::kSaving:
      return ReasonCode::kBestForCustomer;
    case DecidedBy::kTie:
      break;
  }
  return ReasonCode::kTieBreak;
}

}  // namespace

// A winner won by the first rank key in which it beat the best loser, or by `overrides` where it suppressed that loser.
void Allocation::WriteReason(Winner& winner, const std::vector<Winner>& winners) {
  const Judged& judged = *winner.judged;
  winner.why = ReasonCode::kOnlyEligible;
  winner.ranks.clear();
  const auto& groups = judged.in_force->groups;
  if (winner.placement < 0 && groups.empty()) return;
  const int slot = winner.placement >= 0 ? winner.placement : rankings_.slots().OfGroup(groups.front());
  const Ranking& ranking = rankings_[slot];
  if (frame_.request.want_ranks) ranking.WriteNumbers(judged, winner.ranks);
  if (absl::c_linear_search(memory_.explored, &judged)) {
    winner.why = ReasonCode::kExplored;
    return;
  }
  const auto won_here = [&](const Judged* one) {
    return std::any_of(winners.begin(), winners.end(), [&](const Winner& other) {
      return other.judged == one && (winner.placement < 0 || other.placement == winner.placement);
    });
  };
  for (std::size_t i = 0; const Judged* other = InOrder(slot, i); ++i) {
    if (!TakesPart(*other) || won_here(other)) continue;
    const Some& overriders = OverridersOf(*other);
    const bool suppressed = std::find(overriders.begin(), overriders.end(), &judged) != overriders.end();
    if (suppressed && Before(slot, *other, judged)) {
      winner.why = ReasonCode::kOverrides;
      return;
    }
    if (!suppressed && !overriders.empty()) continue;
    if (!Before(slot, judged, *other)) continue;
    const bool promoted = memory_.promoted[At(slot)] == &judged;
    winner.why = promoted ? ReasonCode::kRank : WonBy(ranking.Compare(judged, *other).second);
    return;
  }
}

std::vector<Verdict> Allocation::Explain(const Pool<Judged>& judged, const std::vector<Winner>& winners) {
  std::vector<Verdict> verdicts;
  const auto winner_of = [&](const Judged& one) {
    return std::find_if(winners.begin(), winners.end(), [&](const Winner& winner) { return winner.judged == &one; });
  };
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const Judged& one = judged[i];
    Verdict verdict{.rule = one.rule, .code = one.reason, .clause = one.clause};
    const auto winner = winner_of(one);
    const auto struck = absl::c_find_if(memory_.struck, [&](const Vain& vain) { return vain.judged == &one; });
    const bool has_nothing = !one.eligible() && IsJudgedAfterOverrides(one.clause);
    const Judged* overrider = has_nothing ? OverriddenBy(one) : nullptr;
    if (winner != winners.end()) {
      verdict = {.rule = one.rule, .won = true, .code = winner->why};
      if (winner->settled)
        if (auto note = NoteOfCut(frame_, *winner->settled)) verdict.notes.push_back(std::move(*note));
    } else if (struck != memory_.struck.end()) {
      verdict.code = struck->code;
      verdict.clause = struck->clause;
      verdict.notes.push_back(struck->note);
    } else if (one.eligible()) {
      verdict = VerdictOf(one);
    } else if (overrider) {  // being overridden is told before having nothing to show
      verdict = {.rule = one.rule, .code = ReasonCode::kOverridden, .clause = "overrides"};
      verdict.beaten_by = overrider->in_force->name;
    }
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

// The rule that suppresses this one, which is not eligible; null: none does.
const Judged* Allocation::OverriddenBy(const Judged& judged) {
  for (const int rule : frame_.program.resolved.overridden_by[judged.rule]) {
    const Judged* other = reading_.candidates().Find(rule);
    if (other && absl::c_linear_search(other->in_force->overrides, judged.rule) && Stands(*other)) return other;
  }
  return nullptr;
}

Verdict Allocation::VerdictOf(const Judged& loser) {
  Verdict verdict{.rule = loser.rule, .code = ReasonCode::kGroupFull, .clause = "competes"};
  const Some& overriders = OverridersOf(loser);
  if (!overriders.empty()) {
    verdict.code = ReasonCode::kOverridden;
    verdict.clause = "overrides";
    verdict.beaten_by = overriders.front()->in_force->name;
    return verdict;
  }
  for (const int group : loser.in_force->groups) {
    const int slot = rankings_.slots().OfGroup(group);
    const Some& chosen = ChosenBy(group);
    const auto ahead = static_cast<std::size_t>(
        std::count_if(chosen.begin(), chosen.end(), [&](const Judged* one) { return Before(slot, *one, loser); }));
    if (ahead < rankings_[slot].allows()) continue;
    LoseIn(slot, chosen, true, loser, verdict);
    return verdict;
  }
  for (const int place : loser.places) {
    const Filling::Held& held = memory_.filled.HeldBy(place);
    if (held.empty() && rankings_[place].allows() > 0) continue;
    LoseIn(place, held, false, loser, verdict);
    return verdict;
  }
  if (HasGroups(loser)) verdict.beaten_in = frame_.program.groups[At(loser.in_force->groups.front())].name;
  return verdict;
}

void Allocation::LoseIn(int slot, const Some& winners, bool group, const Judged& loser, Verdict& verdict) const {
  verdict.beaten_in = rankings_[slot].name();
  const Judged* beater = nullptr;  // the lowest ranked of those that beat it
  for (const Judged* winner : winners)
    if (Before(slot, *winner, loser)) beater = winner;
  if (beater) verdict.beaten_by = beater->in_force->name;
  if (group) return;
  const bool by_chance = beater && memory_.promoted[At(slot)] == beater;
  const DecidedBy by = beater && !by_chance ? rankings_[slot].Compare(*beater, loser).second : DecidedBy::kRank;
  switch (by) {
    case DecidedBy::kPriority:
      verdict.code = ReasonCode::kLowerPriority;
      verdict.clause = "priority";
      return;
    case DecidedBy::kRank:
    case DecidedBy::kSaving:
      verdict.code = ReasonCode::kLowerRank;
      break;
    case DecidedBy::kTie:
      verdict.code = ReasonCode::kLostTie;
      break;
  }
  verdict.clause = "rank";
}

}  // namespace nextmove::engine

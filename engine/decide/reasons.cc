// Names and sentences of the reason codes: one table.
#include <algorithm>
#include <array>

#include "engine/decide/reasons.h"

namespace nextmove::engine {
namespace {

struct ReasonRow {
  ReasonCode code;
  std::string_view name;
  std::string_view sentence;
};

constexpr std::array kReasons = {
    ReasonRow{ReasonCode::kNone, "NONE", ""},
    ReasonRow{ReasonCode::kOnlyEligible, "ONLY_ELIGIBLE", "no other rule could have won here"},
    ReasonRow{ReasonCode::kPriority, "PRIORITY", "it has the higher priority"},
    ReasonRow{ReasonCode::kRank, "RANK", "it ranks higher"},
    ReasonRow{ReasonCode::kTieBreak, "TIE_BREAK", "it comes first among equals"},
    ReasonRow{ReasonCode::kOverrides, "OVERRIDES", "it overrides the rule that would have won"},
    ReasonRow{ReasonCode::kBestForCustomer, "BEST_FOR_CUSTOMER", "it saves the customer most"},
    ReasonRow{ReasonCode::kOtherwise, "OTHERWISE", "no rule won here, so the placement shows its own content"},
    ReasonRow{ReasonCode::kExplored, "EXPLORED", "it was tried to learn how well it does"},
    ReasonRow{ReasonCode::kNotInAudience, "NOT_IN_AUDIENCE", "the visitor is not in its audience"},
    ReasonRow{ReasonCode::kConditionFalse, "CONDITION_FALSE", "a condition was not met"},
    ReasonRow{ReasonCode::kConditionUnknown, "CONDITION_UNKNOWN",
              "a condition could not be judged: a value is unknown"},
    ReasonRow{ReasonCode::kConsentMissing, "CONSENT_MISSING", "the visitor has not agreed to what it needs"},
    ReasonRow{ReasonCode::kOtherMoment, "OTHER_MOMENT", "it waits for another moment"},
    ReasonRow{ReasonCode::kOutsideSchedule, "OUTSIDE_SCHEDULE", "it is not active now"},
    ReasonRow{ReasonCode::kCapReached, "CAP_REACHED", "a limit is reached"},
    ReasonRow{ReasonCode::kCapReserved, "CAP_RESERVED", "a limit is reached by an offer that is still open"},
    ReasonRow{ReasonCode::kCooldown, "COOLDOWN", "it rests after what the visitor did"},
    ReasonRow{ReasonCode::kBudgetSpent, "BUDGET_SPENT", "its budget has less left than it needs"},
    ReasonRow{ReasonCode::kHoldout, "HOLDOUT", "the visitor is in a part of an experiment that does not get it"},
    ReasonRow{ReasonCode::kNothingToPick, "NOTHING_TO_PICK", "there is nothing to pick"},
    ReasonRow{ReasonCode::kNoContent, "NO_CONTENT", "a list is empty, or a value in a text is unknown"},
    ReasonRow{ReasonCode::kQuietHours, "QUIET_HOURS", "it waits for the end of its quiet hours"},
    ReasonRow{ReasonCode::kRuleFailed, "RULE_FAILED", "the rule could not be evaluated"},
    ReasonRow{ReasonCode::kNoPlace, "NO_PLACE", "none of its places is wanted or on this channel"},
    ReasonRow{ReasonCode::kNoEffect, "NO_EFFECT", "it would change nothing"},
    ReasonRow{ReasonCode::kOverridden, "OVERRIDDEN", "another rule overrides it"},
    ReasonRow{ReasonCode::kLowerPriority, "LOWER_PRIORITY", "another rule has a higher priority"},
    ReasonRow{ReasonCode::kLowerRank, "LOWER_RANK", "another rule ranks higher"},
    ReasonRow{ReasonCode::kLostTie, "LOST_TIE", "another rule comes first among equals"},
    ReasonRow{ReasonCode::kGroupFull, "GROUP_FULL", "better rules of its group took what the group allows"},
    ReasonRow{ReasonCode::kUnknownPlacement, "UNKNOWN_PLACEMENT", "no such placement or group on this channel"},
    ReasonRow{ReasonCode::kNoRule, "NO_RULE", "no rule asks for it"},
    ReasonRow{ReasonCode::kNoneEligible, "NONE_ELIGIBLE", "no rule that asks for it is eligible"},
};

const ReasonRow& RowOf(ReasonCode code) {
  const auto row = std::find_if(kReasons.begin(), kReasons.end(), [&](const ReasonRow& r) { return r.code == code; });
  return row == kReasons.end() ? kReasons.front() : *row;
}

}  // namespace

std::string_view ReasonName(ReasonCode code) { return RowOf(code).name; }
std::string_view ReasonSentence(ReasonCode code) { return RowOf(code).sentence; }

}  // namespace nextmove::engine

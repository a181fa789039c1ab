// Why an action is in an answer, or a rule is not.
#pragma once

#include <string_view>

namespace nextmove::engine {

// Same numbers as nextmove.v1.ReasonCode.
enum class ReasonCode {
  kNone = 0,
  kOnlyEligible = 1,
  kPriority = 2,
  kRank = 3,
  kTieBreak = 4,
  kOverrides = 5,
  kBestForCustomer = 6,
  kOtherwise = 7,
  kExplored = 8,
  kNotInAudience = 20,
  kConditionFalse = 21,
  kConditionUnknown = 22,
  kConsentMissing = 23,
  kOtherMoment = 24,
  kOutsideSchedule = 25,
  kCapReached = 26,
  kCapReserved = 27,
  kCooldown = 28,
  kBudgetSpent = 29,
  kHoldout = 30,
  kNothingToPick = 31,
  kNoContent = 32,
  kQuietHours = 33,
  kRuleFailed = 35,
  kNoPlace = 36,
  kNoEffect = 37,
  kOverridden = 50,
  kLowerPriority = 51,
  kLowerRank = 52,
  kLostTie = 53,
  kGroupFull = 54,
  kUnknownPlacement = 70,
  kNoRule = 71,
  kNoneEligible = 72,
};
std::string_view ReasonName(ReasonCode code);      // `CONDITION_FALSE`
std::string_view ReasonSentence(ReasonCode code);  // `a condition was not met`

}  // namespace nextmove::engine

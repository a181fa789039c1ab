// Why a call, or an item of a batch, was refused, whatever transport tells it. Plain data and pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace nextmove::serve {

// Same numbers as nextmove.v1.ErrorReason, so that a codec needs no table of its own.
enum class ErrorReason {
  kFieldInvalid = 1,
  kLimitExceeded = 2,
  kTokenInvalid = 3,
  kEventUnknown = 4,
  kEventTime = 5,
  kNoRules = 6,
  kDraining = 7,
  kStoreUnavailable = 8,
  kOverloaded = 9,
  kNotPermitted = 10,
  kReservationExpired = 11,
  kVisitorErased = 12,
  kRulesRejected = 13,
  kDecisionNotFound = 14,
  kVersionNotFound = 15,
  kDeadline = 16,
  kInternal = 17,
};
// `LIMIT_EXCEEDED`: stable, part of the API.
std::string_view ReasonWord(ErrorReason reason);
// The class of error that a reason belongs to, with the numbers of google.rpc.Code.
absl::StatusCode CodeOf(ErrorReason reason);

// One field that is wrong.
struct Violation {
  ErrorReason reason = ErrorReason::kFieldInvalid;
  std::string field;        // `attributes[3].text`
  std::string description;  // what to send instead
};

struct CallError {
  ErrorReason reason = ErrorReason::kInternal;
  std::string message;  // for people
  std::vector<Violation> violations;
  std::optional<int> retry_ms;  // none: do not retry
};

// Makes the error of one call. REQUIRES: violations is not empty. The reason is that of the first violation.
CallError Refusal(std::vector<Violation> violations);
// Writes `prefix` before each field path, and before the message where there are field paths.
void PrefixFields(std::string_view prefix, CallError& error);

// Errors that a transport finds before a call is decoded.
CallError TooLarge(std::size_t bytes, std::size_t limit);
CallError CameTooLate();

}  // namespace nextmove::serve

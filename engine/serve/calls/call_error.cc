// Names the reasons for refusing a call, and builds the errors with their messages.
#include "engine/serve/calls/call_error.h"

#include <array>
#include <cassert>
#include <utility>

namespace nextmove::serve {
namespace {

struct ReasonRow {
  ErrorReason reason;
  std::string_view word;
  absl::StatusCode code;
};
// In the order of their numbers in ErrorReason, from 1.
constexpr std::array<ReasonRow, 17> kReasons = {{
    {ErrorReason::kFieldInvalid, "FIELD_INVALID", absl::StatusCode::kInvalidArgument},
    {ErrorReason::kLimitExceeded, "LIMIT_EXCEEDED", absl::StatusCode::kInvalidArgument},
    {ErrorReason::kTokenInvalid, "TOKEN_INVALID", absl::StatusCode::kInvalidArgument},
    {ErrorReason::kEventUnknown, "EVENT_UNKNOWN", absl::StatusCode::kInvalidArgument},
    {ErrorReason::kEventTime, "EVENT_TIME", absl::StatusCode::kOutOfRange},
    {ErrorReason::kNoRules, "NO_RULES", absl::StatusCode::kUnavailable},
    {ErrorReason::kDraining, "DRAINING", absl::StatusCode::kUnavailable},
    {ErrorReason::kStoreUnavailable, "STORE_UNAVAILABLE", absl::StatusCode::kUnavailable},
    {ErrorReason::kOverloaded, "OVERLOADED", absl::StatusCode::kResourceExhausted},
    {ErrorReason::kNotPermitted, "NOT_PERMITTED", absl::StatusCode::kPermissionDenied},
    {ErrorReason::kReservationExpired, "RESERVATION_EXPIRED", absl::StatusCode::kFailedPrecondition},
    {ErrorReason::kVisitorErased, "VISITOR_ERASED", absl::StatusCode::kFailedPrecondition},
    {ErrorReason::kRulesRejected, "RULES_REJECTED", absl::StatusCode::kFailedPrecondition},
    {ErrorReason::kDecisionNotFound, "DECISION_NOT_FOUND", absl::StatusCode::kNotFound},
    {ErrorReason::kVersionNotFound, "VERSION_NOT_FOUND", absl::StatusCode::kNotFound},
    {ErrorReason::kDeadline, "DEADLINE", absl::StatusCode::kDeadlineExceeded},
    {ErrorReason::kInternal, "INTERNAL", absl::StatusCode::kInternal},
}};

constexpr bool IsInOrder() {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (static_cast<std::size_t>(kReasons[i].reason) != i + 1) return false;
  }
  return true;
}
static_assert(IsInOrder());

const ReasonRow& RowOf(ErrorReason reason) {
  const std::size_t row = static_cast<std::size_t>(reason) - 1;
  assert(row < kReasons.size());
  return kReasons[row];
}

}  // namespace

std::string_view ReasonWord(ErrorReason reason) { return RowOf(reason).word; }

absl::StatusCode CodeOf(ErrorReason reason) { return RowOf(reason).code; }

CallError Refusal(std::vector<Violation> violations) {
  assert(!violations.empty());
  CallError error;
  error.reason = violations.front().reason;
  error.message = violations.front().field + ": " + violations.front().description;
  if (violations.size() > 1) error.message += " (and " + std::to_string(violations.size() - 1) + " more)";
  error.violations = std::move(violations);
  return error;
}

void PrefixFields(std::string_view prefix, CallError& error) {
  if (error.violations.empty()) return;
  error.message.insert(0, prefix);
  for (Violation& violation : error.violations) violation.field.insert(0, prefix);
}

CallError TooLarge(std::size_t bytes, std::size_t limit) {
  return {ErrorReason::kLimitExceeded,
          "the call has " + std::to_string(bytes) + " bytes; send at most " + std::to_string(limit),
          {},
          {}};
}

CallError CameTooLate() { return {ErrorReason::kDeadline, "the call arrived after its deadline", {}, {}}; }

}  // namespace nextmove::serve

// Why a call, or an item of a batch, was refused; the same as a gRPC status with google.rpc details and as a message.
// Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <grpcpp/support/status.h>

#include "engine/serve/calls/limits.h"
#include "nextmove/v1/error.pb.h"

namespace nextmove::serve {

inline constexpr char kErrorDomain[] = "nextmove";

struct CallError {
  v1::ErrorReason reason = v1::ERROR_REASON_INTERNAL;
  std::string message;
  std::vector<Violation> violations;
  std::optional<int> retry_ms;  // none: do not retry
};

// Of one call. REQUIRES: violations is not empty. The reason is that of the first.
CallError Refusal(std::vector<Violation> violations);
// Writes `prefix` before each field path, and before the message where there are such.
void PrefixFields(std::string_view prefix, CallError& error);
// The gRPC code that a reason comes with.
grpc::StatusCode CodeOf(v1::ErrorReason reason);
// `LIMIT_EXCEEDED`: ErrorInfo.reason.
std::string ReasonWord(v1::ErrorReason reason);

// With google.rpc.Status in the details: ErrorInfo, and BadRequest and RetryInfo where they say something.
grpc::Status ToStatus(const CallError& error);
void ToMessage(const CallError& error, v1::Error* out);

}  // namespace nextmove::serve

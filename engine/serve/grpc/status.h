// Our errors as gRPC tells them: a status with google.rpc details, or the message of one item of a batch. Pure.
#pragma once

#include <grpcpp/support/status.h>

#include "engine/serve/calls/call_error.h"
#include "nextmove/v1/error.pb.h"

namespace nextmove::serve {

inline constexpr char kErrorDomain[] = "nextmove";

// With google.rpc.Status in the details: ErrorInfo, and BadRequest and RetryInfo where they say something.
grpc::Status ToStatus(const CallError& error);
void ToMessage(const CallError& error, v1::Error* out);

}  // namespace nextmove::serve

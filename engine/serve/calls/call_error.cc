// Rich errors. See call_error.h.
#include "engine/serve/calls/call_error.h"

#include <utility>

#include <google/protobuf/any.pb.h>
#include <google/protobuf/duration.pb.h>

#include "nextmove/status/v1/status.pb.h"

namespace nextmove::serve {
namespace {

void SetDuration(int milliseconds, google::protobuf::Duration* out) {
  out->set_seconds(milliseconds / 1000);
  out->set_nanos(milliseconds % 1000 * 1'000'000);
}

// `type`: the message's name in google.rpc.
void Pack(const google::protobuf::Message& message, const char* type, status::v1::Status* out) {
  auto* any = out->add_details();
  any->set_type_url(std::string("type.googleapis.com/google.rpc.") + type);
  message.SerializeToString(any->mutable_value());
}

}  // namespace

CallError Refusal(std::vector<Violation> violations) {
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

grpc::StatusCode CodeOf(v1::ErrorReason reason) {
  switch (reason) {
    case v1::ERROR_REASON_FIELD_INVALID:
    case v1::ERROR_REASON_LIMIT_EXCEEDED:
    case v1::ERROR_REASON_TOKEN_INVALID:
    case v1::ERROR_REASON_EVENT_UNKNOWN:
      return grpc::StatusCode::INVALID_ARGUMENT;
    case v1::ERROR_REASON_EVENT_TIME:
      return grpc::StatusCode::OUT_OF_RANGE;
    case v1::ERROR_REASON_NO_RULES:
    case v1::ERROR_REASON_DRAINING:
    case v1::ERROR_REASON_STORE_UNAVAILABLE:
      return grpc::StatusCode::UNAVAILABLE;
    case v1::ERROR_REASON_OVERLOADED:
      return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case v1::ERROR_REASON_NOT_PERMITTED:
      return grpc::StatusCode::PERMISSION_DENIED;
    case v1::ERROR_REASON_RESERVATION_EXPIRED:
    case v1::ERROR_REASON_VISITOR_ERASED:
    case v1::ERROR_REASON_RULES_REJECTED:
      return grpc::StatusCode::FAILED_PRECONDITION;
    case v1::ERROR_REASON_DECISION_NOT_FOUND:
    case v1::ERROR_REASON_VERSION_NOT_FOUND:
      return grpc::StatusCode::NOT_FOUND;
    case v1::ERROR_REASON_DEADLINE:
      return grpc::StatusCode::DEADLINE_EXCEEDED;
    case v1::ERROR_REASON_UNSPECIFIED:
    case v1::ERROR_REASON_INTERNAL:
    case v1::ErrorReason_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::ErrorReason_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return grpc::StatusCode::INTERNAL;
}

std::string ReasonWord(v1::ErrorReason reason) {
  constexpr std::string_view kPrefix = "ERROR_REASON_";
  const std::string& name = v1::ErrorReason_Name(reason);
  return name.size() > kPrefix.size() ? name.substr(kPrefix.size()) : name;
}

grpc::Status ToStatus(const CallError& error) {
  const grpc::StatusCode code = CodeOf(error.reason);
  status::v1::Status details;
  details.set_code(code);
  details.set_message(error.message);

  status::v1::ErrorInfo info;
  info.set_reason(ReasonWord(error.reason));
  info.set_domain(kErrorDomain);
  Pack(info, "ErrorInfo", &details);
  if (!error.violations.empty()) {
    status::v1::BadRequest bad;
    for (const Violation& violation : error.violations) {
      auto* field = bad.add_field_violations();
      field->set_field(violation.field);
      field->set_description(violation.description);
    }
    Pack(bad, "BadRequest", &details);
  }
  if (error.retry_ms) {
    status::v1::RetryInfo retry;
    SetDuration(*error.retry_ms, retry.mutable_retry_delay());
    Pack(retry, "RetryInfo", &details);
  }
  return grpc::Status(code, error.message, details.SerializeAsString());
}

void ToMessage(const CallError& error, v1::Error* out) {
  out->set_code(CodeOf(error.reason));
  out->set_reason(error.reason);
  out->set_message(error.message);
  for (const Violation& violation : error.violations) {
    auto* field = out->add_violations();
    field->set_field(violation.field);
    field->set_description(violation.description);
  }
  if (error.retry_ms) SetDuration(*error.retry_ms, out->mutable_retry_delay());
}

}  // namespace nextmove::serve

// Encodes our errors as gRPC statuses with details (google.rpc ErrorInfo, BadRequest, RetryInfo).
#include "engine/serve/grpc/status.h"

#include <string>

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

template <class Fields>
void AddViolations(const CallError& error, Fields* out) {
  for (const Violation& violation : error.violations) {
    auto* field = out->Add();
    field->set_field(violation.field);
    field->set_description(violation.description);
  }
}

}  // namespace

grpc::Status ToStatus(const CallError& error) {
  const auto code = static_cast<grpc::StatusCode>(CodeOf(error.reason));
  status::v1::Status details;
  details.set_code(code);
  details.set_message(error.message);

  status::v1::ErrorInfo info;
  info.set_reason(std::string(ReasonWord(error.reason)));
  info.set_domain(kErrorDomain);
  Pack(info, "ErrorInfo", &details);
  if (!error.violations.empty()) {
    status::v1::BadRequest bad;
    AddViolations(error, bad.mutable_field_violations());
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
  out->set_code(static_cast<int>(CodeOf(error.reason)));
  out->set_reason(static_cast<v1::ErrorReason>(error.reason));
  out->set_message(error.message);
  AddViolations(error, out->mutable_violations());
  if (error.retry_ms) SetDuration(*error.retry_ms, out->mutable_retry_delay());
}

}  // namespace nextmove::serve

// A client of DecisionService, and short words for what the tests send and read. Thread-compatible.
#pragma once

#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "nextmove/status/v1/status.pb.h"
#include "nextmove/v1/decision.grpc.pb.h"

namespace nextmove::e2e {

// The details of a failed call.
struct Details {
  status::v1::Status status;
  status::v1::ErrorInfo info;
  status::v1::BadRequest bad;
  bool has_retry = false;

  std::string Field(int i) const { return i < bad.field_violations_size() ? bad.field_violations(i).field() : ""; }
};

inline Details DetailsOf(const grpc::Status& status) {
  Details details;
  details.status.ParseFromString(status.error_details());
  for (const auto& any : details.status.details()) {
    if (any.type_url() == "type.googleapis.com/google.rpc.ErrorInfo") details.info.ParseFromString(any.value());
    if (any.type_url() == "type.googleapis.com/google.rpc.BadRequest") details.bad.ParseFromString(any.value());
    details.has_retry |= any.type_url() == "type.googleapis.com/google.rpc.RetryInfo";
  }
  return details;
}

class Client {
 public:
  explicit Client(const std::string& address)
      : channel_(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())),
        stub_(v1::DecisionService::NewStub(channel_)) {}

  grpc::Status Decide(const v1::DecideRequest& request, v1::DecideResponse* response) {
    return Call(request, response, &v1::DecisionService::Stub::Decide);
  }
  grpc::Status BatchDecide(const v1::BatchDecideRequest& request, v1::BatchDecideResponse* response) {
    return Call(request, response, &v1::DecisionService::Stub::BatchDecide);
  }
  grpc::Status Explain(const v1::ExplainRequest& request, v1::ExplainResponse* response) {
    return Call(request, response, &v1::DecisionService::Stub::Explain);
  }
  grpc::Status GetSchema(const v1::GetSchemaRequest& request, v1::GetSchemaResponse* response) {
    return Call(request, response, &v1::DecisionService::Stub::GetSchema);
  }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

 private:
  template <class Request, class Response>
  grpc::Status Call(const Request& request, Response* response,
                    grpc::Status (v1::DecisionService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                      Response*)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    context.set_wait_for_ready(true);
    return (stub_.get()->*method)(&context, request, response);
  }

  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::DecisionService::Stub> stub_;
};

inline v1::Attribute* Named(v1::DecideRequest& request, const std::string& name) {
  auto* attribute = request.add_attributes();
  attribute->set_name(name);
  return attribute;
}
inline v1::DecideRequest Visitor(const std::string& id = "v1") {
  v1::DecideRequest request;
  request.set_visitor_id(id);
  return request;
}
inline void AddPounds(v1::DecideRequest& request, std::int64_t units, std::int32_t nanos = 0) {
  auto* money = Named(request, "cart.total")->mutable_money();
  money->set_currency_code("GBP");
  money->set_units(units);
  money->set_nanos(nanos);
}
inline const v1::Action* FindAction(const v1::DecideResponse& response, const std::string& rule) {
  for (const auto& action : response.actions()) {
    if (action.rule() == rule) return &action;
  }
  return nullptr;
}
inline const v1::Warning* FindWarning(const v1::DecideResponse& response, v1::WarningCode code) {
  for (const auto& warning : response.warnings()) {
    if (warning.code() == code) return &warning;
  }
  return nullptr;
}

}  // namespace nextmove::e2e

// Errors carry a code, a stable reason and google.rpc details.
#include "engine/serve/calls/call_error.h"

#include <gtest/gtest.h>

#include "nextmove/status/v1/status.pb.h"

namespace nextmove::serve {
namespace {

TEST(CallErrorTest, PacksGoogleRpcDetails) {
  CallError error = Refusal({{v1::ERROR_REASON_LIMIT_EXCEEDED, "attributes[3].text", "send less"},
                             {v1::ERROR_REASON_FIELD_INVALID, "visitor_id", "send one"}});
  error.retry_ms = 1'500;
  PrefixFields("request.", error);
  const grpc::Status status = ToStatus(error);
  EXPECT_EQ(status.error_code(), grpc::INVALID_ARGUMENT);
  status::v1::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  ASSERT_EQ(details.details_size(), 3);
  EXPECT_EQ(details.details(0).type_url(), "type.googleapis.com/google.rpc.ErrorInfo");
  EXPECT_EQ(details.details(1).type_url(), "type.googleapis.com/google.rpc.BadRequest");
  EXPECT_EQ(details.details(2).type_url(), "type.googleapis.com/google.rpc.RetryInfo");
  status::v1::ErrorInfo info;
  ASSERT_TRUE(info.ParseFromString(details.details(0).value()));
  EXPECT_EQ(info.reason(), "LIMIT_EXCEEDED");
  EXPECT_EQ(info.domain(), "nextmove");
  status::v1::BadRequest bad;
  ASSERT_TRUE(bad.ParseFromString(details.details(1).value()));
  EXPECT_EQ(bad.field_violations(0).field(), "request.attributes[3].text");
  EXPECT_EQ(bad.field_violations_size(), 2);
  status::v1::RetryInfo retry;
  ASSERT_TRUE(retry.ParseFromString(details.details(2).value()));
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
}

TEST(CallErrorTest, SaysTheSameInABatch) {
  v1::Error message;
  ToMessage(Refusal({{v1::ERROR_REASON_FIELD_INVALID, "visitor_id", "send one"}}), &message);
  EXPECT_EQ(message.code(), grpc::INVALID_ARGUMENT);
  EXPECT_EQ(message.reason(), v1::ERROR_REASON_FIELD_INVALID);
  EXPECT_EQ(message.message(), "visitor_id: send one");
  EXPECT_EQ(message.violations(0).field(), "visitor_id");
  EXPECT_FALSE(message.has_retry_delay());
}

}  // namespace
}  // namespace nextmove::serve

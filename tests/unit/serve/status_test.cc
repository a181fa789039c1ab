// Errors on the wire carry a code, a stable reason and google.rpc details.
#include "engine/serve/grpc/status.h"

#include <gtest/gtest.h>

#include "engine/review/answer.h"
#include "nextmove/status/v1/status.pb.h"
#include "nextmove/v1/decision.pb.h"

namespace nextmove::serve {
namespace {

TEST(StatusTest, PacksGoogleRpcDetails) {
  CallError error = Refusal({{ErrorReason::kLimitExceeded, "attributes[3].text", "send less"},
                             {ErrorReason::kFieldInvalid, "visitor_id", "send one"}});
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

TEST(StatusTest, SaysTheSameInABatch) {
  v1::Error message;
  ToMessage(Refusal({{ErrorReason::kFieldInvalid, "visitor_id", "send one"}}), &message);
  EXPECT_EQ(message.code(), grpc::INVALID_ARGUMENT);
  EXPECT_EQ(message.reason(), v1::ERROR_REASON_FIELD_INVALID);
  EXPECT_EQ(message.message(), "visitor_id: send one");
  EXPECT_EQ(message.violations(0).field(), "visitor_id");
  EXPECT_FALSE(message.has_retry_delay());
}

// The codec casts; so a reason that only one side has, or with another number, would be told as another.
TEST(StatusTest, HasTheReasonsOfTheWire) {
  for (int number = v1::ErrorReason_MIN + 1; number <= v1::ErrorReason_MAX; ++number) {
    EXPECT_EQ("ERROR_REASON_" + std::string(ReasonWord(static_cast<ErrorReason>(number))),
              v1::ErrorReason_Name(static_cast<v1::ErrorReason>(number)));
  }
  EXPECT_EQ(static_cast<int>(ErrorReason::kInternal), v1::ErrorReason_MAX);
}

TEST(StatusTest, HasTheCodesOfGrpc) {
  for (int number = 1; number <= v1::ErrorReason_MAX; ++number) {
    const absl::StatusCode code = CodeOf(static_cast<ErrorReason>(number));
    const CallError error{static_cast<ErrorReason>(number), "m", {}, {}};
    EXPECT_EQ(static_cast<int>(ToStatus(error).error_code()), static_cast<int>(code)) << number;
  }
  EXPECT_EQ(static_cast<int>(absl::StatusCode::kUnavailable), grpc::UNAVAILABLE);
  EXPECT_EQ(static_cast<int>(absl::StatusCode::kDeadlineExceeded), grpc::DEADLINE_EXCEEDED);
}

TEST(StatusTest, CountsWarningsByTheWordsOfTheWire) {
  for (int number = v1::WarningCode_MIN + 1; number <= v1::WarningCode_MAX; ++number) {
    if (!v1::WarningCode_IsValid(number)) continue;
    EXPECT_EQ("WARNING_CODE_" + std::string(engine::WarningName(static_cast<engine::WarningCode>(number))),
              v1::WarningCode_Name(static_cast<v1::WarningCode>(number)));
  }
}

}  // namespace
}  // namespace nextmove::serve

// What happens at the edge of the server: a call that breaks off is answered, and the next one too.
#include "engine/serve/grpc/transport.h"

#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>

#include <grpcpp/grpcpp.h>

#include "nextmove/v1/decision.grpc.pb.h"

namespace nextmove::serve {
namespace {

TEST(TransportTest, AnswersACallThatBreaksOffAndTheNextOne) {
  std::atomic<bool> broken{true};
  engine::Runtime runtime(
      [&broken]() -> dsl::Instant {
        if (broken) throw std::runtime_error("no clock");
        return {1'800'000'000'000};
      },
      1);
  DecisionHandler handler({"shop", {}}, runtime);
  observe::Metrics metrics({"shop", "0", 10, 10});
  const auto transport = GrpcTransport::Start({"127.0.0.1:0", 1, 0}, handler, metrics);
  ASSERT_TRUE(transport.ok());
  const auto stub = v1::DecisionService::NewStub(
      grpc::CreateChannel("127.0.0.1:" + std::to_string((*transport)->port()), grpc::InsecureChannelCredentials()));
  for (const bool is_broken : {true, false}) {
    broken = is_broken;
    grpc::ClientContext context;
    v1::DecideRequest request;
    request.set_visitor_id("v");
    v1::DecideResponse response;
    const grpc::Status status = stub->Decide(&context, request, &response);
    EXPECT_EQ(status.error_code(), is_broken ? grpc::INTERNAL : grpc::UNAVAILABLE);
    EXPECT_THAT(status.error_message(), testing::MatchesRegex(is_broken ? "the server failed; its log .* [0-9a-f]+"
                                                                        : "no rule set is loaded yet"));
  }
  (*transport)->Drain(0);
}

TEST(TransportTest, SaysWhyItCanNotListen) {
  engine::Runtime runtime([] { return dsl::Instant{0}; }, 1);
  DecisionHandler handler({"shop", {}}, runtime);
  observe::Metrics metrics({"shop", "0", 10, 10});
  const auto first = GrpcTransport::Start({"127.0.0.1:0", 1, 0}, handler, metrics);
  ASSERT_TRUE(first.ok());
  const auto second = GrpcTransport::Start({"127.0.0.1:" + std::to_string((*first)->port()), 1, 0}, handler, metrics);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error().message, testing::HasSubstr("another program has the port"));
}

}  // namespace
}  // namespace nextmove::serve

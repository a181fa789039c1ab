// Batch, Explain, GetSchema, health, reflection and metrics of a real server.
#include <gtest/gtest.h>

#include <algorithm>

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>

#include "tests/e2e/client.h"
#include "tests/e2e/server_process.h"

namespace nextmove::e2e {
namespace {

class ServiceTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new ServerProcess;
    ASSERT_TRUE(server_->Start({"--threads", "2"})) << server_->log();
    client_ = new Client(server_->grpc());
  }
  static void TearDownTestSuite() {
    delete client_;
    delete server_;
  }
  // A call of any method with any bytes.
  static grpc::Status Raw(const std::string& method, const std::string& bytes, std::string* answer) {
    grpc::GenericStub stub(client_->channel());
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    grpc::CompletionQueue queue;
    grpc::Slice slice(bytes);
    auto call = stub.PrepareUnaryCall(&context, method, grpc::ByteBuffer(&slice, 1), &queue);
    call->StartCall();
    grpc::ByteBuffer response;
    grpc::Status status;
    call->Finish(&response, &status, &queue);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    grpc::Slice all;
    if (status.ok() && response.DumpToSingleSlice(&all).ok()) {
      answer->assign(reinterpret_cast<const char*>(all.begin()), all.size());
    }
    return status;
  }
  static ServerProcess* server_;
  static Client* client_;
};
ServerProcess* ServiceTest::server_ = nullptr;
Client* ServiceTest::client_ = nullptr;

TEST_F(ServiceTest, AnswersABatchInOrderWithErrorsInPlace) {
  v1::BatchDecideRequest request;
  request.mutable_common()->set_locale("de");
  request.mutable_common()->add_wanted("home_hero");
  auto* visits = request.mutable_common()->add_attributes();
  visits->set_name("visitor.visits");
  visits->set_number(5);
  request.add_requests()->set_visitor_id("a");
  request.add_requests();  // without a visitor
  *request.add_requests() = Visitor("c");
  Named(*request.mutable_requests(2), "visitor.visits")->set_number(1);  // its own counts
  v1::BatchDecideResponse response;
  const grpc::Status status = client_->BatchDecide(request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(response.results_size(), 3);
  EXPECT_EQ(response.results(0).response().actions(0).rule(), "welcome_back");
  EXPECT_EQ(response.results(0).response().actions(0).banner().parts(0).text(), "Schön, Sie wiederzusehen");
  EXPECT_EQ(response.results(1).error().reason(), v1::ERROR_REASON_FIELD_INVALID);
  EXPECT_EQ(response.results(1).error().code(), grpc::INVALID_ARGUMENT);
  EXPECT_EQ(response.results(1).error().violations(0).field(), "visitor_id");
  EXPECT_EQ(response.results(2).response().actions(0).rule(), "welcome");
  EXPECT_EQ(response.results(2).response().warnings_size(), 0);
}

TEST_F(ServiceTest, TakesBatchesOfOneToAThousand) {
  v1::BatchDecideRequest request;
  v1::BatchDecideResponse response;
  grpc::Status status = client_->BatchDecide(request, &response);
  EXPECT_EQ(status.error_code(), grpc::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(status).Field(0), "requests");
  for (int i = 0; i < 1'000; ++i) request.add_requests()->set_visitor_id("v" + std::to_string(i));
  status = client_->BatchDecide(request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.results_size(), 1'000);
  request.add_requests()->set_visitor_id("one too many");
  status = client_->BatchDecide(request, &response);
  EXPECT_EQ(status.error_code(), grpc::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(status).info.reason(), "LIMIT_EXCEEDED");
}

TEST_F(ServiceTest, RefusesABatchWhoseCommonPartIsWrong) {
  v1::BatchDecideRequest request;
  request.add_requests()->set_visitor_id("a");
  request.mutable_common()->add_attributes()->set_flag(true);
  v1::BatchDecideResponse response;
  const grpc::Status status = client_->BatchDecide(request, &response);
  EXPECT_EQ(status.error_code(), grpc::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(status).Field(0), "common.attributes[0].name");
}

TEST_F(ServiceTest, ExplainsWinnersAndLosers) {
  v1::ExplainRequest request;
  *request.mutable_request() = Visitor();
  v1::ExplainResponse response;
  const grpc::Status status = client_->Explain(request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_NE(FindAction(response.decision(), "welcome"), nullptr);
  ASSERT_EQ(response.rules_size(), 4);
  EXPECT_EQ(response.rules(0).rule(), "welcome") << "winners first";
  bool explained = false;
  for (const auto& rule : response.rules()) {
    if (rule.rule() != "free_delivery_soon") continue;
    explained = true;
    EXPECT_EQ(rule.outcome(), v1::REASON_CODE_CONDITION_FALSE);
    EXPECT_FALSE(rule.text().empty());
    const auto stopped = std::find_if(rule.nodes().begin(), rule.nodes().end(),
                                      [](const auto& node) { return node.truth() == v1::TRUTH_FALSE; });
    ASSERT_NE(stopped, rule.nodes().end());
    EXPECT_NE(stopped->text().find("cart.total is between"), std::string::npos);
    EXPECT_EQ(stopped->observed().rfind("cart.total = 0", 0), 0u) << stopped->observed();
    EXPECT_EQ(stopped->file(), "shop.rules");
    EXPECT_GT(stopped->line(), 1);
  }
  EXPECT_TRUE(explained);
}

TEST_F(ServiceTest, ExplainsTheRulesAskedForAndFewLosers) {
  v1::ExplainRequest request;
  *request.mutable_request() = Visitor();
  request.add_rules("welcome_back");
  request.add_rules("no_such_rule");
  v1::ExplainResponse response;
  ASSERT_TRUE(client_->Explain(request, &response).ok());
  ASSERT_EQ(response.rules_size(), 1);
  EXPECT_EQ(response.rules(0).rule(), "welcome_back");
  ASSERT_NE(FindWarning(response.decision(), v1::WARNING_CODE_UNKNOWN_NAME), nullptr);

  request.clear_rules();
  request.set_max_losers(-1);
  EXPECT_EQ(DetailsOf(client_->Explain(request, &response)).Field(0), "max_losers");
  request.set_max_losers(0);
  request.mutable_request()->clear_visitor_id();
  EXPECT_EQ(DetailsOf(client_->Explain(request, &response)).Field(0), "request.visitor_id");
  request.set_decision_id("0123");
  EXPECT_EQ(DetailsOf(client_->Explain(request, &response)).info.reason(), "DECISION_NOT_FOUND");
  request.clear_decision_id();
  EXPECT_EQ(DetailsOf(client_->Explain(request, &response)).Field(0), "request");
}

TEST_F(ServiceTest, TellsTheSchema) {
  v1::GetSchemaResponse first, second;
  ASSERT_TRUE(client_->GetSchema({}, &first).ok());
  ASSERT_TRUE(client_->GetSchema({}, &second).ok());
  EXPECT_EQ(first.schema_id(), second.schema_id());
  EXPECT_EQ(first.schema_id().size(), 16u);
  ASSERT_EQ(first.attributes_size(), 7);
  EXPECT_EQ(first.attributes(0).name(), "cart.tags");
  EXPECT_EQ(first.attributes(0).type(), "list of text");
  for (const auto& attribute : first.attributes()) {
    if (attribute.name() == "page.kind") {
      EXPECT_EQ(attribute.values_size(), 3);
    }
    if (attribute.name() == "visitor.first_name") {
      EXPECT_TRUE(attribute.may_be_missing());
      EXPECT_EQ(attribute.consent(), "personalisation");
    }
  }
  ASSERT_EQ(first.placements_size(), 2);
  EXPECT_EQ(first.placements(0), "cart_notice");
  ASSERT_GE(first.moments_size(), 1);
}

TEST_F(ServiceTest, RefusesBytesThatAreNoMessage) {
  std::string answer;
  for (const std::string& bytes : {std::string("\xff\xff\xff"),
                                   std::string("\x12\x05"
                                               "ab"),
                                   std::string("\x12\x02\xc3\x28"), std::string("\x00", 1)}) {
    const grpc::Status status = Raw("/nextmove.v1.DecisionService/Decide", bytes, &answer);
    EXPECT_EQ(status.error_code(), grpc::INVALID_ARGUMENT) << status.error_message();
    EXPECT_EQ(DetailsOf(status).info.reason(), "FIELD_INVALID");
  }
  // Unknown fields are skipped.
  EXPECT_TRUE(Raw("/nextmove.v1.DecisionService/Decide", std::string("\x12\x01v\xf8\x7f\x01"), &answer).ok());
  EXPECT_EQ(Raw("/nextmove.v1.DecisionService/Nothing", "", &answer).error_code(), grpc::UNIMPLEMENTED);
}

TEST_F(ServiceTest, IsHealthy) {
  std::string answer;
  ASSERT_TRUE(Raw("/grpc.health.v1.Health/Check", "", &answer).ok());
  EXPECT_EQ(answer, std::string("\x08\x01"));  // status: SERVING
  ASSERT_TRUE(Raw("/grpc.health.v1.Health/Check", "\x0a\x1bnextmove.v1.DecisionService", &answer).ok());
  EXPECT_EQ(answer, std::string("\x08\x01"));
  EXPECT_EQ(Raw("/grpc.health.v1.Health/Check", "\x0a\x01x", &answer).error_code(), grpc::NOT_FOUND);
}

TEST_F(ServiceTest, ListsItsServicesByReflection) {
  // ServerReflectionRequest.list_services (7): "". Answered by one message of the stream.
  grpc::GenericStub stub(client_->channel());
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  void* tag = nullptr;
  bool ok = false;
  auto call = stub.PrepareCall(&context, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  call->StartCall(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::Slice slice(std::string("\x3a\x00", 2));
  call->Write(grpc::ByteBuffer(&slice, 1), nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::ByteBuffer response;
  call->Read(&response, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::Slice all;
  ASSERT_TRUE(response.DumpToSingleSlice(&all).ok());
  const std::string text(reinterpret_cast<const char*>(all.begin()), all.size());
  EXPECT_NE(text.find("nextmove.v1.DecisionService"), std::string::npos);
  EXPECT_NE(text.find("grpc.health.v1.Health"), std::string::npos);
  call->WritesDone(nullptr);
  queue.Next(&tag, &ok);
  grpc::Status status;
  call->Finish(&status, nullptr);
  queue.Next(&tag, &ok);
}

TEST_F(ServiceTest, CountsWhatItDoes) {
  v1::DecideResponse response;
  const std::string calls = "nextmove_requests_total{tenant=\"default\",method=\"Decide\",code=\"OK\"}";
  const std::string wins = "nextmove_decisions_total{tenant=\"default\",rule=\"welcome\",outcome=\"ONLY_ELIGIBLE\"}";
  const double before = server_->Metric(calls), won = std::max(0.0, server_->Metric(wins));
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(client_->Decide(Visitor(), &response).ok());
  EXPECT_EQ(server_->Metric(calls), before + 10);
  EXPECT_EQ(server_->Metric(wins), won + 10);
  auto dry = Visitor();
  dry.set_dry_run(true);
  ASSERT_TRUE(client_->Decide(dry, &response).ok());
  EXPECT_EQ(server_->Metric(wins), won + 10) << "a dry run is no decision";
  const std::string page = server_->Metrics();
  for (const char* name : {"nextmove_request_seconds_bucket", "nextmove_ruleset_info", "nextmove_ruleset_rules",
                           "nextmove_build_info", "nextmove_ready", "nextmove_unfilled_total"}) {
    EXPECT_NE(page.find(name), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace nextmove::e2e

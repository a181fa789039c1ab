// The commands against a server of this process that records what it is asked.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <mutex>
#include <sstream>

#include "clients/cli/commands.h"
#include "nextmove/v1/decision.grpc.pb.h"

namespace nextmove::cli {
namespace {

using testing::HasSubstr;

const std::string kRules = std::string(NEXTMOVE_SOURCE_DIR) + "/tests/golden/cli/rules";

// Thread-safe.
class RecordingServer : public v1::DecisionService::Service {
 public:
  RecordingServer() {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    address_ = "127.0.0.1:" + std::to_string(port);
  }
  ~RecordingServer() override { server_->Shutdown(); }

  grpc::Status Decide(grpc::ServerContext*, const v1::DecideRequest* request, v1::DecideResponse* response) override {
    const std::lock_guard lock(mutex_);
    requests_.push_back(*request);
    if (request->visitor_id() == "refused") return {grpc::StatusCode::INVALID_ARGUMENT, "no"};
    response->set_ruleset_version("0123456789ab");
    response->set_decision_id("d1");
    auto* action = response->add_actions();
    action->set_rule("ten_percent");
    action->set_reason(v1::REASON_CODE_PRIORITY);
    auto* grant = action->mutable_discount()->add_grants();
    grant->set_percent_hundredths(1000);
    grant->set_scope_kind("cart");
    action->mutable_discount()->mutable_saving()->set_currency_code("EUR");
    action->mutable_discount()->mutable_saving()->set_units(12);
    auto* later = response->add_actions();
    later->set_rule("of_a_later_version");
    response->add_segments("full_cart");
    return grpc::Status::OK;
  }
  grpc::Status Explain(grpc::ServerContext*, const v1::ExplainRequest* request,
                       v1::ExplainResponse* response) override {
    const std::lock_guard lock(mutex_);
    explained_ = *request;
    auto* rule = response->add_rules();
    rule->set_rule("welcome");
    rule->set_outcome(v1::REASON_CODE_NOT_IN_AUDIENCE);
    rule->set_text("the visitor is in none of its segments");
    auto* node = rule->add_nodes();
    node->set_truth(v1::TRUTH_FALSE);
    node->set_text("for newcomer");
    node->set_observed("visitor.visits = 4");
    node->set_file("offers.rules");
    node->set_line(6);
    return grpc::Status::OK;
  }

  const std::string& address() const { return address_; }
  std::vector<v1::DecideRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  v1::ExplainRequest explained() const {
    const std::lock_guard lock(mutex_);
    return explained_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<v1::DecideRequest> requests_;
  v1::ExplainRequest explained_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

struct RemoteResult {
  int exit_code = -1;
  std::string out, err;
};
RemoteResult RunWithServer(std::vector<std::string> arguments, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out, err;
  Console console{in, out, err, false, false, [] { return dsl::Instant{0}; }};
  RemoteResult result;
  result.exit_code = Run(std::move(arguments), console);
  result.out = out.str();
  result.err = err.str();
  return result;
}

TEST(RemoteTest, SendsTheVisitTypedByTheSchema) {
  RecordingServer server;
  const auto result = RunWithServer(
      {"decide", kRules, "--server", server.address(), "--visit",
       R"({"visitor": "v1", "moment": "exit_intent", "locale": "fr", "consents": ["no personalisation"], "attributes": {
           "visitor.visits": 4, "cart.total": "-0.25 EUR", "visitor.born_on": "2001-02-28", "visitor.interests": ["a", "b"],
           "cart.items": [{"product": "hat", "price": "5 EUR", "quantity": 2}]}})"});
  EXPECT_EQ(result.exit_code, kFine) << result.err;
  EXPECT_THAT(result.out, HasSubstr("ten_percent (discount, "));
  EXPECT_THAT(result.out, HasSubstr("give: 10% off\n    saving: 12.00 EUR\n"));
  EXPECT_THAT(result.out, testing::Not(HasSubstr("of_a_later_version")));
  ASSERT_EQ(server.requests().size(), 1u);
  const v1::DecideRequest request = server.requests()[0];
  EXPECT_EQ(request.visitor_id(), "v1");
  EXPECT_EQ(request.moment(), "exit_intent");
  EXPECT_EQ(request.consents(0).state(), v1::CONSENT_STATE_REFUSED);
  EXPECT_FALSE(request.dry_run());
  ASSERT_EQ(request.attributes_size(), 5);
  EXPECT_EQ(request.attributes(0).number(), 4);
  EXPECT_EQ(request.attributes(1).money().units(), 0);
  EXPECT_EQ(request.attributes(1).money().nanos(), -250'000'000);
  EXPECT_EQ(request.attributes(2).text(), "2001-02-28");
  EXPECT_EQ(request.attributes(3).list().values_size(), 2);
  EXPECT_EQ(request.attributes(4).records().records(0).fields(1).money().units(), 5);
}

TEST(RemoteTest, AsksForAnotherTimeOnlyInADryRun) {
  RecordingServer server;
  RunWithServer({"decide", kRules, "--server", server.address(), "--now", "2026-11-27T18:30:00Z", "--visit",
                 R"({"visitor": "v1"})"});
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_TRUE(server.requests()[0].dry_run());
  EXPECT_EQ(server.requests()[0].decision_time().seconds(), 1'795'804'200);
}

TEST(RemoteTest, ReplaysManyVisitsAndKeepsTheirOrder) {
  RecordingServer server;
  std::string visits;
  for (int i = 0; i < 500; ++i)
    visits += "{\"visitor\": \"v" + std::to_string(i) + "\", \"outcome\": " + (i % 5 ? "false" : "true") + "}\n";
  const auto replay = RunWithServer({"replay", "--server", server.address(), "--rules", kRules, "-"}, visits);
  EXPECT_EQ(replay.exit_code, kFine) << replay.err;
  EXPECT_THAT(replay.out, HasSubstr("500 visits decided by rules 0123456789ab; 100 bought, 400 did not\n"));
  EXPECT_THAT(replay.out, HasSubstr("full_cart     500  100.0 %  20.0 %\n"));

  const auto decide = RunWithServer({"decide", kRules, "--server", server.address(), "--format", "json"}, visits);
  std::istringstream lines(decide.out);
  std::string line;
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(std::getline(lines, line));
    ASSERT_THAT(line, HasSubstr("{\"line\":" + std::to_string(i + 1) + ",\"visitor\":\"v" + std::to_string(i) + "\""));
  }
}

TEST(RemoteTest, TellsWhichVisitWasRefused) {
  RecordingServer server;
  const auto result = RunWithServer({"replay", "--server", server.address(), "--rules", kRules, "-"},
                                    "{\"visitor\": \"a\"}\n{\"visitor\": \"refused\"}\n");
  EXPECT_EQ(result.exit_code, kFoundErrors);
  EXPECT_THAT(result.out, HasSubstr("1 line was not decided\n  line 2: refused: no\n"));
}

TEST(RemoteTest, ExplainsByTheServer) {
  RecordingServer server;
  const auto result = RunWithServer(
      {"explain", kRules, "--server", server.address(), "--rule", "welcome", "--visit", R"({"visitor": "v1"})"});
  EXPECT_EQ(result.exit_code, kFine) << result.err;
  EXPECT_THAT(result.out, HasSubstr("welcome lost: the visitor is in none of its segments\n"));
  EXPECT_THAT(result.out, HasSubstr("no       for newcomer   [visitor.visits = 4]   offers.rules:6\n"));
  EXPECT_EQ(server.explained().rules(0), "welcome");
}

TEST(RemoteTest, SaysThatThereIsNoServer) {
  for (const char* command : {"decide", "explain"}) {
    const auto result = RunWithServer({command, kRules, "--server", "127.0.0.1:1", "--visit", R"({"visitor": "v1"})"});
    EXPECT_EQ(result.exit_code, kNoServer);
    EXPECT_THAT(result.err, HasSubstr("the server at 127.0.0.1:1 does not answer: "));
  }
}

}  // namespace
}  // namespace nextmove::cli

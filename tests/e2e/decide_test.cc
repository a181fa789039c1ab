// Decide, as a client of a real server sees it: what is decided, warned of and refused.
#include <gtest/gtest.h>

#include <limits>

#include "tests/e2e/client.h"
#include "tests/e2e/server_process.h"

namespace nextmove::e2e {
namespace {

class DecideTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new ServerProcess;
    ASSERT_TRUE(server_->Start()) << server_->log();
    client_ = new Client(server_->grpc());
  }
  static void TearDownTestSuite() {
    delete client_;
    delete server_;
  }
  static v1::DecideResponse Decided(const v1::DecideRequest& request) {
    v1::DecideResponse response;
    const grpc::Status status = client_->Decide(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  // Refused with INVALID_ARGUMENT, this reason and this first field.
  static void ExpectRefused(const v1::DecideRequest& request, const std::string& reason, const std::string& field) {
    v1::DecideResponse response;
    const grpc::Status status = client_->Decide(request, &response);
    EXPECT_EQ(status.error_code(), grpc::INVALID_ARGUMENT) << status.error_message();
    const Details details = DetailsOf(status);
    EXPECT_EQ(details.status.code(), grpc::INVALID_ARGUMENT);
    EXPECT_EQ(details.info.domain(), "nextmove");
    EXPECT_EQ(details.info.reason(), reason);
    EXPECT_EQ(details.Field(0), field) << status.error_message();
  }
  static ServerProcess* server_;
  static Client* client_;
};
ServerProcess* DecideTest::server_ = nullptr;
Client* DecideTest::client_ = nullptr;

TEST_F(DecideTest, WelcomesANewcomer) {
  auto request = Visitor();
  Named(request, "visitor.visits")->set_number(1);
  request.add_wanted("home_hero");
  const auto response = Decided(request);
  ASSERT_EQ(response.actions_size(), 1);
  const v1::Action& action = response.actions(0);
  EXPECT_EQ(action.rule(), "welcome");
  EXPECT_EQ(action.placement(), "home_hero");
  EXPECT_EQ(action.reason(), v1::REASON_CODE_ONLY_ELIGIBLE);
  ASSERT_TRUE(action.has_banner());
  EXPECT_EQ(action.banner().parts(0).name(), "headline");
  EXPECT_EQ(action.banner().parts(0).text(), "Welcome to our shop");
  EXPECT_EQ(action.banner().parts(1).asset(), "welcome.png");
  EXPECT_EQ(response.decision_id().size(), 32u);
  EXPECT_EQ(response.ruleset_version().size(), 12u);
  EXPECT_EQ(response.warnings_size(), 0);
}

TEST_F(DecideTest, TakesAnAttributeByIdAsByName) {
  auto request = Visitor();
  std::uint32_t id = 2166136261u;
  for (const char c : std::string("visitor.visits")) id = (id ^ static_cast<unsigned char>(c)) * 16777619u;
  auto* attribute = request.add_attributes();
  attribute->set_id(id);
  attribute->set_number(7);
  EXPECT_NE(FindAction(Decided(request), "welcome_back"), nullptr);
}

TEST_F(DecideTest, AnswersInTheLocaleAsked) {
  auto request = Visitor();
  request.set_locale("de-AT");
  request.add_wanted("home_hero");
  EXPECT_EQ(Decided(request).actions(0).banner().parts(0).text(), "Willkommen in unserem Laden");
}

TEST_F(DecideTest, ComputesADiscountExactly) {
  auto request = Visitor();
  AddPounds(request, 55, 550'000'000);
  const auto response = Decided(request);
  const v1::Action* action = FindAction(response, "ten_percent");
  ASSERT_NE(action, nullptr) << response.DebugString();
  ASSERT_TRUE(action->has_discount());
  EXPECT_EQ(action->discount().grants(0).percent_hundredths(), 1000);
  EXPECT_EQ(action->discount().grants(0).at_most().units(), 20);
  // 10 % of 55.55 is 5.555: half to even.
  EXPECT_EQ(action->discount().saving().units(), 5);
  EXPECT_EQ(action->discount().saving().nanos(), 560'000'000);
  EXPECT_EQ(action->discount().saving().currency_code(), "GBP");
}

TEST_F(DecideTest, SaysWhyNothingWasChosen) {
  auto request = Visitor();
  request.add_wanted("cart_notice");
  const auto response = Decided(request);
  ASSERT_EQ(response.unfilled_size(), 1);
  EXPECT_EQ(response.unfilled(0).wanted(), "cart_notice");
  EXPECT_EQ(response.unfilled(0).reason(), v1::REASON_CODE_NONE_ELIGIBLE);
}

TEST_F(DecideTest, TellsSegmentsTextsAndRanksOnRequestOnly) {
  auto request = Visitor();
  AddPounds(request, 60);
  EXPECT_EQ(Decided(request).segments_size(), 0);
  request.add_extras(v1::EXTRA_SEGMENTS);
  request.add_extras(v1::EXTRA_TEXTS);
  request.add_extras(v1::EXTRA_RANKS);
  const auto response = Decided(request);
  ASSERT_EQ(response.segments_size(), 2);
  EXPECT_EQ(response.segments(0), "big_cart");
  EXPECT_EQ(response.segments(1), "newcomer");
  const v1::Action* welcome = FindAction(response, "welcome");
  ASSERT_NE(welcome, nullptr);
  EXPECT_EQ(welcome->why(), "First visit: say hello");
}

TEST_F(DecideTest, WarnsOfUnknownMistypedAndRepeatedAttributesAndGoesOn) {
  auto request = Visitor();
  Named(request, "cart.totl")->set_number(1);
  Named(request, "visitor.visits")->set_text("many");
  Named(request, "page.kind")->set_text("nowhere");
  AddPounds(request, 10);
  AddPounds(request, 60);
  const auto response = Decided(request);
  ASSERT_NE(FindWarning(response, v1::WARNING_CODE_UNKNOWN_NAME), nullptr) << response.DebugString();
  EXPECT_EQ(FindWarning(response, v1::WARNING_CODE_UNKNOWN_NAME)->subject(), "cart.totl");
  ASSERT_NE(FindWarning(response, v1::WARNING_CODE_WRONG_TYPE), nullptr);
  EXPECT_EQ(FindWarning(response, v1::WARNING_CODE_WRONG_TYPE)->subject(), "visitor.visits");
  ASSERT_NE(FindWarning(response, v1::WARNING_CODE_UNKNOWN_VALUE), nullptr);
  ASSERT_NE(FindWarning(response, v1::WARNING_CODE_DUPLICATE), nullptr);
  EXPECT_NE(FindAction(response, "ten_percent"), nullptr) << "the last one counts";
  EXPECT_GE(server_->Metric("nextmove_warnings_total{tenant=\"default\",code=\"UNKNOWN_NAME\"}"), 1);
}

TEST_F(DecideTest, TakesNotANumberAsUnknown) {
  auto request = Visitor();
  Named(request, "visitor.visits")->set_number(std::numeric_limits<double>::quiet_NaN());
  Named(request, "cart.total")->set_number(std::numeric_limits<double>::infinity());
  EXPECT_NE(FindWarning(Decided(request), v1::WARNING_CODE_NOT_FINITE), nullptr);
}

TEST_F(DecideTest, LeavesAnUnknownPlacementUnfilled) {
  auto request = Visitor();
  request.add_wanted("moon");
  request.add_wanted("home_hero");
  const auto response = Decided(request);
  EXPECT_EQ(response.actions_size(), 1);
  ASSERT_EQ(response.unfilled_size(), 1);
  EXPECT_EQ(response.unfilled(0).wanted(), "moon");
  EXPECT_EQ(response.unfilled(0).reason(), v1::REASON_CODE_UNKNOWN_PLACEMENT);
  EXPECT_EQ(server_->Metrics().find("moon"), std::string::npos) << "a caller's word is no label";
}

TEST_F(DecideTest, TakesANegativeAmountBelowItsFloorAsUnknown) {
  auto request = Visitor();
  AddPounds(request, -60, -10'000'000);
  const auto response = Decided(request);
  EXPECT_EQ(FindAction(response, "ten_percent"), nullptr);
  EXPECT_GE(response.warnings_size(), 1);
}

TEST_F(DecideTest, WarnsOfUnknownLocaleZoneCurrencyAndOfWhatIsNotUsed) {
  auto request = Visitor();
  request.set_locale("klingon-!");
  request.set_time_zone("Mars/Olympus");
  request.set_currency_code("XQQ");
  request.add_events()->set_kind("viewed");
  request.add_release_tokens("t");
  request.add_consents()->set_purpose("personalisation");
  const auto response = Decided(request);
  EXPECT_NE(FindWarning(response, v1::WARNING_CODE_UNKNOWN_VALUE), nullptr);
  EXPECT_NE(FindWarning(response, v1::WARNING_CODE_UNKNOWN_NAME), nullptr);  // the event
  EXPECT_NE(FindWarning(response, v1::WARNING_CODE_TOKEN_IGNORED), nullptr);
}

TEST_F(DecideTest, RefusesMissingAndLongIds) {
  ExpectRefused(v1::DecideRequest(), "FIELD_INVALID", "visitor_id");
  ExpectRefused(Visitor(std::string(129, 'v')), "LIMIT_EXCEEDED", "visitor_id");
  auto request = Visitor();
  request.set_request_id(std::string(65, 'r'));
  ExpectRefused(request, "LIMIT_EXCEEDED", "request_id");
}

TEST_F(DecideTest, RefusesAMegabyteOfText) {
  auto request = Visitor();
  Named(request, "visitor.visits")->set_number(1);
  Named(request, "visitor.first_name")->set_text(std::string(1'000'000, 'x'));
  ExpectRefused(request, "LIMIT_EXCEEDED", "attributes[1].text");
}

TEST_F(DecideTest, RefusesALongCall) {
  auto request = Visitor();
  Named(request, "visitor.first_name")->set_text(std::string(2'000'000, 'x'));
  ExpectRefused(request, "LIMIT_EXCEEDED", "");
}

TEST_F(DecideTest, RefusesAHundredThousandAttributes) {
  auto request = Visitor();
  for (int i = 0; i < 100'000; ++i) request.add_attributes()->set_id(static_cast<std::uint32_t>(i + 1));
  ExpectRefused(request, "LIMIT_EXCEEDED", "attributes");
}

TEST_F(DecideTest, RefusesWrongShapesWithTheirPath) {
  auto request = Visitor();
  AddPounds(request, 5, -1);
  ExpectRefused(request, "FIELD_INVALID", "attributes[0].money.nanos");

  request = Visitor();
  request.add_attributes()->set_number(1);
  ExpectRefused(request, "FIELD_INVALID", "attributes[0].name");

  request = Visitor();
  auto* list = Named(request, "cart.tags")->mutable_list();
  for (int i = 0; i < 257; ++i) list->add_values("x");
  ExpectRefused(request, "LIMIT_EXCEEDED", "attributes[0].list.values");

  request = Visitor();
  request.mutable_decision_time()->set_seconds(1'800'000'000);
  ExpectRefused(request, "FIELD_INVALID", "decision_time");

  request = Visitor();
  auto* record = Named(request, "cart.items")->mutable_records()->add_records();
  record->add_fields()->set_name("x");
  record->mutable_fields(0)->set_text(std::string(9'000, 'x'));
  ExpectRefused(request, "LIMIT_EXCEEDED", "attributes[0].records.records[0].fields[0].text");
}

TEST_F(DecideTest, RefusesAnotherTenant) {
  auto request = Visitor();
  request.set_tenant("someone_else");
  v1::DecideResponse response;
  const grpc::Status status = client_->Decide(request, &response);
  EXPECT_EQ(status.error_code(), grpc::PERMISSION_DENIED);
  EXPECT_EQ(DetailsOf(status).info.reason(), "NOT_PERMITTED");
  request.set_tenant("default");
  EXPECT_TRUE(client_->Decide(request, &response).ok());
}

TEST_F(DecideTest, RefusesAVersionThatIsNotKept) {
  auto request = Visitor();
  request.set_dry_run(true);
  request.set_ruleset_version("000000000000");
  v1::DecideResponse response;
  const grpc::Status status = client_->Decide(request, &response);
  EXPECT_EQ(status.error_code(), grpc::NOT_FOUND);
  EXPECT_EQ(DetailsOf(status).info.reason(), "VERSION_NOT_FOUND");
}

TEST_F(DecideTest, GivesEachDecisionAnIdOfItsOwn) {
  EXPECT_NE(Decided(Visitor()).decision_id(), Decided(Visitor()).decision_id());
}

TEST_F(DecideTest, KeepsVisitorsOutOfLogAndMetrics) {
  auto request = Visitor("canary-visitor-7391");
  request.set_request_id("canary-request-7391");
  Named(request, "canary-name-7391")->set_text("canary-value-7391");
  request.add_wanted("canary-place-7391");
  request.set_locale("canary-locale-7391");
  Decided(request);
  auto wrong = request;
  wrong.set_visitor_id("canary-visitor-7391" + std::string(200, 'x'));
  v1::DecideResponse response;
  EXPECT_FALSE(client_->Decide(wrong, &response).ok());
  EXPECT_EQ(server_->log().find("canary"), std::string::npos);
  EXPECT_EQ(server_->Metrics().find("canary"), std::string::npos);
}

}  // namespace
}  // namespace nextmove::e2e

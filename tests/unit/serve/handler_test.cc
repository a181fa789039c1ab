// The handler refuses before the engine is asked, and adds what only the API knows.
#include "engine/serve/calls/handler.h"

#include <gtest/gtest.h>

#include "engine/ruleset/ruleset.h"

namespace nextmove::serve {
namespace {

class HandlerTest : public testing::Test {
 protected:
  void LoadRules() {
    const auto loaded = engine::LoadTexts({{"shop.rules",
                                            "project shop\n  edition 1\n  time zone \"Europe/London\"\n  currency GBP\n"
                                            "  locales en\n  consents personalisation\n"
                                            "placement hero channels web allows 1\n"
                                            "banner hello\n  place hero\n  say headline: en \"Hi\"\n"}},
                                          {});
    ASSERT_EQ(loaded.errors, 0u);
    runtime_.SetWorld({loaded.program, std::make_shared<const engine::Catalogues>(0)});
  }
  // The reason of the refusal; UNSPECIFIED when it was decided.
  v1::ErrorReason Decide(const CallRequest& request) {
    exchange_.request = &request;
    int answers = 0;
    handler_.Decide(handler_.PinWorld(cache_), exchange_, [&](Exchange&) { ++answers; });
    EXPECT_EQ(answers, 1);
    return exchange_.error ? exchange_.error->reason : v1::ERROR_REASON_UNSPECIFIED;
  }
  static CallRequest Sound() {
    CallRequest request;
    request.decide.visitor_id = "v";
    return request;
  }

  engine::Runtime runtime_{[] { return dsl::Instant{1'800'000'000'000}; }, 1};
  DecisionHandler handler_{{"shop", {}}, runtime_};
  engine::WorldCache cache_;
  Exchange exchange_;
};

TEST_F(HandlerTest, HasNoAnswerBeforeTheFirstRules) {
  EXPECT_EQ(Decide(Sound()), v1::ERROR_REASON_NO_RULES);
  EXPECT_EQ(CodeOf(exchange_.error->reason), grpc::UNAVAILABLE);
  EXPECT_TRUE(exchange_.error->retry_ms);
  LoadRules();
  EXPECT_EQ(Decide(Sound()), v1::ERROR_REASON_UNSPECIFIED);
}

TEST_F(HandlerTest, SaysWhatIsWrongWithARequestEvenWithoutRules) {
  EXPECT_EQ(Decide(CallRequest()), v1::ERROR_REASON_FIELD_INVALID);
}

TEST_F(HandlerTest, ServesOneTenant) {
  LoadRules();
  CallRequest request = Sound();
  request.decide.tenant = "shop";
  EXPECT_EQ(Decide(request), v1::ERROR_REASON_UNSPECIFIED);
  EXPECT_EQ(exchange_.call.request.tenant, "shop");
  request.decide.tenant = "other";
  EXPECT_EQ(Decide(request), v1::ERROR_REASON_NOT_PERMITTED);
  EXPECT_EQ(Decide(Sound()), v1::ERROR_REASON_UNSPECIFIED);
  EXPECT_EQ(exchange_.call.request.tenant, "shop") << "every key has the tenant";
}

TEST_F(HandlerTest, TakesTheVersionInForceForDryRuns) {
  LoadRules();
  CallRequest request = Sound();
  request.dry_run = true;
  const std::string version = runtime_.world().program->version;
  for (const std::string& known : {version, version.substr(0, 12)}) {
    request.ruleset_version = known;
    EXPECT_EQ(Decide(request), v1::ERROR_REASON_UNSPECIFIED);
  }
  request.ruleset_version = "0";
  EXPECT_EQ(Decide(request), v1::ERROR_REASON_VERSION_NOT_FOUND);
}

TEST_F(HandlerTest, WarnsOfWhatItDoesNotUse) {
  LoadRules();
  CallRequest request = Sound();
  engine::EventView event;
  event.kind = "shown";
  EventExtra extra;
  extra.token = "t";
  const std::string_view text = "personalisation";
  request.decide.events = {&event, 1};
  request.event_extras = {&extra, 1};
  request.release_tokens = {&text, 1};
  request.vague_consents = {&text, 1};
  EXPECT_EQ(Decide(request), v1::ERROR_REASON_UNSPECIFIED);
  EXPECT_EQ(exchange_.call.outcome.decision.warnings.all.size(), 3u);
}

TEST_F(HandlerTest, TakesEachExplanationAsADryRun) {
  LoadRules();
  engine::Explanation explanation;
  exchange_.explanation = &explanation;
  const CallRequest request = Sound();
  EXPECT_EQ(Decide(request), v1::ERROR_REASON_UNSPECIFIED);
  EXPECT_TRUE(exchange_.call.dry_run);
  EXPECT_EQ(explanation.rules.size(), 1u);
}

}  // namespace
}  // namespace nextmove::serve

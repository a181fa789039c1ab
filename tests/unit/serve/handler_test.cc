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
  // The reason of the refusal; none when it was decided.
  std::optional<ErrorReason> Decide(const CallRequest& request) {
    exchange_.request = &request;
    int answers = 0;
    const ExchangeDone done = [&](Exchange&) { ++answers; };
    handler_.Decide(handler_.PinWorld(cache_), shard_, exchange_, done);
    EXPECT_EQ(answers, 1);
    return exchange_.error ? std::optional(exchange_.error->reason) : std::nullopt;
  }
  static CallRequest Sound() {
    CallRequest request;
    request.decide.visitor_id = "v";
    return request;
  }

  engine::Runtime runtime_{[] { return dsl::Instant{1'800'000'000'000}; }, 1};
  DecisionHandler handler_{{"shop", {}}, runtime_};
  observe::Metrics metrics_{{"shop", "0", 10, 10}};
  observe::MetricsShard& shard_ = metrics_.AddShard();
  engine::WorldCache cache_;
  Exchange exchange_;
};

TEST_F(HandlerTest, HasNoAnswerBeforeTheFirstRules) {
  EXPECT_EQ(Decide(Sound()), ErrorReason::kNoRules);
  EXPECT_EQ(CodeOf(exchange_.error->reason), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(exchange_.error->retry_ms);
  LoadRules();
  EXPECT_EQ(Decide(Sound()), std::nullopt);
}

TEST_F(HandlerTest, SaysWhatIsWrongWithARequestEvenWithoutRules) {
  EXPECT_EQ(Decide(CallRequest()), ErrorReason::kFieldInvalid);
}

TEST_F(HandlerTest, ServesOneTenant) {
  LoadRules();
  CallRequest request = Sound();
  request.decide.tenant = "shop";
  EXPECT_EQ(Decide(request), std::nullopt);
  EXPECT_EQ(exchange_.call.request.tenant, "shop");
  request.decide.tenant = "other";
  EXPECT_EQ(Decide(request), ErrorReason::kNotPermitted);
  EXPECT_EQ(Decide(Sound()), std::nullopt);
  EXPECT_EQ(exchange_.call.request.tenant, "shop") << "every key has the tenant";
}

TEST_F(HandlerTest, TakesTheVersionInForceForDryRuns) {
  LoadRules();
  CallRequest request = Sound();
  request.dry_run = true;
  const std::string version = handler_.PinWorld(cache_).world->program->version;
  for (const std::string& known : {version, version.substr(0, 12)}) {
    request.ruleset_version = known;
    EXPECT_EQ(Decide(request), std::nullopt);
  }
  request.ruleset_version = "0";
  EXPECT_EQ(Decide(request), ErrorReason::kVersionNotFound);
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
  EXPECT_EQ(Decide(request), std::nullopt);
  EXPECT_EQ(exchange_.call.outcome.decision.warnings.all.size(), 3u);
}

TEST_F(HandlerTest, TakesEachExplanationAsADryRun) {
  LoadRules();
  engine::Explanation explanation;
  exchange_.explanation = &explanation;
  const CallRequest request = Sound();
  EXPECT_EQ(Decide(request), std::nullopt);
  EXPECT_TRUE(exchange_.call.dry_run);
  EXPECT_EQ(explanation.rules.size(), 1u);
}

TEST(FailedRulesTest, AreToldOnceForEachRuleSet) {
  dsl::Program program;
  program.version = "1";
  program.rules.resize(3);
  FailedRules failed;
  const std::vector<int> first = {0, 2}, second = {1, 2};
  EXPECT_EQ(failed.Tell(program, {}), 0u);
  EXPECT_EQ(failed.Tell(program, first), 2u);
  EXPECT_EQ(failed.Tell(program, second), 1u);
  EXPECT_EQ(failed.Tell(program, second), 0u);
  program.version = "2";
  EXPECT_EQ(failed.Tell(program, second), 2u);
}

}  // namespace
}  // namespace nextmove::serve

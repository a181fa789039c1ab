// All four methods in process, over plain values: neither gRPC nor protobuf is included or linked here.
#include <gmock/gmock.h>

#include "engine/ruleset/ruleset.h"
#include "engine/serve/calls/batch_call.h"
#include "engine/serve/calls/explain_call.h"
#include "engine/serve/calls/schema_call.h"

namespace nextmove::serve {
namespace {

using testing::ElementsAre;

constexpr char kMethodRules[] =
    "project shop\n  edition 1\n  time zone \"Europe/London\"\n  currency GBP\n  locales en\n"
    "  consents personalisation\n"
    "attribute visitor.visits number otherwise 1 consent necessary\n"
    "attribute visitor.tier one of [\"gold\", \"silver\"] optional consent personalisation\n"
    "event viewed (product: text) kept 12 months consent personalisation\n"
    "placement hero channels web allows 1\n"
    "placement notice channels web allows 1\n"
    "banner best\n  priority high\n  place hero\n  say headline: en \"Best\"\n"
    "banner good\n  place hero\n  say headline: en \"Good\"\n"
    "banner back\n  when visitor.visits is at least 2\n  place notice\n  say headline: en \"Back\"\n"
    "audience fans\n  when visitor.visits is at least 2\n  export visitor.visits to \"ads\" every day\n";

// A batch from plain requests, as a transport would keep it.
class PlainBatch : public BatchItems {
 public:
  std::vector<CallRequest> requests;
  std::vector<std::string> written;  // of each item the names of its actions, or the reason and the fields

  std::size_t size() const override { return requests.size(); }
  const CallRequest& Read(std::size_t index) override { return requests[index]; }
  void Write(const Exchange& answered) override {
    std::string text;
    if (answered.error) {
      text = ReasonWord(answered.error->reason);
      for (const Violation& violation : answered.error->violations) text += " " + violation.field;
    } else {
      for (const engine::Action& action : answered.call.outcome.decision.actions) text += action.name + " ";
    }
    written.push_back(text);
  }
};

class MethodsTest : public testing::Test {
 protected:
  void LoadRules() {
    const auto loaded = engine::LoadTexts({{"shop.rules", kMethodRules}}, {});
    ASSERT_EQ(loaded.errors, 0u) << loaded.diagnostics.front().message;
    runtime_.SetWorld({loaded.program, std::make_shared<const engine::Catalogues>(0), nullptr, ""});
  }
  static CallRequest Sound() {
    CallRequest request;
    request.decide.visitor_id = "v";
    return request;
  }
  void Decide(const CallRequest& request, Exchange& exchange) {
    exchange.request = &request;
    int answers = 0;
    const ExchangeDone done = [&](Exchange&) { ++answers; };
    handler_.Decide(handler_.PinWorld(thread_.worlds), thread_.shard, exchange, done);
    EXPECT_EQ(answers, 1);
  }
  // The error of the whole batch; none when its items were answered.
  std::optional<CallError> Batch(PlainBatch& batch, const CallRequest* common = nullptr, Deadline deadline = {}) {
    BatchCall call(handler_);
    std::optional<CallError> refused;
    int answers = 0;
    const BatchCall::Done done = [&](const CallError* error) {
      ++answers;
      if (error != nullptr) refused = *error;
    };
    call.Start(thread_, batch, common, deadline, done);
    EXPECT_EQ(answers, 1);
    return refused;
  }
  // The rules that are told, with a `?` before names that are none.
  std::optional<CallError> Explain(const ExplainRequest& request, std::vector<std::string>& told) {
    ExplainCall call(handler_);
    std::optional<CallError> refused;
    const ExplainCall::Done done = [&](const CallError* error) {
      if (error != nullptr) {
        refused = *error;
        return;
      }
      const dsl::Program& program = *call.decision().call.program;
      for (const engine::RuleTrace* trace : call.told().rules) {
        told.push_back(program.rules[static_cast<std::size_t>(trace->rule)].name);
      }
      for (const engine::Warning& warning : call.told().unknown_names.all) told.push_back("?" + warning.subject);
    };
    call.Start(thread_, request, done);
    return refused;
  }

  engine::Runtime runtime_{[] { return dsl::Instant{1'800'000'000'000}; }, 1};
  DecisionHandler handler_{{"shop", {}}, runtime_};
  observe::Metrics metrics_{{"shop", "0", 10, 10}};
  CallThread thread_{metrics_.AddShard(), {}};
};

std::vector<std::string> FieldsOf(const CallError& error) {
  std::vector<std::string> fields;
  for (const Violation& violation : error.violations) fields.push_back(violation.field);
  return fields;
}

TEST_F(MethodsTest, DecideAnswersAndCounts) {
  LoadRules();
  engine::AttributeView visits;
  visits.name = "visitor.visits";
  visits.value = 3.0;
  CallRequest request = Sound();
  request.decide.attributes = {&visits, 1};
  Exchange exchange;
  Decide(request, exchange);
  ASSERT_FALSE(exchange.error);
  std::vector<std::string> names;
  for (const auto& action : exchange.call.outcome.decision.actions) names.push_back(action.name);
  EXPECT_THAT(names, ElementsAre("best", "back")) << "an audience is on no page";
  EXPECT_EQ(exchange.call.decision_id.size(), 32u);
  EXPECT_FALSE(exchange.rules_stale);
  EXPECT_EQ(thread_.shard.Snapshot().decisions.size(), 3u) << "the audience was decided and is counted";
  request.dry_run = true;
  Decide(request, exchange);
  EXPECT_EQ(thread_.shard.Snapshot().decisions.at("best").front().second, 1u);
  handler_.set_rules_stale(true);
  Decide(request, exchange);
  EXPECT_TRUE(exchange.rules_stale);
}

TEST_F(MethodsTest, DecideRefusesWithReasonAndFields) {
  Exchange exchange;
  CallRequest request;
  request.ruleset_version = "1";
  Decide(request, exchange);
  ASSERT_TRUE(exchange.error);
  EXPECT_EQ(ReasonWord(exchange.error->reason), "FIELD_INVALID");
  EXPECT_THAT(FieldsOf(*exchange.error), ElementsAre("visitor_id", "ruleset_version"));
  EXPECT_THAT(exchange.error->message, testing::EndsWith(" (and 1 more)"));
  EXPECT_EQ(CodeOf(exchange.error->reason), absl::StatusCode::kInvalidArgument);
  Decide(Sound(), exchange);
  EXPECT_EQ(exchange.error->reason, ErrorReason::kNoRules);
  EXPECT_EQ(exchange.error->retry_ms, 1'000);
}

TEST_F(MethodsTest, BatchAnswersItemAfterItem) {
  LoadRules();
  engine::AttributeView visits;
  visits.name = "visitor.visits";
  visits.value = 2.0;
  CallRequest common;
  common.decide.attributes = {&visits, 1};
  const std::string_view hero = "hero";
  PlainBatch batch;
  batch.requests = {Sound(), CallRequest(), Sound()};
  batch.requests[2].decide.wanted = {&hero, 1};
  EXPECT_FALSE(Batch(batch, &common));
  EXPECT_THAT(batch.written, ElementsAre("best back ", "FIELD_INVALID visitor_id", "best "));
}

TEST_F(MethodsTest, BatchAnswersAThousandItemsWithoutNesting) {
  LoadRules();
  PlainBatch batch;
  batch.requests.assign(1'000, Sound());
  EXPECT_FALSE(Batch(batch));
  EXPECT_EQ(batch.written.size(), 1'000u);
}

TEST_F(MethodsTest, BatchTellsItemsThatTheDeadlineCutOff) {
  LoadRules();
  PlainBatch batch;
  batch.requests = {Sound(), Sound()};
  EXPECT_FALSE(Batch(batch, nullptr, std::chrono::system_clock::now()));
  EXPECT_THAT(batch.written, ElementsAre("DEADLINE", "DEADLINE"));
}

TEST_F(MethodsTest, BatchIsRefusedAsAWholeForWhatAllHaveInCommon) {
  PlainBatch batch;
  EXPECT_THAT(FieldsOf(*Batch(batch)), ElementsAre("requests"));
  batch.requests.assign(1'001, Sound());
  const auto too_many = Batch(batch);
  EXPECT_EQ(too_many->reason, ErrorReason::kLimitExceeded);
  EXPECT_EQ(too_many->message, "requests: send at most 1000, not 1001");
  batch.requests.resize(1);
  CallRequest common;
  const std::string long_name(300, 'm');
  common.decide.moment = long_name;
  common.ruleset_version = "1";  // may be meant for dry runs among the items
  const auto refused = Batch(batch, &common);
  EXPECT_THAT(FieldsOf(*refused), ElementsAre("common.moment"));
  EXPECT_THAT(refused->message, testing::StartsWith("common.moment: send at most 256 bytes"));
  EXPECT_EQ(Batch(batch)->reason, ErrorReason::kNoRules);
  EXPECT_THAT(batch.written, ElementsAre());
}

TEST_F(MethodsTest, ExplainTellsWinnersAndTheBestLosers) {
  LoadRules();
  const CallRequest decide = Sound();
  ExplainRequest request;
  request.request = &decide;
  std::vector<std::string> told;
  EXPECT_FALSE(Explain(request, told));
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.front(), "best");
  EXPECT_THAT(told, testing::IsSupersetOf({"best", "good", "back"}));
  EXPECT_TRUE(thread_.shard.Snapshot().decisions.empty()) << "it only asks";
}

TEST_F(MethodsTest, ExplainTellsTheRulesAskedForAndNoOther) {
  LoadRules();
  const CallRequest decide = Sound();
  const std::vector<std::string_view> names = {"good", "lost"};
  ExplainRequest request;
  request.request = &decide;
  request.rules = names;
  std::vector<std::string> told;
  EXPECT_FALSE(Explain(request, told));
  EXPECT_THAT(told, ElementsAre("good", "?lost"));
}

TEST_F(MethodsTest, ExplainRefusesWithReasonAndFields) {
  LoadRules();
  std::vector<std::string> told;
  const std::string long_name(300, 'r');
  const std::string_view name = long_name;
  ExplainRequest request;
  request.max_losers = -1;
  request.rules = {&name, 1};
  EXPECT_THAT(FieldsOf(*Explain(request, told)), ElementsAre("max_losers", "request", "rules[0]"));
  const CallRequest nobody;
  request = ExplainRequest();
  request.request = &nobody;
  EXPECT_THAT(FieldsOf(*Explain(request, told)), ElementsAre("request.visitor_id"));
  request.tenant = "other";
  EXPECT_EQ(Explain(request, told)->reason, ErrorReason::kNotPermitted);
  request = ExplainRequest();
  request.by_decision_id = true;
  EXPECT_EQ(Explain(request, told)->reason, ErrorReason::kDecisionNotFound);
  EXPECT_THAT(told, ElementsAre());
}

TEST_F(MethodsTest, SchemaListsWhatMayBeSent) {
  EXPECT_EQ(GetSchema(handler_, thread_, "").error().reason, ErrorReason::kNoRules);
  LoadRules();
  EXPECT_EQ(GetSchema(handler_, thread_, "other").error().reason, ErrorReason::kNotPermitted);
  const auto schema = GetSchema(handler_, thread_, "shop");
  ASSERT_TRUE(schema.ok());
  EXPECT_EQ(schema->id.size(), 16u);
  const auto tier = std::find_if(schema->attributes.begin(), schema->attributes.end(),
                                 [](const FieldSchema& field) { return field.name == "visitor.tier"; });
  ASSERT_NE(tier, schema->attributes.end());
  EXPECT_EQ(tier->id, dsl::AttributeId("visitor.tier"));
  EXPECT_TRUE(tier->may_be_missing);
  EXPECT_EQ(tier->consent, "personalisation");
  EXPECT_THAT(tier->values, ElementsAre("gold", "silver"));
  EXPECT_THAT(schema->placements, ElementsAre("hero", "notice"));
  EXPECT_THAT(schema->moments, testing::Contains("page_load"));
  const auto viewed = std::find_if(schema->events.begin(), schema->events.end(),
                                   [](const EventSchema& event) { return event.kind == "viewed"; });
  ASSERT_NE(viewed, schema->events.end());
  EXPECT_EQ(viewed->fields.front().name, "product");
}

TEST_F(MethodsTest, SchemaIdChangesWithWhatIsListedOnly) {
  const auto id_of = [](const std::string& text) {
    return SchemaOf(engine::LoadTexts({{"shop.rules", text}}, {}).program).id;
  };
  const std::string rules = kMethodRules;
  EXPECT_EQ(id_of(rules), id_of(rules + "banner fresh\n  place hero\n  say headline: en \"Fresh\"\n"));
  EXPECT_NE(id_of(rules), id_of(rules + "placement side channels web allows 1\n"));
}

}  // namespace
}  // namespace nextmove::serve

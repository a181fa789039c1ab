// Decisions become messages, each kind of content and value in its own field.
#include "engine/serve/grpc/response_encode.h"

#include <gtest/gtest.h>

namespace nextmove::serve {
namespace {

dsl::Money Euros(const char* amount) { return {*dsl::Decimal::Parse(amount), *dsl::Currency::Parse("EUR")}; }

std::shared_ptr<dsl::Program> TwoPlaces() {
  auto program = std::make_shared<dsl::Program>();
  program->version = std::string(64, 'a');
  program->placements.resize(2);
  program->placements[0].name = "hero";
  program->placements[1].name = "menu";
  return program;
}

TEST(ResponseEncodeTest, WritesMoneyWithTheSignOnBothParts) {
  v1::Money money;
  EncodeMoney(Euros("-1.25"), &money);
  EXPECT_EQ(money.currency_code(), "EUR");
  EXPECT_EQ(money.units(), -1);
  EXPECT_EQ(money.nanos(), -250'000'000);
}

TEST(ResponseEncodeTest, WritesEachKindOfPart) {
  engine::DecideCall call;
  call.program = TwoPlaces();
  engine::Creative creative;
  creative.parts.push_back({"say", true, dsl::Value("hello"), {}});
  creative.parts.push_back({"id", false, dsl::Value("x.png"), {}});
  creative.parts.push_back({"count", false, dsl::Value(dsl::Decimal(3)), {}});
  creative.parts.push_back({"share", false, dsl::Value(dsl::Percent{dsl::Decimal(25)}), {}});
  creative.parts.push_back({"flag", false, dsl::Value(true), {}});
  creative.parts.push_back({"price", false, dsl::Value(Euros("9.5")), {}});
  creative.parts.push_back({"list", false, dsl::Value::OfList({dsl::Value("a"), dsl::Value(dsl::Decimal(2))}), {}});
  engine::Action action;
  action.name = "r";
  action.placement = 0;
  action.reason = engine::ReasonCode::kRank;
  action.expire_time = dsl::Instant{-1};
  action.content = engine::OverlayContent{creative};
  call.outcome.decision.actions.push_back(action);
  v1::DecideResponse response;
  EncodeDecision(call, true, &response);
  EXPECT_EQ(response.ruleset_version(), "aaaaaaaaaaaa");
  EXPECT_EQ(response.degradations(0), v1::DEGRADATION_RULES_STALE);
  const v1::Action& told = response.actions(0);
  EXPECT_EQ(told.placement(), "hero");
  EXPECT_EQ(told.reason(), v1::REASON_CODE_RANK);
  EXPECT_EQ(told.expire_time().seconds(), -1);
  EXPECT_EQ(told.expire_time().nanos(), 999'000'000);
  const auto& parts = told.overlay().parts();
  EXPECT_EQ(parts[0].text(), "hello");
  EXPECT_EQ(parts[1].asset(), "x.png");
  EXPECT_EQ(parts[2].number(), 3);
  EXPECT_EQ(parts[3].number(), 25);
  EXPECT_TRUE(parts[4].flag());
  EXPECT_EQ(parts[5].money().units(), 9);
  EXPECT_EQ(parts[6].list().values(1), "2");
}

TEST(ResponseEncodeTest, WritesDiscountsAndMenus) {
  engine::DecideCall call;
  call.program = TwoPlaces();
  engine::DiscountContent discount;
  engine::Grant grant;
  grant.percent_hundredths = 2500;
  grant.at_most = Euros("20");
  grant.scope_kind = "cart";
  discount.grants.push_back(grant);
  grant.kind = engine::Grant::Kind::kPerk;
  grant.perk = "free_delivery";
  discount.grants.push_back(grant);
  discount.lines.push_back({"p1", Euros("1"), 3});
  discount.reasons = {"never_too_cheap"};
  engine::Action action;
  action.content = discount;
  call.outcome.decision.actions.push_back(action);
  action.content = engine::NavigationContent{"menu", {"b", "a"}};
  action.placement = 1;
  call.outcome.decision.actions.push_back(action);
  v1::DecideResponse response;
  EncodeDecision(call, false, &response);
  const v1::Discount& told = response.actions(0).discount();
  EXPECT_EQ(response.actions(0).placement(), "");
  EXPECT_EQ(told.grants(0).percent_hundredths(), 2500);
  EXPECT_EQ(told.grants(0).at_most().units(), 20);
  EXPECT_EQ(told.grants(1).amount_case(), v1::Grant::AMOUNT_NOT_SET);
  EXPECT_EQ(told.grants(1).perk(), "free_delivery");
  EXPECT_FALSE(told.has_saving());
  EXPECT_EQ(told.lines(0).line(), 3);
  EXPECT_EQ(told.reasons(0), "never_too_cheap");
  EXPECT_EQ(response.actions(1).navigation().items(0), "b");
  EXPECT_EQ(response.degradations_size(), 0);
}

TEST(ResponseEncodeTest, WritesRulesAndTheNamesThatAreNone) {
  auto program = TwoPlaces();
  program->rules.resize(1);
  program->rules[0].name = "r0";
  engine::RuleTrace trace;
  trace.rule = 0;
  trace.outcome = engine::ReasonCode::kConditionFalse;
  trace.nodes = {{1, dsl::Truth::kNo, "a is 1", "a = 2", {}}};
  ToldRules told;
  told.rules = {&trace};
  told.unknown_names.Add(engine::WarningCode::kUnknownName, "r1", "no rule has this name");
  v1::ExplainResponse response;
  EncodeRules(*program, told, &response);
  ASSERT_EQ(response.rules_size(), 1);
  EXPECT_EQ(response.rules(0).rule(), "r0");
  EXPECT_EQ(response.rules(0).nodes(0).truth(), v1::TRUTH_FALSE);
  EXPECT_EQ(response.rules(0).nodes(0).line(), 0) << "a clause that nobody wrote has no place";
  EXPECT_EQ(response.decision().warnings(0).subject(), "r1");
}

}  // namespace
}  // namespace nextmove::serve

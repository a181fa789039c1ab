// Each bound is told with the path of the field.
#include "engine/serve/calls/limits.h"

#include <gmock/gmock.h>

namespace nextmove::serve {
namespace {

using testing::ElementsAre;

std::vector<std::string> FieldsOf(const CallRequest& request, const Limits& limits = {}) {
  std::vector<std::string> fields;
  for (const Violation& violation : CheckRequest(request, limits, true)) fields.push_back(violation.field);
  return fields;
}

CallRequest Sound() {
  CallRequest request;
  request.decide.visitor_id = "v";
  return request;
}

TEST(LimitsTest, TakesWhatIsAtTheBoundAndRefusesOneMore) {
  const std::string visitor(129, 'v'), id(65, 'r');
  CallRequest request = Sound();
  request.decide.visitor_id = std::string_view(visitor).substr(1);
  request.decide.request_id = std::string_view(id).substr(1);
  EXPECT_THAT(FieldsOf(request), ElementsAre());
  request.decide.visitor_id = visitor;
  request.decide.request_id = id;
  EXPECT_THAT(FieldsOf(request), ElementsAre("visitor_id", "request_id"));
  EXPECT_THAT(FieldsOf(CallRequest()), ElementsAre("visitor_id"));
  EXPECT_TRUE(CheckRequest(CallRequest(), {}, false).empty());
}

TEST(LimitsTest, CountsAttributesAndPlacements) {
  std::vector<engine::AttributeView> attributes(1'025);
  for (auto& attribute : attributes) attribute.id = 1;
  std::vector<std::string_view> wanted(65, "w");
  CallRequest request = Sound();
  request.decide.attributes = std::span(attributes).first(1'024);
  request.decide.wanted = std::span(wanted).first(64);
  EXPECT_THAT(FieldsOf(request), ElementsAre());
  request.decide.attributes = attributes;
  request.decide.wanted = wanted;
  EXPECT_THAT(FieldsOf(request), ElementsAre("wanted", "attributes"));
}

TEST(LimitsTest, LooksIntoValues) {
  const std::string text(8'193, 'x');
  std::vector<std::string_view> list = {"a", text};
  std::vector<engine::AttributeView> fields(1);
  fields[0].name = "f";
  fields[0].value = engine::MoneyView{"EUR", 0, 1'000'000'000};
  const engine::RecordView record{fields};
  std::vector<engine::AttributeView> attributes(4);
  for (auto& attribute : attributes) attribute.name = "a";
  attributes[0].value = std::string_view(text);
  attributes[1].value = std::span<const std::string_view>(list);
  attributes[2].value = std::span<const engine::RecordView>(&record, 1);
  attributes[3].value = engine::MoneyView{"EUR", -1, 1};
  CallRequest request = Sound();
  request.decide.attributes = attributes;
  EXPECT_THAT(FieldsOf(request),
              ElementsAre("attributes[0].text", "attributes[1].list.values[1]",
                          "attributes[2].records.records[0].fields[0].money.nanos", "attributes[3].money.nanos"));
}

TEST(LimitsTest, TellsAtMostTen) {
  std::vector<engine::AttributeView> attributes(100);  // neither name nor id
  CallRequest request = Sound();
  request.decide.attributes = attributes;
  EXPECT_EQ(FieldsOf(request).size(), 10u);
}

TEST(LimitsTest, KeepsTimeAndVersionForDryRuns) {
  CallRequest request = Sound();
  request.has_decision_time = true;
  request.decision_time = dsl::Instant{0};
  request.ruleset_version = "abc";
  EXPECT_THAT(FieldsOf(request), ElementsAre("decision_time", "ruleset_version"));
  request.dry_run = true;
  EXPECT_THAT(FieldsOf(request), ElementsAre());
  request.decision_time = std::nullopt;
  EXPECT_THAT(FieldsOf(request), ElementsAre("decision_time"));
}

}  // namespace
}  // namespace nextmove::serve

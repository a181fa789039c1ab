// Messages become views.
#include "engine/serve/grpc/request_decode.h"

#include <gtest/gtest.h>

namespace nextmove::serve {
namespace {

v1::DecideRequest WithNumber(const std::string& name, double number) {
  v1::DecideRequest message;
  message.set_visitor_id("v");
  auto* attribute = message.add_attributes();
  attribute->set_name(name);
  attribute->set_number(number);
  return message;
}

TEST(RequestDecodeTest, ReadsEveryKindOfValue) {
  v1::DecideRequest message;
  for (int i = 0; i < 9; ++i) message.add_attributes()->set_id(static_cast<std::uint32_t>(i + 1));
  message.mutable_attributes(0)->set_text("t");
  message.mutable_attributes(1)->set_number(2.5);
  message.mutable_attributes(2)->set_flag(true);
  message.mutable_attributes(3)->mutable_money()->set_units(-3);
  message.mutable_attributes(4)->set_instant_ms(-4);
  message.mutable_attributes(5)->set_duration_ms(5);
  message.mutable_attributes(6)->mutable_list()->add_values("l");
  auto* field = message.mutable_attributes(7)->mutable_records()->add_records()->add_fields();
  field->set_name("f");
  field->set_flag(true);
  RequestDecoder decoder;
  const auto views = decoder.Decode(message).decide.attributes;
  ASSERT_EQ(views.size(), 9u);
  EXPECT_EQ(views[0].id, 1u);
  EXPECT_EQ(std::get<std::string_view>(views[0].value), "t");
  EXPECT_EQ(std::get<double>(views[1].value), 2.5);
  EXPECT_EQ(std::get<bool>(views[2].value), true);
  EXPECT_EQ(std::get<engine::MoneyView>(views[3].value).units, -3);
  EXPECT_EQ(std::get<engine::InstantView>(views[4].value).milliseconds, -4);
  EXPECT_EQ(std::get<engine::DurationView>(views[5].value).milliseconds, 5);
  EXPECT_EQ(std::get<std::span<const std::string_view>>(views[6].value)[0], "l");
  const auto records = std::get<std::span<const engine::RecordView>>(views[7].value);
  EXPECT_EQ(records[0].fields[0].name, "f");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(views[8].value));
}

TEST(RequestDecodeTest, SetsVagueConsentsAside) {
  v1::DecideRequest message;
  auto* given = message.add_consents();
  given->set_purpose("p");
  given->set_state(v1::CONSENT_STATE_GIVEN);
  message.add_consents()->set_purpose("q");
  auto* odd = message.add_consents();
  odd->set_purpose("r");
  odd->set_state(static_cast<v1::ConsentState>(77));
  RequestDecoder decoder;
  const CallRequest& request = decoder.Decode(message);
  ASSERT_EQ(request.decide.consents.size(), 1u);
  EXPECT_EQ(request.decide.consents[0].state, engine::ConsentState::kGiven);
  ASSERT_EQ(request.vague_consents.size(), 2u);
  EXPECT_EQ(request.vague_consents[1], "r");
}

TEST(RequestDecodeTest, ForgetsTheCallBefore) {
  RequestDecoder decoder;
  v1::DecideRequest first = WithNumber("a", 1);
  first.set_dry_run(true);
  first.add_extras(v1::EXTRA_SEGMENTS);
  decoder.Decode(first);
  const CallRequest& second = decoder.Decode(v1::DecideRequest());
  EXPECT_TRUE(second.decide.attributes.empty());
  EXPECT_FALSE(second.dry_run);
  EXPECT_FALSE(second.decide.want_segments);
}

TEST(RequestDecodeTest, ReadsTimesOfTheYears1To9999) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(-1);
  timestamp.set_nanos(999'000'000);
  EXPECT_EQ(ReadTimestamp(timestamp)->milliseconds, -1);
  timestamp.set_nanos(-1);
  EXPECT_FALSE(ReadTimestamp(timestamp));
  timestamp.set_nanos(0);
  timestamp.set_seconds(253'402'300'800);
  EXPECT_FALSE(ReadTimestamp(timestamp));
}

}  // namespace
}  // namespace nextmove::serve

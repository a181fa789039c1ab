// What a change does to a visitor.
#include "engine/visitor/state.h"

#include <gtest/gtest.h>

#include "tests/unit/visitor/visitors.h"

namespace nextmove::engine::testing {
namespace {

RememberedEvent Remembered(const std::string& kind, const std::string& id, const std::string& purpose) {
  RememberedEvent event;
  event.kind = kind;
  event.id = id;
  event.purpose = purpose;
  return event;
}

TEST(StateTest, TheNewestStatementOfAPurposeCounts) {
  Delta delta;
  delta.consents = {Yes("marketing"), No("marketing"), Yes("personalisation")};
  const VisitorState state = Apply({}, delta);
  EXPECT_FALSE(HasConsent(state, "marketing"));
  EXPECT_TRUE(HasConsent(state, "personalisation"));
  EXPECT_TRUE(HasConsent(state, "necessary"));
  EXPECT_EQ(state.consents.size(), 2u);
  EXPECT_EQ(state.version, 1u);
}
TEST(StateTest, S30WithdrawingErasesWhatWasTakenUnderIt) {
  Delta taken;
  taken.events = {Remembered("viewed", "", "personalisation"), Remembered("shown", "", "necessary"),
                  Remembered("sent", "", "marketing")};
  taken.attributes = {{"a", dsl::Value(true), {}, "personalisation"}, {"b", dsl::Value(true), {}, "necessary"}};
  VisitorState state = Apply({}, taken);
  Delta withdrawn;
  withdrawn.consents = {No("personalisation"), No("necessary"), Yes("personalisation")};
  state = Apply(std::move(state), withdrawn);
  ASSERT_EQ(state.events.size(), 2u) << "a new yes starts from zero, and what is necessary stays";
  EXPECT_EQ(state.events[0].kind, "shown");
  ASSERT_EQ(state.attributes.size(), 1u);
  EXPECT_EQ(state.attributes[0].name, "b");
}
TEST(StateTest, S08AnEventIdCountsOnce) {
  Delta delta;
  delta.events = {Remembered("viewed", "1", "necessary"), Remembered("viewed", "1", "necessary"),
                  Remembered("ordered", "1", "necessary"), Remembered("viewed", "", "necessary"),
                  Remembered("viewed", "", "necessary")};
  VisitorState state = Apply({}, delta);
  EXPECT_EQ(state.events.size(), 4u) << "without an id nothing is a repeat; an id is of one kind";
  state = Apply(std::move(state), delta);
  EXPECT_EQ(state.events.size(), 6u);
}
TEST(StateTest, TheNewestValueAndTheFirstArmCount) {
  Delta delta;
  delta.attributes = {{"a", dsl::Value("new"), At("2026-01-02T00:00:00Z")},
                      {"a", dsl::Value("old"), At("2026-01-01T00:00:00Z")}};
  delta.arms = {{"lift", "bold"}, {"lift", "gentle"}};
  const VisitorState state = Apply({}, delta);
  ASSERT_EQ(state.attributes.size(), 1u);
  EXPECT_EQ(state.attributes[0].value, dsl::Value("new"));
  ASSERT_EQ(state.arms.size(), 1u);
  EXPECT_EQ(state.arms[0].arm, "bold");
}
TEST(StateTest, NothingChangesNothing) {
  VisitorState state;
  state.version = 7;
  EXPECT_EQ(Apply(state, {}).version, 7u);
}

}  // namespace
}  // namespace nextmove::engine::testing

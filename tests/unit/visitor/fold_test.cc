// What a visitor is remembered by.
#include "engine/visitor/fold.h"

#include <gtest/gtest.h>

#include "tests/unit/visitor/visitors.h"

namespace nextmove::engine::testing {
namespace {

class FoldTest : public ::testing::Test {
 protected:
  std::string Take(Kind kind, const std::string& time, bool consented = false) {
    IncomingEvent event;
    event.kind = kind;
    event.time = At(time);
    event.fields = {dsl::Value("o1"), dsl::Value()};
    event.consented = consented;
    return std::string(TakeEvent(program_, visitor_, event, now_, delta_));
  }

  dsl::Program program_ = ProgramOfVisitors();
  VisitorState visitor_;
  Delta delta_;
  dsl::Instant now_ = At("2026-01-15T11:00:00Z");
};

TEST_F(FoldTest, TakesUnderThePurposeElseForTheSessionElseNotAtAll) {
  EXPECT_EQ(Take(kViewed, "2026-01-15T11:00:00Z"), "");
  EXPECT_NE(Take(kOrdered, "2026-01-15T11:00:00Z"), "");
  ASSERT_EQ(delta_.events.size(), 1u);
  EXPECT_TRUE(delta_.events[0].session_only);
  EXPECT_EQ(delta_.events[0].purpose, "necessary");
  visitor_.consents = {Yes("personalisation")};
  EXPECT_EQ(Take(kViewed, "2026-01-15T11:00:00Z"), "");
  EXPECT_FALSE(delta_.events[1].session_only);
  EXPECT_EQ(delta_.events[1].purpose, "personalisation");
  ASSERT_EQ(delta_.events[1].fields.size(), 1u) << "what is unknown is not kept";
  EXPECT_EQ(delta_.events[1].fields[0].first, "order");
}
TEST_F(FoldTest, AnEventOfATestCountsAsConsentedThen) {
  EXPECT_EQ(Take(kOrdered, "2026-01-14T11:00:00Z", true), "");
  EXPECT_EQ(delta_.events[0].purpose, "personalisation");
}
TEST_F(FoldTest, RefusesTheFutureAndWhatIsOlderThanKept) {
  visitor_.consents = {Yes("personalisation")};
  EXPECT_NE(Take(kOrdered, "2026-01-15T11:00:00.001Z"), "");
  EXPECT_EQ(Take(kOrdered, "2025-12-16T11:00:00Z"), "");
  EXPECT_NE(Take(kOrdered, "2025-12-16T10:59:59.999Z"), "");
  EXPECT_EQ(delta_.events.size(), 1u);
  program_.events[kOrdered].kept = *dsl::Duration::Of(1, dsl::Unit::kMonth, false);
  EXPECT_EQ(Take(kOrdered, "2025-12-15T11:00:00Z"), "");
  EXPECT_NE(Take(kOrdered, "2025-12-15T10:59:59.999Z"), "");
}
TEST_F(FoldTest, RemembersWhatIsKeptUnderItsOwnPurpose) {
  dsl::Attribute attribute;
  attribute.name = "visitor.city";
  attribute.formerly = {"visitor.town"};
  attribute.purpose = 1;
  attribute.session_purpose = 0;
  program_.attributes.push_back(attribute);
  RememberValue(program_, visitor_, 0, dsl::Value("Paris"), now_, delta_);
  program_.attributes[0].kept = Days(10);
  RememberValue(program_, visitor_, 0, dsl::Value("Paris"), now_, delta_);
  EXPECT_TRUE(delta_.empty()) << "not kept, then not agreed to";
  visitor_.consents = {Yes("personalisation")};
  RememberValue(program_, visitor_, 0, dsl::Value(), now_, delta_);
  EXPECT_TRUE(delta_.empty());
  RememberValue(program_, visitor_, 0, dsl::Value("Paris"), now_, delta_);
  ASSERT_EQ(delta_.attributes.size(), 1u);
  EXPECT_EQ(delta_.attributes[0].purpose, "personalisation");
  visitor_ = Apply(visitor_, delta_);
  const dsl::Attribute& kept = program_.attributes[0];
  EXPECT_EQ(RememberedValue(program_, kept, visitor_, At("2026-01-25T11:00:00Z")), dsl::Value("Paris"));
  EXPECT_TRUE(RememberedValue(program_, kept, visitor_, At("2026-01-25T11:00:00.001Z")).is_unknown());
  visitor_.attributes[0].name = "visitor.town";
  EXPECT_EQ(RememberedValue(program_, kept, visitor_, now_), dsl::Value("Paris")) << "under its former name";
  visitor_.attributes.push_back({"visitor.city", dsl::Value("Lyon"), now_, "personalisation"});
  visitor_.attributes[0].time = At("2026-01-14T11:00:00Z");
  EXPECT_EQ(RememberedValue(program_, kept, visitor_, now_), dsl::Value("Lyon"));
}

}  // namespace
}  // namespace nextmove::engine::testing

// Paragraph 9: whole units since and until.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

bool UnitsHold(const std::string& condition, const std::string& born, const std::string& now) {
  return Shop(Banner("b", "  when " + condition)).Given("visitor.born", born).Now(now).Won("b");
}

TEST(S09UnitsTest, AgeIsByTheCalendar) {
  EXPECT_TRUE(UnitsHold("years since visitor.born is 17", "2008-05-04", "2026-05-03T21:59:00Z"));
  EXPECT_TRUE(UnitsHold("years since visitor.born is 18", "2008-05-04", "2026-05-03T22:00:00Z"));
}
TEST(S09UnitsTest, TheLeapDayIsThe28thInOrdinaryYears) {
  EXPECT_TRUE(UnitsHold("anniversary of visitor.born is today", "2004-02-29", "2026-02-28T12:00:00Z"));
  EXPECT_TRUE(UnitsHold("days until anniversary of visitor.born is 1", "2004-02-29", "2026-02-27T12:00:00Z"));
}
TEST(S09UnitsTest, DaysSinceADateAreTheDifferenceOfDates) {
  EXPECT_TRUE(UnitsHold("days since visitor.born is 1", "2026-01-14", "2026-01-14T23:00:00Z"));
  EXPECT_TRUE(UnitsHold("days since visitor.born is 0", "2026-01-14", "2026-01-14T22:59:59Z"));
}
TEST(S09UnitsTest, DaysSinceATimeAreElapsedAndRoundedDown) {
  const auto holds = [](const std::string& condition, const char* bought, const char* now) {
    Shop rules(Banner("b", "  when " + condition));
    return rules.Send("visitor.bought", dsl::Value(*dsl::Instant::Parse(bought))).Now(now).Won("b");
  };
  EXPECT_TRUE(holds("days since visitor.bought is 0", "2026-01-14T12:00:01Z", "2026-01-15T12:00:00Z"));
  EXPECT_TRUE(holds("days since visitor.bought is 1", "2026-01-14T12:00:00Z", "2026-01-15T12:00:00Z"));
  EXPECT_TRUE(holds("calendar days since visitor.bought is 1", "2026-01-14T22:59:00Z", "2026-01-14T23:00:00Z"));
  EXPECT_TRUE(holds("hours since visitor.bought is 2", "2026-01-14T10:00:00Z", "2026-01-14T12:59:59Z"));
  EXPECT_TRUE(holds("months since visitor.bought is 1", "2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z"));
  EXPECT_TRUE(holds("days until anniversary of visitor.bought is 1", "2020-01-16T12:00:00Z", "2026-01-15T12:00:00Z"));
}
TEST(S09UnitsTest, OfWhatIsUnknownTheyAreUnknown) {
  for (const std::string units : {"days since visitor.born", "years until visitor.born",
                                  "days since anniversary of visitor.born", "days until anniversary of visitor.born"}) {
    Shop rules(Banner("b", "  when " + units + " is at least -99999"));
    EXPECT_EQ(rules.Reason("b"), ReasonCode::kConditionUnknown) << units;
  }
}

}  // namespace
}  // namespace nextmove::engine::testing

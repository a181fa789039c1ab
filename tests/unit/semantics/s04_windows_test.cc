// Paragraph 4: windows are closed; months go back on the calendar.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

bool WindowHas(const std::string& window, const std::string& time, const std::string& now = "2026-03-31T12:00:00Z") {
  Shop rules(Banner("b", "  when visitor.bought is " + window));
  return rules.Send("visitor.bought", dsl::Value(*dsl::Instant::Parse(time))).Now(now).Won("b");
}

TEST(S04WindowsTest, BothEndsBelongToTheWindow) {
  EXPECT_TRUE(WindowHas("in the last 7 days", "2026-03-31T12:00:00Z"));
  EXPECT_TRUE(WindowHas("in the last 7 days", "2026-03-24T12:00:00Z"));
  EXPECT_FALSE(WindowHas("in the last 7 days", "2026-03-24T11:59:59Z"));
  EXPECT_FALSE(WindowHas("in the last 7 days", "2026-03-31T12:00:01Z"));
  EXPECT_TRUE(WindowHas("in the next 2 hours", "2026-03-31T14:00:00Z"));
  EXPECT_FALSE(WindowHas("in the next 2 hours", "2026-03-31T11:59:59Z"));
}
TEST(S04WindowsTest, DaysAreElapsedTimeAcrossTheChangeOfClocks) {
  // Clocks went forward on 29 March: 7 days are 168 hours, so the same wall clock is an hour off.
  EXPECT_TRUE(WindowHas("in the last 7 days", "2026-03-24T12:00:00Z"));
  EXPECT_FALSE(WindowHas("in the last 7 days", "2026-03-24T11:00:00Z"));
}
TEST(S04WindowsTest, AMonthBackIsCutToTheMonthsEnd) {
  EXPECT_TRUE(WindowHas("in the last 1 month", "2026-02-28T13:00:00Z"));  // 14:00 in Berlin, as now
  EXPECT_FALSE(WindowHas("in the last 1 month", "2026-02-28T12:59:59Z"));
}
TEST(S04WindowsTest, CalendarDaysAreTodayAndTheDatesBefore) {
  // Now is 31 March in Berlin, so 25 March is the first date; it began at 23:00 UTC of the 24th.
  EXPECT_TRUE(WindowHas("in the last 7 calendar days", "2026-03-24T23:00:00Z"));
  EXPECT_FALSE(WindowHas("in the last 7 calendar days", "2026-03-24T22:59:59Z"));
}

}  // namespace
}  // namespace nextmove::engine::testing

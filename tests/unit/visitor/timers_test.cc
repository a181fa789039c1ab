// When messages are due (`language.md` 13).
#include "engine/visitor/timers.h"

#include <gtest/gtest.h>

#include "engine/visitor/history.h"
#include "tests/unit/visitor/visitors.h"

namespace nextmove::engine::testing {
namespace {

// A visitor at one instant, as the evaluator sees it.
class VisitorSituation final : public dsl::Situation {
 public:
  VisitorSituation(const dsl::Program& program, const VisitorState& visitor, dsl::Instant now, dsl::Value born)
      : zones_(program.zones), history_(program, visitor, now, {}), now_(now), born_(std::move(born)) {}
  dsl::Instant now() const override { return now_; }
  const dsl::TimeZone& zone(int index) const override { return zones_[static_cast<std::size_t>(index)].zone; }
  const dsl::Currency& currency() const override { return euro_; }
  const dsl::Value& attribute(int) const override { return born_; }
  const dsl::Value& this_item(int) const override { return unknown_; }
  const dsl::Record* item(int, std::string_view) const override { return nullptr; }
  const std::vector<dsl::Event>* events(int kind, Reach reach) const override { return history_.events(kind, reach); }
  dsl::Instant session_start() const override { return history_.session_start(); }

 private:
  std::vector<dsl::ZoneRef> zones_;
  History history_;
  dsl::Instant now_;
  dsl::Currency euro_ = *dsl::Currency::Parse("EUR");
  dsl::Value unknown_, born_;
};

class TimersTest : public ::testing::Test {
 protected:
  TimersTest() {
    program_.zones.push_back({*dsl::TimeZone::Load("America/New_York"), -1});
    for (dsl::EventKind& kind : program_.events) kind.purpose = 0;
    dsl::Rule rule;
    rule.name = "letter";
    rule.kind = dsl::RuleKind::kMessage;
    program_.rules.push_back(rule);
    program_.attributes.resize(1);
  }
  dsl::Rule& rule() { return program_.rules[0]; }
  dsl::Moment& On(dsl::Moment::Kind kind) {
    rule().on.emplace_back();
    rule().on.back().kind = kind;
    return rule().on.back();
  }
  void OnEvent(Kind kind) { On(dsl::Moment::Kind::kEvent).event.event = kind; }
  void OnEvery(dsl::SchedulePeriod::Kind kind, int weekday = 0) {
    dsl::SchedulePeriod period;
    period.kind = kind;
    period.weekday = weekday;
    On(dsl::Moment::Kind::kEvery).period = period;
  }
  void Happens(Kind kind, const std::string& time) {
    RememberedEvent event;
    event.kind = program_.events[kind].name;
    event.time = At(time);
    event.fields.emplace_back("order", dsl::Value(time));
    visitor_.events.push_back(std::move(event));
  }
  std::vector<Timer> Timers(const std::string& from, const std::string& until) {
    const VisitorSituation situation(program_, visitor_, At(until), born_);
    return DueTimers(program_, situation, At(from), At(until));
  }
  std::string Due(const std::string& from, const std::string& until) {
    std::string all;
    for (const Timer& timer : Timers(from, until)) all += (all.empty() ? "" : " ") + timer.due.ToString();
    return all;
  }

  dsl::Program program_ = ProgramOfVisitors();
  VisitorState visitor_;
  dsl::Value born_;
};

TEST_F(TimersTest, S13ATimerIsDueDAfterItsEventAndKeepsIt) {
  OnEvent(kOrdered);
  rule().after = Minutes(10);
  Happens(kOrdered, "2026-01-15T10:00:00Z");
  EXPECT_EQ(Due("2026-01-15T10:00:00Z", "2026-01-15T10:09:59.999Z"), "");
  const std::vector<Timer> due = Timers("2026-01-15T10:00:00Z", "2026-01-15T10:10:00Z");
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].event, kOrdered);
  EXPECT_EQ(due[0].moment.fields[0], dsl::Value("2026-01-15T10:00:00Z"));
  EXPECT_EQ(Due("2026-01-15T10:10:00Z", "2026-01-15T11:00:00Z"), "") << "it was due already";
}
TEST_F(TimersTest, S13ANewerEventReplacesIt) {
  OnEvent(kOrdered);
  OnEvent(kViewed);
  rule().after = Minutes(10);
  Happens(kOrdered, "2026-01-15T10:00:00Z");
  Happens(kViewed, "2026-01-15T10:05:00Z");
  EXPECT_EQ(Due("2026-01-15T09:00:00Z", "2026-01-15T11:00:00Z"), "2026-01-15T10:15:00Z") << "one a rule";
  Happens(kOrdered, "2026-01-15T10:30:00Z");
  EXPECT_EQ(Due("2026-01-15T09:00:00Z", "2026-01-15T11:00:00Z"), "2026-01-15T10:15:00Z 2026-01-15T10:40:00Z");
}
TEST_F(TimersTest, S13AtAnHourIsThatDayOrTheNext) {
  OnEvent(kOrdered);
  rule().after = Days(14);
  rule().at_minute = 8 * 60 + 30;
  Happens(kOrdered, "2026-01-01T07:00:00Z");
  EXPECT_EQ(Due("2026-01-14T00:00:00Z", "2026-01-17T00:00:00Z"), "2026-01-15T07:30:00Z");
  visitor_.events.clear();
  Happens(kOrdered, "2026-01-01T07:30:00.001Z");
  EXPECT_EQ(Due("2026-01-14T00:00:00Z", "2026-01-17T00:00:00Z"), "2026-01-16T07:30:00Z");
}
TEST_F(TimersTest, S13WithoutAfterAndAtThereIsNoTimer) {
  OnEvent(kOrdered);
  Happens(kOrdered, "2026-01-15T10:00:00Z");
  EXPECT_EQ(Due("2026-01-15T09:00:00Z", "2026-01-15T11:00:00Z"), "");
  rule().at_minute = 12 * 60;
  EXPECT_EQ(Due("2026-01-15T09:00:00Z", "2026-01-15T11:00:00Z"), "2026-01-15T11:00:00Z");
  rule().kind = dsl::RuleKind::kBanner;
  EXPECT_EQ(Due("2026-01-15T09:00:00Z", "2026-01-15T11:00:00Z"), "") << "only messages have timers";
}
TEST_F(TimersTest, S13EveryFridayAtTenInTheRulesZone) {
  OnEvery(dsl::SchedulePeriod::Kind::kNamedDay, 4);
  rule().at_minute = 10 * 60;
  EXPECT_EQ(Due("2026-10-01T00:00:00Z", "2026-10-16T07:59:59Z"), "2026-10-02T08:00:00Z 2026-10-09T08:00:00Z");
  rule().zone = 1;
  EXPECT_EQ(Due("2026-10-01T00:00:00Z", "2026-10-05T00:00:00Z"), "2026-10-02T14:00:00Z");
}
TEST_F(TimersTest, S13PeriodsBeginOnTheirFirstDay) {
  OnEvery(dsl::SchedulePeriod::Kind::kWeek);
  rule().at_minute = 60;
  EXPECT_EQ(Due("2026-01-01T00:00:00Z", "2026-01-12T12:00:00Z"), "2026-01-05T00:00:00Z 2026-01-12T00:00:00Z");
  rule().on[0].period.kind = dsl::SchedulePeriod::Kind::kMonth;
  EXPECT_EQ(Due("2026-01-15T00:00:00Z", "2026-02-15T00:00:00Z"), "2026-02-01T00:00:00Z");
  rule().on[0].period.kind = dsl::SchedulePeriod::Kind::kYear;
  EXPECT_EQ(Due("2026-01-15T00:00:00Z", "2027-02-15T00:00:00Z"), "2027-01-01T00:00:00Z");
  rule().on[0].period.kind = dsl::SchedulePeriod::Kind::kWeekend;
  EXPECT_EQ(Due("2026-01-15T00:00:00Z", "2026-01-19T00:00:00Z"), "2026-01-17T00:00:00Z 2026-01-18T00:00:00Z");
}
TEST_F(TimersTest, S05AnHourThatDoesNotExistGoesToTheNextAndOneThatComesTwiceIsTheFirst) {
  OnEvery(dsl::SchedulePeriod::Kind::kDay);
  rule().at_minute = 2 * 60 + 30;
  EXPECT_EQ(Due("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"), "2026-03-29T01:00:00Z");
  EXPECT_EQ(Due("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"), "2026-10-25T00:30:00Z");
}
TEST_F(TimersTest, S13AnAnniversaryIsEveryYearAfterTheFirst) {
  dsl::Expr born;
  born.op = dsl::Op::kAttribute;
  born.index = 0;
  On(dsl::Moment::Kind::kAnniversary).date = born;
  rule().at_minute = 8 * 60 + 30;
  EXPECT_EQ(Due("2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z"), "") << "not known when";
  born_ = *dsl::Date::Parse("2024-02-29");
  EXPECT_EQ(Due("2024-01-01T00:00:00Z", "2026-12-31T00:00:00Z"), "2025-02-28T07:30:00Z 2026-02-28T07:30:00Z");
  EXPECT_EQ(Due("2026-02-28T07:30:00Z", "2027-02-28T07:29:59Z"), "");
}
TEST_F(TimersTest, S13ASignalSetsATimerWhenItFires) {
  dsl::Signal signal;
  signal.half_life = Minutes(1);
  signal.fires_at = dsl::Decimal(50);
  dsl::Signal::Change change;
  change.after.event = kViewed;
  change.points.constant = dsl::Decimal(40);
  signal.changes.push_back(change);
  program_.signals.push_back(signal);
  On(dsl::Moment::Kind::kSignal).signal = 0;
  rule().after = Minutes(5);
  Happens(kViewed, "2026-01-15T10:00:00Z");
  EXPECT_EQ(Due("2026-01-15T09:00:00Z", "2026-01-15T11:00:00Z"), "");
  Happens(kViewed, "2026-01-15T10:00:10Z");
  EXPECT_EQ(Due("2026-01-15T09:00:00Z", "2026-01-15T11:00:00Z"), "2026-01-15T10:05:10Z");
}
TEST_F(TimersTest, TimersComeInOrderOfTimeThenName) {
  OnEvery(dsl::SchedulePeriod::Kind::kDay);
  rule().at_minute = 600;
  program_.rules.push_back(rule());
  program_.rules.push_back(rule());
  program_.rules[0].at_minute = 660;
  const std::vector<Timer> due = Timers("2026-01-15T00:00:00Z", "2026-01-15T23:00:00Z");
  ASSERT_EQ(due.size(), 3u);
  EXPECT_EQ(due[0].rule, 1);
  EXPECT_EQ(due[1].rule, 2);
  EXPECT_EQ(due[2].rule, 0);
}
TEST_F(TimersTest, VeryLongSpansAreBounded) {
  OnEvery(dsl::SchedulePeriod::Kind::kDay);
  EXPECT_EQ(Timers("1000-01-01T00:00:00Z", "9999-12-31T00:00:00Z").size(), kMaxTimers);
}

}  // namespace
}  // namespace nextmove::engine::testing

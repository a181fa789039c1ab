// Tests of rule folders that play events and time.
#include "engine/review/test_visitor.h"

#include <gmock/gmock.h>

#include "engine/review/pack_tests.h"
#include "engine/ruleset/ruleset.h"

namespace nextmove::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kTimedPack[] = R"(project shop
  edition 1
  time zone "Europe/Paris"
  currency EUR
  locales en
  consents personalisation, marketing
attribute cart.total  money  optional  consent necessary  kept 30 days
event subscribed (letter: text)  consent marketing  kept 12 months
event viewed     (item: text)    consent personalisation, in this session necessary  kept 12 months
placement box   channels web   allows 1  limit 2 times per session
placement side  channels web   allows 1
placement mail  channels mail  allows 1
group contacts
  allows 1
  quiet from 21:00 until 8:00
banner leader  formerly old_leader  place box  show link: "/1"  priority high  limit 1 time per session
banner runner_up  place box  show link: "/2"
banner patient
  uses consent personalisation
  when has viewed then viewed then viewed then viewed then viewed then not viewed within 1 day in this session
  place side
  show link: "/3"
message hello
  needs consent marketing
  on subscribed after 10 minutes
  place mail
  show template: "hello"
  competes in contacts
  limit 1 time
message cart
  needs consent marketing
  when cart.total is at least 20 EUR
  on subscribed after 1 hour
  place mail
  show template: "cart", total: cart.total
guard never_two
  when cart.total is more than 1000 EUR
  never decision contains runner_up
)";

class TestVisitorTest : public testing::Test {
 protected:
  std::vector<std::string> Failures(const std::string& lines, Coverage* coverage = nullptr) {
    const auto loaded = LoadTexts({{"a.rules", std::string(kTimedPack) + "test \"t\"\n" + lines}}, dsl::CheckOptions());
    EXPECT_TRUE(loaded.program) << (loaded.diagnostics.empty() ? "" : loaded.diagnostics.front().message);
    if (!loaded.program) return {"no program"};
    program_ = loaded.program;
    std::vector<std::string> failures;
    for (const TestResult& result : RunTests(loaded.program, "", coverage)) {
      for (const TestFailure& failure : result.failures) failures.push_back(failure.message);
    }
    return failures;
  }

  std::shared_ptr<const dsl::Program> program_;
};

TEST_F(TestVisitorTest, CountsWhatARuleHasShownAtItsPlace) {
  EXPECT_THAT(Failures("  expect leader\n  given shown action leader 1 time\n  expect not leader because limit\n"),
              IsEmpty());
  EXPECT_THAT(Failures("  given shown action runner_up 2 times\n  expect not leader because limit\n"), IsEmpty());
  EXPECT_THAT(Failures("  given shown action runner_up 1 time\n  expect leader\n"), IsEmpty());
  EXPECT_THAT(Failures("  given shown action runner_up 2 times 1 day ago\n  expect leader\n"), IsEmpty());
}

TEST_F(TestVisitorTest, WhatWasShownUnderAFormerNameWasShownAtItsPlace) {
  EXPECT_THAT(Failures("  given shown action \"old_leader\" 2 times\n  expect not runner_up because limit\n"),
              IsEmpty());
}

// The checker tells it first where it can; here it is never dropped in silence.
TEST_F(TestVisitorTest, AnEventInTheFutureFailsTheTest) {
  EXPECT_THAT(Failures("  given shown action leader at 2026-01-15 12:00\n  expect not leader because limit\n"),
              IsEmpty());
  EXPECT_THAT(Failures("  given shown action leader at 2026-01-15 12:01\n  expect leader\n"),
              ElementsAre("`shown` lies in the future: it is given for 2026-01-15 12:01, and now it is 2026-01-15 "
                          "12:00"));
}

TEST_F(TestVisitorTest, FiresATimerWhenItsTimeComesAndNotBefore) {
  const std::string begin = "  given consent marketing\n  on subscribed letter \"a\"\n";
  EXPECT_THAT(Failures(begin + "  expect not hello because on\n  wait 9 minutes\n  expect not hello because on\n"),
              IsEmpty());
  EXPECT_THAT(Failures(begin + "  wait 10 minutes\n  expect hello in mail with template is \"hello\"\n"), IsEmpty());
  // It is expected of the last line that moved the clock.
  EXPECT_THAT(Failures(begin + "  wait 10 minutes\n  wait 1 minute\n  expect not hello because on\n"), IsEmpty());
  EXPECT_THAT(Failures("  on subscribed letter \"a\"\n  wait 10 minutes\n  expect not hello\n"), IsEmpty());
}

TEST_F(TestVisitorTest, SendsOnceAndRemembersIt) {
  EXPECT_THAT(Failures("  given consent marketing\n  on subscribed letter \"a\"\n  wait 10 minutes\n  expect hello\n"
                       "  on subscribed letter \"b\"\n  wait 10 minutes\n  expect not hello because limit\n"),
              IsEmpty());
}

TEST_F(TestVisitorTest, KeepsAMessageInQuietHoursForTheMorning) {
  const std::string begin = "  now 2026-10-01 20:55\n  given consent marketing\n  on subscribed letter \"a\"\n";
  EXPECT_THAT(Failures(begin + "  wait 10 minutes\n  expect not hello because quiet\n"), IsEmpty());
  EXPECT_THAT(Failures(begin + "  wait 10 minutes\n  now 2026-10-02 07:59\n  expect not hello because quiet\n"),
              IsEmpty());
  EXPECT_THAT(Failures(begin + "  wait 10 minutes\n  now 2026-10-02 08:00\n  expect hello\n"), IsEmpty());
}

TEST_F(TestVisitorTest, ATimerSeesWhatIsKeptOnly) {
  const std::string begin = "  given consent marketing, cart.total is 25 EUR\n  on subscribed letter \"a\"\n";
  EXPECT_THAT(Failures(begin + "  wait 1 hour\n  expect cart with total is 25 EUR\n"), IsEmpty());
  EXPECT_THAT(Failures(begin + "  given cart.total is unknown\n  wait 1 hour\n  expect not cart because when\n"),
              IsEmpty());
}

TEST_F(TestVisitorTest, ATimerOutlivesTheWaitOfManyDays) {
  const std::string begin = "  given consent marketing\n  on subscribed letter \"a\"\n";
  EXPECT_THAT(Failures(begin + "  wait 400 days\n  expect hello\n"), IsEmpty());
}

// Many events of one instant and a long `then`: unknown in the end, and soon.
TEST_F(TestVisitorTest, ManyEventsOfOneInstantEndInTime) {
  EXPECT_THAT(Failures("  given viewed item \"a\" 250 times\n  expect not patient because when\n"), IsEmpty());
}

TEST_F(TestVisitorTest, ABrokenGuardFailsTheTest) {
  EXPECT_THAT(Failures("  given cart.total is 2000 EUR, shown action leader 1 time\n  expect runner_up\n"),
              ElementsAre(HasSubstr("guard `never_two` does not hold")));
}

TEST_F(TestVisitorTest, CoverageCountsOutcomesOfTheRulesThatAreNamed) {
  Coverage coverage;
  EXPECT_THAT(
      Failures("  expect leader\n  given cart.total is 2000 EUR, shown action leader 1 time\n  expect not leader\n",
               &coverage),
      ElementsAre(HasSubstr("never_two")));
  ASSERT_TRUE(program_);
  const RuleCoverage& leader = coverage[static_cast<std::size_t>(program_->FindRule("leader"))];
  EXPECT_EQ(leader.won, 1);
  EXPECT_EQ(leader.stopped_by.at("limit"), 1);
  EXPECT_EQ(coverage[static_cast<std::size_t>(program_->FindRule("runner_up"))].won, 0);
}

TEST_F(TestVisitorTest, CoverageTellsClausesThatNoTestReached) {
  Coverage coverage;
  EXPECT_THAT(Failures("  expect not cart because on\n", &coverage), IsEmpty());
  ASSERT_TRUE(program_);
  const auto clauses = [&](const std::string& rule) {
    std::vector<std::string> seen;
    for (const ClauseCoverage& one : coverage[static_cast<std::size_t>(program_->FindRule(rule))].clauses)
      seen.push_back(one.text + ": " + std::to_string(one.yes + one.no + one.unknown));
    return seen;
  };
  EXPECT_THAT(clauses("cart"), ElementsAre("on subscribed after 1 hour: 1", "needs consent marketing: 0",
                                           "when cart.total is at least 20 EUR: 0"));
  EXPECT_THAT(clauses("leader"), IsEmpty()) << "no test names it";
}

}  // namespace
}  // namespace nextmove::engine

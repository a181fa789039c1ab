// Paragraph 13: what a timer does when its time comes. When that is: tests/unit/visitor/timers_test.cc.
#include <gmock/gmock.h>

#include "engine/review/pack_tests.h"
#include "engine/ruleset/ruleset.h"

namespace nextmove::engine::testing {
namespace {

constexpr char kLetters[] = R"(project shop
  edition 1
  time zone "Europe/Paris"
  currency EUR
  locales en
  consents marketing
attribute visitor.level  one of ["none", "gold"]  optional  consent necessary  kept 30 days
event joined (letter: text, gift: text)  consent necessary  kept 12 months
event left  consent necessary  kept 12 months
placement mail  channels mail  allows 2
group letters  allows 1
message hello
  on joined after 1 day
  place mail
  say subject: en "Hello from {event.letter otherwise us}"
  competes in letters
  priority high
message offer
  needs consent marketing
  when has not left
  on joined after 1 day
  place mail
  say subject: en "An offer"
  competes in letters
message later
  needs consent marketing
  when visitor.level is "gold"
  on joined after 2 days
  place mail
  say subject: en "Later"
test "t"
  given consent marketing
)";

// What the lines of a test that begins like that fail with.
std::string FailuresOf(const std::string& lines) {
  const auto loaded = LoadTexts({{"a.rules", kLetters + lines}}, dsl::CheckOptions());
  if (!loaded.program) return loaded.diagnostics.empty() ? "no program" : loaded.diagnostics.front().message;
  std::string all;
  for (const TestResult& result : RunTests(loaded.program, ""))
    for (const TestFailure& failure : result.failures) all += failure.message + "\n";
  return all;
}

TEST(S13TimersTest, TimersOfOneInstantAreOneDecisionAndTheOneThatIsBeatenIsDropped) {
  const std::string joined = "  on joined letter \"weekly\"\n  wait 1 day\n";
  EXPECT_EQ(FailuresOf(joined + "  expect hello\n  expect not offer because competes\n"), "");
  EXPECT_EQ(FailuresOf(joined + "  wait 30 days\n  expect not offer because on\n"), "") << "it is not postponed";
}
TEST(S13TimersTest, ItKeepsTheEventThatSetIt) {
  EXPECT_EQ(FailuresOf("  on joined letter \"weekly\"\n  wait 1 day\n"
                       "  expect hello with subject is \"Hello from weekly\"\n"),
            "");
}
TEST(S13TimersTest, WithoutConsentThenItIsDropped) {
  EXPECT_EQ(FailuresOf("  given visitor.level is \"gold\"\n  on joined\n  wait 1 day\n  given no consent marketing\n"
                       "  wait 1 day\n  expect not later because needs\n"
                       "  given consent marketing\n  wait 30 days\n  expect not later because on\n"),
            "");
}
TEST(S13TimersTest, ItIsDecidedByTheFactsOfItsTime) {
  EXPECT_EQ(FailuresOf("  on joined\n  wait 1 day\n  given visitor.level is \"gold\"\n  wait 1 day\n  expect later\n"),
            "");
  EXPECT_EQ(FailuresOf("  given visitor.level is \"gold\"\n  on joined\n  wait 1 day\n"
                       "  given visitor.level is \"none\"\n  wait 1 day\n  expect not later because when\n"),
            "");
  EXPECT_EQ(FailuresOf("  on joined\n  wait 1 hour\n  on left\n  wait 23 hours\n  expect not offer because when\n"),
            "");
}
TEST(S13TimersTest, ANewerEventReplacesItsTimer) {
  EXPECT_EQ(FailuresOf("  on joined letter \"a\"\n  wait 20 hours\n  on joined letter \"b\"\n  wait 4 hours\n"
                       "  expect not hello because on\n  wait 20 hours\n"
                       "  expect hello with subject is \"Hello from b\"\n"),
            "");
}

}  // namespace
}  // namespace nextmove::engine::testing

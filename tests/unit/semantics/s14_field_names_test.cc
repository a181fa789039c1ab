// Paragraph 14: the fields of built-in events that are named by words of the language, asked for and given in a folder.
#include <gmock/gmock.h>

#include "engine/review/pack_tests.h"
#include "engine/ruleset/ruleset.h"

namespace nextmove::engine::testing {
namespace {

constexpr char kFieldNames[] = R"(project shop
  edition 1
  time zone "Europe/Paris"
  currency EUR
  locales en
  consents marketing
placement hero  channels web  allows 1
placement side  channels web  allows 1
group deals  allows 1
banner once_in_hero
  when has not shown where (placement is "hero" and action is "once_in_hero")
  place side
  show image: "a"
segment came_by_deals
  when has shown group "deals" at least 2 times
  when number of different placement shown in the last 7 days is at least 2
  when has shown the same session at least 2 times
test "shown elsewhere counts elsewhere"
  given shown placement "side" where (action is "once_in_hero") 2 days ago
  expect once_in_hero in side
  given shown where (placement is "hero" and action is "once_in_hero") 1 day ago
  expect not once_in_hero because when
test "of a group, in two places, in one session"
  given shown where (placement is "hero" and group is "deals" and session is "a") 1 day ago
  expect not came_by_deals
  given shown where (placement is "side" and group is "deals" and session is "a") 1 day ago
  expect came_by_deals
)";

TEST(S14FieldNamesTest, PlacementGroupAndSessionAreFieldsLikeOthers) {
  const auto loaded = LoadTexts({{"a.rules", kFieldNames}}, dsl::CheckOptions());
  ASSERT_TRUE(loaded.program) << (loaded.diagnostics.empty() ? "" : loaded.diagnostics.front().message);
  std::string all;
  for (const TestResult& result : RunTests(loaded.program, ""))
    for (const TestFailure& failure : result.failures) all += failure.message + "\n";
  EXPECT_EQ(all, "");
}

}  // namespace
}  // namespace nextmove::engine::testing

#include "dsl/analysis/cost.h"

#include <gtest/gtest.h>

#include "engine/ruleset/ruleset.h"

namespace nextmove::dsl {
namespace {

std::shared_ptr<const Program> Read(const std::string& rules) {
  const std::string schema = R"(
project "Shop" edition 1 time zone "Europe/Paris" currency EUR locales en consents personalisation
attribute cart.total money optional consent necessary
attribute basket.lines list of (product: text, price: money) optional consent necessary
event viewed (product: text, price: money) consent necessary kept 12 months
placement hero channels web allows 1
)";
  const auto loaded = engine::LoadTexts({{"a.rules", schema + rules}}, CheckOptions());
  EXPECT_TRUE(loaded.program) << (loaded.diagnostics.empty() ? "" : loaded.diagnostics.front().message);
  return loaded.program;
}

std::int64_t CostOfOnly(const std::string& when, const CostAssumptions& assume = {}) {
  const auto program = Read("banner b when " + when + " place hero show link: \"/\"\n");
  return program ? CostOfRule(*program, 0, assume) : -1;
}

TEST(CostTest, CountsOneStepForEachOperation) {
  const std::int64_t one = CostOfOnly("cart.total is at least 60 EUR");
  const std::int64_t two = CostOfOnly("cart.total is at least 60 EUR and cart.total is at most 90 EUR");
  EXPECT_EQ(two - one, 4);  // `and`, the comparison, its two operands
}

TEST(CostTest, ListsAndEventsCostTheirLength) {
  const CostAssumptions few{.events = 10, .lines = 10, .items = 10}, many{.events = 1'000, .lines = 100, .items = 10};
  const std::string lines = "basket.lines contains any where (price is at least 5 EUR)";
  EXPECT_EQ(CostOfOnly(lines, many) - CostOfOnly(lines, few),
            90 * (CostOfOnly(lines, {.lines = 1}) - CostOfOnly(lines, {.lines = 0})));
  const std::string events = "has viewed at least 3 times in the last 7 days";
  EXPECT_EQ(CostOfOnly(events, many) - CostOfOnly(events, few), 990);
}

TEST(CostTest, ASegmentCountsOnceARule) {
  const auto program = Read(
      "segment keen when has viewed in the last 7 days\n"
      "banner once for keen place hero show link: \"/\"\n"
      "banner twice for keen when in segment keen place hero show link: \"/\"\n");
  ASSERT_TRUE(program);
  EXPECT_EQ(CostOfRule(*program, 1) - CostOfRule(*program, 0), 1);
}

TEST(CostTest, ARuleThatCanTakeTooLongIsRefusedAtOnce) {
  std::string rules = R"(project "Shop" edition 1 time zone "Europe/Paris" currency EUR locales en
attribute visits number otherwise 1 consent necessary
placement hero channels web allows 1
value v0 set to visits
)";
  for (int i = 1; i <= 60; ++i) {
    const std::string before = "v" + std::to_string(i - 1);
    rules += "value v" + std::to_string(i) + " set to " + before + " + " + before + "\n";
  }
  const auto loaded =
      engine::LoadTexts({{"a.rules", rules + "banner b when v60 is 1 place hero show link: \"/\"\n"}}, {});
  EXPECT_FALSE(loaded.program);
  ASSERT_EQ(loaded.errors, 1U);
  EXPECT_EQ(loaded.diagnostics.front().kind, DiagnosticKind::kLimitExceeded);
}

}  // namespace
}  // namespace nextmove::dsl

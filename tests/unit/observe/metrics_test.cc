// Counts of many threads are merged, and labels stay within their budget.
#include "engine/observe/metrics.h"

#include <gtest/gtest.h>

#include <thread>

namespace nextmove::observe {
namespace {

const prometheus::MetricFamily& FamilyOf(const std::vector<prometheus::MetricFamily>& families,
                                         const std::string& name) {
  for (const auto& family : families) {
    if (family.name == name) return family;
  }
  static const prometheus::MetricFamily kNone;
  return kNone;
}

std::string LabelOf(const prometheus::ClientMetric& metric, const std::string& name) {
  for (const auto& label : metric.label) {
    if (label.name == name) return label.value;
  }
  return "";
}

double CounterOf(const prometheus::MetricFamily& family, const std::string& label, const std::string& value) {
  double sum = 0;
  for (const auto& metric : family.metric) {
    if (LabelOf(metric, label) == value) sum += metric.counter.value;
  }
  return sum;
}

TEST(MetricsTest, AddsUpWhatThreadsCountWhileOthersRead) {
  Metrics metrics({"shop", "1.2.3"});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    MetricsShard& shard = metrics.AddShard();
    threads.emplace_back([&shard] {
      for (int k = 0; k < 1'000; ++k) {
        ShardWriter writer(shard);
        writer.Call(Method::kDecide, 0, 30e-6);
        writer.Decision("welcome", "RANK");
        writer.Warning("UNKNOWN_NAME");
      }
    });
  }
  for (int i = 0; i < 20; ++i) metrics.Collect();
  for (auto& thread : threads) thread.join();
  const auto families = metrics.Collect();
  EXPECT_EQ(CounterOf(FamilyOf(families, "nextmove_requests_total"), "method", "Decide"), 4'000);
  EXPECT_EQ(CounterOf(FamilyOf(families, "nextmove_decisions_total"), "rule", "welcome"), 4'000);
  EXPECT_EQ(CounterOf(FamilyOf(families, "nextmove_warnings_total"), "code", "UNKNOWN_NAME"), 4'000);
  EXPECT_EQ(LabelOf(FamilyOf(families, "nextmove_build_info").metric[0], "version"), "1.2.3");
}

TEST(MetricsTest, PutsLatenciesIntoCumulativeBuckets) {
  Metrics metrics({"shop", "1"});
  MetricsShard& shard = metrics.AddShard();
  for (const double seconds : {10e-6, 25e-6, 26e-6, 5.0}) ShardWriter(shard).Call(Method::kExplain, 3, seconds);
  const auto families = metrics.Collect();
  for (const auto& metric : FamilyOf(families, "nextmove_request_seconds").metric) {
    if (LabelOf(metric, "method") != "Explain") continue;
    const auto& buckets = metric.histogram.bucket;
    EXPECT_EQ(buckets[0].cumulative_count, 2u);
    EXPECT_EQ(buckets[1].cumulative_count, 3u);
    EXPECT_EQ(buckets[buckets.size() - 2].cumulative_count, 3u);
    EXPECT_EQ(buckets.back().cumulative_count, 4u);
    EXPECT_EQ(metric.histogram.sample_count, 4u);
  }
}

TEST(MetricsTest, CountsNamesBeyondTheBudgetTogether) {
  MetricsOptions options{"shop", "1"};
  options.max_rules = 2;
  options.max_placements = 1;
  Metrics metrics(options);
  MetricsShard& first = metrics.AddShard();
  MetricsShard& second = metrics.AddShard();
  for (int i = 0; i < 100; ++i) {
    ShardWriter(i % 2 == 0 ? first : second).Decision("rule" + std::to_string(i), "RANK");
    ShardWriter(first).Unfilled("place" + std::to_string(i), true, "NO_RULE");
    ShardWriter(first).Unfilled("a caller's own word " + std::to_string(i), false, "UNKNOWN_PLACEMENT");
  }
  const auto families = metrics.Collect();
  const auto& decisions = FamilyOf(families, "nextmove_decisions_total");
  EXPECT_EQ(decisions.metric.size(), 3u);
  EXPECT_EQ(CounterOf(decisions, "rule", "(other)"), 98);
  const auto& unfilled = FamilyOf(families, "nextmove_unfilled_total");
  EXPECT_EQ(unfilled.metric.size(), 3u);
  EXPECT_EQ(CounterOf(unfilled, "placement", "(other)"), 199);
}

TEST(MetricsTest, TellsOfTheRuleSetInForce) {
  Metrics metrics({"shop", "1"});
  EXPECT_TRUE(FamilyOf(metrics.Collect(), "nextmove_ruleset_info").metric.empty());
  metrics.RulesLoaded("abc", 7, 123.0);
  metrics.RulesRejected();
  auto families = metrics.Collect();
  EXPECT_EQ(LabelOf(FamilyOf(families, "nextmove_ruleset_info").metric[0], "version"), "abc");
  EXPECT_EQ(FamilyOf(families, "nextmove_ruleset_rules").metric[0].gauge.value, 7);
  EXPECT_EQ(FamilyOf(families, "nextmove_ruleset_stale").metric[0].gauge.value, 1);
  metrics.RulesLoaded("def", 8, 124.0);
  families = metrics.Collect();
  ASSERT_EQ(FamilyOf(families, "nextmove_ruleset_info").metric.size(), 1u);
  EXPECT_EQ(LabelOf(FamilyOf(families, "nextmove_ruleset_info").metric[0], "version"), "def");
  EXPECT_EQ(FamilyOf(families, "nextmove_ruleset_stale").metric[0].gauge.value, 0);
}

}  // namespace
}  // namespace nextmove::observe

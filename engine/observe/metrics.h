// What the server tells Prometheus. Each thread counts in a shard of its own; a scrape adds the shards up. Labels are
// bounded: names of rules and placements come from the rules and are counted up to a budget, the rest together; nothing
// that a visitor sent becomes a label.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"

namespace nextmove::observe {

enum class Method { kDecide, kBatchDecide, kExplain, kGetSchema };
inline constexpr std::size_t kMethods = 4;
inline constexpr std::size_t kStatusCodes = 17;  // of gRPC, OK to UNAUTHENTICATED
inline constexpr std::array<double, 14> kLatencyBounds = {25e-6, 50e-6, 100e-6, 250e-6, 500e-6, 1e-3,   2.5e-3,
                                                          5e-3,  10e-3, 25e-3,  50e-3,  100e-3, 250e-3, 1.0};
// The label for names beyond the budget, and for placements that the rules do not know.
inline constexpr std::string_view kOther = "(other)";

// At most `max` different names. Thread-safe.
class LabelBudget {
 public:
  explicit LabelBudget(std::size_t max) : max_(max) {}
  // Whether `name` may be a label: always again after the first yes.
  bool Admit(std::string_view name);

 private:
  const std::size_t max_;
  std::mutex mutex_;  // guards names_
  std::set<std::string, std::less<>> names_;
};

// Counts of one pair of labels: a name and a word of a fixed list.
using WordCounts = std::vector<std::pair<std::string_view, std::uint64_t>>;
using NamedCounts = absl::flat_hash_map<std::string, WordCounts>;

struct Counts {
  struct Latency {
    std::array<std::uint64_t, kLatencyBounds.size() + 1> buckets{};
    double sum = 0;
  };
  std::array<std::array<std::uint64_t, kStatusCodes>, kMethods> calls{};
  std::array<Latency, kMethods> latency{};
  NamedCounts decisions;  // rule, outcome
  NamedCounts unfilled;   // placement, reason
  WordCounts warnings;    // code

  void Add(const Counts& other);
};

// The counts of one thread. Written through a ShardWriter only.
class MetricsShard {
 public:
  MetricsShard(LabelBudget& rules, LabelBudget& placements) : rules_(rules), placements_(placements) {}
  Counts Snapshot() const;

 private:
  friend class ShardWriter;
  LabelBudget& rules_;
  LabelBudget& placements_;
  mutable std::mutex mutex_;  // guards counts_; nobody else waits for it but a scrape
  Counts counts_;
};

// Holds a shard while one call is counted. Words (`outcome`, `reason`, `code`) must live as long as the process.
class ShardWriter {
 public:
  explicit ShardWriter(MetricsShard& shard) : shard_(shard), lock_(shard.mutex_) {}
  void Call(Method method, int status_code, double seconds);
  void Decision(std::string_view rule, std::string_view outcome);
  void Unfilled(std::string_view placement, bool known, std::string_view reason);
  void Warning(std::string_view code);

 private:
  MetricsShard& shard_;
  std::lock_guard<std::mutex> lock_;
};

struct MetricsOptions {
  std::string tenant;
  std::string build;              // version of the program
  std::size_t max_rules = 1'000;  // names that are labels
  std::size_t max_placements = 200;
};

// All metrics of the server. Thread-safe.
class Metrics : public prometheus::Collectable {
 public:
  explicit Metrics(MetricsOptions options);
  // A new shard, kept as long as the metrics.
  MetricsShard& AddShard();
  // A rule set is in force since `unix_seconds`.
  void RulesLoaded(std::string version, std::size_t rules, double unix_seconds);
  // A broken one was refused; the one in force stays.
  void RulesRejected();
  void SetReady(bool ready);

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  struct Ruleset {
    std::string version;  // empty: none yet
    std::size_t rules = 0;
    double loaded_at = 0;
    std::uint64_t loads = 0, rejections = 0;
    bool stale = false;
    bool ready = false;
  };

  const MetricsOptions options_;
  LabelBudget rules_;
  LabelBudget placements_;
  mutable std::mutex mutex_;  // guards what follows
  std::vector<std::unique_ptr<MetricsShard>> shards_;
  Ruleset ruleset_;
};

}  // namespace nextmove::observe

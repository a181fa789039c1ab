// Counts in one shard per thread, and merges the shards at a scrape.
#include "engine/observe/metrics.h"

#include <algorithm>
#include <limits>

#include "absl/strings/string_view.h"

namespace nextmove::observe {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

// The one table of metrics; docs/configuration.md explains each.
enum class Name {
  kRequests,
  kLatency,
  kDecisions,
  kUnfilled,
  kWarnings,
  kRulesetInfo,
  kRulesetRules,
  kRulesetLoads,
  kRulesetLoadTime,
  kRulesetStale,
  kReady,
  kBuildInfo,
};
struct Row {
  Name name;
  const char* text;
  const char* help;
  MetricType type;
};
constexpr Row kTable[] = {
    {Name::kRequests, "nextmove_requests_total", "Calls answered, by method and gRPC code", MetricType::Counter},
    {Name::kLatency, "nextmove_request_seconds", "Time from a call's arrival to its answer", MetricType::Histogram},
    {Name::kDecisions, "nextmove_decisions_total", "Actions decided, by rule and why it won", MetricType::Counter},
    {Name::kUnfilled, "nextmove_unfilled_total", "Wanted places left empty, and why", MetricType::Counter},
    {Name::kWarnings, "nextmove_warnings_total", "Warnings given to callers, by code", MetricType::Counter},
    {Name::kRulesetInfo, "nextmove_ruleset_info", "1 for the rule set in force", MetricType::Gauge},
    {Name::kRulesetRules, "nextmove_ruleset_rules", "Rules of the rule set in force", MetricType::Gauge},
    {Name::kRulesetLoads, "nextmove_ruleset_loads_total", "Rule sets loaded, by result", MetricType::Counter},
    {Name::kRulesetLoadTime, "nextmove_ruleset_load_timestamp_seconds", "When the rule set in force was loaded",
     MetricType::Gauge},
    {Name::kRulesetStale, "nextmove_ruleset_stale", "1 when the newest folder was refused", MetricType::Gauge},
    {Name::kReady, "nextmove_ready", "1 while the server takes calls", MetricType::Gauge},
    {Name::kBuildInfo, "nextmove_build_info", "1; the program's version as a label", MetricType::Gauge},
};
constexpr std::array<const char*, kMethods> kMethodNames = {"Decide", "BatchDecide", "Explain", "GetSchema"};
constexpr std::array<const char*, kStatusCodes> kCodeNames = {
    "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED"};

void AddTo(WordCounts& counts, std::string_view word, std::uint64_t count) {
  for (auto& [known, sum] : counts) {
    if (known == word) {
      sum += count;
      return;
    }
  }
  counts.emplace_back(word, count);
}

void AddTo(NamedCounts& counts, const NamedCounts& other) {
  for (const auto& [name, words] : other) {
    for (const auto& [word, count] : words) AddTo(counts[name], word, count);
  }
}

void Count(NamedCounts& counts, LabelBudget& budget, std::string_view name, std::string_view word) {
  auto found = counts.find(absl::string_view(name.data(), name.size()));
  if (found == counts.end()) {
    found = counts.try_emplace(std::string(budget.Admit(name) ? name : kOther)).first;
  }
  AddTo(found->second, word, 1);
}

using Labels = std::vector<std::pair<const char*, std::string>>;

// Builds the families; each of the table once, in its order.
class Families {
 public:
  Families() {
    for (const Row& row : kTable) {
      MetricFamily family;
      family.name = row.text;
      family.help = row.help;
      family.type = row.type;
      families_.push_back(std::move(family));
    }
  }
  ClientMetric& Add(Name name, const Labels& labels) {
    ClientMetric metric;
    for (const auto& [label, value] : labels) metric.label.push_back({label, value});
    auto& metrics = families_[static_cast<std::size_t>(name)].metric;
    metrics.push_back(std::move(metric));
    return metrics.back();
  }
  void Counter(Name name, const Labels& labels, std::uint64_t value) {
    Add(name, labels).counter.value = static_cast<double>(value);
  }
  void Gauge(Name name, const Labels& labels, double value) { Add(name, labels).gauge.value = value; }
  std::vector<MetricFamily> Take() { return std::move(families_); }

 private:
  std::vector<MetricFamily> families_;
};

void Put(const Counts::Latency& latency, ClientMetric& metric) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < latency.buckets.size(); ++i) {
    sum += latency.buckets[i];
    const double bound = i < kLatencyBounds.size() ? kLatencyBounds[i] : std::numeric_limits<double>::infinity();
    metric.histogram.bucket.push_back({sum, bound});
  }
  metric.histogram.sample_count = sum;
  metric.histogram.sample_sum = latency.sum;
}

void PutCalls(const Counts& counts, const std::string& tenant, Families& families) {
  for (std::size_t method = 0; method < kMethods; ++method) {
    for (std::size_t code = 0; code < kStatusCodes; ++code) {
      // OK is told from the start, so that a rate is known with the first call.
      if (counts.calls[method][code] == 0 && code != 0) continue;
      families.Counter(Name::kRequests,
                       {{"tenant", tenant}, {"method", kMethodNames[method]}, {"code", kCodeNames[code]}},
                       counts.calls[method][code]);
    }
    Put(counts.latency[method], families.Add(Name::kLatency, {{"tenant", tenant}, {"method", kMethodNames[method]}}));
  }
}

void PutNamed(const NamedCounts& counts, Name name, const std::string& tenant, const char* name_label,
              const char* word_label, Families& families) {
  std::map<std::string, WordCounts> sorted(counts.begin(), counts.end());
  for (const auto& [label, words] : sorted) {
    for (const auto& [word, count] : words) {
      families.Counter(name, {{"tenant", tenant}, {name_label, label}, {word_label, std::string(word)}}, count);
    }
  }
}

}  // namespace

bool LabelBudget::Admit(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (names_.find(name) != names_.end()) return true;
  if (names_.size() >= max_) return false;
  names_.emplace(name);
  return true;
}

void Counts::Add(const Counts& other) {
  for (std::size_t method = 0; method < kMethods; ++method) {
    for (std::size_t code = 0; code < kStatusCodes; ++code) calls[method][code] += other.calls[method][code];
    for (std::size_t i = 0; i < latency[method].buckets.size(); ++i) {
      latency[method].buckets[i] += other.latency[method].buckets[i];
    }
    latency[method].sum += other.latency[method].sum;
  }
  AddTo(decisions, other.decisions);
  AddTo(unfilled, other.unfilled);
  for (const auto& [word, count] : other.warnings) AddTo(warnings, word, count);
}

Counts MetricsShard::Snapshot() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void ShardWriter::Call(Method method, int status_code, double seconds) {
  const auto index = static_cast<std::size_t>(method);
  const bool known = status_code >= 0 && status_code < static_cast<int>(kStatusCodes);
  ++shard_.counts_.calls[index][known ? static_cast<std::size_t>(status_code) : 2];  // 2: UNKNOWN
  const auto bound = std::lower_bound(kLatencyBounds.begin(), kLatencyBounds.end(), seconds);
  ++shard_.counts_.latency[index].buckets[static_cast<std::size_t>(bound - kLatencyBounds.begin())];
  shard_.counts_.latency[index].sum += seconds;
}

void ShardWriter::Decision(std::string_view rule, std::string_view outcome) {
  Count(shard_.counts_.decisions, shard_.rules_, rule, outcome);
}

void ShardWriter::Unfilled(std::string_view placement, bool known, std::string_view reason) {
  if (known) {
    Count(shard_.counts_.unfilled, shard_.placements_, placement, reason);
  } else {
    AddTo(shard_.counts_.unfilled[std::string(kOther)], reason, 1);
  }
}

void ShardWriter::Warning(std::string_view code) { AddTo(shard_.counts_.warnings, code, 1); }

Metrics::Metrics(MetricsOptions options)
    : options_(std::move(options)), rules_(options_.max_rules), placements_(options_.max_placements) {}

MetricsShard& Metrics::AddShard() {
  const std::lock_guard lock(mutex_);
  shards_.push_back(std::make_unique<MetricsShard>(rules_, placements_));
  return *shards_.back();
}

void Metrics::RulesLoaded(std::string version, std::size_t rules, double unix_seconds) {
  const std::lock_guard lock(mutex_);
  ruleset_.version = std::move(version);
  ruleset_.rules = rules;
  ruleset_.loaded_at = unix_seconds;
  ruleset_.stale = false;
  ++ruleset_.loads;
}

void Metrics::RulesRejected() {
  const std::lock_guard lock(mutex_);
  ruleset_.stale = true;
  ++ruleset_.rejections;
}

void Metrics::SetReady(bool ready) {
  const std::lock_guard lock(mutex_);
  ruleset_.ready = ready;
}

std::vector<MetricFamily> Metrics::Collect() const {
  Counts sum;
  Ruleset ruleset;
  std::vector<const MetricsShard*> shards;
  {
    const std::lock_guard lock(mutex_);
    ruleset = ruleset_;
    for (const auto& shard : shards_) shards.push_back(shard.get());
  }
  for (const MetricsShard* shard : shards) sum.Add(shard->Snapshot());

  const std::string& tenant = options_.tenant;
  Families families;
  PutCalls(sum, tenant, families);
  PutNamed(sum.decisions, Name::kDecisions, tenant, "rule", "outcome", families);
  PutNamed(sum.unfilled, Name::kUnfilled, tenant, "placement", "reason", families);
  for (const auto& [code, count] : sum.warnings) {
    families.Counter(Name::kWarnings, {{"tenant", tenant}, {"code", std::string(code)}}, count);
  }
  if (!ruleset.version.empty()) {
    families.Gauge(Name::kRulesetInfo, {{"tenant", tenant}, {"version", ruleset.version}}, 1);
    families.Gauge(Name::kRulesetRules, {{"tenant", tenant}}, static_cast<double>(ruleset.rules));
    families.Gauge(Name::kRulesetLoadTime, {{"tenant", tenant}}, ruleset.loaded_at);
  }
  families.Counter(Name::kRulesetLoads, {{"tenant", tenant}, {"result", "loaded"}}, ruleset.loads);
  families.Counter(Name::kRulesetLoads, {{"tenant", tenant}, {"result", "rejected"}}, ruleset.rejections);
  families.Gauge(Name::kRulesetStale, {{"tenant", tenant}}, ruleset.stale ? 1 : 0);
  families.Gauge(Name::kReady, {}, ruleset.ready ? 1 : 0);
  families.Gauge(Name::kBuildInfo, {{"version", options_.build}}, 1);
  return families.Take();
}

}  // namespace nextmove::observe

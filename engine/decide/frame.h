// What one decision looks at: the request read by the schema, and the answers to the evaluator's questions. Built once,
// then only read (but for the lazily filled segment bits). Lives on the stack of Decide.
#pragma once

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/decide.h"

namespace nextmove::engine {

// Answers the evaluator from Facts and Catalogues. Thread-compatible.
class RequestSituation final : public dsl::Situation {
 public:
  RequestSituation(const World& world, const Facts& facts, dsl::Instant now, dsl::Currency currency);
  dsl::Instant now() const override { return now_; }
  const dsl::TimeZone& zone(int index) const override { return zones_[static_cast<std::size_t>(index)]; }
  const dsl::Currency& currency() const override { return currency_; }
  const dsl::Value& attribute(int index) const override { return facts_.attribute(index); }
  const dsl::Value& this_item(int catalogue) const override { return facts_.this_item(catalogue); }
  const dsl::Record* item(int catalogue, std::string_view id) const override;
  std::string_view why_unknown(int attribute) const override;

 private:
  const Catalogues* catalogues_;
  const Facts& facts_;
  dsl::Instant now_;
  dsl::Currency currency_;
  std::vector<dsl::TimeZone> zones_;
};

// Indices of `named` (placements, groups) sorted by name, so that file order means nothing.
template <typename T>
std::vector<int> ByName(const std::vector<T>& named) {
  std::vector<int> order(named.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return named[static_cast<std::size_t>(a)].name < named[static_cast<std::size_t>(b)].name;
  });
  return order;
}

class Frame {
 public:
  Frame(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now, const Mode& mode,
        Warnings& warnings);
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  const dsl::Program& program;
  const VisitorState& visitor;
  const Request& request;
  const Mode& mode;
  const dsl::Instant now;
  Facts facts;
  dsl::Currency currency;
  std::size_t locale = 0;  // of Project::locales
  std::string channel;
  std::string_view moment;
  std::vector<int> placements;       // wanted and on the channel, in the order wanted (else by name)
  std::vector<bool> placement_open;  // the same by index
  std::vector<bool> group_wanted;
  std::vector<std::string_view> not_here;  // wanted names that are nothing here
  std::optional<RequestSituation> situation;
  std::optional<dsl::Evaluator> evaluator;

  bool InSegment(int segment);
  bool HasConsentOf(int purpose) const;
  const dsl::TimeZone& zone(int index) const { return situation->zone(index); }

 private:
  void ReadCurrency(Warnings& warnings);
  void ReadLocale(Warnings& warnings);
  void ReadZone(Warnings& warnings);
  void ReadChannel(Warnings& warnings);
  void ReadMoment(Warnings& warnings);
  void ReadWanted();
  bool OnChannel(const dsl::Placement& placement) const;

  std::vector<signed char> segments_;  // -1: not asked yet
};

}  // namespace nextmove::engine

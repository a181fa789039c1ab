// What one decision looks at: the request read by the schema, and the answers to the evaluator's questions. Built once,
// then only read (but for what is filled when first asked for). Lives on the stack of Decide.
#pragma once

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/decide.h"
#include "engine/decide/read/situation.h"
#include "engine/decide/read/visit.h"

namespace nextmove::engine {

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

// What closes a placement or a group now; null: nothing of that kind does.
struct Gate {
  const dsl::Cap* limit = nullptr;
  const dsl::Cap* stop = nullptr;
  const dsl::Schedule* quiet = nullptr;
};

class Frame {
 public:
  // Folds the request into the visitor: what it adds is in `delta`, and seen by everything below.
  Frame(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now, const Mode& mode,
        Warnings& warnings, std::uint64_t seed = 0);
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  const dsl::Program& program;
  const Catalogues& catalogues;
  const Tables& tables;
  const Request& request;
  const Mode& mode;
  const dsl::Instant now;
  const std::uint64_t seed;
  Delta delta;
  Facts facts;
  dsl::Currency currency;
  std::size_t locale = 0;  // of Project::locales
  std::string channel;
  std::string_view moment;
  std::vector<Happened> happened;    // events of the request that were taken, oldest first
  std::vector<int> placements;       // wanted and on the channel, in the order wanted (else by name)
  std::vector<bool> placement_open;  // the same by index
  std::vector<bool> group_wanted;
  std::vector<std::string_view> not_here;  // wanted names that are nothing here
  std::optional<History> history;
  std::optional<RequestSituation> situation;
  std::optional<dsl::Evaluator> evaluator;
  std::optional<dsl::Instant> ask_again;  // the earliest moment at which a rule `on ... after` may win

  // As it is with what the request adds.
  const VisitorState& visitor() const { return changed_ ? *changed_ : given_; }
  bool InSegment(int segment);
  bool HasConsentOf(int purpose) const;
  // Whether events of the request lifted the signal to where it fires.
  bool FiredNow(int signal);
  const Gate& PlacementGate(int placement);
  const Gate& GroupGate(int group);
  const Openings& openings();
  const dsl::TimeZone& zone(int index) const { return situation->zone(index); }

 private:
  void Change(const Delta& delta_of_this);
  void ReadCurrency(Warnings& warnings);
  void ReadLocale(Warnings& warnings);
  void ReadZone(Warnings& warnings);
  void ReadChannel(Warnings& warnings);
  void ReadMoment(Warnings& warnings);
  void ReadReplies(const std::vector<RememberedAttribute>& replies);
  void ReadRepliesOfSession();
  void ReadWanted();
  bool OnChannel(int placement) const;
  Gate GateOf(const dsl::Slot& slot);

  const VisitorState& given_;
  std::optional<VisitorState> changed_;
  std::vector<bool> sent_;                     // by attribute
  std::vector<signed char> segments_, fired_;  // -1: not asked yet
  std::vector<std::optional<Gate>> placement_gates_, group_gates_;
  std::optional<Openings> openings_;
};

// While it lives, the evaluator sees what limits count (14).
class LimitScope {
 public:
  explicit LimitScope(Frame& frame) : frame_(frame) { frame.situation->SetOpenings(&frame.openings()); }
  ~LimitScope() { frame_.situation->SetOpenings(nullptr); }
  LimitScope(const LimitScope&) = delete;
  LimitScope& operator=(const LimitScope&) = delete;

 private:
  Frame& frame_;
};

}  // namespace nextmove::engine

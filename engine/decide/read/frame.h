// Everything that one decision reads: the request typed by the schema, and the answers to the evaluator's questions.
// Built once, then only read; some answers are computed when they are first asked for and kept. Thread-compatible.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/mode.h"
#include "engine/decide/outcome.h"
#include "engine/decide/read/openings.h"
#include "engine/decide/read/situation.h"
#include "engine/decide/read/visit.h"
#include "engine/decide/request.h"
#include "engine/decide/world.h"

namespace nextmove::engine {

// The scope that one rule is judged in.
using Scope = dsl::EvaluationScope;

// The clause that closes a placement or a group now; null: no clause of that kind does.
struct Gate {
  const dsl::Cap* limit = nullptr;
  const dsl::Cap* stop = nullptr;
  const dsl::Schedule* quiet = nullptr;
};

class Frame {
 public:
  // Memory that frames use again from one decision to the next. One frame at a time.
  struct Memory {
    Delta delta;
    Facts facts;
    std::string channel;
    std::vector<Happened> happened;
    std::vector<int> placements;
    std::vector<bool> placement_open, group_wanted, sent;
    std::vector<std::string_view> not_here;
    History history;
    std::vector<dsl::TimeZone> zones;
    dsl::EvaluationMemo memo;
    std::vector<signed char> segments, fired;
    std::vector<std::optional<Gate>> placement_gates, group_gates;
  };

  // Folds the request into the visitor: what it adds is `delta`, and seen by everything below.
  Frame(const World& world, const VisitorState& visitor, const Request& request, dsl::Instant now, const Mode& mode,
        Memory& memory, Warnings& warnings, std::uint64_t seed = 0);
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  const dsl::Program& program;
  const Catalogues& catalogues;
  const Tables& tables;
  const Request& request;
  const Mode& mode;
  const dsl::Instant now;
  const std::uint64_t seed;
  Facts& facts;
  dsl::Currency currency;
  std::size_t locale = 0;  // of Project::locales
  std::string& channel;
  std::string_view moment;
  std::vector<Happened>& happened;    // events of the request that were taken, oldest first
  std::vector<int>& placements;       // wanted and on the channel, in the order wanted (else by name)
  std::vector<bool>& placement_open;  // the same by index
  std::vector<bool>& group_wanted;
  std::vector<std::string_view>& not_here;  // wanted names that are no placement or group on this channel
  History& history;
  std::optional<RequestSituation> situation;

  // What the request adds to the visitor.
  const Delta& delta() const { return delta_; }
  // The visitor with what the request adds.
  const VisitorState& visitor() const { return changed_ ? *changed_ : given_; }
  // Evaluates under the scope. `recorder` may be null.
  dsl::Evaluator Under(const Scope& scope, dsl::TruthRecorder* recorder = nullptr) const {
    return dsl::Evaluator(program, *situation, scope, recorder, &memo_);
  }
  bool InSegment(int segment) const;
  bool HasConsentOf(int purpose) const;
  // Whether events of the request lifted the signal to where it fires.
  bool FiredNow(int signal) const;
  const Gate& PlacementGate(int placement) const;
  const Gate& GroupGate(int group) const;
  const Openings& openings() const;
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
  Gate GateOf(const dsl::Slot& slot) const;

  const VisitorState& given_;
  Delta& delta_;
  std::optional<VisitorState> changed_;
  std::vector<bool>& sent_;  // by attribute
  // Computed when first asked for; they do not depend on the rule that is judged.
  dsl::EvaluationMemo& memo_;
  std::vector<signed char>&segments_, &fired_;  // -1: not asked yet
  std::vector<std::optional<Gate>>&placement_gates_, &group_gates_;
  mutable std::optional<Openings> openings_;
};

}  // namespace nextmove::engine

// Evaluates expressions, in the simplest way that is obviously right. Walks the typed tree; nothing is kept but the
// sums of `affinity to`, which every item of a menu asks for. Any faster way must give the same results. Pure functions
// over a Situation and a Scope.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/evaluate/compare.h"
#include "dsl/evaluate/kleene.h"
#include "dsl/evaluate/situation.h"

namespace nextmove::dsl {

// Sees each condition as it is evaluated, outermost first; for `explain`. `observed` is empty or what was seen.
class TruthRecorder {
 public:
  virtual ~TruthRecorder() = default;
  // Called before the parts of `expr`; returns a handle that Leave gets back.
  virtual std::size_t Enter(const Expr& expr, int depth) = 0;
  virtual void Leave(std::size_t handle, Truth truth, std::string observed) = 0;
};

// What the evaluators of one decision compute only once, because it does not depend on the rule that is judged.
// Thread-compatible.
struct EvaluationMemo {
  // Of each value of a field, by key: the weight of the events that have it (language reference, paragraph 10); none:
  // they can't be read.
  using Weights = std::map<std::string, double>;
  std::map<std::pair<std::string, bool>, std::optional<Weights>> affinities;  // by field and `under`
};

// Cheap to make: one for each scope. Thread-compatible.
class Evaluator {
 public:
  using Scope = EvaluationScope;
  // `recorder` and `memo` may be null. All must outlive the evaluator.
  explicit Evaluator(const Program& program, const Situation& situation, const EvaluationScope& scope = {},
                     TruthRecorder* recorder = nullptr, EvaluationMemo* memo = nullptr)
      : program_(program), situation_(situation), scope_(scope), recorder_(recorder), memo_(memo) {}
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  const Scope& scope() const { return scope_; }

  Value Evaluate(const Expr& expr);
  // The same without a copy where the value is held already, as that of an attribute; `storage` keeps a computed one.
  const Value& Read(const Expr& expr, Value& storage);
  Truth Test(const Expr& expr);  // of a yes/no expression
  bool Holds(const Expr& expr) { return Test(expr) == Truth::kYes; }
  bool InSegment(int segment);                     // never unknown
  Truth All(const std::vector<Expr>& conditions);  // Kleene's and
  Value NamedValueOf(int value);
  // Whether the schedule holds now.
  bool IsActive(const Schedule& schedule);
  // Whether the day is one of the period's: all are of `week`, `month` and `year`.
  bool PeriodHas(const SchedulePeriod& period, Date day);
  // Evaluates over one record of a list (`where` of a scope), or one catalogue item.
  Truth TestOnRecord(const Expr& where, const Record& record);
  Truth TestOnItem(const Expr& where, int catalogue, std::string_view id);
  Value EvaluateOnItem(const Expr& value, int catalogue, std::string_view id);
  // Evaluates over one line of a list or event, as `where` of a source or scope does.
  Value EvaluateOnRecord(const Expr& value, const Record& record);
  // The same over an event, which also has a `time` and a `date`.
  Value EvaluateOnEvent(const Expr& value, const Event& event);
  // How high the signal stands now (language reference, paragraph 10); unknown without the consents of its events.
  Value SignalOf(int signal);
  // Whether events of the instant lifted the signal from below `fires at` to it or above (language reference, paragraph
  // 10). A given signal does not fire.
  bool SignalFired(int signal, Instant at);
  // Whether the event meets the filter.
  bool Meets(const EventFilter& filter, const Event& event) { return Meets(filter.where, event); }
  // Events in the window of a query or source that meet the filter, oldest first; none when they can't be read or the
  // window can't be told (`since E` that never happened).
  std::optional<std::vector<const Event*>> EventsIn(const EventFilter& filter, const HistoryWindow& window, int zone) {
    return EventsIn(filter.event, filter.where, window, zone);
  }
  std::optional<std::vector<const Event*>> EventsIn(int event, const Box<Expr>& where, const HistoryWindow& window,
                                                    int zone);

 private:
  using Events = std::vector<const Event*>;
  struct TimeRange {  // closed
    Instant from, until;
  };
  struct SignalLevel {
    Decimal before, after;  // the events of the instant
  };
  using Weights = EvaluationMemo::Weights;
  struct Focus {  // what `where` looks at
    const Record* record = nullptr;
    const Event* event = nullptr;  // of `record`, when it is one
    int catalogue = -1;
    std::string_view item;
  };
  const Value& ReadHeld(const Value& value, Value& storage);
  const Value& ReadAttribute(int attribute, Value& storage);
  const Value& ReadField(const Record* record, int field, Value& storage);
  const Value& ReadPick(int pick, Value& storage);
  const Value& ReadNamedValue(int value, Value& storage);
  const Value& ReadTier(const Expr& expr, Value& storage);
  std::optional<std::string_view> ReadText(const Expr& expr, Value& storage);
  // The right side of a comparison of texts: its folded copy where it has one.
  const Value& ReadCompared(const Expr& expr, Value& storage) {
    return IsFolded(expr) ? program_.folded_constants[static_cast<std::size_t>(expr.index)] : Read(expr, storage);
  }
  static bool IsFolded(const Expr& expr) { return expr.op == Op::kConstant && expr.index >= 0; }
  template <typename Visit>
  bool ForEachMember(const Expr& list, const Visit& visit);
  Value Compute(const Expr& expr);
  Value PartOf(const Expr& expr);
  Value Aggregate(const Expr& expr);
  Value UnitsBetween(const Expr& expr);
  Value AnniversaryOf(const Expr& expr);
  Truth Any(const std::vector<Expr>& conditions);
  Truth Equals(const Expr& expr);
  Truth Compare(const Expr& expr);
  Truth Connect(const Expr& expr);
  Truth TestPlain(const Expr& expr);
  Truth Same(const Expr& expr);
  Truth IsOneOf(const Expr& expr);
  Truth Between(const Expr& expr);
  Truth InWindow(const Expr& expr);
  Truth InThis(const Expr& expr);
  Truth IsUnder(const Expr& expr);
  Truth Contains(const Expr& expr);
  Truth ContainsWhere(const Expr& expr);
  Truth TestText(const Expr& expr);
  Value InDecisionCurrency(Value value);
  Focus FocusOn(const Event& event) const { return {&event.fields, &event, focus_.catalogue, focus_.item}; }
  const std::vector<Event>* EventsOf(int kind, Situation::Reach reach) const;
  // history.cc
  bool Meets(const Box<Expr>& where, const Event& event);
  std::optional<TimeRange> RangeOf(const HistoryWindow& window, int zone);
  std::optional<Events> Matching(int kind, const Box<Expr>& where, Situation::Reach reach, const TimeRange& range);
  std::optional<Events> Counted(const Expr& expr);
  Truth Has(const Expr& expr);
  Value AggregateEvents(const Expr& expr);
  Value UnitsSinceEvent(const Expr& expr);
  Value UnitsFromNow(const Value& end, const Expr& expr, bool until);
  // signals.cc, affinity.cc, decision.cc
  std::optional<SignalLevel> LevelOf(int signal, Instant at);
  std::optional<std::map<Instant, Decimal>> ChangesOf(const Signal& signal, Instant at);
  Value AffinityTo(const Expr& expr);
  const std::optional<Weights>& WeightsOf(const std::string& field, bool under, int catalogue);
  std::vector<std::string> KeysOf(const Value& value, const Type& type, bool under, int catalogue) const;
  Value OfDecision(const Expr& expr);
  const TimeZone& ZoneOf(const Expr& expr) const;
  bool PeriodsHave(const Schedule& schedule, Date day);
  std::string Observed(const Expr& expr);
  void Observe(const Expr& expr, std::vector<std::string>& seen);
  std::string ObservedHistory(const Expr& expr);

  const Program& program_;
  const Situation& situation_;
  const Scope scope_;
  TruthRecorder* recorder_;
  Focus focus_;
  bool met_foreign_amount_ = false;           // an amount in another currency was read as unknown
  std::unique_ptr<EvaluationMemo> own_memo_;  // made where none was given and one is needed
  EvaluationMemo* memo_;
  int depth_ = 0;
  int recorder_depth_ = 0;
};

// Writes the text of a template in a locale into `out`, in the memory that it has. False: a hole is unknown without
// `otherwise`.
bool RenderTemplate(const Template& text, const LocaleFormat& locale, Evaluator& evaluator, const TimeZone& zone,
                    std::string& out);

}  // namespace nextmove::dsl

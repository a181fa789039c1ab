// The meaning of expressions: plain and obviously right. Walks the typed tree; nothing is cached. The oracle of every
// faster way. Pure functions over a Situation.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dsl/evaluate/situation.h"

namespace nextmove::dsl {

enum class Truth { kNo, kUnknown, kYes };

// Sees each condition as it is evaluated, outermost first; for `explain`. `observed` is empty or what was seen.
class TruthRecorder {
 public:
  virtual ~TruthRecorder() = default;
  // Called before the parts of `expr`; returns a handle that Leave gets back.
  virtual std::size_t Enter(const Expr& expr, int depth) = 0;
  virtual void Leave(std::size_t handle, Truth truth, std::string observed) = 0;
};

class Evaluator {
 public:
  // `recorder` and `action` may be null. All must outlive the evaluator.
  Evaluator(const Program& program, const Situation& situation, TruthRecorder* recorder = nullptr)
      : program_(program), situation_(situation), recorder_(recorder) {}

  Value Evaluate(const Expr& expr);
  Truth Test(const Expr& expr);  // of a yes/no expression
  bool Holds(const Expr& expr) { return Test(expr) == Truth::kYes; }
  bool InSegment(int segment);                     // never unknown
  Truth All(const std::vector<Expr>& conditions);  // Kleene's and
  Value NamedValueOf(int value);
  // Whether the schedule holds now.
  bool IsActive(const Schedule& schedule);
  // Evaluates over one record of a list (`where` of a scope), or one catalogue item.
  Truth TestOnRecord(const Expr& where, const Record& record);
  Truth TestOnItem(const Expr& where, int catalogue, std::string_view id);
  Value EvaluateOnItem(const Expr& value, int catalogue, std::string_view id);
  void set_action(const ActionFacts* action) { action_ = action; }

 private:
  struct Scope {  // what `where` looks at
    const Record* record = nullptr;
    int catalogue = -1;
    std::string_view item;
  };
  // Evaluates without a copy where the value is held already; `storage` keeps a computed one.
  const Value& Read(const Expr& expr, Value& storage);
  const Value& ReadField(const Record& record, int field, Value& storage) const;
  Value Compute(const Expr& expr);
  Value Tier(const Expr& expr);
  Value PartOf(const Expr& expr);
  Value Aggregate(const Expr& expr);
  Value UnitsBetween(const Expr& expr);
  Value AnniversaryOf(const Expr& expr);
  Truth Compare(const Expr& expr);
  Truth Connect(const Expr& expr);
  Truth TestPlain(const Expr& expr);
  Truth IsOneOf(const Expr& expr);
  Truth Between(const Expr& expr);
  Truth InWindow(const Expr& expr);
  Truth InThis(const Expr& expr);
  Truth IsUnder(const Expr& expr);
  Truth Contains(const Expr& expr);
  Truth ContainsWhere(const Expr& expr);
  Truth TestText(const Expr& expr);
  Value InDecisionCurrency(Value value) const;
  const TimeZone& ZoneOf(const Expr& expr) const;
  bool PeriodHas(const Schedule& schedule, Date day);
  std::string Observed(const Expr& expr);
  void Observe(const Expr& expr, std::vector<std::string>& seen);

  const Program& program_;
  const Situation& situation_;
  TruthRecorder* recorder_;
  const ActionFacts* action_ = nullptr;
  Scope scope_;
  int depth_ = 0;
  int recorder_depth_ = 0;
};

// The text of a template in a locale; none when a hole is unknown without `otherwise`.
std::optional<std::string> RenderTemplate(const Template& text, const LocaleFormat& locale, Evaluator& evaluator,
                                          const TimeZone& zone);

// Total order of two known values of one type, for ranks; unknown sorts last (greater).
int CompareForRank(const Value& a, const Value& b);

// `is` of the language: texts folded (`language.md`, operations), else by value; unknown where it can't be said.
Truth SameValue(const Value& a, const Value& b, const Type& type);

}  // namespace nextmove::dsl

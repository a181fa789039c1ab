// Whether a rule may win at all: its clauses in the order of dsl::StoppingClauses, those apart that only allocation
// asks about; the first that fails stops it. Judging has no effect but its answer: one rule judged twice, in any order,
// with or without a recorder, gives the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/judge/trial.h"
#include "engine/decide/judged.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Sees each clause as it is tested, for `explain`.
class ClauseRecorder {
 public:
  virtual ~ClauseRecorder() = default;
  virtual void Clause(std::string_view word, dsl::Span span, std::string text, dsl::Truth truth,
                      std::string observed) = 0;
  // A clause of conditions: its nodes come from the evaluator.
  virtual bool Segment(int segment, std::string_view word) = 0;
  virtual dsl::Truth When(const dsl::Expr& condition, const Scope& scope) = 0;
  // What a condition sees, in one line.
  virtual std::string ObservedIn(const dsl::Expr& condition, const Scope& scope) = 0;
  // Forgets everything: the rule is judged anew, with the clauses of its arms.
  virtual void Restart() = 0;
};

// Judges the rule into `judged`, in the memory that it has. `recorder` may be null; then nothing but the reason is
// filled in where the rule is stopped before anything of it is computed. Never throws: a rule that fails is not
// eligible (kRuleFailed).
void Judge(int rule, const Frame& frame, const Trials& trials, ClauseRecorder* recorder, Judged& judged) noexcept;

// The author's text, with the clause's word in front; the word alone where `span` is empty.
std::string Written(const dsl::Program& program, std::string_view word, dsl::Span span);

}  // namespace nextmove::engine

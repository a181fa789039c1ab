// Whether a rule may win at all: its clauses are tested in the order of dsl::StoppingClauses, except those that only
// allocation asks about; the first that fails stops the rule. Judging changes nothing: a rule judged twice, in any
// order, with or without a recorder, gives the same result.
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
  // For a clause of conditions: the evaluator reports its nodes to this recorder.
  virtual bool Segment(int segment, std::string_view word) = 0;
  virtual dsl::Truth When(const dsl::Expr& condition, const Scope& scope) = 0;
  // For any other clause: what it saw, in one line.
  virtual std::string ObservedIn(const dsl::Expr& condition, const Scope& scope) = 0;
  // Forgets everything recorded so far: the rule is judged again, now with the clauses of its arms.
  virtual void Restart() = 0;
};

// Judges the rule into `judged`, reusing its memory. `recorder` may be null; then a rule that is stopped before
// anything of it is computed gets its reason filled in and nothing else. Never throws: a rule that fails is not
// eligible (kRuleFailed).
void Judge(int rule, const Frame& frame, const Trials& trials, ClauseRecorder* recorder, Judged& judged) noexcept;

// The clause as its author wrote it, with the clause's word in front; the word alone where `span` is empty.
std::string Written(const dsl::Program& program, std::string_view word, dsl::Span span);

}  // namespace nextmove::engine

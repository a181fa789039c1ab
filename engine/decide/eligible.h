// Whether a rule may win at all: its clauses in the documented order place, on, active, needs, for, except, when, give,
// say; the first that fails stops it.
#pragma once

#include "engine/decide/candidate.h"
#include "engine/decide/frame.h"

namespace nextmove::engine {

// Sees each clause as it is tested, for `explain`.
class ClauseRecorder {
 public:
  virtual ~ClauseRecorder() = default;
  virtual void Clause(std::string_view word, dsl::Span span, std::string text, dsl::Truth truth,
                      std::string observed) = 0;
  // A clause of conditions: its nodes come from the evaluator.
  virtual bool Segment(int segment, std::string_view word) = 0;
  virtual dsl::Truth When(const dsl::Expr& condition) = 0;
};

// `recorder` may be null. Never throws: a rule that fails is not eligible (kRuleFailed).
Candidate Judge(int rule, Frame& frame, ClauseRecorder* recorder) noexcept;

}  // namespace nextmove::engine

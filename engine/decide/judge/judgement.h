// Tests the clauses of one rule one after another. Used by Judge only.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/judge/judge.h"

namespace nextmove::engine {

// Thread-compatible; made for one rule and run once.
class Judgement {
 public:
  // Clauses in `skipped` count as met. Fills `judged`.
  Judgement(const RuleInForce& in_force, const Frame& frame, ClauseRecorder* recorder, const dsl::ClauseSet& skipped,
            Judged& judged);
  Judgement(const Judgement&) = delete;
  Judgement& operator=(const Judgement&) = delete;

  void Run();

 private:
  // Where, when and for whom the rule is (eligible.cc); nothing that it gives is computed yet.
  bool IsAsked();
  bool Place();
  bool PlaceIsWanted();
  bool HasMenu();
  bool On();
  bool Active();
  bool Needs();
  bool For();
  bool Except();
  bool When();
  bool AnswerIsWanted();
  // What the rule picks, gives and says, and its limits and budgets (terms.cc).
  void Compute();
  bool Pick();
  void FillFacts();
  bool Give();
  bool Price();
  bool Limit();
  bool StopAfter();
  bool Budget();
  bool Quiet();
  bool Holdout();
  // Stops the rule for the experiment that holds it out, or that runs another rule instead.
  dsl::Span ExperimentSpan() const;
  bool From();
  bool Say();
  bool HasContent() const;
  bool RenderOptions(dsl::Evaluator& evaluator);
  bool ReadExports();
  bool CapHolds(const dsl::Cap& cap, std::string_view word, const Scope& scope);
  // Takes the places away whose gate is closed, and stops the rule when none is left or one of its groups is closed.
  // `text` says what closes a gate.
  template <typename IsClosed, typename Text>
  bool PassGates(std::string_view word, ReasonCode code, IsClosed is_closed, Text text);

  bool Skips(dsl::ClauseWord word) const { return skipped_.Has(word); }
  bool Stop(ReasonCode code, std::string_view word) {
    judged_.reason = code;
    judged_.clause = word;
    return false;
  }
  // The scope in which expressions of the rule are evaluated at this point.
  Scope scope() const {
    return {.picks = &judged_.picks, .moment_kind = judged_.moment_kind, .moment = judged_.moment};
  }
  // Tells the recorder, if there is one. `text` and `observed` build strings and are called only in that case.
  template <typename Text, typename Observed>
  void Tell(std::string_view word, bool holds, dsl::Span span, Text text, Observed observed) {
    if (recorder_) recorder_->Clause(word, span, text(), holds ? dsl::Truth::kYes : dsl::Truth::kNo, observed());
  }
  // As engine::Written, but the word alone where `span` is the rule's head.
  std::string WrittenAt(std::string_view word, dsl::Span span) const;
  // The first of these clauses that the rule has; else its head.
  dsl::Span SpanOfAny(std::initializer_list<dsl::ClauseWord> words) const;

  const RuleInForce& in_force_;
  const dsl::Rule& rule_;
  const Frame& frame_;
  ClauseRecorder* recorder_;
  const dsl::ClauseSet& skipped_;
  Judged& judged_;
};

}  // namespace nextmove::engine

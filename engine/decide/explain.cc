// Completes the trace of each rule with the sentence that says how it ended.
#include "engine/decide/explain.h"

#include <algorithm>

#include "dsl/value/index.h"

namespace nextmove::engine {
namespace {

std::string SentenceOf(const Verdict& verdict) {
  std::string text(ReasonSentence(verdict.code));
  if (verdict.won) return "it won: " + text;
  if (!verdict.beaten_by.empty()) text += ": `" + verdict.beaten_by + "`";
  if (!verdict.beaten_in.empty()) text += (verdict.beaten_by.empty() ? ": " : " in ") + ("`" + verdict.beaten_in + "`");
  return text;
}

}  // namespace

void FinishTraces(const Frame& frame, std::span<const Verdict> verdicts, Explanation& explanation) {
  for (const Verdict& verdict : verdicts) {
    RuleTrace& trace = explanation.rules[At(verdict.rule)];
    trace.outcome = verdict.code;
    trace.clause = verdict.won ? std::string() : std::string(verdict.clause);
    trace.beaten_by = verdict.beaten_by;
    trace.beaten_in = verdict.beaten_in;
    trace.text = SentenceOf(verdict);
    trace.nodes.insert(trace.nodes.end(), verdict.notes.begin(), verdict.notes.end());
  }
  const auto& rules = frame.program.rules;
  std::sort(explanation.rules.begin(), explanation.rules.end(),
            [&](const RuleTrace& a, const RuleTrace& b) { return rules[At(a.rule)].name < rules[At(b.rule)].name; });
}

}  // namespace nextmove::engine

// Recording of conditions, and the sentence of each rule.
#include "engine/decide/explain.h"

#include "dsl/value/index.h"

namespace nextmove::engine {
namespace {

using dsl::Expr;
using dsl::Truth;

// Writes nodes in preorder. Thread-compatible.
class Recorder final : public dsl::TruthRecorder, public ClauseRecorder {
 public:
  Recorder(Frame& frame, std::vector<ConditionNode>& nodes)
      : frame_(frame), nodes_(nodes), evaluator_(frame.program, *frame.situation, this) {}

  std::size_t Enter(const Expr& expr, int depth) override {
    ConditionNode node;
    node.depth = base_ + depth;
    node.span = expr.span;
    if (frame_.program.sources && expr.span.end > expr.span.begin)
      node.text = frame_.program.sources->TextOf(expr.span);
    if (depth == 0 && base_ == 0) node.text = "when " + node.text;
    nodes_.push_back(std::move(node));
    return nodes_.size() - 1;
  }
  void Leave(std::size_t handle, Truth truth, std::string observed) override {
    nodes_[handle].truth = truth;
    nodes_[handle].observed = std::move(observed);
  }

  void Clause(std::string_view /*word*/, dsl::Span span, std::string text, Truth truth, std::string observed) override {
    ConditionNode node;
    node.span = span;
    node.truth = truth;
    node.text = std::move(text);
    node.observed = std::move(observed);
    nodes_.push_back(std::move(node));
  }
  bool Segment(int segment, std::string_view word) override {
    const dsl::Segment& declared = frame_.program.segments[At(segment)];
    const std::size_t handle = nodes_.size();
    ConditionNode node;
    node.text = std::string(word) + " " + declared.name;
    node.span = declared.span;
    nodes_.push_back(std::move(node));
    base_ = 1;
    const bool inside = evaluator_.InSegment(segment);
    base_ = 0;
    nodes_[handle].truth = inside ? Truth::kYes : Truth::kNo;
    return inside;
  }
  Truth When(const Expr& condition) override { return evaluator_.Test(condition); }
  std::string ObservedIn(const Expr& condition, const std::vector<dsl::Value>& picks) override {
    const std::size_t before = nodes_.size();
    evaluator_.set_picks(&picks);
    evaluator_.Test(condition);
    evaluator_.set_picks(nullptr);
    std::string seen;
    for (std::size_t i = before; i < nodes_.size(); ++i) {
      const std::string& one = nodes_[i].observed;
      if (!one.empty() && seen.find(one) == std::string::npos) seen += (seen.empty() ? "" : ", ") + one;
    }
    nodes_.resize(before);
    return seen;
  }
  void Restart() override { nodes_.clear(); }

 private:
  Frame& frame_;
  std::vector<ConditionNode>& nodes_;
  dsl::Evaluator evaluator_;
  int base_ = 0;
};

std::string SentenceOf(const Candidate& candidate, const RuleTrace& trace) {
  std::string text(ReasonSentence(trace.outcome));
  if (candidate.won) return "it won: " + text;
  if (!candidate.beaten_by.empty()) text += ": `" + candidate.beaten_by + "`";
  if (!candidate.beaten_in.empty())
    text += (candidate.beaten_by.empty() ? ": " : " in ") + ("`" + candidate.beaten_in + "`");
  return text;
}

}  // namespace

std::string Written(const dsl::Program& program, std::string_view word, dsl::Span span) {
  const bool known = program.sources && span.end > span.begin;
  const std::string text = known ? std::string(program.sources->TextOf(span)) : std::string();
  return text.starts_with(word) ? text : std::string(word) + (text.empty() ? "" : " ") + text;
}

Candidate JudgeAndTrace(int rule, Frame& frame, Trials& trials, RuleTrace& trace) {
  trace.rule = rule;
  Recorder recorder(frame, trace.nodes);
  std::optional<Candidate> candidate;
  Judge(rule, frame, trials, &recorder, candidate);
  return std::move(*candidate);
}

void FinishTraces(const Frame& frame, const std::vector<Candidate>& candidates, Explanation& explanation) {
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    RuleTrace& trace = explanation.rules[i];
    trace.outcome = candidate.won ? candidate.why_won : candidate.reason;
    trace.clause = candidate.won ? std::string() : std::string(candidate.clause);
    trace.beaten_by = candidate.beaten_by;
    trace.beaten_in = candidate.beaten_in;
    trace.text = SentenceOf(candidate, trace);
    trace.nodes.insert(trace.nodes.end(), candidate.notes.begin(), candidate.notes.end());
  }
  const auto& rules = frame.program.rules;
  std::sort(explanation.rules.begin(), explanation.rules.end(),
            [&](const RuleTrace& a, const RuleTrace& b) { return rules[At(a.rule)].name < rules[At(b.rule)].name; });
}

}  // namespace nextmove::engine

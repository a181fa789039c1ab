// Records the conditions of a rule as they are judged.
#include "engine/decide/judge/record.h"

#include "dsl/value/index.h"

namespace nextmove::engine {
namespace {

using dsl::Expr;
using dsl::Truth;

// Writes nodes in preorder. Thread-compatible.
class Recorder final : public dsl::TruthRecorder, public ClauseRecorder {
 public:
  Recorder(const Frame& frame, std::vector<ConditionNode>& nodes) : frame_(frame), nodes_(nodes) {}

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
    const bool inside = frame_.Under({}, this).InSegment(segment);
    base_ = 0;
    nodes_[handle].truth = inside ? Truth::kYes : Truth::kNo;
    return inside;
  }
  Truth When(const Expr& condition, const Scope& scope) override { return frame_.Under(scope, this).Test(condition); }
  std::string ObservedIn(const Expr& condition, const Scope& scope) override {
    const std::size_t before = nodes_.size();
    frame_.Under(scope, this).Test(condition);
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
  const Frame& frame_;
  std::vector<ConditionNode>& nodes_;
  int base_ = 0;
};

}  // namespace

void JudgeAndTrace(int rule, const Frame& frame, const Trials& trials, RuleTrace& trace, Judged& judged) {
  trace.rule = rule;
  Recorder recorder(frame, trace.nodes);
  Judge(rule, frame, trials, &recorder, judged);
}

}  // namespace nextmove::engine

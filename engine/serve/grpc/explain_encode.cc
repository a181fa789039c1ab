// Encodes explanations as protobuf messages.
#include "engine/serve/grpc/response_encode.h"

namespace nextmove::serve {
namespace {

v1::Truth TruthOf(dsl::Truth truth) {
  switch (truth) {
    case dsl::Truth::kYes:
      return v1::TRUTH_TRUE;
    case dsl::Truth::kNo:
      return v1::TRUTH_FALSE;
    case dsl::Truth::kUnknown:
      break;
  }
  return v1::TRUTH_UNKNOWN;
}

void EncodeTrace(const dsl::Program& program, const engine::RuleTrace& trace, v1::RuleExplanation* out) {
  out->set_rule(program.rules[static_cast<std::size_t>(trace.rule)].name);
  out->set_outcome(static_cast<v1::ReasonCode>(trace.outcome));
  out->set_text(trace.text);
  out->set_beaten_by(trace.beaten_by);
  out->set_beaten_in(trace.beaten_in);
  for (const engine::ConditionNode& node : trace.nodes) {
    auto* told = out->add_nodes();
    told->set_depth(node.depth);
    told->set_truth(TruthOf(node.truth));
    told->set_text(node.text);
    told->set_observed(node.observed);
    const bool has_place = node.span.begin < node.span.end;  // none in what the checker made
    if (has_place && program.sources && node.span.file < program.sources->size()) {
      const dsl::Position position = program.sources->PositionOf(node.span);
      told->set_file(program.sources->path(node.span.file));
      told->set_line(position.line);
      told->set_column(position.column);
    }
  }
}

}  // namespace

void EncodeRules(const dsl::Program& program, const ToldRules& told, v1::ExplainResponse* out) {
  for (const engine::RuleTrace* trace : told.rules) EncodeTrace(program, *trace, out->add_rules());
  EncodeWarnings(told.unknown_names, out->mutable_decision());
}

}  // namespace nextmove::serve

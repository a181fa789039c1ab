// Counts files, rules, attributes, expressions and steps, and reports what is above its bound.
#include "dsl/check/limits.h"

#include "dsl/analysis/cost.h"
#include "dsl/syntax/walk.h"

namespace nextmove::dsl {
namespace {

void ReportLimit(Folder& folder, const Span& span, std::string_view what, std::size_t limit, std::string help) {
  Diagnostic& report = folder.Report(DiagnosticKind::kLimitExceeded, span, "too many " + std::string(what));
  report.label = "at most " + std::to_string(limit);
  report.help.push_back(std::move(help));
}

std::size_t NodesOf(const tree::Head& head) {
  std::size_t nodes = 0;
  for (const tree::Clause& clause : head.clauses) {
    for (const tree::Expr* root : ExpressionsOf(clause)) ForEachExpr(*root, [&](const tree::Expr&) { ++nodes; });
  }
  return nodes;
}

}  // namespace

bool WithinLimits(const std::vector<tree::File>& files, Folder& folder) {
  const ProgramLimits limits;
  const ErrorWatch watch(folder);
  if (files.size() > limits.files)
    ReportLimit(folder, Span{}, "files in the folder", limits.files, "put several rules into one file");
  std::size_t rules = 0;
  std::size_t attributes = 0;
  for (const tree::File& file : files) {
    for (const tree::Head& head : file.heads) {
      if (RowOf(head.word).decision && ++rules == limits.rules + 1) {
        ReportLimit(folder, head.span, "rules in the folder", limits.rules, "split the rules over several projects");
      }
      if (head.word == HeadWord::kAttribute && ++attributes == limits.attributes + 1) {
        ReportLimit(folder, head.span, "attributes in the folder", limits.attributes,
                    "delete attributes that no rule reads");
      }
      if (NodesOf(head) > limits.expression_nodes) {
        ReportLimit(folder, head.span, "conditions and values in one head", limits.expression_nodes,
                    "name parts of it with `segment` and `value`, or compare with lists: `is one of [..]`");
      }
    }
  }
  return !watch.failed();
}

void CheckCosts(Folder& folder) {
  const std::int64_t most = ProgramLimits().rule_cost;
  for (std::size_t i = 0; i < folder.rules.size(); ++i) {
    const std::int64_t cost = CostOfRule(folder.program, static_cast<int>(i));
    if (cost <= most) continue;
    Diagnostic& report = folder.Report(DiagnosticKind::kLimitExceeded, folder.rules[i]->span,
                                       Ticked(folder.program.rules[i].name) + " can take too long to decide");
    report.label = std::to_string(cost) + " steps, at most " + std::to_string(most);
    report.help.push_back("draw from fewer items, or ask less of each: `nextmove check --cost` shows what rules cost");
  }
}

}  // namespace nextmove::dsl

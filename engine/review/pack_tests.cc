// Runs the tests of a rule folder and counts which clauses they reach.
#include "engine/review/pack_tests.h"

#include <algorithm>

#include "engine/review/expectation.h"
#include "engine/review/explain.h"
#include "engine/review/test_visitor.h"

namespace nextmove::engine {
namespace {

using dsl::TestLine;

// Counts how the rules that an expectation names ended, and the truth of their clauses.
void Cover(const dsl::TestExpect& expect, const ReviewedDecision& reviewed, Coverage& coverage) {
  for (const RuleTrace& trace : reviewed.explanation.rules) {
    if (trace.rule < 0 || (trace.rule != expect.rule && trace.rule != expect.before)) continue;
    RuleCoverage& rule = coverage[static_cast<std::size_t>(trace.rule)];
    if (IsWin(trace.outcome)) ++rule.won;
    if (!trace.clause.empty()) ++rule.stopped_by[trace.clause];
    for (const ConditionNode& node : trace.nodes) {
      if (node.depth != 0) continue;
      const auto same = [&](const ClauseCoverage& known) { return known.text == node.text && known.span == node.span; };
      auto clause = std::find_if(rule.clauses.begin(), rule.clauses.end(), same);
      if (clause == rule.clauses.end()) clause = rule.clauses.insert(clause, {node.text, node.span});
      ++(node.truth == dsl::Truth::kYes ? clause->yes : node.truth == dsl::Truth::kNo ? clause->no : clause->unknown);
    }
  }
}

// Adds a row for each clause that no test reached, of the rules that tests name: an earlier clause always stopped it.
void AddUnreached(const dsl::Program& program, Coverage& coverage) {
  for (RuleCoverage& rule : coverage) {
    if (rule.won == 0 && rule.stopped_by.empty()) continue;
    for (const auto& [clause, span] : program.rules[static_cast<std::size_t>(rule.rule)].clauses) {
      const std::string_view word = dsl::RowOf(clause).text;
      const bool seen = rule.stopped_by.contains(std::string(word)) ||
                        std::any_of(rule.clauses.begin(), rule.clauses.end(),
                                    [&, begin = word](const auto& one) { return one.text.starts_with(begin); });
      const int judged = dsl::RowOf(clause).judged;
      const bool told = judged > dsl::RowOf(dsl::ClauseWord::kPlace).judged &&
                        judged <= dsl::RowOf(dsl::ClauseWord::kQuiet).judged;  // one by one, before the rules compete
      if (told && !seen) rule.clauses.push_back({std::string(program.sources->TextOf(span)), span});
    }
  }
}

std::optional<TestFailure> Expect(const dsl::Program& program, const TestLine& line, const TestVisitor& visitor,
                                  Coverage* coverage) {
  if (line.expect.signal >= 0) return JudgeSignal(program, line, visitor.SignalOf(line.expect.signal));
  const ReviewedDecision reviewed = visitor.Decide(line.expect);
  if (coverage) Cover(line.expect, reviewed, *coverage);
  return Judge(program, line, reviewed);
}

TestResult RunTest(const std::shared_ptr<const dsl::Program>& program, const dsl::Test& test, Coverage* coverage) {
  TestResult result;
  result.name = test.name;
  result.span = test.span;
  TestVisitor visitor(program);
  for (const TestLine& line : test.lines) {
    switch (line.kind) {
      case TestLine::Kind::kNow:
        visitor.SetNow(line);
        break;
      case TestLine::Kind::kWait:
        visitor.Wait(line.wait);
        break;
      case TestLine::Kind::kOn:
        visitor.Begin(line);
        break;
      case TestLine::Kind::kGiven:
        for (const dsl::TestFact& fact : line.facts) {
          std::string problem = visitor.Give(fact);
          if (!problem.empty()) result.failures.push_back({line.span, std::move(problem), {}});
        }
        break;
      case TestLine::Kind::kExpect:
        if (auto failure = Expect(*program, line, visitor, coverage)) result.failures.push_back(*std::move(failure));
        break;
    }
  }
  return result;
}

}  // namespace

std::vector<TestResult> RunTests(const std::shared_ptr<const dsl::Program>& program, std::string_view filter,
                                 Coverage* coverage) {
  std::vector<TestResult> results;
  if (coverage) {
    coverage->assign(program->rules.size(), {});
    for (std::size_t i = 0; i < coverage->size(); ++i) (*coverage)[i].rule = static_cast<int>(i);
  }
  for (const dsl::Test& test : program->tests) {
    if (test.name.find(filter) != std::string::npos) results.push_back(RunTest(program, test, coverage));
  }
  if (coverage && program->sources) AddUnreached(*program, *coverage);
  return results;
}

}  // namespace nextmove::engine

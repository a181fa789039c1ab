// Writes why each rule won or lost, as lines for people and as JSON for tools.
#include "engine/review/explain.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace nextmove::engine {
namespace {

using Json = nlohmann::ordered_json;

std::string_view TruthWord(dsl::Truth truth) {
  switch (truth) {
    case dsl::Truth::kYes:
      return "yes";
    case dsl::Truth::kNo:
      return "no";
    case dsl::Truth::kUnknown:
      return "unknown";
  }
  return "unknown";
}

// The text of a node on one line, without the blanks of its layout.
std::string OneLine(std::string_view text) {
  std::string line;
  bool blank = false;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t' || c == ' ') {
      blank = !line.empty();
      continue;
    }
    if (blank) line.push_back(' ');
    blank = false;
    line.push_back(c);
  }
  return line;
}

int Rank(ReasonCode outcome) { return IsWin(outcome) ? 0 : IsEligible(outcome) ? 1 : 2; }

std::string Place(const std::string& file, int line) { return file.empty() ? "" : file + ":" + std::to_string(line); }

std::string Paint(std::string_view text, std::string_view code, bool color) {
  if (!color) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string_view TruthColor(dsl::Truth truth) {
  switch (truth) {
    case dsl::Truth::kYes:
      return "32";
    case dsl::Truth::kNo:
      return "31";
    case dsl::Truth::kUnknown:
      return "33";
  }
  return "33";
}

// Conditions nested deeper than this are indented no further, so that the lines stay readable.
constexpr int kDeepestShown = 20;

std::string NodeText(const ExplainedNode& node, const ExplainStyle& style) {
  std::string word(TruthWord(node.truth));
  const std::string blanks(9 - word.size(), ' ');
  std::string line = "    " + Paint(word, TruthColor(node.truth), style.color) + blanks +
                     std::string(2 * static_cast<std::size_t>(std::min(node.depth, kDeepestShown)), ' ') + node.text;
  if (!node.observed.empty()) line += "   [" + node.observed + "]";
  const std::string place = Place(node.file, node.line);
  if (!place.empty()) line += "   " + Paint(place, "2", style.color);
  return line + "\n";
}

// Marks the conditions that stopped a rule: those that did not hold and, inside an exception or a `not`, those that
// did. A part of a condition is marked only when the whole condition is; a segment after `for` only when no segment of
// that clause holds.
std::vector<bool> Stopping(const ExplainedRule& rule) {
  struct Outer {
    bool stops = true;
    bool turned = false;  // a part of it stops the rule when it holds
    bool unknown = false;
  };
  std::vector<Outer> outer(1);  // the enclosing conditions, by depth
  std::vector<bool> stopping;
  for (const ExplainedNode& node : rule.nodes) {
    outer.resize(static_cast<std::size_t>(node.depth) + 1);
    const Outer& whole = outer.back();
    const bool turned = whole.turned != (node.depth == 0 && node.text.starts_with("except"));
    const bool unknown = node.truth == dsl::Truth::kUnknown;
    const bool stops =
        turned ? node.truth == dsl::Truth::kYes || (unknown && whole.unknown) : node.truth != dsl::Truth::kYes;
    const bool in_another = node.depth == 0 && node.text.starts_with("for ") && rule.clause != "for";
    stopping.push_back(whole.stops && stops && !in_another);
    const bool negates = node.text.starts_with("not ") || node.text.starts_with("when not ");
    outer.push_back({stopping.back(), turned != negates, unknown});
  }
  return stopping;
}

}  // namespace

bool IsWin(ReasonCode outcome) {
  const int number = static_cast<int>(outcome);
  return number >= 1 && number <= 19;
}

bool IsEligible(ReasonCode outcome) {
  const int number = static_cast<int>(outcome);
  return IsWin(outcome) || (number >= 50 && number <= 69);
}

std::vector<ExplainedRule> Explained(const dsl::Program& program, const Explanation& explanation) {
  std::vector<ExplainedRule> rules;
  for (const RuleTrace& trace : explanation.rules) {
    ExplainedRule& explained = rules.emplace_back();
    const dsl::Rule& rule = program.rules[static_cast<std::size_t>(trace.rule)];
    explained.rule = rule.name;
    explained.outcome = trace.outcome;
    explained.clause = trace.clause;
    explained.text = trace.text.rfind("it won: ", 0) == 0 ? trace.text.substr(8) : trace.text;
    explained.beaten_by = trace.beaten_by;
    explained.beaten_in = trace.beaten_in;
    const bool has_source = program.sources && rule.span.file < program.sources->size();
    if (has_source) {
      explained.file = program.sources->path(rule.span.file);
      explained.line = program.sources->PositionOf(rule.span).line;
    }
    for (const ConditionNode& node : trace.nodes) {
      ExplainedNode& shown = explained.nodes.emplace_back();
      shown.depth = node.depth;
      shown.truth = node.truth;
      shown.text = OneLine(node.text);
      shown.observed = node.observed;
      if (!program.sources || node.span.file >= program.sources->size()) continue;
      const dsl::Position position = program.sources->PositionOf(node.span);
      shown.file = program.sources->path(node.span.file);
      shown.line = position.line;
      shown.column = position.column;
    }
  }
  std::stable_sort(rules.begin(), rules.end(),
                   [](const ExplainedRule& a, const ExplainedRule& b) { return Rank(a.outcome) < Rank(b.outcome); });
  return rules;
}

std::string ExplainText(const std::vector<ExplainedRule>& rules, const ExplainStyle& style) {
  std::string text;
  for (const ExplainedRule& rule : rules) {
    const bool won = IsWin(rule.outcome);
    text += "  " + Paint(rule.rule, "1", style.color) + " " +
            (won ? Paint("won", "32", style.color) : Paint("lost", "31", style.color)) + ": " +
            (rule.text.empty() ? std::string(ReasonSentence(rule.outcome)) : rule.text);
    if (!won && !rule.beaten_by.empty() && rule.text.find(rule.beaten_by) == std::string::npos) {
      text += ", beaten by " + rule.beaten_by;
      if (!rule.beaten_in.empty()) text += " in " + rule.beaten_in;
    }
    const std::string place = Place(rule.file, rule.line);
    if (!place.empty()) text += "   " + Paint(place, "2", style.color);
    text += "\n";
    const std::vector<bool> stopping = Stopping(rule);
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
      if (style.all_nodes || (!won && stopping[i])) text += NodeText(rule.nodes[i], style);
    }
  }
  return text;
}

Json ExplainJson(const std::vector<ExplainedRule>& rules) {
  Json json = Json::array();
  for (const ExplainedRule& rule : rules) {
    Json explained;
    explained["rule"] = rule.rule;
    explained["won"] = IsWin(rule.outcome);
    explained["outcome"] = ReasonName(rule.outcome);
    explained["text"] = rule.text;
    if (!rule.clause.empty()) explained["clause"] = rule.clause;
    if (!rule.beaten_by.empty()) explained["beaten_by"] = rule.beaten_by;
    if (!rule.beaten_in.empty()) explained["beaten_in"] = rule.beaten_in;
    if (!rule.file.empty()) {
      explained["file"] = rule.file;
      explained["line"] = rule.line;
    }
    explained["conditions"] = Json::array();
    for (const ExplainedNode& node : rule.nodes) {
      Json condition = {{"depth", node.depth}, {"truth", TruthWord(node.truth)}, {"text", node.text}};
      if (!node.observed.empty()) condition["observed"] = node.observed;
      if (!node.file.empty()) {
        condition["file"] = node.file;
        condition["line"] = node.line;
        condition["column"] = node.column;
      }
      explained["conditions"].push_back(std::move(condition));
    }
    json.push_back(std::move(explained));
  }
  return json;
}

std::vector<std::string> StoppingConditions(const dsl::Program& program, const RuleTrace& trace) {
  Explanation one;
  one.rules.push_back(trace);
  std::vector<std::string> lines;
  constexpr std::size_t kMostLines = 8;
  const ExplainedRule rule = std::move(Explained(program, one).front());
  const std::vector<bool> stopping = Stopping(rule);
  for (std::size_t i = 0; i < rule.nodes.size() && lines.size() < kMostLines; ++i) {
    const ExplainedNode& node = rule.nodes[i];
    if (!stopping[i]) continue;
    std::string line = "`" + node.text + "` is " + std::string(TruthWord(node.truth));
    if (!node.observed.empty()) line += ": " + node.observed;
    const std::string place = Place(node.file, node.line);
    if (!place.empty()) line += " (" + place + ")";
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace nextmove::engine

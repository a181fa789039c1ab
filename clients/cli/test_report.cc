// See test_report.h.
#include "clients/cli/test_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "clients/cli/options.h"

namespace nextmove::cli {
namespace {

using engine::ClauseCoverage;
using engine::RuleCoverage;
using engine::TestFailure;
using engine::TestResult;
using JsonText = nlohmann::ordered_json;

std::string Painted(std::string_view text, std::string_view code, bool color) {
  return color ? "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::string PlaceOf(const dsl::Program& program, const dsl::Span& span) {
  return program.sources->path(span.file) + ":" + std::to_string(program.sources->PositionOf(span).line);
}

JsonText Place(const dsl::Program& program, const dsl::Span& span) {
  const auto position = program.sources->PositionOf(span);
  return {{"file", program.sources->path(span.file)}, {"line", position.line}, {"column", position.column}};
}

bool Tested(const RuleCoverage& rule) { return rule.won > 0 || !rule.stopped_by.empty(); }

const std::string& NameOf(const dsl::Program& program, const RuleCoverage& rule) {
  return program.rules[static_cast<std::size_t>(rule.rule)].name;
}

// `won 2 times, stopped by when 1 time`.
std::string OutcomesOf(const RuleCoverage& rule) {
  std::string text = "won " + CountOf(static_cast<std::size_t>(rule.won), "time");
  for (const auto& [clause, times] : rule.stopped_by) {
    text += ", stopped by " + clause + " " + CountOf(static_cast<std::size_t>(times), "time");
  }
  return text;
}

// What the tests have not seen of a clause; empty when they have seen it hold and not hold.
std::string Unseen(const ClauseCoverage& clause) {
  if (clause.yes + clause.no + clause.unknown == 0) return "never reached";
  if (clause.yes == 0) return "never seen to hold";
  return clause.no + clause.unknown == 0 ? "never seen not to hold" : "";
}

void AppendCoverage(const dsl::Program& program, const engine::Coverage& coverage, std::string& out) {
  if (coverage.empty()) return;
  std::size_t clauses = 0, seen = 0;
  out += "\n";
  for (const RuleCoverage& rule : coverage) {
    out += NameOf(program, rule) + ": " + (Tested(rule) ? OutcomesOf(rule) : "no test names it") + "\n";
    for (const ClauseCoverage& clause : rule.clauses) {
      const std::string unseen = Unseen(clause);
      ++clauses;
      seen += unseen.empty() ? 1 : 0;
      if (!unseen.empty()) out += "  " + PlaceOf(program, clause.span) + ": `" + clause.text + "` " + unseen + "\n";
    }
  }
  const auto tested = static_cast<std::size_t>(std::count_if(coverage.begin(), coverage.end(), Tested));
  out += "coverage: " + std::to_string(tested) + " of " + CountOf(coverage.size(), "rule") + "; " +
         std::to_string(seen) + " of " + CountOf(clauses, "clause") + " seen both to hold and not to\n";
}

JsonText CoverageJson(const dsl::Program& program, const engine::Coverage& coverage) {
  JsonText json = JsonText::array();
  for (const RuleCoverage& rule : coverage) {
    JsonText one = {{"rule", NameOf(program, rule)}, {"won", rule.won}, {"stopped_by", rule.stopped_by}};
    one["clauses"] = JsonText::array();
    for (const ClauseCoverage& clause : rule.clauses) {
      JsonText seen = {{"text", clause.text}, {"yes", clause.yes}, {"no", clause.no}, {"unknown", clause.unknown}};
      seen.update(Place(program, clause.span));
      one["clauses"].push_back(std::move(seen));
    }
    json.push_back(std::move(one));
  }
  return json;
}

// Text inside of XML; control characters that XML can't hold are left out.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') out += c;
    }
  }
  return out;
}

}  // namespace

std::size_t TestReport::failed() const {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [](const TestResult& result) { return !result.passed(); }));
}

std::string TestReport::Text(bool color) const {
  std::string out;
  for (const TestResult& result : results) {
    out += (result.passed() ? Painted("ok  ", "32", color) : Painted("FAIL", "31", color)) + " " + result.name + "\n";
    for (const TestFailure& failure : result.failures) {
      out += "     " + PlaceOf(program, failure.span) + ": " + failure.message + "\n";
      for (const std::string& detail : failure.details) out += "       " + detail + "\n";
    }
  }
  AppendCoverage(program, coverage, out);
  return out + CountOf(results.size(), "test") + ": " + std::to_string(results.size() - failed()) + " passed, " +
         std::to_string(failed()) + " failed\n";
}

std::string TestReport::Json() const {
  JsonText json;
  json["version"] = program.version.substr(0, 12);
  json["passed"] = results.size() - failed();
  json["failed"] = failed();
  json["tests"] = JsonText::array();
  for (const TestResult& result : results) {
    JsonText test = {{"name", result.name}, {"passed", result.passed()}};
    test.update(Place(program, result.span));
    test["failures"] = JsonText::array();
    for (const TestFailure& failure : result.failures) {
      JsonText failed_expect = {{"message", failure.message}, {"details", failure.details}};
      failed_expect.update(Place(program, failure.span));
      test["failures"].push_back(std::move(failed_expect));
    }
    json["tests"].push_back(std::move(test));
  }
  if (!coverage.empty()) json["coverage"] = CoverageJson(program, coverage);
  return json.dump(2) + "\n";
}

std::string TestReport::JUnit() const {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"nextmove\" tests=\"" +
      std::to_string(results.size()) + "\" failures=\"" + std::to_string(failed()) + "\">\n";
  for (const TestResult& result : results) {
    const auto position = program.sources->PositionOf(result.span);
    out += "    <testcase name=\"" + Escaped(result.name) + "\" classname=\"" +
           Escaped(program.sources->path(result.span.file)) + "\" file=\"" +
           Escaped(program.sources->path(result.span.file)) + "\" line=\"" + std::to_string(position.line) + "\"";
    if (result.passed()) {
      out += "/>\n";
      continue;
    }
    out += ">\n";
    for (const TestFailure& failure : result.failures) {
      std::string text = PlaceOf(program, failure.span);
      for (const std::string& detail : failure.details) text += "\n" + detail;
      out += "      <failure message=\"" + Escaped(failure.message) + "\">" + Escaped(text) + "</failure>\n";
    }
    out += "    </testcase>\n";
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace nextmove::cli

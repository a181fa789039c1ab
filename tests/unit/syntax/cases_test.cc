// Golden texts: each case of cases.txt is a rule text and exactly what is said about it.
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

struct GoldenCase {
  std::string title, text, said;
};

// `=== title`, the text, `---`, what is said.
std::vector<GoldenCase> ReadCases() {
  std::vector<GoldenCase> cases;
  std::istringstream in(ReadGolden("cases.txt"));
  std::string* to = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("=== ")) {
      cases.push_back({line.substr(4), {}, {}});
      to = &cases.back().text;
    } else if (line == "---" && !cases.empty()) {
      to = &cases.back().said;
    } else if (to != nullptr) {
      *to += line + "\n";
    }
  }
  return cases;
}

TEST(CasesTest, SaysWhatIsWritten) {
  std::string all;
  std::set<std::string> seen;
  for (const GoldenCase& c : ReadCases()) {
    SCOPED_TRACE(c.title);
    const ParsedText parsed = ParseText("shop.rules", c.text);
    for (const Diagnostic& d : parsed.diagnostics) seen.insert(std::string(RowOf(d.kind).code));
    const std::string said = parsed.Rendered();
    if (!UpdatesGolden()) {
      EXPECT_EQ(said, c.said);
    }
    all += "=== " + c.title + "\n" + c.text + "---\n" + said;
  }
  if (UpdatesGolden()) std::ofstream(GoldenPath("cases.txt")) << all;
  // Those of files as a whole are in bad_input_test.cc; holes are asked for by the checker.
  const std::set<std::string> elsewhere = {"E0101", "E0102", "E0103", "E0132", "E0133", "E0135", "E0137"};
  for (const DiagnosticRow& row : DiagnosticTable()) {
    if (row.code.substr(0, 3) != "E01" || elsewhere.contains(std::string(row.code))) continue;
    EXPECT_TRUE(seen.contains(std::string(row.code))) << row.code << " has no golden case: " << row.title;
  }
}

}  // namespace
}  // namespace nextmove::dsl

// Golden texts: each case of cases.txt is a rule text and exactly what is said about it.
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

TEST(CasesTest, SaysWhatIsWritten) {
  std::set<std::string> seen;
  ExpectGolden("cases.txt", [&](const GoldenCase& c) {
    const ParsedText parsed = ParseText("shop.rules", c.text);
    for (const Diagnostic& d : parsed.diagnostics) seen.insert(std::string(RowOf(d.kind).code));
    return parsed.Rendered();
  });
  // Those of files as a whole are in bad_input_test.cc; holes are asked for by the checker.
  const std::set<std::string> elsewhere = {"E0101", "E0102", "E0103", "E0132", "E0133", "E0135", "E0137"};
  for (const DiagnosticRow& row : DiagnosticTable()) {
    if (row.code.substr(0, 3) != "E01" || elsewhere.contains(std::string(row.code))) continue;
    EXPECT_TRUE(seen.contains(std::string(row.code))) << row.code << " has no golden case: " << row.title;
  }
}

}  // namespace
}  // namespace nextmove::dsl

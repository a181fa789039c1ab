// The table of diagnostics and the sink.
#include "dsl/diagnostics/diagnostic.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

namespace nextmove::dsl {
namespace {

// The groups of docs/diagnostics.md: each code, its title and what it means.
std::string WrittenTable() {
  constexpr std::pair<std::string_view, std::string_view> kGroups[] = {
      {"E01", "Text and syntax"},         {"E02", "Names"},   {"E03", "Heads and clauses"}, {"E04", "Types and values"},
      {"E05", "Consent and the unknown"}, {"W07", "Warnings"}};
  std::string out;
  for (const auto& [prefix, title] : kGroups) {
    out += "\n## " + std::string(title) + "\n\n";
    for (const DiagnosticRow& row : DiagnosticTable()) {
      if (!row.code.starts_with(prefix)) continue;
      out +=
          "- **" + std::string(row.code) + "** " + std::string(row.title) + ". " + std::string(row.explanation) + "\n";
    }
  }
  return out;
}

TEST(DiagnosticTest, DocumentationHoldsTheTable) {
  const std::string path = std::string(NEXTMOVE_SOURCE_DIR) + "/docs/diagnostics.md";
  std::ifstream in(path, std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::size_t table = page.find("\n## ");
  ASSERT_NE(table, std::string::npos) << path;
  if (std::getenv("NEXTMOVE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << page.substr(0, table) << WrittenTable();
    return;
  }
  EXPECT_EQ(page.substr(table), WrittenTable()) << "run this test with NEXTMOVE_UPDATE_GOLDEN=1";
}

TEST(DiagnosticTest, TableIsInOrderAndCodesAreUnique) {
  std::set<std::string_view> codes;
  for (std::size_t i = 0; i < DiagnosticTable().size(); ++i) {
    const DiagnosticRow& row = DiagnosticTable()[i];
    EXPECT_EQ(static_cast<std::size_t>(row.kind), i);
    EXPECT_TRUE(codes.insert(row.code).second) << row.code;
    EXPECT_EQ(row.code[0] == 'W', row.severity == Severity::kWarning) << row.code;
    EXPECT_FALSE(row.title.ends_with('.')) << row.code;
    EXPECT_TRUE(row.explanation.ends_with('.')) << row.code;
  }
}

TEST(DiagnosticTest, FindsCodesInAnyCase) {
  ASSERT_NE(FindDiagnostic("e0204"), nullptr);
  EXPECT_EQ(FindDiagnostic("e0204")->code, "E0204");
  EXPECT_EQ(FindDiagnostic("E9999"), nullptr);
  EXPECT_EQ(FindDiagnostic(""), nullptr);
}

TEST(DiagnosticTest, SinkSortsAndDropsRepeats) {
  SourceSet sources;
  const std::uint32_t b = sources.Add("b.rules", "segment a\n");
  const std::uint32_t a = sources.Add("a.rules", "segment a\n");
  DiagnosticSink sink;
  sink.Report(DiagnosticKind::kUnexpected, {b, 0, 3}, "first");
  sink.Report(DiagnosticKind::kUnexpected, {a, 5, 6}, "second");
  sink.Report(DiagnosticKind::kUnusedDeclaration, {a, 1, 6}, "third");
  sink.Report(DiagnosticKind::kUnexpected, {b, 0, 3}, "first");
  EXPECT_TRUE(sink.has_errors());
  const auto sorted = sink.TakeSorted(sources);
  ASSERT_EQ(sorted.size(), 3U);
  EXPECT_EQ(sorted[0].message, "third");
  EXPECT_EQ(sorted[1].message, "second");
  EXPECT_EQ(sorted[2].message, "first");
  EXPECT_FALSE(sink.has_errors());
}

}  // namespace
}  // namespace nextmove::dsl

// The table of diagnostics and the sink.
#include "dsl/diagnostics/diagnostic.h"

#include <gtest/gtest.h>

#include <set>

namespace nextmove::dsl {
namespace {

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

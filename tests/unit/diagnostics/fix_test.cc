#include "dsl/diagnostics/fix.h"

#include <gtest/gtest.h>

namespace nextmove::dsl {
namespace {

Diagnostic With(std::vector<Fix> fixes) {
  Diagnostic d{DiagnosticKind::kSymbol, fixes.front().span, "sign", "", {}, {}, {}};
  d.fixes = std::move(fixes);
  return d;
}

TEST(FixTest, AppliesSafeFixesOfOneFileInOrderOfPlace) {
  SourceSet sources;
  const std::uint32_t a = sources.Add("a.rules", "when x >= 1 && y = 2\n");
  const std::uint32_t b = sources.Add("b.rules", "when x >= 1\n");
  const std::vector<Diagnostic> all = {With({{{a, 12, 14}, "and", true}}), With({{{a, 7, 9}, "is at least", true}}),
                                       With({{{b, 7, 9}, "is at least", true}}), With({{{a, 17, 18}, "is", false}})};
  const FixedText fixed = ApplySafeFixes(all, sources, a);
  EXPECT_EQ(fixed.text, "when x is at least 1 and y = 2\n");
  EXPECT_EQ(fixed.applied, 2U);
}

TEST(FixTest, OfTwoThatOverlapTheFirstCounts) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "abcdef");
  const FixedText fixed =
      ApplySafeFixes({With({{{file, 1, 4}, "X", true}}), With({{{file, 3, 5}, "Y", true}})}, sources, file);
  EXPECT_EQ(fixed.text, "aXef");
  EXPECT_EQ(fixed.applied, 1U);
}

TEST(FixTest, LeavesATextWithoutFixesAlone) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "abc");
  EXPECT_EQ(ApplySafeFixes({}, sources, file).text, "abc");
}

}  // namespace
}  // namespace nextmove::dsl

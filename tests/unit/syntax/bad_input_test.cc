// Input that no author writes: it costs an error, never time, memory or the process.
#include <gtest/gtest.h>

#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

std::string CodesOf(const ParsedText& parsed) {
  std::string codes;
  for (const Diagnostic& d : parsed.diagnostics) codes += (codes.empty() ? "" : " ") + std::string(RowOf(d.kind).code);
  return codes;
}

std::string Repeated(std::string_view part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

TEST(BadInputTest, RefusesDeepNestingButReadsTheRest) {
  for (const char* part : {"(", "[", "not ", "difference between "}) {
    const ParsedText parsed =
        ParseText("a.rules", "segment a\n  when " + Repeated(part, part[0] == 'd' ? 40'000 : 100'000) +
                                 "\nsegment b\n  when visitor.visits is 1\n");
    EXPECT_EQ(CodesOf(parsed), "E0103") << part;
    ASSERT_EQ(parsed.file.heads.size(), 2U) << part;
    EXPECT_EQ(parsed.file.heads[1].clauses.size(), 1U) << part;
  }
  EXPECT_EQ(CodesOf(ParseText("a.rules", "attribute a " + Repeated("list of ", 100'000) + "text\n")), "E0103");
  EXPECT_EQ(CodesOf(ParseText("a.rules", "value a\n  set to 1" + Repeated(" + 1", 10'000) + "\n")), "E0103");
  EXPECT_EQ(CodesOf(ParseText("a.rules", "segment a\n  when " + Repeated("(", 90) + "visitor.visits is 1" +
                                             Repeated(")", 90) + "\n")),
            "");
}

TEST(BadInputTest, RefusesWhatIsNoUtf8) {
  EXPECT_EQ(CodesOf(ParseText("a.rules", "segment a\n  why \"caf\xE9\"\n")), "E0102");
  EXPECT_EQ(CodesOf(ParseText("a.rules", "segment a\n  why \"\xC3")), "E0102");
}

TEST(BadInputTest, RefusesLargeFilesBySize) {
  const ParsedText parsed = ParseText("a.rules", std::string(10 << 20, 'a'));
  EXPECT_EQ(CodesOf(parsed), "E0101");
  EXPECT_NE(parsed.Rendered().find("10240 KiB"), std::string::npos);
  EXPECT_EQ(CodesOf(ParseText("a.rules", "segment a\n" + Repeated("  when visitor.visits is 1\n", 60'000))), "E0101");
}

TEST(BadInputTest, ReadsMarksAndLineEndsOfOtherSystems) {
  const ParsedText parsed = ParseText("a.rules", "\xEF\xBB\xBFsegment a\r\n  when visitor.visits is 1\r\n");
  EXPECT_EQ(CodesOf(parsed), "");
  ASSERT_EQ(parsed.file.heads.size(), 1U);
  EXPECT_EQ(parsed.sources.TextOf(parsed.file.heads[0].clauses[0].span), "when visitor.visits is 1");
}

TEST(BadInputTest, RefusesInvisibleCharacters) {
  EXPECT_EQ(CodesOf(ParseText("a.rules", "segment a\n  why \"a\u202Eb\"\n")), "E0133");
  EXPECT_EQ(CodesOf(ParseText("a.rules", "# a\u200Bb\nsegment a\n  why \"b\"\n")), "E0133");
}

TEST(BadInputTest, EmptyTextsAreNoErrors) {
  for (const char* text : {"", "\n\n", "# only a comment", "  ", "## a\r\n"})
    EXPECT_EQ(CodesOf(ParseText("a.rules", text)), "");
}

TEST(BadInputTest, StopsAfterManyErrors) {
  const ParsedText parsed = ParseText("a.rules", "segment a\n" + Repeated("  when\n", 200));
  EXPECT_EQ(parsed.diagnostics.size(), 51U);
  EXPECT_EQ(RowOf(parsed.diagnostics.back().kind).code, "E0135");
}

TEST(BadInputTest, SpansAreBytesAndColumnsAreCharacters) {
  const ParsedText parsed = ParseText("a.rules", "segment a\n  why \"日本語é\" # ü\n  when visitor.visits = 1\n");
  ASSERT_EQ(CodesOf(parsed), "E0111");
  EXPECT_EQ(parsed.sources.TextOf(parsed.diagnostics[0].span), "=");
  EXPECT_EQ(parsed.sources.TextOf(parsed.file.heads[0].clauses[0].span), "why \"日本語é\"");
}

TEST(BadInputTest, ManyPiecesGiveTheSameAsOne) {
  std::string text;
  for (int i = 0; i < 3000; ++i)
    text += "# c\nsegment s" + std::to_string(i) + "\n  when visitor.visits is 1 and in\n segment b\n\n";
  const ParsedText parsed = ParseText("a.rules", text);
  EXPECT_EQ(CodesOf(parsed), "");
  EXPECT_EQ(parsed.file.heads.size(), 3000U);
}

TEST(BadInputTest, HolesAreParsedWhereTheyStand) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "say a: en \"{cart.total - 5 EUR} {cart.total -} {((}\"");
  DiagnosticSink sink;
  const tree::ExprPtr expr = ParseHole(sources, {file, 12, 30}, sink);
  ASSERT_NE(expr, nullptr);
  EXPECT_EQ(expr->kind, tree::ExprKind::kArithmetic);
  EXPECT_EQ(sources.TextOf(expr->children[1]->span), "5 EUR");
  EXPECT_FALSE(sink.has_errors());
  EXPECT_EQ(ParseHole(sources, {file, 33, 45}, sink), nullptr);
  EXPECT_EQ(sink.errors(), 1U);
  EXPECT_EQ(RowOf(sink.all()[0].kind).code, "E0132");
}

}  // namespace
}  // namespace nextmove::dsl

#include "dsl/value/text.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/random_seed.h"

namespace nextmove::dsl {
namespace {

TEST(TextTest, TellsValidUtf8) {
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8("caf\u00E9 \U0001F600"));
  for (const char* text : {"\xFF", "\xC3", "a\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    EXPECT_FALSE(IsValidUtf8(text)) << text;
  }
}

TEST(TextTest, FoldsCaseAndCompositionButKeepsAccents) {
  EXPECT_EQ(FoldText("HELLO"), "hello");
  EXPECT_EQ(FoldText("STRASSE"), FoldText("Stra\u00DFe"));
  EXPECT_EQ(FoldText("CAFE\u0301"), "caf\u00E9");
  EXPECT_EQ(FoldText("Caf\u00C9"), "caf\u00E9");
  EXPECT_NE(FoldText("caf\u00E9"), FoldText("cafe"));
  EXPECT_EQ(FoldText("\u03A3\u03C2"), FoldText("\u03C3\u03C3"));
}

TEST(TextTest, CutsOuterBlanksAndWritesEachKindAsOne) {
  EXPECT_EQ(FoldText(" \t a\tb \n"), "a b");
  EXPECT_EQ(FoldText("\u00A0\u202Fa\u00A0b\u3000"), "a b");
  EXPECT_EQ(FoldText("\u00E9\u202F10"), FoldText("\u00C9 10"));
  EXPECT_EQ(FoldText("a  b"), "a  b");
  EXPECT_EQ(FoldText(" \u00A0 "), "");
  EXPECT_EQ(FoldText(""), "");
}

TEST(TextTest, LeavesInvalidUtf8AsItWas) {
  EXPECT_EQ(FoldText(" A\xFF"), " A\xFF");
  EXPECT_EQ(Skeleton("A\xFF"), "A\xFF");
}

TEST(TextTest, FoldingTwiceIsFoldingOnce) {
  const std::uint64_t seed = RandomSeed();
  std::mt19937_64 random(seed);
  const char* const pieces[] = {"A",      "\u00C9", "\u0301", "\u0345", "\u03A3", "\u1FB3", "\u00DF",     "\u0130",
                                "\u00A0", " ",      "\u01C5", "\u1E9E", "\u0323", "\uAC00", "\U0001F600", "\u13A0"};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::uint64_t left = random() % 8; left > 0; --left) text += pieces[random() % std::size(pieces)];
    const std::string folded = FoldText(text);
    ASSERT_EQ(FoldText(folded), folded) << text;
  }
}

TEST(TextTest, ComparesAsTheFoldedTextsCompare) {
  const std::uint64_t seed = RandomSeed();
  std::mt19937_64 random(seed);
  const char* const pieces[] = {"A",       "a",      " ",  "\t",     "/",      "\u00C9",
                                "e\u0301", "\u00DF", "ss", "\u00A0", "\u212A", "\xFF"};
  const auto make = [&](std::uint64_t most) {
    std::string text;
    for (std::uint64_t left = random() % most; left > 0; --left) text += pieces[random() % std::size(pieces)];
    return text;
  };
  for (int i = 0; i < 50'000; ++i) {
    const std::string a = make(6), b = make(4), x = FoldText(a), y = FoldText(b);
    for (const ComparedText& other : {ComparedText(b), ComparedText(y, true)}) {
      ASSERT_EQ(SameText(a, other), x == y) << a << " and " << b << ", seed " << seed;
      ASSERT_EQ(TextContains(a, other), x.find(y) != std::string::npos) << a << " and " << b << ", seed " << seed;
      ASSERT_EQ(TextStartsWith(a, other), x.starts_with(y)) << a << " and " << b << ", seed " << seed;
      ASSERT_EQ(TextEndsWith(a, other), x.ends_with(y)) << a << " and " << b << ", seed " << seed;
      ASSERT_EQ(TextIsUnder(a, other), x == y || x.starts_with(y + "/")) << a << " and " << b << ", seed " << seed;
    }
  }
}

TEST(TextTest, ComparesLongTexts) {
  const std::string ascii(1'000, 'A'), accents = std::string(1'000, 'a') + "\u00C9";
  EXPECT_TRUE(SameText(ascii, std::string(1'000, 'a')));
  EXPECT_TRUE(SameText(accents, ascii + "e\u0301"));
  EXPECT_TRUE(TextContains(accents, std::string("a\u00E9")));
  EXPECT_FALSE(TextContains(ascii, std::string("\u00E9")));
}

TEST(TextTest, ReadsOneCodePointAtATime) {
  std::size_t bytes = 0;
  EXPECT_EQ(CodePointAt("a\u20AC", 1, &bytes), U'\u20AC');
  EXPECT_EQ(bytes, 3u);
  EXPECT_EQ(CodePointAt("\xFFz", 0, &bytes), U'\uFFFD');
  EXPECT_EQ(bytes, 1u);
}

TEST(TextTest, KnowsHowManyColumnsACharacterTakes) {
  for (const char32_t c : U"a\u00E9\u20AC\u0416") EXPECT_TRUE(c == 0 || ColumnsOf(c) == 1) << static_cast<unsigned>(c);
  for (const char32_t c : {U'\u6F22', U'\uD55C', U'\uFF21', U'\U0001F600'}) EXPECT_EQ(ColumnsOf(c), 2);
  for (const char32_t c : {U'\u0301', U'\u093F', U'\u0E31', U'\u200D', U'\u202E', U'\u1161'})
    EXPECT_EQ(ColumnsOf(c), c == U'\u093F' ? 1 : 0) << static_cast<unsigned>(c);
}

TEST(TextTest, ListsAndArticles) {
  EXPECT_EQ(TickedList({}), "");
  EXPECT_EQ(TickedList({"a"}), "`a`");
  EXPECT_EQ(TickedList({"a", "b", "c"}), "`a`, `b` and `c`");
  EXPECT_EQ(TickedList({"a", "b"}, 3), "`a`, `b` and 3 others");
  EXPECT_EQ(WithArticle("overlay"), "an overlay");
  EXPECT_EQ(WithArticle("segment"), "a segment");
}

TEST(TextTest, LookAlikesHaveOneSkeleton) {
  EXPECT_EQ(Skeleton("p\u0430y"), Skeleton("pay"));
  EXPECT_EQ(Skeleton("\u0440\u0430\u0443"), Skeleton("pay"));
  EXPECT_NE(Skeleton("pay"), Skeleton("play"));
}

TEST(TextTest, CountsEdits) {
  EXPECT_EQ(EditDistance("", ""), 0U);
  EXPECT_EQ(EditDistance("", "abc"), 3U);
  EXPECT_EQ(EditDistance("visits", "vists"), 1U);
  EXPECT_EQ(EditDistance("visits", "visist"), 1U);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3U);
  EXPECT_EQ(EditDistance("caf\u00E9", "cafe"), 1U);
  EXPECT_EQ(EditDistance(std::string(1000, 'a'), std::string(1000, 'a')), 0U);
  EXPECT_EQ(EditDistance(std::string(1000, 'a'), "a"), 1000U);
}

}  // namespace
}  // namespace nextmove::dsl

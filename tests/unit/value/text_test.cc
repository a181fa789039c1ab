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

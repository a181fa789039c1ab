// The one layout of rule files: what it looks like, and that it never changes what is meant.
#include <gtest/gtest.h>

#include "dsl/syntax/format.h"
#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

struct FormattedText {
  std::optional<std::string> text;
  std::string said;
};
FormattedText Format(const std::string& text) {
  SourceSet sources;
  DiagnosticSink sink;
  const std::uint32_t file = sources.Add("shop.rules", text);
  FormattedText out;
  out.text = FormatFile(sources, file, {}, sink);
  out.said = RenderTerminal(sink.TakeSorted(sources), sources, false);
  return out;
}

TEST(FormatTest, LooksAsInTheGoldenTexts) {
  ExpectGolden("format.txt", [](const GoldenCase& c) {
    const FormattedText got = Format(c.text);
    EXPECT_EQ(got.said, "");
    std::string text = got.text.value_or("");
    EXPECT_EQ(Format(text).text, text);
    return text;
  });
}

TEST(FormatTest, RefusesTextsWithErrors) {
  const FormattedText got = Format("segment a\n  when visitor.visits >= 1\n");
  EXPECT_FALSE(got.text);
  EXPECT_NE(got.said.find("error[E0111]"), std::string::npos) << got.said;
  EXPECT_FALSE(Format("segment a\n  why \"b\"; // c\n").text);
  EXPECT_FALSE(Format("when a is 1\n").text);
}

TEST(FormatTest, WritesLineEndsOfOneKind) {
  EXPECT_EQ(Format("# a\r\n\r\nsegment a\r\n  when a is 1 # b\r\n").text, "# a\n\nsegment a\n  when a is 1  # b\n");
  EXPECT_EQ(Format("segment a when a is 1").text, "segment a  when a is 1\n");
  EXPECT_EQ(Format("").text, "");
  EXPECT_EQ(Format("\n \n").text, "");
}

// The width counts characters: `é` is two bytes.
TEST(FormatTest, BreaksLinesThatAreWiderThan120Columns) {
  const auto texts = [](std::size_t more) {
    return "banner a\n  say text: fr \"" + std::string(more, 'a') + "é\", en \"" + std::string(90, 'b') + "\"\n";
  };
  EXPECT_EQ(Format(texts(5)).text, texts(5));
  EXPECT_EQ(Format(texts(6)).text,
            "banner a\n  say text: fr \"aaaaaaé\",\n            en \"" + std::string(90, 'b') + "\"\n");
}

TEST(FormatTest, LaysOutLargeFiles) {
  std::string text;
  while (text.size() < 150'000) text += "segment s\n  when (a is 1 and b is 2) or c is one of [\"x\", \"y\"]  # c\n\n";
  text.pop_back();
  EXPECT_EQ(Format(text).text, text);
}

}  // namespace
}  // namespace nextmove::dsl

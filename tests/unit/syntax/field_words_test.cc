// Reserved words as names of fields: only where nothing else can stand.
#include "dsl/syntax/format.h"
#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

// Each line of sentences/fields.rules that is no comment is one clause or head; all of them are right.
TEST(FieldWordsTest, StandWhereOnlyAFieldCan) {
  const std::string text = ReadGolden("sentences/fields.rules");
  const ParsedText parsed = ParseText("fields.rules", text);
  EXPECT_EQ(parsed.Rendered(), "");
  SourceSet sources;
  DiagnosticSink sink;
  EXPECT_EQ(FormatFile(sources, sources.Add("fields.rules", text), {}, sink), text);
}

TEST(FieldWordsTest, AreNamesInTheTree) {
  const ParsedText parsed =
      ParseText("a.rules",
                "segment a\n"
                "  when has shown placement \"hero\" where (group is \"b\" and session is \"c\")\n"
                "event b (value: money)\n");
  ASSERT_EQ(parsed.Rendered(), "");
  const auto& when = std::get<tree::ExprPayload>(parsed.file.heads[0].clauses[0].payload);
  const tree::Occurrence& shown = when.value->history->steps[0].occurrence;
  EXPECT_EQ(shown.field->text, "placement");
  ASSERT_EQ(shown.where->children.size(), 2U);
  EXPECT_EQ(shown.where->children[0]->children[0]->text, "group");
  EXPECT_EQ(shown.where->children[1]->children[0]->text, "session");
  EXPECT_EQ(parsed.file.heads[1].fields[0].name.text, "value");
}

// A head or a clause that follows stays one, also where the one above it is not complete.
TEST(FieldWordsTest, HeadsAndClausesStayWhatTheyAre) {
  for (const char* above : {"when has shown", "when has shown where (action is \"a\" and", "when a is",
                            "limit 1 time per", "when number of different", "give 10% off where (a is 1"}) {
    const ParsedText parsed =
        ParseText("a.rules", "discount x\n  " + std::string(above) + "\n  priority high\nplacement hero\n  allows 1\n");
    ASSERT_EQ(parsed.file.heads.size(), 2U) << above;
    EXPECT_EQ(parsed.file.heads[1].name.text, "hero");
    EXPECT_EQ(parsed.file.heads[0].clauses.back().word, ClauseWord::kPriority) << above;
  }
  const ParsedText one_line = ParseText("a.rules", "segment a when has shown placement hero allows 1");
  ASSERT_EQ(one_line.file.heads.size(), 2U);
  EXPECT_EQ(one_line.file.heads[1].word, HeadWord::kPlacement);
}

TEST(FieldWordsTest, PiecesOfAFileAreNotCutAtAField) {
  std::string text;
  while (text.size() < 70'000) text += "segment s\n  when a is 1\n";
  text += "segment at_the_end\n  when has shown where (action is \"a\" and\nplacement is \"hero\")\n";
  text += "event e (\nvalue: money,\ngroup: text)\n";
  EXPECT_EQ(ParseText("a.rules", text).Rendered(), "");
}

}  // namespace
}  // namespace nextmove::dsl

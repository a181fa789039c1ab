// What holds of the layout of every text, whatever it looks like: it means the same, keeps each comment, does not
// depend on blanks, and stays as it is when it is made again.
#include <gtest/gtest.h>

#include <random>

#include "dsl/syntax/field_words.h"
#include "dsl/syntax/format.h"
#include "dsl/syntax/same_meaning.h"
#include "dsl/syntax/scan.h"
#include "tests/unit/random_seed.h"
#include "tests/unit/syntax/rule_texts.h"

namespace nextmove::dsl {
namespace {

std::optional<std::string> Formatted(const std::string& text) {
  SourceSet sources;
  DiagnosticSink sink;
  std::optional<std::string> out = FormatFile(sources, sources.Add("a.rules", text), {}, sink);
  EXPECT_TRUE(out) << text << RenderTerminal(sink.TakeSorted(sources), sources, false);
  return out;
}

bool IsComment(std::size_t type) { return type == Lex::COMMENT || type == Lex::DOC; }

std::vector<std::string> CommentsOf(const std::string& text) {
  const Scan scan = ScanPiece(text, 0, 0);
  std::vector<std::string> comments;
  for (std::size_t i = 0; i < scan.tokens().size(); ++i) {
    if (!IsComment(scan.type(i))) continue;
    std::string& comment = comments.emplace_back(scan.text(i));
    comment.erase(comment.find_last_not_of(' ') + 1);
  }
  return comments;
}

bool MeansTheSame(const std::string& a, const std::string& b) {
  return tree::SameMeaning(ParseText("a.rules", a).file, ParseText("b.rules", b).file);
}

// What people wrote, and some of the sentences.
std::vector<std::string> SomeTexts(std::size_t parts, std::mt19937_64& random) {
  std::vector<std::string> texts = WrittenTexts();
  for (std::string& sentence : SomeOf(RandomSentences(), parts, random)) texts.push_back(std::move(sentence));
  return texts;
}

TEST(FormatPropertiesTest, EveryTextMeansTheSameAndKeepsItsComments) {
  std::mt19937_64 all(0);
  const std::vector<std::string> texts = SomeTexts(1, all);
  ASSERT_GT(texts.size(), 500U);
  for (const std::string& text : texts) {
    const auto once = Formatted(text);
    if (!once) continue;
    EXPECT_TRUE(MeansTheSame(text, *once)) << text << *once;
    EXPECT_EQ(CommentsOf(text), CommentsOf(*once));
    EXPECT_EQ(Formatted(*once), once) << text;
  }
}

// Changes what does not matter in a text in its one layout: blanks anywhere, line breaks inside of items.
class Shaker {
 public:
  explicit Shaker(std::mt19937_64& random) : random_(random) {}

  std::string Shake(const std::string& text) {
    const Scan scan = ScanPiece(text, 0, 0);
    std::string out;
    bool one_line = false;  // a head and its clauses on one line stay there
    for (std::size_t i = 0, last = 0; i < scan.tokens().size(); ++i) {
      if (scan.type(i) == Lex::SPACE) continue;
      const bool comment = IsComment(scan.type(i));
      if (scan.AtMargin(i) && !comment) one_line = HasClauseOnLine(scan, i);
      const std::size_t blanks = i > 0 && scan.type(i - 1) == Lex::SPACE ? i - 1 : i;
      const auto breaks = static_cast<std::size_t>(
          blanks < i ? std::count(scan.text(blanks).begin(), scan.text(blanks).end(), '\n') : 0);
      const bool inside = i > 0 && !comment && !IsComment(scan.type(last)) && !scan.StartsItem(i);
      if (inside && !one_line) {
        out += blanks < i ? Blanks() : "";
      } else if (breaks > 0) {
        out += Breaks(breaks) + (scan.AtMargin(i) ? "" : Pick({" ", "\t", "     "}));
      } else if (blanks < i) {
        out += Pick({" ", "\t", "   ", "\u00A0"});
      }
      if (!scan.AtEnd(i)) out += scan.text(i);
      last = i;
    }
    return out;
  }

 private:
  static bool HasClauseOnLine(const Scan& scan, std::size_t head) {
    for (std::size_t i = scan.After(head); scan.line(i) == scan.line(head) && !scan.AtEnd(i); i = scan.After(i)) {
      if (IsClauseToken(scan.type(i))) return true;
    }
    return false;
  }
  std::string Pick(std::initializer_list<const char*> all) { return *(all.begin() + random_() % all.size()); }
  std::string Blanks() { return Pick({" ", "  ", "\t", "\n ", "\r\n\t", "\n\n\n    ", " \u202F"}); }
  std::string Breaks(std::size_t count) {
    if (count == 1) return Pick({"\n", " \n", "\r\n"});
    return Pick({"\n\n", "\n \n", "\r\n\r\n\r\n", "\n\n\n\n"});
  }

  std::mt19937_64& random_;
};

TEST(FormatPropertiesTest, BlanksDoNotMatter) {
  std::mt19937_64 random(RandomSeed());
  Shaker shaker(random);
  for (const std::string& text : SomeTexts(4, random)) {
    const auto formatted = Formatted(text);
    if (!formatted) continue;
    const std::string shaken = shaker.Shake(*formatted);
    EXPECT_EQ(Formatted(shaken), formatted) << shaken;
  }
}

// Comments between any two words; what follows is indented, since two names at the margin would look like a head.
std::string WithComments(const std::string& text, std::mt19937_64& random) {
  const Scan scan = ScanPiece(text, 0, 0);
  std::string out;
  int count = 0;
  for (std::size_t i = 0; i < scan.tokens().size() && !scan.AtEnd(i); ++i) {
    out += scan.text(i);
    if (IsComment(scan.type(i)) || random() % 8 != 0) continue;
    const char* before[] = {" ", "\n", "\n\n  ", "  \n   "};
    const char* after[] = {"\n ", "\n  ", "\n\n  ", "\r\n "};
    out += before[random() % 4] + std::string(random() % 4 == 0 ? "## " : "# ") + std::to_string(++count) +
           after[random() % 4];
  }
  return out;
}

TEST(FormatPropertiesTest, CommentsMayStandAnywhere) {
  std::mt19937_64 random(RandomSeed());
  for (const std::string& text : SomeTexts(4, random)) {
    const std::string commented = WithComments(text, random);
    const auto once = Formatted(commented);
    if (!once) continue;
    EXPECT_TRUE(MeansTheSame(text, *once)) << commented << *once;
    EXPECT_EQ(CommentsOf(commented), CommentsOf(*once)) << commented << *once;
    EXPECT_EQ(Formatted(*once), once) << commented;
  }
}

}  // namespace
}  // namespace nextmove::dsl

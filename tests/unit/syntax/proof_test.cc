// The grammar stays free of ambiguities: full prediction finds none, so the quick one that the parser uses is enough.
#include <gtest/gtest.h>

#include <filesystem>

#include "dsl/syntax/field_words.h"
#include "dsl/syntax/scan.h"
#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

class Watch : public antlr4::BaseErrorListener {
 public:
  std::vector<std::string> found;
  void syntaxError(antlr4::Recognizer*, antlr4::Token*, std::size_t line, std::size_t, const std::string& text,
                   std::exception_ptr) override {
    found.push_back(std::to_string(line) + ": " + text);
  }
  void reportAmbiguity(antlr4::Parser* parser, const antlr4::dfa::DFA&, std::size_t begin, std::size_t end, bool,
                       const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    found.push_back("ambiguity: " + parser->getTokenStream()->getText(antlr4::misc::Interval(begin, end)));
  }
  void reportAttemptingFullContext(antlr4::Parser* parser, const antlr4::dfa::DFA&, std::size_t begin, std::size_t end,
                                   const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    found.push_back("full context: " + parser->getTokenStream()->getText(antlr4::misc::Interval(begin, end)));
  }
};

std::vector<std::filesystem::path> RuleTexts() {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"scenarios", "sentences"}) {
    if (!std::filesystem::exists(GoldenPath(folder))) continue;
    for (const auto& entry : std::filesystem::directory_iterator(GoldenPath(folder))) files.push_back(entry.path());
  }
  return files;
}

TEST(ProofTest, NoTextIsAmbiguous) {
  for (const auto& path : RuleTexts()) {
    const std::string text = ReadGolden(path.parent_path().filename().string() + "/" + path.filename().string());
    Scan scan = ScanPiece(text, 0, 0);
    Par parser(&scan.stream());
    Watch watch;
    parser.removeErrorListeners();
    parser.addErrorListener(&watch);
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
        antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION);
    parser.file();
    EXPECT_TRUE(watch.found.empty()) << path << " " << watch.found.size() << ", first " << watch.found.front();
  }
}

TEST(ProofTest, AllTextsParse) {
  ASSERT_GE(RuleTexts().size(), 9U);
  for (const auto& path : RuleTexts()) {
    const ParsedText parsed = ParseText(
        path.filename().string(), ReadGolden(path.parent_path().filename().string() + "/" + path.filename().string()));
    if (path.parent_path().filename() == "scenarios") {
      EXPECT_EQ(parsed.Rendered(), "");
    }
    EXPECT_FALSE(parsed.file.heads.empty());
  }
}

// The lexer's heads and clause words stand in the order of the tables.
TEST(ProofTest, TokensFollowTheTables) {
  for (const HeadRow& row : HeadTable()) {
    Scan scan = ScanPiece(row.text, 0, 0);
    ASSERT_TRUE(IsHeadToken(scan.type(0))) << row.text;
    EXPECT_EQ(HeadOfToken(scan.type(0)), row.word) << row.text;
  }
  for (const ClauseRow& row : ClauseTable()) {
    Scan scan = ScanPiece(row.text, 0, 0);
    ASSERT_TRUE(IsClauseToken(scan.type(0))) << row.text;
    EXPECT_EQ(ClauseOfToken(scan.type(0)), row.word) << row.text;
  }
}

TEST(ProofTest, ExamplesOfTheTableParse) {
  for (const ClauseRow& row : ClauseTable()) {
    const ParsedText parsed = ParseText("a.rules", "segment a\n  " + std::string(row.example) + "\n");
    EXPECT_EQ(parsed.Rendered(), "");
    ASSERT_EQ(parsed.file.heads[0].clauses.size(), 1U);
    EXPECT_EQ(parsed.file.heads[0].clauses[0].word, row.word);
    EXPECT_EQ(std::holds_alternative<tree::Empty>(parsed.file.heads[0].clauses[0].payload),
              row.word == ClauseWord::kOptional)
        << row.text;
  }
}

}  // namespace
}  // namespace nextmove::dsl

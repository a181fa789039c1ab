// Every clause has an answer in each room, and the reference says the same as the tables.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "dsl/program/clauses.h"
#include "dsl/words/words.h"

namespace nextmove::dsl {
namespace {

std::string Page(const std::string& path) {
  std::ifstream in(std::filesystem::path(NEXTMOVE_SOURCE_DIR) / path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// The part of a page below a heading, up to the next one.
std::string Part(const std::string& page, const std::string& heading) {
  const std::size_t begin = page.find("\n## " + heading + "\n");
  if (begin == std::string::npos) return {};
  return page.substr(begin, page.find("\n## ", begin + 4) - begin);
}

bool FitsARule(ClauseWord word) {
  for (const HeadRow& head : HeadTable())
    if (head.decision && FitOf(head.word, word)) return true;
  return false;
}

TEST(ClausesTest, RowsStandInTheOrderOfTheirWords) {
  ASSERT_EQ(ClauseTable().size(), static_cast<std::size_t>(kClauseWords));
  for (std::size_t i = 0; i < ClauseTable().size(); ++i) {
    EXPECT_EQ(ClauseTable()[i].word, static_cast<ClauseWord>(i));
    EXPECT_EQ(ClauseByText(ClauseTable()[i].text), ClauseTable()[i].word);
  }
  EXPECT_EQ(ClauseByText("no such clause"), std::nullopt);
}

TEST(ClausesTest, EachClauseOfARuleMayBeReplacedOrSaysWhoSeesItOrIsForPeople) {
  const std::set<std::string_view> fixed = {"for", "except", "needs",    "place",    "on",
                                            "why", "owner",  "formerly", "time zone"};
  for (const ClauseRow& row : ClauseTable()) {
    if (FitsARule(row.word)) {
      EXPECT_NE(MayReplace(row.word), fixed.contains(row.text)) << row.text;
    } else {
      EXPECT_FALSE(MayReplace(row.word)) << row.text;
    }
  }
}

TEST(ClausesTest, ReplacingAClauseTakesItsFieldAndItsPlace) {
  for (const ClauseRow& row : ClauseTable()) {
    if (!MayReplace(row.word)) continue;
    Rule into, from;
    into.clauses = {{row.word, {0, 1, 2}}, {ClauseWord::kWhy, {0, 3, 4}}};
    from.clauses = {{row.word, {0, 5, 6}}};
    ReplaceClause(row.word, into, from);
    EXPECT_EQ(into.SpanOf(row.word), (Span{0, 5, 6})) << row.text;
    EXPECT_EQ(into.SpanOf(ClauseWord::kWhy), (Span{0, 3, 4})) << row.text;
    ReplaceClause(row.word, into, Rule());
    EXPECT_EQ(into.SpanOf(row.word), into.span) << row.text;
  }
}

// Only a clause of rules can wait for the dice, and what waits for it is a place in judging.
TEST(ClausesTest, WhatReadsAClauseIsAPlaceInJudging) {
  for (const ClauseRow& row : ClauseTable()) {
    const ClauseSet open = WithReaders({row.word});
    EXPECT_TRUE(open.Has(row.word)) << row.text;
    for (const ClauseRow& reader : ClauseTable()) {
      if (reader.word == row.word || !open.Has(reader.word)) continue;
      EXPECT_GT(reader.judged, 0) << row.text << " " << reader.text;
      EXPECT_TRUE(MayReplace(row.word)) << row.text;
    }
  }
}

TEST(ClausesTest, PlacesInJudgingAreOneOrder) {
  int place = 0;
  for (const ClauseWord word : StoppingClauses()) EXPECT_EQ(RowOf(word).judged, ++place) << RowOf(word).text;
  EXPECT_EQ(RowOf(StoppingClauses().front()).text, "place");
}

TEST(ClausesTest, TheReferenceNamesWhatCanStopARuleInThisOrder) {
  std::string order;
  for (const ClauseWord word : StoppingClauses()) order += " `" + std::string(RowOf(word).text) + "`";
  std::string page = Page("docs/language/care.md");
  std::replace(page.begin(), page.end(), '\n', ' ');
  EXPECT_NE(page.find("What can stop a rule, in this order:" + order + "."), std::string::npos) << order;
}

TEST(ClausesTest, TheReferenceTellsWhereEachClauseIsExplained) {
  const std::string part = Part(Page("docs/language.md"), "Where each clause is explained");
  ASSERT_FALSE(part.empty());
  for (const ClauseRow& row : ClauseTable())
    EXPECT_NE(part.find("`" + std::string(row.text) + "`"), std::string::npos) << row.text;
}

// `rank by` stands for `rank`, `*all*` for what every rule may have.
TEST(ClausesTest, TheReferenceNamesTheClausesOfEachHead) {
  const std::string part = Part(Page("docs/language.md"), "Heads");
  const std::string all = part.substr(std::min(part.find("*all*, what every rule may have"), part.size()));
  std::istringstream lines(part);
  std::set<std::string_view> told;
  for (std::string line; std::getline(lines, line);) {
    for (const HeadRow& head : HeadTable()) {
      if (line.substr(0, line.find('|', 1)).find("`" + std::string(head.text) + "`") == std::string::npos) continue;
      told.insert(head.text);
      const bool every = line.find("*all*") != std::string::npos;
      EXPECT_EQ(every, head.decision) << head.text;
      for (const FitRow& fit : FitTable()) {
        const std::string word = "`" + std::string(RowOf(fit.clause).text);
        const bool common = fit.clause == ClauseWord::kWhy || fit.clause == ClauseWord::kOwner ||
                            fit.clause == ClauseWord::kFormerly || fit.clause == ClauseWord::kTimeZone;
        if (fit.head != head.word || (common && head.word != HeadWord::kProject)) continue;
        if (common && fit.clause != ClauseWord::kTimeZone) continue;
        const bool named = line.find(word) != std::string::npos || (every && all.find(word) != std::string::npos);
        EXPECT_TRUE(named) << head.text << " " << word;
      }
    }
  }
  EXPECT_EQ(told.size(), HeadTable().size());
}

}  // namespace
}  // namespace nextmove::dsl

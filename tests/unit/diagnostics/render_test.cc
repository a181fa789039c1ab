// How diagnostics look.
#include "dsl/diagnostics/render.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace nextmove::dsl {
namespace {

Diagnostic At(const Span& span) {
  return {DiagnosticKind::kUnknownAttribute,
          span,
          "unknown attribute `b`",
          "not declared",
          {},
          {"did you mean `bb`?"},
          {{span, "bb", false}}};
}

TEST(RenderTest, ShowsPlaceLabelAndHelp) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "segment a\n  when b is 1\n");
  EXPECT_EQ(RenderTerminal({At({file, 17, 18})}, sources, false),
            "error[E0201]: unknown attribute `b`\n"
            " --> a.rules:2:8\n"
            "  |\n"
            "2 |   when b is 1\n"
            "  |        ^ not declared\n"
            "  = help: did you mean `bb`?\n\n");
}

TEST(RenderTest, UnderlinesAfterTabsAndWideLetters) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "\t\xE6\x97\xA5 b\r\n");
  const std::string text = RenderTerminal({At({file, 5, 6})}, sources, false);
  EXPECT_NE(text.find("1 |   \xE6\x97\xA5 b\n  |      ^ not declared"), std::string::npos) << text;
}

TEST(RenderTest, CutsLongLinesAroundThePlace) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", std::string(300, 'a') + " b " + std::string(300, 'c'));
  const std::string text = RenderTerminal({At({file, 301, 302})}, sources, false);
  for (std::size_t begin = 0, end; begin < text.size(); begin = end + 1) {
    end = text.find('\n', begin);
    EXPECT_LT(end - begin, 130U);
  }
  EXPECT_NE(text.find("a b c"), std::string::npos);
}

TEST(RenderTest, ColorsOnlyOnDemand) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "b\n");
  EXPECT_EQ(RenderTerminal({At({file, 0, 1})}, sources, false).find('\x1b'), std::string::npos);
  EXPECT_NE(RenderTerminal({At({file, 0, 1})}, sources, true).find('\x1b'), std::string::npos);
}

TEST(RenderTest, NeverWritesControlCharactersOfTheText) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "b \x1b[2J \xE2\x80\xAE x\n");
  const std::string text = RenderTerminal({At({file, 0, 1})}, sources, false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
}

TEST(RenderTest, NeverWritesControlCharactersThatAMessageQuotes) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "b\n");
  Diagnostic d = At({file, 0, 1});
  d.message = "unknown attribute `\x1b[2J\xC2\x9B`";
  d.label = "\x1b[2J";
  d.help = {"write `\x1b[2J`,\nor `b`"};
  const std::string text = RenderTerminal({d}, sources, false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos);
  EXPECT_NE(text.find("`, or `b`"), std::string::npos);
}

TEST(RenderTest, JsonHasPlacesAndCounts) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "segment a\n  when b is 1\n");
  Diagnostic d = At({file, 17, 18});
  d.related.push_back({{file, 8, 9}, "here"});
  const auto json = nlohmann::json::parse(RenderJson({d}, sources));
  EXPECT_EQ(json["errors"], 1);
  EXPECT_EQ(json["warnings"], 0);
  const auto& one = json["diagnostics"][0];
  EXPECT_EQ(one["code"], "E0201");
  EXPECT_EQ(one["line"], 2);
  EXPECT_EQ(one["end_column"], 9);
  EXPECT_EQ(one["related"][0]["label"], "here");
  EXPECT_EQ(one["fixes"][0]["replacement"], "bb");
}

TEST(RenderTest, SarifHasRulesPlacesAndFixes) {
  SourceSet sources;
  const std::uint32_t file = sources.Add("a.rules", "segment a\n  when b is 1\n");
  Diagnostic d = At({file, 17, 18});
  d.related.push_back({{file, 8, 9}, "here"});
  const auto run = nlohmann::json::parse(RenderSarif({d, d}, sources))["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), 1U);
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["id"], "E0201");
  ASSERT_EQ(run["results"].size(), 2U);
  const auto& one = run["results"][0];
  EXPECT_EQ(one["level"], "error");
  const auto& place = one["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "a.rules");
  EXPECT_EQ(place["region"]["startLine"], 2);
  EXPECT_EQ(place["region"]["endColumn"], 9);
  EXPECT_EQ(one["relatedLocations"][0]["message"]["text"], "here");
  EXPECT_EQ(one["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "bb");
}

}  // namespace
}  // namespace nextmove::dsl

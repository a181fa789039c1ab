#include "engine/review/report.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace nextmove::engine {
namespace {

using testing::HasSubstr;

Answer AnswerWith(const std::vector<std::pair<std::string, std::string>>& actions, std::vector<std::string> segments) {
  Answer answer;
  answer.version = "0123456789ab";
  for (const auto& [placement, rule] : actions) {
    AnsweredAction& answered = answer.actions.emplace_back();
    answered.placement = placement;
    answered.action.name = rule;
    answered.action.content = BannerContent();
  }
  answer.segments = std::move(segments);
  return answer;
}

ReplayReport Example() {
  ReplayReport report;
  for (int i = 0; i < 90; ++i) {
    report.Add(AnswerWith({{"hero", "welcome"}}, {"newcomer"}), i < 9, (i + 1) * 1'000);
  }
  for (int i = 0; i < 10; ++i) report.Add(AnswerWith({}, {}), i < 1, 2'000'000);
  report.AddFailure(7, "not JSON");
  report.AddNote("attribute `x` is not declared");
  report.AddNote("attribute `x` is not declared");
  return report;
}

TEST(ReplayReportTest, TellsWhoWasThereAndWhatTheyGot) {
  EXPECT_EQ(Example().Text(0.01),
            "100 visits decided by rules 0123456789ab; 10 bought, 90 did not\n"
            "\n"
            "Who was there\n"
            "  segment   visits   share  bought\n"
            "  newcomer      90  90.0 %  10.0 %\n"
            "\n"
            "What they got\n"
            "  placement  action   kind    visits   share  of buyers  of others\n"
            "  hero       welcome  banner      90  90.0 %     90.0 %     90.0 %\n"
            "  10 visits got nothing\n"
            "\n"
            "What was left out\n"
            "  attribute `x` is not declared (2 times)\n"
            "\n"
            "1 line was not decided\n"
            "  line 7: not JSON\n"
            "\n"
            "How fast\n"
            "  10,000 decisions a second, half of them within 51 us (p50), 99 of 100 within 2.00 ms (p99)\n");
}

TEST(ReplayReportTest, CountsOutcomesOnlyWhereVisitsHaveThem) {
  ReplayReport report;
  report.Add(AnswerWith({{"", "ten_percent"}}, {"newcomer"}), std::nullopt, 500);
  const std::string text = report.Text(0);
  EXPECT_EQ(text.find("buyers"), std::string::npos);
  EXPECT_THAT(text, HasSubstr("  -          ten_percent  banner       1  100.0 %\n"));
  EXPECT_THAT(text, HasSubstr("0.5 us (p50)"));
}

TEST(ReplayReportTest, GivesToolsTheSameAsJson) {
  const auto json = Example().Json(0.01);
  EXPECT_EQ(json["visits"]["visits"], 100);
  EXPECT_EQ(json["segments"][0]["segment"], "newcomer");
  EXPECT_EQ(json["actions"][0]["buyers"], 9);
  EXPECT_EQ(json["nothing"], 10);
  EXPECT_EQ(json["failures"][0]["line"], 7);
  EXPECT_DOUBLE_EQ(json["p99_microseconds"].get<double>(), 2'000);
}

TEST(ReplayReportTest, MergesParts) {
  ReplayReport report = Example();
  report.Merge(Example());
  const auto json = report.Json(1);
  EXPECT_EQ(json["visits"]["buyers"], 20);
  EXPECT_EQ(json["actions"][0]["visits"], 180);
  EXPECT_EQ(json["failed"], 2);
  EXPECT_EQ(json["notes"]["attribute `x` is not declared"], 4);
}

TEST(ReplayReportTest, IsReadableWithoutAnyVisit) {
  EXPECT_THAT(ReplayReport().Text(0), HasSubstr("0 visits decided by rules -\n"));
}

TEST(ReplayReportTest, KeepsTheFirstFailuresOnly) {
  ReplayReport report;
  for (int i = 1; i <= 100; ++i) report.AddFailure(i, "wrong");
  const std::string text = report.Text(1);
  EXPECT_THAT(text, HasSubstr("100 lines were not decided\n  line 1: wrong\n"));
  EXPECT_THAT(text, HasSubstr("  line 10: wrong\n  ...\n"));
}

}  // namespace
}  // namespace nextmove::engine

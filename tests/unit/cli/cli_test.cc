// Every command against the folder tests/golden/cli: its output is that of the golden file.
// NEXTMOVE_UPDATE_GOLDEN=1 writes the files anew; judge the difference before keeping it.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "clients/cli/commands.h"

namespace nextmove::cli {
namespace {

using testing::HasSubstr;

const std::string kGolden = std::string(NEXTMOVE_SOURCE_DIR) + "/tests/golden/cli";

struct Result {
  int exit_code = -1;
  std::string out, err;
};

Result RunCli(std::vector<std::string> arguments, const std::string& input = "", bool color = false) {
  std::istringstream in(input);
  std::ostringstream out, err;
  Console console{in, out, err, color, false, [] { return *dsl::Instant::Parse("2026-01-15T11:00:00Z"); }};
  Result result;
  result.exit_code = Run(std::move(arguments), console);
  result.out = out.str();
  result.err = err.str();
  return result;
}

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// What differs from run to run or from machine to machine.
std::string Stable(std::string text) {
  text = std::regex_replace(text, std::regex("[0-9,]+ decisions a second, .*"), "N decisions a second, ...");
  text = std::regex_replace(
      text, std::regex("\"(seconds|decisions_per_second|p50_microseconds|p99_microseconds)\": [-+.e0-9]+"),
      "\"$1\": N");
  std::size_t at = 0;
  while ((at = text.find(kGolden, at)) != std::string::npos) text.replace(at, kGolden.size(), "GOLDEN");
  return text;
}

// Runs the command and compares exit code, output and errors with the file `name`.txt.
void ExpectGolden(const std::string& name, const std::vector<std::string>& arguments, const std::string& input = "") {
  const Result result = RunCli(arguments, input);
  const std::string seen =
      Stable("exit " + std::to_string(result.exit_code) + "\n--- out\n" + result.out + "--- err\n" + result.err);
  const std::string path = kGolden + "/" + name + ".txt";
  if (std::getenv("NEXTMOVE_UPDATE_GOLDEN")) {
    std::ofstream(path, std::ios::binary) << seen;
    return;
  }
  EXPECT_EQ(seen, ReadAll(path)) << "golden file " << path;
}

constexpr char kHesitating[] =
    R"({"visitor": "v1", "moment": "exit_intent", "attributes": {"visitor.visits": 4, "cart.total": "120 EUR"}})";

TEST(CliTest, TellsWhichFilesAreNotInTheOneLayout) {
  ExpectGolden("fmt_check", {"fmt", "--check", kGolden + "/rules"});
  ExpectGolden("fmt_check_json", {"fmt", "--check", kGolden + "/rules", "--format", "json"});
}

TEST(CliTest, ChecksAFolder) {
  ExpectGolden("check", {"check", kGolden + "/rules"});
  ExpectGolden("check_json", {"check", kGolden + "/rules", "--format", "json"});
  ExpectGolden("check_broken", {"check", kGolden + "/broken"});
  ExpectGolden("check_broken_json", {"check", kGolden + "/broken", "--format", "json"});
  ExpectGolden("check_broken_sarif", {"check", kGolden + "/broken", "--format", "sarif"});
  ExpectGolden("check_cost", {"check", kGolden + "/rules", "--cost"});
  ExpectGolden("check_cost_json", {"check", kGolden + "/rules", "--cost", "--format", "json"});
  ExpectGolden("check_missing", {"check", kGolden + "/missing"});
  ExpectGolden("check_catalogue",
               {"check", kGolden + "/rules", "--catalogue", "category=" + kGolden + "/categories.csv"});
}

TEST(CliTest, RunsTheTestsOfAFolder) {
  ExpectGolden("test", {"test", kGolden + "/rules"});
  ExpectGolden("test_coverage", {"test", kGolden + "/rules", "--coverage"});
  ExpectGolden("test_coverage_json", {"test", kGolden + "/rules", "--coverage", "--format", "json"});
  ExpectGolden("test_failing", {"test", kGolden + "/failing"});
  ExpectGolden("test_failing_json", {"test", kGolden + "/failing", "--filter", "order", "--format", "json"});
  ExpectGolden("test_failing_junit", {"test", kGolden + "/failing", "--format", "junit"});
  ExpectGolden("test_no_such", {"test", kGolden + "/rules", "--filter", "nothing like that"});
  ExpectGolden("test_broken", {"test", kGolden + "/broken"});
}

TEST(CliTest, DecidesVisits) {
  const std::string visits = ReadAll(kGolden + "/visits.jsonl");
  ExpectGolden("decide", {"decide", kGolden + "/rules"}, visits);
  ExpectGolden("decide_json", {"decide", kGolden + "/rules", "--format", "json"}, visits);
  ExpectGolden("decide_one", {"decide", kGolden + "/rules", "--visit", kHesitating});
  ExpectGolden("decide_wrong_visit", {"decide", kGolden + "/rules", "--visit", "{}"});
}

TEST(CliTest, ExplainsADecisionAndADiagnostic) {
  ExpectGolden("explain", {"explain", kGolden + "/rules", "--visit", kHesitating});
  ExpectGolden("explain_rule", {"explain", kGolden + "/rules", "--visit", kHesitating, "--rule", "welcome"});
  ExpectGolden("explain_json",
               {"explain", kGolden + "/rules", "--visit", kHesitating, "--rule", "stay", "--format", "json"});
  ExpectGolden("explain_unknown_rule", {"explain", kGolden + "/rules", "--visit", kHesitating, "--rule", "welcom"});
  ExpectGolden("explain_code", {"explain", "e0201"});
  ExpectGolden("explain_code_json", {"explain", "W0704", "--format", "json"});
  ExpectGolden("explain_no_code", {"explain", "E9999"});
  ExpectGolden("explain_no_visit", {"explain", kGolden + "/rules"});
}

TEST(CliTest, ReplaysVisits) {
  ExpectGolden("replay", {"replay", kGolden + "/rules", kGolden + "/visits.jsonl", "--metrics", "localhost:7801"});
  ExpectGolden("replay_json", {"replay", "--rules", kGolden + "/rules", kGolden + "/visits.jsonl", "--format", "json"});
  ExpectGolden("replay_stdin", {"replay", kGolden + "/rules", "-"}, "{\"visitor\": \"v1\"}\n");
  ExpectGolden("replay_missing", {"replay", kGolden + "/rules", kGolden + "/missing.jsonl"});
  ExpectGolden("replay_one_path", {"replay", kGolden + "/rules"});
}

TEST(CliTest, ExplainsItself) {
  ExpectGolden("help", {"--help"});
  ExpectGolden("help_check", {"check", "--help"});
  ExpectGolden("help_decide", {"decide", "--help"});
  ExpectGolden("help_replay", {"replay", "--help"});
  ExpectGolden("no_command", {});
  ExpectGolden("unknown_command", {"chekc", kGolden + "/rules"});
  ExpectGolden("unknown_option", {"check", kGolden + "/rules", "--formt", "json"});
  ExpectGolden("wrong_format", {"check", kGolden + "/rules", "--format", "yaml"});
  ExpectGolden("wrong_now", {"decide", kGolden + "/rules", "--now", "soon"});
  ExpectGolden("wrong_catalogue", {"decide", kGolden + "/rules", "--catalogue", "products.csv"});
  EXPECT_EQ(RunCli({"--version"}).exit_code, kFine);
}

TEST(CliTest, SaysInPlainWordsWhatIsWrongWithAnOption) {
  const auto problem = [](std::vector<std::string> arguments) {
    const Result result = RunCli(std::move(arguments));
    EXPECT_EQ(result.exit_code, kWrongUse);
    return result.err.substr(0, result.err.find('\n'));
  };
  EXPECT_EQ(problem({"check"}), "nextmove check: FOLDER is missing");
  EXPECT_EQ(problem({"check", "a", "b"}), "nextmove check: `b` is one argument too many");
  EXPECT_EQ(problem({"check", "a", "--format"}),
            "nextmove check: `--format` needs a value, as `--format text|json|sarif`");
  EXPECT_EQ(problem({"check", "a", "--frmat=json"}),
            "nextmove check: unknown option `--frmat`; did you mean `--format`?");
  EXPECT_EQ(problem({"replay", "a", "b", "--outstanding", "0"}),
            "nextmove replay: --outstanding: write a whole number from 1 to 4096, not `0`");
  EXPECT_EQ(problem({"decide", "a", "--timeout", "soon"}),
            "nextmove decide: --timeout: write a number from 0.001 to 3600, not `soon`");
}

TEST(CliTest, ColoursOnlyWhereTheyAreWanted) {
  const std::string escape = "\x1b[";
  EXPECT_THAT(RunCli({"check", kGolden + "/broken"}, "", true).out, HasSubstr(escape));
  EXPECT_THAT(RunCli({"check", kGolden + "/broken"}, "", false).out, testing::Not(HasSubstr(escape)));
  EXPECT_THAT(RunCli({"check", kGolden + "/broken", "--color", "always"}, "", false).out, HasSubstr(escape));
  EXPECT_THAT(RunCli({"check", kGolden + "/broken", "--color", "never"}, "", true).out,
              testing::Not(HasSubstr(escape)));
  EXPECT_THAT(RunCli({"test", kGolden + "/rules"}, "", true).out, HasSubstr(escape));
}

TEST(CliTest, WantsColorOnTerminalsWithoutNoColor) {
  EXPECT_TRUE(WantsColor(true, nullptr, "xterm"));
  EXPECT_TRUE(WantsColor(true, "", nullptr));  // no-color.org: an empty NO_COLOR does not count
  EXPECT_FALSE(WantsColor(true, "1", "xterm"));
  EXPECT_FALSE(WantsColor(true, nullptr, "dumb"));
  EXPECT_FALSE(WantsColor(false, nullptr, "xterm"));
}

TEST(CliTest, ShowsProgressOnTerminalsOnly) {
  std::ostringstream shown, hidden;
  {
    Progress(shown, true, 200).Update(5, 100);
    Progress(hidden, false, 200).Update(5, 100);
  }
  EXPECT_EQ(shown.str(), "\r\x1b[K[###############...............] 5 visits\r\x1b[K");
  EXPECT_EQ(hidden.str(), "");
}

TEST(CliTest, UsesTheTimeOfTheVisitThenOfTheOptionThenOfTheClock) {
  const std::string folder = kGolden + "/rules";
  // An offer's end is not decided by these rules, so the time shows only in what is valid: all must be accepted alike.
  EXPECT_EQ(RunCli({"decide", folder, "--now", "2026-11-27 18:30", "--visit", "{\"visitor\": \"v\"}"}).exit_code,
            kFine);
  EXPECT_EQ(RunCli({"decide", folder, "--visit", "{\"visitor\": \"v\", \"now\": \"2026-11-27\"}"}).exit_code, kFine);
}

TEST(CliTest, ReadsAHugeLineWithinBounds) {
  const std::string huge = "{\"visitor\": \"" + std::string(3 << 20, 'x') + "\"}\n{\"visitor\": \"v\"}\n";
  const Result result = RunCli({"decide", kGolden + "/rules", "--format", "json"}, huge);
  EXPECT_EQ(result.exit_code, kFoundErrors);
  EXPECT_THAT(result.out, HasSubstr("{\"line\":1,\"error\":\"longer than 1048576 bytes\"}\n"));
  EXPECT_THAT(result.out, HasSubstr("\"line\":2,\"visitor\":\"v\""));
}

}  // namespace
}  // namespace nextmove::cli

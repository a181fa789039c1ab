// Golden cases of the checker's words: tests/golden/check/*.golden, each case a text and what the terminal says.
// NEXTMOVE_UPDATE_GOLDEN=1 writes what it says now; read the change before it is kept.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "gtest/gtest.h"
#include "tests/unit/check/check_testing.h"

namespace nextmove::dsl::testing {

namespace fs = std::filesystem;

namespace {

const fs::path kGolden = fs::path(NEXTMOVE_SOURCE_DIR) / "tests" / "golden";

std::string ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// `=== title`, lines of options (`! alone`, `! empty`, `! times N`, `! errors N`, `! wrong byte`, `! today DATE`), the
// text (`@ path` begins a further file), `---`, what is said.
struct GoldenCase {
  std::string title, text, said;
};

std::vector<GoldenCase> ReadCases(const fs::path& path) {
  std::vector<GoldenCase> cases;
  std::istringstream in(ReadText(path));
  std::string* part = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("=== ", 0) == 0) {
      cases.push_back({line.substr(4), {}, {}});
      part = &cases.back().text;
    } else if (line == "---" && !cases.empty()) {
      part = &cases.back().said;
    } else if (part != nullptr) {
      *part += line + "\n";
    }
  }
  return cases;
}

// `%` stands for the number of the copy where there are several.
std::string Repeated(const std::string& text, int times) {
  if (times == 1) return text;
  std::string out;
  for (int i = 0; i < times; ++i) {
    for (const char c : text) c == '%' ? out += std::to_string(i) : out += c;
  }
  return out;
}

std::string Trimmed(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string Say(const GoldenCase& golden) {
  bool alone = false;
  int times = 1;
  CheckOptions options;
  ParseLimits limits;
  Texts texts;
  std::istringstream in(golden.text);
  for (std::string line; std::getline(in, line);) {
    if (line == "! alone")
      alone = true;
    else if (line == "! empty")
      return Trimmed(CheckTexts({}).terminal);
    else if (line.rfind("! times ", 0) == 0)
      times = std::atoi(line.c_str() + 8);
    else if (line.rfind("! errors ", 0) == 0)
      limits.max_errors = static_cast<std::size_t>(std::atoi(line.c_str() + 9));
    else if (line == "! wrong byte")
      texts.emplace_back("bytes.rules", "\xFF");
    else if (line.rfind("! today ", 0) == 0)
      options.today = Date::Parse(line.substr(8));
    else if (line.rfind("@ ", 0) == 0)
      texts.emplace_back(line.substr(2), "");
    else {
      if (texts.empty()) texts.emplace_back("shop.rules", "");
      texts.back().second += line + "\n";
    }
  }
  for (auto& [path, text] : texts) text = Repeated(Trimmed(text) + "\n", times);
  if (!alone) texts.emplace_back("base.rules", BaseRules());
  const std::string said = Trimmed(CheckTexts(texts, options, limits).terminal);
  return said.empty() ? "nothing to say" : said;
}

std::vector<fs::path> GoldenFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::string BaseRules() { return ReadText(kGolden / "check" / "base.rules"); }

TEST(CheckGoldenTest, SaysWhatTheGoldenFilesHold) {
  const bool update = std::getenv("NEXTMOVE_UPDATE_GOLDEN") != nullptr;
  for (const fs::path& path : GoldenFiles(kGolden / "check")) {
    if (path.extension() != ".golden") continue;
    std::string updated;
    for (const GoldenCase& golden : ReadCases(path)) {
      const std::string said = Say(golden);
      if (!update) {
        EXPECT_EQ(said, Trimmed(golden.said)) << path.filename() << ": " << golden.title;
      }
      updated += "=== " + golden.title + "\n" + Trimmed(golden.text) + "\n---\n" + said + "\n\n";
    }
    if (update) std::ofstream(path, std::ios::binary) << Trimmed(updated) << "\n";
  }
}

// What is offered for a phrase can be pasted: the text with it has nothing wrong at that place any more.
TEST(CheckGoldenTest, EachFixOfThePhrasesCuresTheText) {
  for (const GoldenCase& golden : ReadCases(kGolden / "check" / "phrases.golden")) {
    SCOPED_TRACE(golden.title);
    for (const Diagnostic& diagnostic : CheckRight(golden.text).diagnostics) {
      for (const Fix& fix : diagnostic.fixes) {
        std::string cured = golden.text;
        cured.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
        const Checked again = CheckRight(cured);
        for (const Diagnostic& left : again.diagnostics) {
          EXPECT_FALSE(left.span.begin == diagnostic.span.begin && RowOf(left.kind).code[0] == 'E')
              << cured << again.terminal;
        }
      }
    }
  }
}

TEST(CheckGoldenTest, HasACaseForEveryKindOfDiagnostic) {
  std::string all;
  for (const char* folder : {"check", "cli", "syntax"}) {
    for (const fs::path& path : GoldenFiles(kGolden / folder)) all += ReadText(path);
  }
  for (const DiagnosticRow& row : DiagnosticTable()) {
    EXPECT_NE(all.find("[" + std::string(row.code) + "]"), std::string::npos)
        << row.code << " (" << row.title << ") stands in no golden file of tests/golden/check, cli and syntax";
  }
}

}  // namespace nextmove::dsl::testing

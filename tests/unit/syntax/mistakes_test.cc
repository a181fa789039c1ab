// What people who do not program write instead: each mistake costs one clear error and no clause besides its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

struct Mistake {
  std::string file, title, right, wrong;
};

std::string WithLineEnds(std::string text) {
  for (std::size_t i = text.find("\\n"); i != std::string::npos; i = text.find("\\n", i)) text.replace(i, 2, "\n");
  return text;
}

std::vector<Mistake> ReadMistakes() {
  std::vector<Mistake> all;
  std::istringstream in(ReadGolden("mistakes.txt"));
  std::string file;
  for (std::string line; std::getline(in, line);) {
    const std::string rest = line.size() > 2 ? line.substr(2) : "";
    if (line.starts_with("= ")) file = rest;
    if (line.starts_with("@ ")) all.push_back({file, rest, {}, {}});
    if (line.starts_with("- ")) all.back().right = WithLineEnds(rest);
    if (line.starts_with("+ ")) all.back().wrong = WithLineEnds(rest);
  }
  return all;
}

// These are well written, but mean nothing: names and types tell.
bool IsForTheChecker(const std::string& title) {
  static const std::set<std::string> kTitles = {"currency left out", "two values joined by or",
                                                "values without quotation marks",
                                                "clause that belongs to another heading"};
  return kTitles.contains(title);
}

// Texts of the heads and clauses that are whole and lie outside of these lines.
std::multiset<std::string> WholeItems(const ParsedText& parsed, int first, int last, bool broken_too) {
  std::multiset<std::string> out;
  const auto add = [&](const Span& span, bool broken) {
    const int begin = parsed.sources.PositionOf(span).line;
    const int end = parsed.sources.PositionOf(span.file, span.end).line;
    if ((broken && !broken_too) || (begin <= last && end >= first)) return;
    out.insert(std::string(parsed.sources.TextOf(span)));
  };
  for (const tree::Head& head : parsed.file.heads) {
    add(head.span, head.broken);
    for (const tree::Clause& clause : head.clauses) add(clause.span, clause.broken);
  }
  return out;
}

TEST(MistakesTest, EachCostsOneErrorAndItsOwnClauseOnly) {
  std::string rendered;
  std::size_t count = 0;
  for (const Mistake& mistake : ReadMistakes()) {
    SCOPED_TRACE(mistake.title);
    ++count;
    const std::string source = ReadGolden("scenarios/" + mistake.file);
    const std::size_t at = source.find(mistake.right);
    ASSERT_NE(at, std::string::npos);
    std::string changed = source;
    changed.replace(at, mistake.right.size(), mistake.wrong);
    const auto first =
        static_cast<int>(1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    const auto lines = static_cast<int>(std::count(mistake.right.begin(), mistake.right.end(), '\n'));
    const auto changed_lines = static_cast<int>(std::count(mistake.wrong.begin(), mistake.wrong.end(), '\n'));

    const ParsedText good = ParseText(mistake.file, source);
    const ParsedText got = ParseText(mistake.file, changed);
    EXPECT_EQ(got.diagnostics.size(), IsForTheChecker(mistake.title) ? 0U : 1U) << got.Rendered();
    for (const Diagnostic& d : got.diagnostics) {
      EXPECT_FALSE(d.label.empty() || d.help.empty()) << d.message;
      const int line = got.sources.PositionOf(d.span).line;
      EXPECT_TRUE(line >= first && line <= first + std::max(lines, changed_lines)) << got.Rendered();
    }
    std::multiset<std::string> have = WholeItems(got, 0, -1, false);
    for (const std::string& item : WholeItems(good, first, first + lines, true)) {
      const auto found = have.find(item);
      if (found == have.end()) {
        ADD_FAILURE() << "lost: " << item;
      } else {
        have.erase(found);
      }
    }
    rendered += "@ " + mistake.title + "\n" + got.Rendered();
  }
  EXPECT_EQ(count, 66U);
  if (UpdatesGolden()) std::ofstream(GoldenPath("mistakes.expected.txt")) << rendered;
  EXPECT_EQ(rendered, ReadGolden("mistakes.expected.txt"));
}

// What a diagnostic says can be done is done: the text with all certain fixes has no error of that place left.
TEST(MistakesTest, SafeFixesCureTheText) {
  for (const Mistake& mistake : ReadMistakes()) {
    SCOPED_TRACE(mistake.title);
    std::string text = ReadGolden("scenarios/" + mistake.file);
    text.replace(text.find(mistake.right), mistake.right.size(), mistake.wrong);
    const ParsedText got = ParseText(mistake.file, text);
    std::vector<Fix> fixes;
    bool all_safe = !got.diagnostics.empty();
    for (const Diagnostic& d : got.diagnostics) {
      const bool safe =
          !d.fixes.empty() && std::all_of(d.fixes.begin(), d.fixes.end(), [](const Fix& fix) { return fix.safe; });
      all_safe = all_safe && safe;
      if (safe) fixes.insert(fixes.end(), d.fixes.begin(), d.fixes.end());
    }
    if (!all_safe) continue;
    std::sort(fixes.begin(), fixes.end(), [](const Fix& a, const Fix& b) { return a.span.begin > b.span.begin; });
    for (const Fix& fix : fixes) text.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
    const ParsedText cured = ParseText(mistake.file, text);
    // One that has several faults in one clause shows the next; it is never the same place again.
    for (const Diagnostic& d : cured.diagnostics) {
      EXPECT_FALSE(d.message == got.diagnostics[0].message && d.span == got.diagnostics[0].span) << cured.Rendered();
    }
  }
}

}  // namespace
}  // namespace nextmove::dsl

// What people who do not program write instead, in the shop of the scenarios: each mistake costs one clear error and no
// clause besides its own, and what is offered as certain gives back what was meant.
#include <algorithm>
#include <memory>
#include <set>

#include "dsl/check/check.h"
#include "dsl/diagnostics/fix.h"
#include "dsl/syntax/same_meaning.h"
#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

struct Mistake {
  std::string file, title, right, wrong;
  std::string why;  // `~`: why a fix can only be valid, not what was meant
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
    if (line.starts_with("@ ")) all.push_back({file, rest, {}, {}, {}});
    if (line.starts_with("~ ")) all.back().why = rest;
    if (line.starts_with("- ")) all.back().right = WithLineEnds(rest);
    if (line.starts_with("+ ")) all.back().wrong = WithLineEnds(rest);
  }
  return all;
}

// The shop of the scenarios, of which one file at a time is another text.
class Shop {
 public:
  Shop() {
    DiagnosticSink sink;
    for (const char* name : {"schema", "segments", "discounts", "overlays", "navigation-and-content", "recommendations",
                             "messages", "experiments-and-guards", "tests"}) {
      const std::string path = std::string(name) + ".rules";
      files_.push_back(ParseFile(sources_, sources_.Add(path, ReadGolden("scenarios/" + path)), {}, sink));
    }
  }
  ParsedText With(const std::string& path, const std::string& text) {
    const auto sources = std::make_shared<SourceSet>(sources_);
    ParsedText out;
    DiagnosticSink sink;
    const std::uint32_t number = sources->Add(path, text);
    out.file = ParseFile(*sources, number, {}, sink);
    std::size_t place = 0;
    while (sources_.path(static_cast<std::uint32_t>(place)) != path) ++place;
    std::swap(out.file, files_[place]);
    Check(files_, sources, {}, sink);
    std::swap(out.file, files_[place]);
    for (Diagnostic& d : sink.TakeSorted(*sources)) {
      if (RowOf(d.kind).severity == Severity::kError) out.diagnostics.push_back(std::move(d));
    }
    out.sources = *sources;
    return out;
  }

 private:
  SourceSet sources_;
  std::vector<tree::File> files_;  // in the order of the sources
};

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

class MistakesTest : public testing::Test {
 protected:
  // The text with the mistake.
  static std::string Changed(const Mistake& mistake) {
    std::string text = ReadGolden("scenarios/" + mistake.file);
    const std::size_t at = text.find(mistake.right);
    EXPECT_NE(at, std::string::npos) << mistake.right;
    if (at != std::string::npos) text.replace(at, mistake.right.size(), mistake.wrong);
    return text;
  }
  static bool IsMeant(const Mistake& mistake, const ParsedText& cured) {
    const ParsedText meant = ParseText(mistake.file, ReadGolden("scenarios/" + mistake.file));
    return cured.diagnostics.empty() && tree::SameMeaning(cured.file, meant.file);
  }

  // With all that is certain put in, as often as there is something.
  std::string Cured(const Mistake& mistake, std::string text) {
    for (int round = 0; round < 4; ++round) {
      const ParsedText got = shop_.With(mistake.file, text);
      const auto file = static_cast<std::uint32_t>(got.sources.size() - 1);
      const FixedText fixed = ApplySafeFixes(got.diagnostics, got.sources, file);
      if (fixed.applied == 0) break;
      text = fixed.text;
    }
    return text;
  }

  // In words, what comes of the fixes: for the golden text, where a person reads whether it is right.
  std::string WordsOfFixes(const Mistake& mistake, const std::string& text, const ParsedText& got) {
    const std::string cured = Cured(mistake, text);
    if (cured != text) {
      const ParsedText after = shop_.With(mistake.file, cured);
      if (IsMeant(mistake, after)) return "the fix is certain and gives what was meant";
      if (!mistake.why.empty() && after.diagnostics.empty()) return "the fix is certain; " + mistake.why;
      EXPECT_TRUE(!after.diagnostics.empty()) << "a certain fix changes what was meant\n" << cured;
      return WordsOfFixes(mistake, cured, after) + ", after a certain one";
    }
    std::size_t offered = 0, meant = 0, valid = 0;
    for (const Diagnostic& d : got.diagnostics) {
      for (const Fix& fix : d.fixes) {
        std::string fixed = text;
        fixed.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
        const ParsedText after = shop_.With(mistake.file, Cured(mistake, fixed));
        ++offered;
        if (after.diagnostics.empty()) ++valid;
        if (IsMeant(mistake, after)) ++meant;
      }
    }
    if (offered == 0) return "no fix, only words";
    EXPECT_TRUE(mistake.why.empty() ? meant > 0 : valid > 0) << got.Rendered();
    const std::string of = offered == 1 ? "the fix" : "one of " + std::to_string(offered) + " readings";
    return of + (meant > 0   ? " gives what was meant"
                 : valid > 0 ? " is valid; " + mistake.why
                             : " leaves another error");
  }

  Shop shop_;
};

TEST_F(MistakesTest, EachCostsOneErrorAndItsOwnClauseOnly) {
  std::string rendered;
  const std::vector<Mistake> mistakes = ReadMistakes();
  EXPECT_GE(mistakes.size(), 86U);
  for (const Mistake& mistake : mistakes) {
    SCOPED_TRACE(mistake.title);
    const std::string source = ReadGolden("scenarios/" + mistake.file);
    const std::string changed = Changed(mistake);
    const auto at = static_cast<std::ptrdiff_t>(std::min(source.find(mistake.right), source.size()));
    const auto first = static_cast<int>(1 + std::count(source.begin(), source.begin() + at, '\n'));
    const auto lines = static_cast<int>(std::count(mistake.right.begin(), mistake.right.end(), '\n'));
    const auto changed_lines = static_cast<int>(std::count(mistake.wrong.begin(), mistake.wrong.end(), '\n'));

    const ParsedText got = shop_.With(mistake.file, changed);
    EXPECT_EQ(got.diagnostics.size(), 1U) << got.Rendered();
    for (const Diagnostic& d : got.diagnostics) {
      EXPECT_FALSE(d.help.empty()) << d.message;
      EXPECT_TRUE(!d.label.empty() || !RowOf(d.kind).code.starts_with("E01")) << d.message;
      const int line = got.sources.PositionOf(d.span).line;
      EXPECT_TRUE(line >= first && line <= first + std::max(lines, changed_lines)) << got.Rendered();
    }
    const ParsedText good = ParseText(mistake.file, source);
    std::multiset<std::string> have = WholeItems(got, 0, -1, false);
    for (const std::string& item : WholeItems(good, first, first + lines, true)) {
      const auto found = have.find(item);
      if (found == have.end()) {
        ADD_FAILURE() << "lost: " << item;
      } else {
        have.erase(found);
      }
    }
    rendered += "@ " + mistake.title + "\n" + got.Rendered() + "-> " + WordsOfFixes(mistake, changed, got) + "\n\n";
  }
  if (UpdatesGolden()) std::ofstream(GoldenPath("mistakes.expected.txt")) << rendered;
  EXPECT_EQ(rendered, ReadGolden("mistakes.expected.txt"));
}

}  // namespace
}  // namespace nextmove::dsl

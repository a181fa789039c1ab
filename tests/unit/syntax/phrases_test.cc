// What people write for the constructs of the whole language: each case of phrases.txt is a text and what is said about
// it, and every reading that is offered can be pasted.
#include <gtest/gtest.h>

#include "dsl/syntax/phrases.h"
#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {
namespace {

TEST(PhrasesTest, SaysWhatToTypeInstead) {
  ExpectGolden("phrases.txt", [](const GoldenCase& c) {
    const ParsedText parsed = ParseText("shop.rules", c.text);
    EXPECT_EQ(parsed.diagnostics.size(), 1U) << parsed.Rendered();
    return parsed.Rendered();
  });
}

TEST(PhrasesTest, EachReadingThatIsOfferedCuresTheText) {
  for (const GoldenCase& c : ReadCases("phrases.txt")) {
    SCOPED_TRACE(c.title);
    for (const Diagnostic& d : ParseText("shop.rules", c.text).diagnostics) {
      for (const Fix& fix : d.fixes) {
        std::string cured = c.text;
        cured.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
        const ParsedText again = ParseText("shop.rules", cured);
        EXPECT_TRUE(again.diagnostics.empty()) << cured << again.Rendered();
      }
    }
  }
}

TEST(PhrasesTest, EachPhraseOfTheTableHasACase) {
  const std::string said = ReadGolden("phrases.txt");
  for (const Phrase& phrase : PhraseTable()) {
    // `$0` is the phrase as it was written.
    const std::string_view message = phrase.message.substr(phrase.message.find("$0") == 1 ? 3 : 0);
    EXPECT_NE(said.find(message), std::string::npos) << phrase.pattern;
  }
}

}  // namespace
}  // namespace nextmove::dsl

// Whatever word, number or name of a text is changed, its tree is another one: the tree keeps all that was written, and
// the comparison sees all of it.
#include "dsl/syntax/same_meaning.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "dsl/syntax/field_words.h"
#include "dsl/syntax/scan.h"
#include "tests/unit/random_seed.h"
#include "tests/unit/syntax/rule_texts.h"

namespace nextmove::dsl {
namespace {

// Another word of the same kind; empty when there is none.
std::string OtherWord(std::size_t type, const std::string& text) {
  static const std::map<std::string, std::string> kOpposites = {
      {"least", "most"},
      {"most", "least"},
      {"highest", "lowest"},
      {"lowest", "highest"},
      {"before", "after"},
      {"after", "before"},
      {"cheapest", "dearest"},
      {"dearest", "cheapest"},
      {"more", "less"},
      {"less", "more"},
      {"any", "all"},
      {"all", "any"},
      {"and", "or"},
      {"or", "and"},
      {"+", "-"},
      {"-", "+"},
      {"*", "/"},
      {"/", "*"},
      {"last", "next"},
      {"next", "last"},
      {"known", "unknown"},
      {"unknown", "known"},
      {"yes", "no"},
      {"no", "yes"},
      {"starts", "ends"},
      {"ends", "starts"},
      {"since", "until"},
      {"until", "since"},
      {"latest", "first"},
      {"first", "latest"},
      {"average", "highest"},
      {"overlay", "banner"},
      {"banner", "overlay"},
      {"floor", "ceiling"},
      {"raise", "lower"},
      {"lower", "raise"},
      {"needs", "uses"},
      {"why", "owner"},
      {"kept", "held"},
      {"worth", "likelihood"},
      {"discount", "message"},
      {"session", "day"},
      {"today", "in this week"},
  };
  switch (type) {
    case Lex::INT:
      return text == "7" ? "8" : "7";
    case Lex::DEC:
      return text == "7.25" ? "8.25" : "7.25";
    case Lex::DATE:
      return text == "2027-02-03" ? "2027-02-04" : "2027-02-03";
    case Lex::CLOCK:
      return text == "07:07" ? "08:08" : "07:07";
    case Lex::CURRENCY:
      return text == "EUR" ? "USD" : "EUR";
    case Lex::LOCALE:
      return text == "de-AT" ? "fr-CH" : "de-AT";
    case Lex::UNIT:
      return text.starts_with("week") ? "months" : "weeks";
    case Lex::NAME:
    case Lex::PATH:
      return text + "x";
    case Lex::STRING:
      return "\"x" + text.substr(1);
    default:
      const auto found = kOpposites.find(text);
      return found != kOpposites.end() && found->second != text ? found->second : "";
  }
}

// `been` is only sound; `cheapest` is `cheapest 1`.
bool MayBeLeftOut(std::size_t type, const std::string& text) { return type == Lex::BEEN || text == "1"; }

// Expects the changed text to be wrong or to mean something else.
void ExpectOther(const tree::File& original, const std::string& changed, const std::string& text) {
  const ParsedText parsed = ParseText("b.rules", changed);
  if (!parsed.diagnostics.empty()) return;
  EXPECT_FALSE(tree::SameMeaning(original, parsed.file)) << text << "---\n" << changed;
}

void ExpectEveryWordCounts(const std::string& text) {
  const ParsedText parsed = ParseText("a.rules", text);
  const Scan scan = ScanPiece(text, 0, 0);
  for (const std::size_t i : scan.seen()) {
    if (scan.AtEnd(i)) continue;
    const Span span = scan.SpanOf(i);
    const std::string word(scan.text(i));
    const auto with = [&](const std::string& other) {
      return text.substr(0, span.begin) + other + text.substr(span.end);
    };
    const std::string other = OtherWord(scan.type(i), word);
    if (!other.empty()) ExpectOther(parsed.file, with(other), text);
    if (!MayBeLeftOut(scan.type(i), word)) ExpectOther(parsed.file, with(" "), text);
  }
}

TEST(SameMeaningTest, EveryWordCounts) {
  std::mt19937_64 random(RandomSeed());
  for (const std::string& head : SomeOf(HeadsOf(WrittenTexts()), 4, random)) ExpectEveryWordCounts(head);
  for (const std::string& sentence : SomeOf(RandomSentences(), 20, random)) ExpectEveryWordCounts(sentence);
}

TEST(SameMeaningTest, PlacesDoNotCount) {
  const ParsedText a = ParseText("a.rules", "segment a\n  when a.b is 1.50 EUR\n");
  const ParsedText b = ParseText("b.rules", "# b\n\nsegment a  when a.b\n   is 1.5 EUR");
  EXPECT_TRUE(tree::SameMeaning(a.file, b.file));
}

}  // namespace
}  // namespace nextmove::dsl

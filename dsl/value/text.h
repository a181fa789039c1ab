// Unicode text as the language compares it. Pure functions; only this folder sees ICU.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nextmove::dsl {

bool IsAscii(std::string_view text);
bool IsValidUtf8(std::string_view text);
// The code point at byte `at`, and how many bytes it takes; U+FFFD where the bytes are no UTF-8. REQUIRES: not the end.
char32_t CodePointAt(std::string_view text, std::size_t at, std::size_t* bytes);
// The columns of a terminal that a character takes: none for a mark that sits on another and for what one can't see,
// two for the wide letters and pictures of East Asia.
int ColumnsOf(char32_t c);
// Whether it is drawn onto the character before it: an accent, a vowel sign.
bool IsMark(char32_t c);
// Folds for `is`, `contains`, `starts with`, `ends with`: Unicode case folding, NFC, outer blanks cut, each kind of
// blank written as one. Invalid UTF-8 comes back as it was.
std::string FoldText(std::string_view text);
// A text to compare, as it is or as FoldText gave it.
struct ComparedText {
  ComparedText(std::string_view of, bool is_folded = false) : text(of), folded(is_folded) {}    // NOLINT: a text is one
  ComparedText(const std::string& of, bool is_folded = false) : text(of), folded(is_folded) {}  // NOLINT
  std::string_view text;
  bool folded;
};
// FoldText of both, compared byte by byte. ASCII is folded while it is compared, and so takes no memory. Another text
// that is not folded yet takes none from operator new up to 256 bytes; ICU takes its own for more than 27 UTF-16 units.
bool SameText(ComparedText a, ComparedText b);
bool TextContains(ComparedText text, ComparedText piece);
bool TextStartsWith(ComparedText text, ComparedText piece);
bool TextEndsWith(ComparedText text, ComparedText piece);
bool TextIsUnder(ComparedText text, ComparedText above);  // the same, or it and a `/` begin the text
// A skeleton by which look-alike names are equal (UTS 39): `раy` in Cyrillic and `pay`.
std::string Skeleton(std::string_view name);
// Edits between two words, a swap of neighbours counted as one; for `did you mean`.
std::size_t EditDistance(std::string_view a, std::string_view b);
// What an author wrote, in back-ticks, as messages show it.
std::string Ticked(std::string_view text);
// "a, b and c", each in back-ticks; "a, b, c and 7 others" where there are `others` more.
std::string TickedList(const std::vector<std::string>& texts, std::size_t others = 0);
// `an overlay`, `a segment`.
std::string WithArticle(std::string_view word);

}  // namespace nextmove::dsl

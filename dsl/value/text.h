// Unicode text as the language compares it. Pure functions; only this folder sees ICU.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nextmove::dsl {

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

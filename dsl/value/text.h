// Unicode text as the language compares it. Pure functions; only this folder sees ICU.
#pragma once

#include <string>
#include <string_view>

namespace nextmove::dsl {

bool IsValidUtf8(std::string_view text);
// Folds for `is`, `contains`, `starts with`, `ends with`: Unicode case folding, NFC, outer blanks cut, each kind of
// blank written as one. Invalid UTF-8 comes back as it was.
std::string FoldText(std::string_view text);
// Whether it holds characters that change the direction of text, or none that one sees.
bool HasInvisibleCharacters(std::string_view text);
// A skeleton by which look-alike names are equal (UTS 39): `раy` in Cyrillic and `pay`.
std::string Skeleton(std::string_view name);
// Edits between two words, a swap of neighbours counted as one; for `did you mean`.
std::size_t EditDistance(std::string_view a, std::string_view b);
// What an author wrote, in back-ticks, as messages show it.
std::string Ticked(std::string_view text);

}  // namespace nextmove::dsl

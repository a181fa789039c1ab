// The table of phrases that people write for a construct of the language: each with what to type instead. Seen only in
// this folder.
#pragma once

#include <span>
#include <string_view>

namespace nextmove::dsl {

// One phrase and its one or two readings.
//
// `pattern`: words, `a|b` for either, and kinds of words: `<n>` a whole number, `<unit>`, `<times>`, `<text>`,
// `<word>` a name without dots, `<path>` one with dots, `<name>` either, `<cur>` a currency, `<clock>`, `<date>`,
// `<hour>` an hour without minutes (`8`, `6 pm`), `<day>` a day of the week, also in plural, `<month>`, `<any>`,
// `<rest>` all up to the end of the clause, `<end>` nothing more. `^` stands before the word at which the parser
// failed; without it the phrase holds that word or ends right before it. `first`, `second`: what stands for the whole
// phrase; `$1` is the first of its kinds of words, `~1` the same without quotation marks; one that begins with `!` is
// said and not put in. `clauses`: first words of the clauses in which it is looked for; `-` a line without one,
// `when+for` a `for` that stands on the line of a `when`.
struct Phrase {
  std::string_view clauses, pattern, message, label;
  std::string_view first, first_reading;
  std::string_view second = {}, second_reading = {};
};

// The first that fits is taken.
std::span<const Phrase> PhraseTable();

}  // namespace nextmove::dsl

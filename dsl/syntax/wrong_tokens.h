// Signs and words that are taken only to be explained, and what stands for them. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "dsl/diagnostics/diagnostic.h"

namespace nextmove::dsl {

// Signs that the lexer takes only to be explained. Each fills message, label, help and fixes.
void ExplainWrongText(std::string_view text, const Span& span, Diagnostic& out);
void ExplainOpenText(std::string_view text, const Span& span, Diagnostic& out);
void ExplainWrongNumber(std::string_view text, const Span& span, bool in_list, Diagnostic& out);
void ExplainWrongDate(std::string_view text, const Span& span, Diagnostic& out);
void ExplainMoneySign(std::string_view text, const Span& span, Diagnostic& out);  // `20 €` or `€20`

std::size_t BytesOfFirst(std::string_view text);  // of its first and last character
std::size_t BytesOfLast(std::string_view text);
std::string ProposedName(std::string_view text);         // `checkout_help` for `Checkout-Help`
std::string_view WordsOfSign(std::string_view sign);     // `is at least` for `>=`
std::string_view CurrencyOfWord(std::string_view word);  // `EUR` for `eur`, `euros`, `€`; empty when it is none
std::string ClockAsWritten(std::string_view hour, std::string_view word);  // `18:00` for 6 pm; empty when it is none
int NumberOfWord(std::string_view word);                                   // 3 for `three`; -1 when it is none
int TimesOfWord(std::string_view word);                                    // 1 for `once`; -1 when it is none
int MonthOfWord(std::string_view word);                                    // 3 for `March`, `mar`; 0 when it is none
std::string_view UnitOfWord(std::string_view word);  // `hour` for `h`, `hrs`; empty when it is none

}  // namespace nextmove::dsl

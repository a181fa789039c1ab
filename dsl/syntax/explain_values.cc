// What people write instead in values: texts, parentheses, numbers, lists.
#include <algorithm>
#include <array>
#include <utility>

#include "dsl/syntax/explain.h"
#include "dsl/syntax/wrong_tokens.h"

namespace nextmove::dsl {

// Quotation marks inside of texts, languages and colons of `say` and `show`.
bool Explainer::Texts(const Region& r) {
  const Span at = scan_.SpanOf(r.at);
  const bool glued = IsText(scan_.type(r.last)) && scan_.SpanOf(r.last).end == at.begin && !scan_.AtEnd(r.at);
  if (glued && scan_.type(r.at) != Lex::COMMA && scan_.type(r.at) != Lex::RP) {
    // Up to the text after which a blank, a comma or the line's end comes.
    const std::size_t end = scan_.LineEnd(r.at);
    std::size_t last = r.at;
    for (std::size_t i = r.at;; i = scan_.After(i)) {
      const std::size_t next = scan_.After(i);
      const bool closes = scan_.SpanOf(next).begin != scan_.SpanOf(i).end || scan_.type(next) == Lex::COMMA;
      if (IsText(scan_.type(i))) last = i;
      if (i >= end || next == i || (IsText(scan_.type(i)) && closes)) break;
    }
    const Span whole = scan_.SpanOf(r.last, last);
    const std::string_view text = scan_.TextOf(whole);
    std::string escaped = "\"";
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
      escaped += text[i] == '"' && text[i - 1] != '\\' ? std::string("\\\"") : std::string(1, text[i]);
    escaped += '"';
    Diagnostic& d = Report(DiagnosticKind::kQuoteInText, at, "a quotation mark inside a text");
    d.label = "the text has ended before this word";
    d.help.push_back("write `" + escaped + "`");
    d.fixes.push_back({whole, escaped, false});
    return true;
  }
  const bool says = r.word == Lex::SAY || r.word == Lex::OPTION;
  if (says && IsText(scan_.type(r.at)) && (scan_.type(r.last) == Lex::COLON || scan_.type(r.last) == Lex::COMMA)) {
    Diagnostic& d = Report(DiagnosticKind::kMissingLocale, at, "the text does not say its language");
    d.label = "the language stands before the text";
    d.help.push_back("write for example `" + OtherLanguage(r) + " " + std::string(scan_.text(r.at)) + "`");
    return true;
  }
  if ((says || r.word == Lex::SHOW) && scan_.type(r.at) != Lex::COLON && scan_.Before(r.last) == r.begin &&
      IsNameLike(scan_.type(r.last)) && !scan_.StartsItem(r.at)) {
    Diagnostic& d = Report(DiagnosticKind::kMissingColon, After(r.last),
                           "a colon is missing after `" + std::string(scan_.text(r.last)) + "`");
    d.label = "write `:` here";
    d.help.push_back("write `" + std::string(scan_.text(r.begin)) + " " + std::string(scan_.text(r.last)) + ": " +
                     std::string(scan_.text(r.at)) + "`");
    d.fixes.push_back({After(r.last), ":", true});
    return true;
  }
  if (says && IsText(scan_.type(r.last)) && (IsNameLike(scan_.type(r.at)) || scan_.type(r.at) == Lex::LOCALE) &&
      IsText(scan_.type(scan_.After(r.at)))) {
    Diagnostic& d = Report(DiagnosticKind::kMissingComma, After(r.last), "a comma is missing between two languages");
    d.label = "write `,` here";
    d.help.push_back("write `, " + std::string(scan_.text(r.at)) + " " + std::string(scan_.text(scan_.After(r.at))) +
                     "`");
    d.fixes.push_back({After(r.last), ",", true});
    return true;
  }
  const std::size_t before_locale = scan_.type(scan_.Before(r.last));
  if (says && (IsNameLike(scan_.type(r.last)) || scan_.type(r.last) == Lex::LOCALE) && IsNameLike(scan_.type(r.at)) &&
      (before_locale == Lex::COLON || before_locale == Lex::COMMA)) {
    std::size_t last = r.at;
    while (scan_.line(scan_.After(last)) == scan_.line(r.at) && scan_.type(scan_.After(last)) != Lex::COMMA &&
           !scan_.AtEnd(scan_.After(last))) {
      last = scan_.After(last);
    }
    const Span span = scan_.SpanOf(r.at, last);
    const std::string text = "\"" + std::string(scan_.TextOf(span)) + "\"";
    Diagnostic& d = Report(DiagnosticKind::kTextWithoutQuotes, span, "the text has no quotation marks");
    d.label = "texts stand between straight double quotation marks";
    d.help.push_back("write `" + std::string(scan_.text(r.last)) + " " + text + "`");
    d.fixes.push_back({span, text, false});
    return true;
  }
  if (r.word == Lex::OPTION && r.last == r.begin && IsNameLike(scan_.type(r.at))) {
    Diagnostic& d = Report(DiagnosticKind::kUnexpected, at, "the value of an option stands in quotation marks");
    d.label = "a text, a number, `yes` or `no`";
    d.help.push_back("write `option \"" + std::string(scan_.text(r.at)) + "\":`");
    d.fixes.push_back({at, "\"" + std::string(scan_.text(r.at)) + "\"", false});
    return true;
  }
  return false;
}

// One that the clause does not say yet.
std::string Explainer::OtherLanguage(const Region& r) const {
  for (std::string language : {"en", "fr", "de"}) {
    bool said = false;
    for (std::size_t i = r.begin; i < r.end; i = scan_.After(i)) said = said || Is(i, language);
    if (!said) return language;
  }
  return "en";
}

bool Explainer::Parentheses(const Region& r) {
  const Span at = scan_.SpanOf(r.at);
  std::vector<std::size_t> open;
  for (std::size_t i = r.begin; i < r.at; i = scan_.After(i)) {
    if (scan_.type(i) == Lex::LP) open.push_back(i);
    if (scan_.type(i) == Lex::RP && !open.empty()) open.pop_back();
  }
  if (scan_.type(r.at) == Lex::RP && open.empty()) {
    Diagnostic& d = Report(DiagnosticKind::kUnbalancedParentheses, at, "one `)` too many");
    d.label = "closes nothing";
    d.help.push_back("delete it");
    d.fixes.push_back({at, "", true});
    return true;
  }
  if (!open.empty() && scan_.StartsItem(r.at) && IsValueEnd(scan_.type(r.last))) {
    Diagnostic& d = Report(DiagnosticKind::kUnbalancedParentheses, After(r.last), "a `)` is missing");
    d.label = "the clause ends here";
    d.related.push_back({scan_.SpanOf(open.back()), "opened here"});
    d.help.push_back("write `)` at the end of what the parenthesis holds");
    d.fixes.push_back({After(r.last), std::string(open.size(), ')'), false});
    return true;
  }
  const bool where = scan_.type(r.last) == Lex::WHERE;
  if (where && scan_.type(r.at) != Lex::LP && !scan_.StartsItem(r.at)) {
    std::size_t last = r.at;
    while (scan_.After(last) < r.end && scan_.After(last) != last) last = scan_.After(last);
    const Span condition = scan_.SpanOf(r.at, last);
    const std::string text(scan_.TextOf(condition));
    Diagnostic& d =
        Report(DiagnosticKind::kMissingParentheses, condition, "the condition after `where` has no parentheses");
    d.label = "stands in parentheses";
    d.help.push_back("write `where (" + text + ")`");
    d.fixes.push_back({condition, "(" + text + ")", false});
    return true;
  }
  // `(a is 1, b is 2)`: a comma where conditions are joined.
  if (!open.empty() && scan_.type(r.at) == Lex::COMMA) {
    Diagnostic& d = Report(DiagnosticKind::kBothReadings, at, "a comma between two conditions can mean `and` or `or`");
    d.label = "write `and` or `or`";
    d.help.push_back("write `and` if both must hold");
    d.help.push_back("write `or` if one is enough");
    d.fixes.push_back({at, " and", false});
    d.fixes.push_back({at, " or", false});
    return true;
  }
  return false;
}

bool Explainer::Numbers(const Region& r) {
  const Span at = scan_.SpanOf(r.at);
  const std::string word(scan_.text(r.at));
  const auto replace = [&](DiagnosticKind kind, std::string message, std::string label, const Span& span,
                           std::string text, bool safe) {
    Diagnostic& d = Report(kind, span, std::move(message));
    d.label = std::move(label);
    d.help.push_back("write `" + text + "`");
    d.fixes.push_back({span, std::move(text), safe});
    return true;
  };
  // `1 March 2027`
  const std::size_t month = scan_.After(r.at);
  const std::size_t year = scan_.After(month);
  if (scan_.type(r.at) == Lex::INT && scan_.line(month) == scan_.line(r.at) && MonthOfWord(scan_.text(month)) > 0 &&
      scan_.type(year) == Lex::INT && scan_.text(year).size() == 4 && word.size() <= 2) {
    const int number = MonthOfWord(scan_.text(month));
    const std::string date = std::string(scan_.text(year)) + (number < 10 ? "-0" : "-") + std::to_string(number) +
                             (word.size() < 2 ? "-0" : "-") + word;
    return replace(DiagnosticKind::kWrongDate, "the month is written out", "dates are year-month-day",
                   scan_.SpanOf(r.at, year), date, true);
  }
  if (r.word == Lex::LIMIT && (IsNameLike(scan_.type(r.at)) && TimesOfWord(word) > 0)) {
    const int times = TimesOfWord(word);
    return replace(DiagnosticKind::kNumberInWords, Quoted(r.at) + " is not a number", "a count is written in digits",
                   at, std::to_string(times) + (times == 1 ? " time" : " times"), true);
  }
  const int number = NumberOfWord(word);
  if (number >= 0 && (IsNameLike(scan_.type(r.at)) || scan_.type(r.at) == Lex::ONE)) {
    return replace(DiagnosticKind::kNumberInWords, Quoted(r.at) + " is not a number", "numbers are written in digits",
                   at, std::to_string(number), scan_.type(r.at) != Lex::ONE);  // `one` may be meant as a name
  }
  const bool counts =
      (r.word == Lex::LIMIT || scan_.type(scan_.Before(r.last)) == Lex::LEAST ||
       scan_.type(scan_.Before(r.last)) == Lex::MOST || scan_.type(scan_.Before(r.last)) == Lex::EXACTLY);
  if (scan_.type(r.last) == Lex::INT && counts && scan_.type(r.at) != Lex::TIMES) {
    const std::string times = Is(r.last, "1") ? " time" : " times";
    const Span place = scan_.SpanOf(r.last);
    Diagnostic& d = Report(DiagnosticKind::kTimesMissing, place,
                           "the word `times` is missing after `" + std::string(scan_.text(r.last)) + "`");
    d.label = "a count is followed by `times`";
    d.help.push_back("write `" + std::string(scan_.text(r.last)) + times + "`");
    d.fixes.push_back({After(r.last), times, true});
    return true;
  }
  if (scan_.type(r.at) == Lex::PERCENT && !IsNumber(scan_.type(r.last))) {
    Diagnostic& d = Report(DiagnosticKind::kIncomplete, at, "a number is missing before `%`");
    d.label = "how many percent?";
    d.help.push_back("write for example `20%`");
    return true;
  }
  return false;
}

bool Explainer::Lists(const Region& r) {
  const Span at = scan_.SpanOf(r.at);
  if (scan_.type(r.last) == Lex::OF && (IsText(scan_.type(r.at)) || IsNumber(scan_.type(r.at)))) {
    std::size_t last = r.at;
    for (std::size_t i = r.at;; i = scan_.After(i)) {
      if (IsText(scan_.type(i)) || IsNumber(scan_.type(i))) last = i;
      const std::size_t next = scan_.After(i);
      if (next == i || next >= r.end || (scan_.type(next) != Lex::COMMA && scan_.type(i) != Lex::COMMA)) break;
    }
    const Span list = scan_.SpanOf(r.at, last);
    const std::string text(scan_.TextOf(list));
    Diagnostic& d = Report(DiagnosticKind::kMissingBrackets, list, "the list has no brackets");
    d.label = "a list stands in brackets";
    d.help.push_back("write `[" + text + "]`");
    d.fixes.push_back({list, "[" + text + "]", true});
    return true;
  }
  int open = 0;
  for (std::size_t i = r.begin; i < r.at; i = scan_.After(i))
    open += scan_.type(i) == Lex::LB ? 1 : scan_.type(i) == Lex::RB ? -1 : 0;
  if (open > 0 && IsValueEnd(scan_.type(r.last)) &&
      (IsText(scan_.type(r.at)) || IsNumber(scan_.type(r.at)) || IsNameLike(scan_.type(r.at)))) {
    Diagnostic& d = Report(DiagnosticKind::kMissingComma, After(r.last), "a comma is missing in the list");
    d.label = "write `,` here";
    d.help.push_back("write `" + std::string(scan_.text(r.last)) + ", " + std::string(scan_.text(r.at)) + "`");
    d.fixes.push_back({After(r.last), ",", true});
    return true;
  }
  if (open > 0 && scan_.StartsItem(r.at) && scan_.type(r.last) != Lex::COMMA) {
    Diagnostic& d = Report(DiagnosticKind::kMissingBrackets, After(r.last), "a `]` is missing");
    d.label = "the list ends here";
    d.help.push_back("write `]` after its last value");
    d.fixes.push_back({After(r.last), "]", false});
    return true;
  }
  if (scan_.type(r.last) == Lex::COMMA &&
      (scan_.StartsItem(r.at) || scan_.type(r.at) == Lex::RB || scan_.type(r.at) == Lex::RP)) {
    Diagnostic& d = Report(DiagnosticKind::kNeedlessComma, scan_.SpanOf(r.last), "nothing follows the comma");
    d.label = "the last comma";
    d.help.push_back("delete the comma, or write what is missing after it");
    d.fixes.push_back({scan_.SpanOf(r.last), "", false});
    return true;
  }
  if (r.word == Lex::STEP && scan_.type(r.at) == Lex::FROM) {
    Diagnostic& d = Report(DiagnosticKind::kIncomplete, at, "a step without its value");
    d.label = "the value stands before `from`";
    d.help.push_back("write for example `10% from 150 EUR`");
    return true;
  }
  return false;
}

}  // namespace nextmove::dsl

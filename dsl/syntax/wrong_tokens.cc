// Wrong texts, numbers, dates and amounts, and the words of other languages for numbers, months and units.
#include "dsl/syntax/wrong_tokens.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

#include "dsl/value/text.h"
#include "dsl/words/words.h"

namespace nextmove::dsl {
namespace {

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

int NumberIn(std::string_view digits) {
  int value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string TwoDigits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string IsoDate(int year, int month, int day) {
  return std::to_string(year) + "-" + TwoDigits(month) + "-" + TwoDigits(day);
}

}  // namespace

std::size_t BytesOfFirst(std::string_view text) {
  std::size_t bytes = 0;
  if (!text.empty()) CodePointAt(text, 0, &bytes);
  return bytes;
}

std::size_t BytesOfLast(std::string_view text) {
  std::size_t n = text.empty() ? 0 : 1;
  while (n < text.size() && (static_cast<unsigned char>(text[text.size() - n]) & 0xC0) == 0x80) ++n;
  return n;
}

std::string ProposedName(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c & 0xC0) == 0xC0) {  // a letter with an accent, or of another alphabet: the one it looks like, if any
      const std::string alike = Skeleton(text.substr(i, BytesOfFirst(text.substr(i))));
      if (!alike.empty() && std::isalpha(static_cast<unsigned char>(alike[0])) != 0 && (alike[0] & 0x80) == 0)
        out += static_cast<char>(std::tolower(alike[0]));
    } else if (std::isalnum(static_cast<unsigned char>(c)) != 0 && (c & 0x80) == 0) {
      const bool hump = c >= 'A' && c <= 'Z' && i > 0 && text[i - 1] >= 'a' && text[i - 1] <= 'z';
      if (hump) out += '_';
      out += static_cast<char>(std::tolower(c));
    } else if (!out.empty() && out.back() != '_' && (c & 0x80) == 0) {
      out += '_';
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  if (out.empty()) return "name";
  if (out[0] >= '0' && out[0] <= '9') out = "n" + out;
  for (const HeadRow& row : HeadTable()) {
    if (row.text == out) return "the_" + out;
  }
  return out;
}

std::string_view WordsOfSign(std::string_view sign) {
  if (sign == "=" || sign == "==") return "is";
  if (sign == "!=" || sign == "<>") return "is not";
  if (sign == ">=" || sign == "\u2265") return "is at least";
  if (sign == "<=" || sign == "\u2264") return "is at most";
  return sign == ">" ? "is more than" : "is less than";
}

std::string_view CurrencyOfWord(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kWords = {{
      {"eur", "EUR"},    {"euro", "EUR"},    {"euros", "EUR"}, {"\u20AC", "EUR"}, {"usd", "USD"},
      {"dollar", "USD"}, {"dollars", "USD"}, {"$", "USD"},     {"gbp", "GBP"},    {"pound", "GBP"},
      {"pounds", "GBP"}, {"\u00A3", "GBP"},  {"chf", "CHF"},   {"francs", "CHF"}, {"jpy", "JPY"},
      {"yen", "JPY"},    {"\u00A5", "JPY"},  {"sek", "SEK"},   {"pln", "PLN"},    {"cad", "CAD"},
  }};
  for (const auto& [name, code] : kWords) {
    if (name == word) return code;
  }
  return {};
}

std::string ClockAsWritten(std::string_view hour, std::string_view word) {
  const std::string small = Lower(word);
  int value = NumberIn(hour);
  if (value < 0 || value > 23) return {};
  if (small == "pm" || small == "am") {
    if (value < 1 || value > 12) return {};
    value = value % 12 + (small == "pm" ? 12 : 0);
  } else if (!small.empty() && small != "h" && small != "uhr" && small != "heures" && small != "oclock") {
    return {};
  }
  return TwoDigits(value) + ":00";
}

int NumberOfWord(std::string_view word) {
  static constexpr std::array<std::string_view, 13> kNumbers = {
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
  const auto found = std::find(kNumbers.begin(), kNumbers.end(), Lower(word));
  return found == kNumbers.end() ? -1 : static_cast<int>(found - kNumbers.begin());
}

int TimesOfWord(std::string_view word) {
  const std::string small = Lower(word);
  return small == "once" ? 1 : small == "twice" ? 2 : small == "thrice" ? 3 : -1;
}

int MonthOfWord(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                               "may",       "june",     "july",     "august",
                                                               "september", "october",  "november", "december"};
  const std::string small = Lower(word);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i] == small || (small.size() == 3 && kMonths[i].starts_with(small))) return static_cast<int>(i + 1);
  }
  return 0;
}

std::string_view UnitOfWord(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kWords = {{
      {"s", "second"},
      {"sec", "second"},
      {"min", "minute"},
      {"h", "hour"},
      {"hr", "hour"},
      {"heure", "hour"},
      {"stunden", "hour"},
      {"stunde", "hour"},
      {"d", "day"},
      {"jour", "day"},
      {"tag", "day"},
      {"tage", "day"},
      {"w", "week"},
      {"wk", "week"},
      {"woche", "week"},
      {"wochen", "week"},
      {"monat", "month"},
      {"yr", "year"},
  }};
  const std::string small = Lower(word);
  for (const auto& [name, unit] : kWords) {
    if (small == name || (name.size() > 1 && small == std::string(name) + "s")) return unit;
  }
  return {};
}

void ExplainWrongText(std::string_view text, const Span& span, Diagnostic& out) {
  const std::string inner(text.substr(BytesOfFirst(text), text.size() - BytesOfFirst(text) - BytesOfLast(text)));
  out.kind = DiagnosticKind::kWrongQuotes;
  out.message = "wrong quotation marks around `" + inner + "`";
  out.label = "texts stand between straight double quotation marks";
  std::string escaped;
  for (const char c : inner) escaped += c == '"' ? std::string("\\\"") : std::string(1, c);
  out.help.push_back("write `\"" + escaped + "\"`");
  out.fixes.push_back({span, "\"" + escaped + "\"", true});
}

void ExplainOpenText(std::string_view text, const Span& span, Diagnostic& out) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  const std::string inner(text.substr(BytesOfFirst(text)));
  out.kind = DiagnosticKind::kOpenText;
  out.span.end = span.begin + static_cast<std::uint32_t>(text.size());
  out.message = "the text has no closing quotation mark";
  out.label = "a text ends on the line on which it begins";
  out.help.push_back("write `\"" + inner + "\"`");
  out.fixes.push_back({out.span, "\"" + inner + "\"", false});
}

void ExplainWrongNumber(std::string_view text, const Span& span, bool in_list, Diagnostic& out) {
  std::string point(text);
  std::replace(point.begin(), point.end(), ',', '.');
  std::string two(text);
  two.insert(two.find(',') + 1, " ");
  out.message = "`" + std::string(text) + "` has a decimal comma";
  out.label = "numbers have a decimal point";
  if (in_list) {
    out.kind = DiagnosticKind::kBothReadings;
    out.message = "`" + std::string(text) + "` can be one number or two";
    out.label = "a decimal comma, or a comma between two values";
    out.help.push_back("for one number write `" + point + "`");
    out.help.push_back("for two numbers write `" + two + "`");
    out.fixes.push_back({span, two, false});
  } else {
    out.kind = DiagnosticKind::kWrongNumber;
    out.help.push_back("write `" + point + "`");
  }
  out.fixes.push_back({span, point, !in_list && text.size() - text.find(',') != 4});  // `1,500` may be a thousand
}

void ExplainWrongDate(std::string_view text, const Span& span, Diagnostic& out) {
  const std::size_t first = text.find_first_of("./");
  const std::size_t second = text.find_last_of("./");
  const int a = NumberIn(text.substr(0, first));
  const int b = NumberIn(text.substr(first + 1, second - first - 1));
  const int year = NumberIn(text.substr(second + 1));
  out.kind = DiagnosticKind::kWrongDate;
  out.message = "`" + std::string(text) + "` is not how a date is written";
  out.label = "dates are year-month-day";
  const bool day_first = b >= 1 && b <= 12 && a >= 1 && a <= 31;
  const bool month_first = text[first] == '/' && a >= 1 && a <= 12 && b >= 1 && b <= 31 && a != b;
  if (day_first) {
    out.help.push_back((month_first ? "with the day first that is `" : "write `") + IsoDate(year, b, a) + "`");
    out.fixes.push_back({span, IsoDate(year, b, a), !month_first});
  }
  if (month_first) {
    out.help.push_back((day_first ? "with the month first that is `" : "write `") + IsoDate(year, a, b) + "`");
    out.fixes.push_back({span, IsoDate(year, a, b), !day_first});
  }
  if (out.help.empty()) out.help.push_back("write a date as `2026-11-27`");
}

void ExplainMoneySign(std::string_view text, const Span& span, Diagnostic& out) {
  std::string number;
  std::string_view code;
  std::string sign;
  for (std::size_t i = 0; i < text.size(); i += BytesOfFirst(text.substr(i))) {
    const std::string_view one = text.substr(i, BytesOfFirst(text.substr(i)));
    if (!CurrencyOfWord(one).empty()) {
      code = CurrencyOfWord(one);
      sign = one;
    } else if (one[0] == ',') {
      number += '.';
    } else if (one[0] > ' ' && (one[0] & 0x80) == 0) {
      number += one;
    }
  }
  out.kind = DiagnosticKind::kMoneySign;
  out.message = "the sign `" + sign + "` stands for a currency's code";
  out.label = "amounts are written with the currency's code";
  out.help.push_back("write `" + number + " " + std::string(code) + "`");
  out.fixes.push_back({span, number + " " + std::string(code), code == "EUR"});
  if (code != "EUR") out.help.back() += ", or another code if you mean another currency";
}

}  // namespace nextmove::dsl

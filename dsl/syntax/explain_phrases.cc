// Phrases of the table: where one fits, and what is said about it.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "dsl/syntax/explain.h"
#include "dsl/syntax/phrases.h"
#include "dsl/syntax/wrong_tokens.h"

namespace nextmove::dsl {
namespace {

bool HasWord(std::string_view words, std::string_view word, char between) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(between), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

// `friday` for `Fridays`; empty when it is no day.
std::string_view DayOfWord(std::string_view word) {
  static constexpr std::array<std::string_view, 9> kDays = {"monday",   "tuesday", "wednesday", "thursday", "friday",
                                                            "saturday", "sunday",  "weekday",   "weekend"};
  if (word.ends_with("s")) word.remove_suffix(1);
  if (word.empty()) return {};
  for (const std::string_view day : kDays) {
    const bool same_start = word[0] == day[0] || word[0] == day[0] - 'a' + 'A';
    if (same_start && word.substr(1) == day.substr(1)) return day;
  }
  return {};
}

// What a phrase has found.
struct Found {
  std::size_t first = 0, last = 0;
  std::vector<std::string> words;  // for `$1`, `$2`
};

class PhraseMatcher {
 public:
  // `end` is the token at which parsing resumes, `failed` the one that did not fit.
  PhraseMatcher(const Scan& scan, std::size_t failed, std::size_t end) : scan_(scan), failed_(failed), end_(end) {}

  std::optional<Found> Match(std::string_view pattern, std::size_t first) {
    found_ = {first, first, {}};
    at_ = first;
    bool marked = false;
    while (!pattern.empty()) {
      const std::size_t blank = std::min(pattern.find(' '), pattern.size());
      std::string_view element = pattern.substr(0, blank);
      pattern.remove_prefix(std::min(blank + 1, pattern.size()));
      if (element.starts_with("^")) {
        if (at_ != failed_) return std::nullopt;
        marked = true;
        element.remove_prefix(1);
      }
      if (element == "<end>") {
        if (!scan_.StartsItem(at_)) return std::nullopt;
        continue;
      }
      if (scan_.AtEnd(at_) || !Take(element)) return std::nullopt;
    }
    if (!marked && found_.last < scan_.Before(failed_)) return std::nullopt;
    return found_;
  }

 private:
  bool Advance(std::string word) {
    found_.words.push_back(std::move(word));
    return Step();
  }
  bool Step() {
    found_.last = at_;
    at_ = scan_.After(at_);
    return true;
  }
  bool Take(std::string_view element) {
    if (!element.starts_with("<")) return HasWord(element, scan_.text(at_), '|') && Step();
    if (element == "<hour>") return TakeHour();
    if (element == "<rest>") return TakeRest();
    const std::string text(scan_.text(at_));
    if (element == "<day>") return !DayOfWord(text).empty() && Advance(std::string(DayOfWord(text)));
    if (element == "<dotted>") return IsText(scan_.type(at_)) && text.find('.') != std::string::npos && Advance(text);
    if (element == "<month>") return MonthOfWord(text) > 0 && Advance(text);
    return IsOfKind(element, scan_.type(at_)) && Advance(text);
  }
  static bool IsOfKind(std::string_view element, std::size_t type) {
    if (element == "<n>") return type == Lex::INT;
    if (element == "<unit>") return type == Lex::UNIT;
    if (element == "<times>") return type == Lex::TIMES;
    if (element == "<text>") return IsText(type);
    if (element == "<word>") return IsNameLike(type);
    if (element == "<path>") return type == Lex::PATH;
    if (element == "<name>") return IsNameLike(type) || type == Lex::PATH;
    if (element == "<cur>") return type == Lex::CURRENCY;
    if (element == "<clock>") return type == Lex::CLOCK;
    if (element == "<date>") return type == Lex::DATE;
    return element == "<any>";
  }
  // `8`, `6 pm`; not the day of `1 december`.
  bool TakeHour() {
    const std::size_t next = scan_.After(at_);
    if (scan_.type(at_) != Lex::INT || MonthOfWord(scan_.text(next)) > 0) return false;
    const std::string with_word = ClockAsWritten(scan_.text(at_), scan_.text(next));
    if (IsNameLike(scan_.type(next)) && !with_word.empty()) {
      Step();
      return Advance(with_word);
    }
    const std::string clock = ClockAsWritten(scan_.text(at_), "");
    return !clock.empty() && Advance(clock);
  }
  bool TakeRest() {
    const std::size_t first = at_;
    if (first >= end_) return false;
    while (scan_.After(at_) < end_ && scan_.After(at_) != at_) at_ = scan_.After(at_);
    return Advance(std::string(scan_.TextOf(scan_.SpanOf(first, at_))));
  }

  const Scan& scan_;
  std::size_t failed_, end_;
  std::size_t at_ = 0;
  Found found_;
};

// `$0`, `$1` and `~1` put in.
std::string Filled(std::string_view text, const Found& found, std::string_view whole) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] != '$' && text[i] != '~') || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char which = text[i + 1];
    std::string word(which == '0' ? whole : std::string_view(found.words[static_cast<std::size_t>(which - '1')]));
    if (text[i] == '~') word = word.substr(1, word.size() - 2);
    out += word;
    ++i;
  }
  return out;
}

std::string WithoutBlanksAtEnd(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// Longer lines are not repeated as a whole.
constexpr std::size_t kMostShown = 72;

}  // namespace

// The clause with the phrase replaced, when it is short; else the replacement.
std::string Explainer::Pasted(const Region& r, std::size_t first, std::size_t last, const std::string& text) const {
  const std::size_t begin = std::min(first, r.begin);
  const Span phrase = scan_.SpanOf(first, last);
  const Span before = scan_.SpanOf(begin);
  const Span end = scan_.SpanOf(scan_.LineEnd(last));
  const std::string line = std::string(scan_.TextOf({phrase.file, before.begin, phrase.begin})) + text +
                           std::string(scan_.TextOf({phrase.file, phrase.end, end.end}));
  return line.size() <= kMostShown && line.find('\n') == std::string::npos ? line : text;
}

void Explainer::Deal(const DealWords& deal) {
  explained_.insert(deal.buy);
  Diagnostic& d = Report(DiagnosticKind::kUnexpected, scan_.SpanOf(deal.first, deal.last),
                         "what a deal saves is a line of its own");
  d.label = "not a part of `buy`";
  d.help.push_back("write `" + deal.buys + "` and below it `" + deal.gives + "`");
  const Span buy = scan_.SpanOf(deal.buy);
  const Span end = scan_.SpanOf(scan_.LineEnd(deal.buy));
  d.fixes.push_back({{buy.file, buy.begin, std::max(end.end, d.span.end)}, deal.buys + "\n  " + deal.gives, false});
}

bool Explainer::Phrases(const Region& r) {
  std::string clause = IsFirstWord(r.word) ? std::string(scan_.text(r.begin)) : "-";
  if (r.before != r.begin && !scan_.FirstOnLine(r.begin) && (r.word == Lex::FOR || r.word == Lex::EXCEPT)) {
    clause = std::string(scan_.text(r.before)) + "+" + clause;
  }
  const std::size_t from = clause.find('+') == std::string::npos ? r.begin : r.before;
  PhraseMatcher matcher(scan_, r.at, r.failure->end);
  for (const Phrase& phrase : PhraseTable()) {
    if (!HasWord(phrase.clauses, clause, ' ')) continue;
    for (std::size_t first = r.at;; first = scan_.Before(first)) {
      if (const auto found = matcher.Match(phrase.pattern, first)) {
        Region shown = r;
        shown.begin = from;
        ReportPhrase(shown, phrase, found->first, found->last, found->words);
        return true;
      }
      if (first <= from || scan_.Before(first) == first) break;
    }
  }
  return false;
}

void Explainer::ReportPhrase(const Region& r, const Phrase& phrase, std::size_t first, std::size_t last,
                             const std::vector<std::string>& words) {
  const Span span = scan_.SpanOf(first, last);
  const std::string_view whole = scan_.TextOf(span);
  const Found found{first, last, words};
  Diagnostic& d = Report(phrase.second.empty() ? DiagnosticKind::kUnexpected : DiagnosticKind::kBothReadings, span,
                         Filled(phrase.message, found, whole));
  d.label = Filled(phrase.label, found, whole);
  const auto offer = [&](std::string_view text, std::string_view reading) {
    if (text.starts_with("!")) {
      d.help.push_back(Filled(text.substr(1), found, whole));
      return;
    }
    const std::string filled = Filled(text, found, whole);
    const std::size_t line_end = filled.find("\n  ");
    d.help.push_back((reading.empty() ? "" : "for " + Filled(reading, found, whole) + " ") + "write `" +
                     WithoutBlanksAtEnd(Pasted(r, first, last, filled.substr(0, line_end))) + "`");
    if (line_end != std::string::npos) d.help.back() += " and below it `" + filled.substr(line_end + 3) + "`";
    d.fixes.push_back({span, filled, false});
  };
  offer(phrase.first, phrase.first_reading);
  if (!phrase.second.empty()) offer(phrase.second, phrase.second_reading);
}

}  // namespace nextmove::dsl

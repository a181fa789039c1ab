// Recognises what people write instead, one group of mistakes after the other; the general words come last. Texts,
// parentheses, numbers and lists are explained in explain_values.cc, lines without a known first word in
// explain_lines.cc, whole phrases in explain_phrases.cc by the table of phrases.cc.
#include "dsl/syntax/explain.h"

#include <algorithm>
#include <array>
#include <utility>

#include "dsl/syntax/builder.h"
#include "dsl/syntax/second_chance.h"
#include "dsl/syntax/wrong_tokens.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

// `ordered` for `order`: events are mostly named by what was done.
std::string PastOf(std::string verb) {
  if (verb.ends_with("ed")) return verb;
  return verb + (verb.ends_with("e") ? "d" : "ed");
}

std::string TextOfWord(std::size_t type) {
  static const antlr4::dfa::Vocabulary vocabulary = [] {
    antlr4::ANTLRInputStream none("");
    Lex lexer(&none);
    return lexer.getVocabulary();
  }();
  const std::string literal = vocabulary.getLiteralName(type);
  return literal.size() > 2 ? literal.substr(1, literal.size() - 2) : std::string();
}

}  // namespace

Span Explainer::After(std::size_t index) const {
  const Span span = scan_.SpanOf(index);
  return {span.file, span.end, span.end};
}

void Explainer::Explain(const Failure& failure, std::size_t before) {
  Region r{failure.begin, failure.at, failure.end, scan_.Before(failure.at), scan_.type(failure.begin),
           before,        &failure};
  // The first word of a later line may be what is wrong, not the clause above it.
  const std::size_t line = scan_.LineStart(r.at);
  const bool begins_line = !scan_.AtEnd(line) && !IsFirstWord(scan_.type(line)) && line != r.begin &&
                           scan_.FirstOnLine(line) &&
                           !(scan_.Before(line) != line && Continues(scan_.type(scan_.Before(line))));
  const std::size_t type = scan_.type(line);
  if ((failure.stray || begins_line) && IsUnknownLine(line) && (line == r.begin || begins_line)) {
    UnknownLines(line, failure.end);
    return;
  }
  if (begins_line && IsHeadToken(scan_.type(before)) && scan_.line(before) != scan_.line(line)) {
    r.begin = line;
    r.word = type;
  } else if (failure.stray && r.begin != line) {
    // Belongs to the clause before it, on the same line.
    r.begin = before;
    r.word = scan_.type(r.begin);
  }
  if (!explained_.insert(r.begin).second) return;
  if (WrongToken(r) || Texts(r) || Parentheses(r) || Phrases(r) || Numbers(r) || Lists(r) || Windows(r) ||
      Conditions(r) || Joining(r) || Names(r) || LittleWords(r)) {
    return;
  }
  General(r);
}

// Signs that the lexer knows as wrong.
bool Explainer::WrongToken(const Region& r) {
  for (std::size_t i = r.begin; i < r.end; i = scan_.After(i)) {
    const Span span = scan_.SpanOf(i);
    const std::string_view text = scan_.text(i);
    switch (scan_.type(i)) {
      case Lex::WRONG_TEXT:
        ExplainWrongText(text, span, Report(DiagnosticKind::kWrongQuotes, span, ""));
        return true;
      case Lex::OPEN_TEXT:
        if (scan_.SpanOf(scan_.Before(i)).end == span.begin) return Texts(r);
        ExplainOpenText(text, span, Report(DiagnosticKind::kOpenText, span, ""));
        return true;
      case Lex::WRONG_NUMBER:
        ExplainWrongNumber(text, span, scan_.type(scan_.Before(i)) == Lex::COMMA,
                           Report(DiagnosticKind::kWrongNumber, span, ""));
        return true;
      case Lex::WRONG_DATE: {
        Diagnostic& d = Report(DiagnosticKind::kWrongDate, span, "");
        ExplainWrongDate(text, span, d);
        for (std::size_t j = scan_.After(i); j < r.end; j = scan_.After(j)) {
          Diagnostic other{DiagnosticKind::kWrongDate, span, {}, {}, {}, {}, {}};
          if (scan_.type(j) != Lex::WRONG_DATE) continue;
          ExplainWrongDate(scan_.text(j), scan_.SpanOf(j), other);
          d.fixes.insert(d.fixes.end(), other.fixes.begin(), other.fixes.end());
        }
        return true;
      }
      case Lex::SYMBOL: {
        const std::string words(WordsOfSign(text));
        Diagnostic& d = Report(DiagnosticKind::kSymbol, span, "the sign " + Quoted(i) + " stands for words");
        d.label = "write `" + words + "`";
        d.help.push_back("comparisons are words: `" + words + "`");
        d.fixes.push_back({span, words, false});
        return true;
      }
      case Lex::JUNK:
        if (i != r.at) break;
        ExplainJunk(i);
        return true;
      default:
        break;
    }
  }
  return false;
}

// A sign that the language does not know. Letters beyond `a` to `z` are in names by mistake; those of other alphabets
// that look like Latin ones are named, as nobody sees them.
void Explainer::ExplainJunk(std::size_t index) {
  const Span span = scan_.SpanOf(index);
  const std::string text(scan_.TextOf(span));
  std::size_t bytes = 0;
  const char32_t c = CodePointAt(text, 0, &bytes);
  if (IsInvisible(c)) return;  // reported with its code
  if (c < 0x80) {
    Diagnostic& d = Report(DiagnosticKind::kUnexpected, span, Quoted(index) + " has no meaning here");
    d.label = "not a sign of the language";
    d.help.push_back("delete it; a sign that visitors are to see stands in a text: `\"" + text + "\"`");
    return;
  }
  Diagnostic& d = Report(DiagnosticKind::kBadName, span, Quoted(index) + " can't be written here");
  d.label = "not a letter from a to z";
  const std::string alike = Skeleton(text);
  if (alike.size() == 1 && alike != text && alike[0] >= 'a' && alike[0] <= 'z') {
    d.label = "looks like `" + alike + "`, but is a letter of another alphabet";
    d.help.push_back("type `" + alike + "` in its place");
    d.fixes.push_back({span, alike, false});
    return;
  }
  d.help.push_back("names are small letters from a to z, digits and underscores; other letters stand in texts only");
}

// Whether the condition in which this token stands has begun with `has`.
bool Explainer::InHistory(const Region& r, std::size_t index) const {
  while (index > r.begin) {
    index = scan_.Before(index);
    const std::size_t type = scan_.type(index);
    if (type == Lex::HAS) return true;
    if (type == Lex::AND || type == Lex::OR || type == Lex::IS || type == Lex::LP) return false;
  }
  return false;
}

// `more than 3 times` for `at least 4 times`; after `has` also without `times`, before it without `has`.
bool Explainer::MoreThanTimes(const Region& r) {
  const bool more = scan_.type(r.at) == Lex::MORE_;
  const std::size_t than = scan_.After(r.at);
  const std::size_t number = scan_.After(than);
  if ((!more && scan_.type(r.at) != Lex::LESS) || scan_.type(than) != Lex::THAN || scan_.type(number) != Lex::INT) {
    return false;
  }
  const bool times = scan_.type(scan_.After(number)) == Lex::TIMES;
  const bool has = InHistory(r, r.at);
  if (!times && !has) return false;
  const bool event = !has && IsNameLike(scan_.type(r.last));
  const long long bound = std::max(0LL, std::atoll(std::string(scan_.text(number)).c_str()) + (more ? 1 : -1));
  const Span whole = scan_.SpanOf(event ? r.last : r.at, times ? scan_.After(number) : number);
  const std::string text = (event ? "has " + std::string(scan_.text(r.last)) + " " : std::string()) +
                           (more ? "at least " : "at most ") + std::to_string(bound) +
                           (bound == 1 ? " time" : " times");
  Diagnostic& d =
      Report(DiagnosticKind::kUnexpected, whole, "a count is `at least`, `at most` or `exactly` so many times");
  d.label = "write `" + text + "`";
  d.help.push_back("write `" + text + "`");
  d.fixes.push_back({whole, text, true});
  return true;
}

// `1 hour 30 minutes` for `90 minutes`.
bool Explainer::TwoLengths(const Region& r) {
  const auto seconds = [&](std::size_t unit) -> long long {
    switch (UnitByWord(scan_.text(unit))) {
      case Unit::kSecond:
        return 1;
      case Unit::kMinute:
        return 60;
      case Unit::kHour:
        return 3600;
      case Unit::kDay:
        return 86'400;
      case Unit::kWeek:
        return 604'800;
      default:
        return 0;  // of no fixed length
    }
  };
  const std::size_t number = scan_.Before(r.last);
  const std::size_t unit = scan_.After(r.at);
  const bool lengths = scan_.type(number) == Lex::INT && scan_.type(r.last) == Lex::UNIT &&
                       scan_.type(r.at) == Lex::INT && scan_.type(unit) == Lex::UNIT;
  if (!lengths || scan_.text(number).size() > 6 || scan_.text(r.at).size() > 6) return false;
  const Span span = scan_.SpanOf(number, unit);
  Diagnostic& d = Report(DiagnosticKind::kUnexpected, span, "a length of time has one unit");
  d.label = "here are two";
  if (seconds(unit) == 0 || seconds(r.last) % seconds(unit) != 0) {
    d.help.push_back("write it in the smaller unit alone");
    return true;
  }
  const long long count = std::stoll(std::string(scan_.text(number))) * (seconds(r.last) / seconds(unit)) +
                          std::stoll(std::string(scan_.text(r.at)));
  const std::string text = std::to_string(count) + " " + std::string(scan_.text(unit));
  d.help.push_back("write `" + text + "`");
  d.fixes.push_back({span, text, false});
  return true;
}

// Windows and counts of history.
bool Explainer::Windows(const Region& r) {
  const Span at = scan_.SpanOf(r.at);
  const std::size_t next = scan_.After(r.at);
  const std::size_t third = scan_.After(next);
  if (scan_.type(r.at) == Lex::INT && scan_.type(next) == Lex::UNIT && scan_.type(third) == Lex::AGO) {
    const Span whole = scan_.SpanOf(r.at, third);
    const std::string time = std::string(scan_.text(r.at)) + " " + std::string(scan_.text(next));
    Diagnostic& d = Report(DiagnosticKind::kBothReadings, whole,
                           "`" + std::string(scan_.TextOf(whole)) + "` can be meant in two ways");
    d.label = "since then, or before?";
    d.help.push_back("for the time since then write `in the last " + time + "`");
    d.help.push_back("for the time before use `days since`, for example `days since viewed is more than " +
                     std::string(scan_.text(r.at)) + "`");
    d.fixes.push_back({whole, "in the last " + time, false});
    return true;
  }
  if (MoreThanTimes(r) || TwoLengths(r)) return true;
  if (scan_.type(r.at) == Lex::NEVER && scan_.type(r.last) == Lex::HAS) {
    Diagnostic& d = Report(DiagnosticKind::kUnexpected, at, "`never` is written `not` here");
    d.label = "write `not`";
    d.help.push_back("write `has not " + std::string(scan_.text(next)) + "`");
    d.fixes.push_back({at, "not", true});
    return true;
  }
  if (scan_.type(r.at) == Lex::NOT && (Is(r.last, "did") || Is(r.last, "do") || scan_.type(r.last) == Lex::DOES)) {
    const Span whole = scan_.SpanOf(r.last, r.at);
    Diagnostic& d =
        Report(DiagnosticKind::kUnexpected, whole, "`" + std::string(scan_.TextOf(whole)) + "` is written `has not`");
    d.label = "write `has not` and the event's name";
    const bool verb = scan_.type(next) == Lex::NAME;
    const std::string event = verb ? PastOf(std::string(scan_.text(next))) : "ordered";
    d.help.push_back((verb ? "write `has not " : "write for example `has not ") + event + "`");
    if (verb) d.fixes.push_back({scan_.SpanOf(r.last, next), "has not " + event, false});
    return true;
  }
  return false;
}

// Half conditions and comparisons without `is`.
bool Explainer::Conditions(const Region& r) {
  const std::size_t last = scan_.type(r.last);
  if ((last == Lex::AND || last == Lex::OR) && scan_.StartsItem(r.at)) {
    Diagnostic& d =
        Report(DiagnosticKind::kIncomplete, scan_.SpanOf(r.last), "the condition ends after " + Quoted(r.last));
    d.label = "a second condition is missing";
    d.help.push_back("write the condition after it, or delete " + Quoted(r.last));
    return true;
  }
  if (last == scan_.type(r.at) && IsInnerWord(last)) {
    Diagnostic& d = Report(DiagnosticKind::kDuplicateWord, scan_.SpanOf(r.at), Quoted(r.at) + " is written twice");
    d.label = "the second one";
    d.help.push_back("delete it");
    d.fixes.push_back({scan_.SpanOf(r.at), "", true});
    return true;
  }
  if (r.last == r.begin && scan_.type(r.at) == r.word && IsFirstWord(r.word) &&
      scan_.line(r.at) == scan_.line(r.last)) {
    const Span span = scan_.SpanOf(r.at);
    Diagnostic& d = Report(DiagnosticKind::kDuplicateWord, span, Quoted(r.at) + " is written twice");
    d.label = "the second one";
    d.help.push_back("write it once");
    d.fixes.push_back({{span.file, scan_.SpanOf(r.last).end, span.end}, "", true});
    return true;
  }
  const std::size_t at = scan_.type(r.at);
  const std::size_t next = scan_.type(scan_.After(r.at));
  const bool comparison = ((at == Lex::MORE_ || at == Lex::LESS) && next == Lex::THAN) ||
                          (at == Lex::AT && (next == Lex::LEAST || next == Lex::MOST)) ||
                          (at == Lex::ONE && next == Lex::OF) || at == Lex::BETWEEN || at == Lex::KNOWN ||
                          at == Lex::UNKNOWN || at == Lex::UNDER;
  if (comparison && IsValueEnd(last)) {
    const bool two = at == Lex::MORE_ || at == Lex::LESS || at == Lex::AT || at == Lex::ONE;
    const std::string words =
        "is " + std::string(scan_.text(r.at)) + (two ? " " + std::string(scan_.text(scan_.After(r.at))) : "");
    Diagnostic& d = Report(DiagnosticKind::kUnexpected, scan_.SpanOf(r.at), "the word `is` is missing");
    d.label = "write `" + words + "`";
    d.help.push_back("write `" + std::string(scan_.text(r.last)) + " " + words + "`");
    const Span span = scan_.SpanOf(r.at);
    d.fixes.push_back({{span.file, span.begin, span.begin}, "is ", false});  // it may be a name that lacks its field
    return true;
  }
  return false;
}

// `and` and `or` in lists of names.
bool Explainer::Joining(const Region& r) {
  const std::size_t at = scan_.type(r.at);
  if (at != Lex::AND && at != Lex::OR) return false;
  const Span span = scan_.SpanOf(r.at);
  const Span gap{span.file, scan_.SpanOf(r.last).end, span.end};
  if (!IsNameLike(scan_.type(r.last)) && scan_.type(r.last) != Lex::PATH) return false;
  const std::string next(scan_.text(scan_.After(r.at)));
  const std::string before(scan_.text(r.last));
  const bool both = at == Lex::AND && (r.word == Lex::FOR || r.word == Lex::EXCEPT);
  Diagnostic& d = Report(both ? DiagnosticKind::kBothReadings : DiagnosticKind::kUnexpected, span,
                         both ? "`and` between two segments can be meant in two ways"
                              : "names are parted by commas, not by " + Quoted(r.at));
  d.label = both ? "any of them, or only visitors in both?" : "write `,`";
  if (both) {
    d.help.push_back("for any of them write `" + before + ", " + next + "`");
    d.help.push_back("for visitors in both write `when " + std::string(r.word == Lex::EXCEPT ? "not (" : "") +
                     "in segment " + before + " and in segment " + next + (r.word == Lex::EXCEPT ? ")`" : "`"));
  } else {
    d.help.push_back("write `" + before + ", " + next + "`");
  }
  d.fixes.push_back({gap, ",", !both});
  return true;
}

// Reserved words where a name is to stand.
bool Explainer::Names(const Region& r) {
  const std::size_t at = scan_.type(r.at);
  if (!r.failure->expects_name || scan_.StartsItem(r.at) || !(IsFirstWord(at) || IsInnerWord(at))) return false;
  const bool after_head = r.last == r.begin && IsHeadToken(r.word);
  const bool in_names = r.last == r.begin || scan_.type(r.last) == Lex::COMMA || scan_.type(r.last) == Lex::IN ||
                        scan_.type(r.last) == Lex::CONSENT;
  if (!after_head && !in_names) return false;
  if (r.word == Lex::GIVE || (r.word == Lex::WHEN && !IsFirstWord(at))) return false;
  const std::string word(scan_.text(r.at));
  Diagnostic& d =
      Report(DiagnosticKind::kReservedName, scan_.SpanOf(r.at), Quoted(r.at) + " is a word of the language");
  d.label = "can't be a name";
  d.help.push_back("choose another name, for example `the_" + word + "`");
  d.fixes.push_back({scan_.SpanOf(r.at), "the_" + word, false});
  return true;
}

// One little word is wrong or missing: `competes with` for `competes in`, `stop dismissed` for `stop after dismissed`.
bool Explainer::LittleWords(const Region& r) {
  const Span at = scan_.SpanOf(r.at);
  if (r.word == Lex::GIVE && scan_.type(r.at) != Lex::OFF && !scan_.StartsItem(r.at)) {
    for (std::size_t i = r.begin; i < r.end && scan_.After(i) != i; i = scan_.After(i)) {
      if (!Is(i, "free")) continue;
      Diagnostic& d = Report(DiagnosticKind::kIncomplete, at, "`give` needs how much, and `off`");
      d.label = "free is `100% off`";
      const bool piece = scan_.type(r.at) == Lex::CHEAPEST || scan_.type(r.at) == Lex::DEAREST;
      const std::string text = "100% off" + (piece ? " " + std::string(scan_.text(r.at)) : std::string());
      d.help.push_back("write `give " + text + "`");
      if (piece) d.fixes.push_back({scan_.SpanOf(r.at, i), text, false});
      return true;
    }
  }
  if (scan_.StartsItem(r.at) || r.begin == r.at) return false;
  std::string word;
  for (const std::size_t type : r.failure->expected) {
    // `stop` takes `for` or `after`: the last one that is a word is the plain one.
    if (type < Lex::UNIT && !TextOfWord(type).empty()) word = TextOfWord(type);
  }
  if (word.empty() || r.failure->expected.size() > 2) return false;
  const bool replaces = IsInnerWord(scan_.type(r.at)) || IsFirstWord(scan_.type(r.at));
  const std::string written(scan_.TextOf(scan_.SpanOf(r.begin, r.last)));
  const std::size_t after = replaces ? scan_.After(r.at) : r.at;
  std::size_t until = after;
  while (IsNumber(scan_.type(after)) && scan_.line(scan_.After(until)) == scan_.line(after) &&
         (scan_.type(scan_.After(until)) == Lex::PERCENT || scan_.type(scan_.After(until)) == Lex::CURRENCY ||
          scan_.type(scan_.After(until)) == Lex::UNIT)) {
    until = scan_.After(until);
  }
  const std::string next(scan_.AtEnd(after) ? std::string_view() : scan_.TextOf(scan_.SpanOf(after, until)));
  Diagnostic& d =
      Report(DiagnosticKind::kUnexpected, at,
             replaces ? "`" + word + "` stands here, not " + Quoted(r.at) : "the word `" + word + "` is missing");
  d.label = "write `" + word + "`" + (replaces ? "" : " before it");
  d.help.push_back("write `" + written + " " + word + (next.empty() ? "" : " " + next) + "`");
  if (replaces) {
    d.fixes.push_back({at, word, true});
  } else {
    d.fixes.push_back({{at.file, at.begin, at.begin}, word + " ", true});
  }
  return true;
}

}  // namespace nextmove::dsl

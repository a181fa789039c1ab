// Lines that start with no word of the language, and clauses of which nothing more is known than that they go wrong.
#include <array>
#include <utility>

#include "dsl/syntax/explain.h"
#include "dsl/syntax/second_chance.h"

namespace nextmove::dsl {
namespace {

// Words of other products and languages for ours.
std::string_view Meant(std::string_view word, bool heads) {
  using Pair = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Pair, 21> kHeadWords = {{
      {"promotion", "discount"}, {"promo", "discount"},
      {"offer", "discount"},     {"coupon", "discount"},
      {"sale", "discount"},      {"voucher", "discount"},
      {"popup", "overlay"},      {"modal", "overlay"},
      {"menu", "navigation"},    {"audiences", "segment"},
      {"slot", "placement"},     {"field", "attribute"},
      {"email", "message"},      {"recommendation", "recommend"},
      {"newsletter", "message"}, {"campaign", "message"},
      {"question", "ask"},       {"survey", "ask"},
      {"price", "pricing"},      {"ab_test", "experiment"},
      {"variable", "value"},
  }};
  static constexpr std::array<Pair, 26> kClauseWords = {{
      {"wenn", "when"},           {"si", "when"},
      {"quand", "when"},          {"if", "when"},
      {"condition", "when"},      {"and", "when"},
      {"where", "when"},          {"text", "say"},
      {"title", "say"},           {"headline", "say headline"},
      {"subject", "say subject"}, {"button", "say button"},
      {"display", "show"},        {"start", "active from"},
      {"begin", "active from"},   {"image", "show image"},
      {"link", "show link"},      {"reward", "give"},
      {"discount", "give"},       {"segment", "for"},
      {"because", "why"},         {"schedule", "active"},
      {"order", "rank"},          {"sort", "rank"},
      {"trigger", "on"},          {"goal", "measure"},
  }};
  const auto find = [word](const auto& words) -> std::string_view {
    for (const auto& [theirs, ours] : words) {
      if (theirs == word) return ours;
    }
    return {};
  };
  return heads ? find(kHeadWords) : find(kClauseWords);
}

}  // namespace

std::string Explainer::AsCondition(std::size_t first) const {
  const std::size_t next = scan_.type(scan_.After(first));
  const std::size_t last = scan_.LineEnd(first);
  bool times = false;
  for (std::size_t i = first; i < last; i = scan_.After(i)) times = times || scan_.type(scan_.After(i)) == Lex::TIMES;
  const std::string word(scan_.text(first));
  switch (scan_.type(first)) {
    case Lex::HAS:
    case Lex::NOT:
    case Lex::LP:
      return "when " + word;
    case Lex::IN:
      return next == Lex::SEGMENT ? "when in" : "";
    case Lex::UNIT:
      return next == Lex::SINCE || next == Lex::UNTIL ? "when " + word : "";
    case Lex::NUMBER:
    case Lex::SUM:
      return next == Lex::OF ? "when " + word : "";
    case Lex::NAME:
    case Lex::WRONG_NAME:
    case Lex::PATH:
      break;
    default:
      return "";
  }
  switch (next) {
    case Lex::IS:
    case Lex::CONTAINS:
    case Lex::SYMBOL:
    case Lex::STARTS:
    case Lex::ENDS:
      return "when " + word;
    case Lex::IN:
    case Lex::TODAY:
    case Lex::SINCE:
      return IsNameLike(scan_.type(first)) ? "when has " + word : "";
    case Lex::AT:
    case Lex::EXACTLY:
      return times ? "when has " + word : next == Lex::AT ? "when " + word + " is" : "";
    case Lex::MORE_:
    case Lex::LESS:
      return times ? "" : "when " + word + " is";
    default:
      return "";
  }
}

bool Explainer::IsUnknownLine(std::size_t first) const {
  return IsNameLike(scan_.type(first)) || scan_.type(first) == Lex::PATH || !AsCondition(first).empty();
}

// The parser passes over all lines up to the next that starts well: each of them is told.
void Explainer::UnknownLines(std::size_t first, std::size_t end) {
  for (std::size_t line = first; line < end; line = scan_.After(scan_.LineEnd(line))) {
    const bool goes_on = line != first && Continues(scan_.type(scan_.Before(line)));
    if (!goes_on && IsUnknownLine(line) && explained_.insert(line).second) UnknownLine(line);
    if (scan_.After(scan_.LineEnd(line)) <= line) break;
  }
}

void Explainer::UnknownLine(std::size_t first) {
  const Span span = scan_.SpanOf(first);
  const std::string word(scan_.text(first));
  const std::size_t next = first + 2 < scan_.tokens().size() ? first + 2 : first;  // a blank lies between
  if (const std::string condition = AsCondition(first); !condition.empty()) {
    const Span line = scan_.SpanOf(first, scan_.LineEnd(first));
    Diagnostic& d = Report(DiagnosticKind::kUnknownFirstWord, span, "a condition needs the word `when` before it");
    d.label = "the line starts with no clause word";
    d.help.push_back("write `" + condition + std::string(scan_.TextOf({line.file, span.end, line.end})) + "`");
    d.fixes.push_back({span, condition, false});
    return;
  }
  const bool head = scan_.AtMargin(first);
  if (word == "unless" && scan_.LineEnd(first) != first) {
    const Span line = scan_.SpanOf(first, scan_.LineEnd(first));
    const Span rest = scan_.SpanOf(scan_.After(first), scan_.LineEnd(first));
    const std::string text = "when not (" + std::string(scan_.TextOf(rest)) + ")";
    Diagnostic& d = Report(DiagnosticKind::kUnknownFirstWord, span, "`unless` is written `when not`");
    d.label = "not a clause word";
    d.help.push_back("write `" + text + "`");
    d.fixes.push_back({line, text, false});
    return;
  }
  Diagnostic& d = Report(DiagnosticKind::kUnknownFirstWord, span, "no line starts with `" + word + "`");
  d.label = head ? "not a heading" : "not a clause word";
  const std::string_view meant = Meant(word, head);
  if (!meant.empty()) {
    d.help.push_back("did you mean `" + std::string(meant) + "`?");
    d.fixes.push_back({span, std::string(meant), false});
  } else if (head) {
    d.help.push_back("write one of the headings, for example `discount " +
                     std::string(IsNameLike(scan_.type(next)) ? scan_.text(next) : "win_back") + "`");
  } else {
    d.help.push_back("each line of a rule starts with a clause word, for example `when`, `for` or `give`");
  }
}

void Explainer::General(const Region& r) {
  if (r.at > r.begin && scan_.type(r.last) == Lex::BECAUSE) {
    Diagnostic& d = Report(DiagnosticKind::kUnknownReason, scan_.SpanOf(r.at), "unknown reason " + Quoted(r.at));
    d.label = "no clause that can stop a rule";
    d.help.push_back("write the first clause that stops it, for example `because when` or `because for`");
    return;
  }
  const std::string head(IsFirstWord(r.word) ? scan_.text(r.begin) : std::string_view());
  std::string example;
  if (IsClauseToken(r.word)) example = RowOf(ClauseOfToken(r.word)).example;
  if (r.word == Lex::ATTRIBUTE) example = "attribute cart.total money";
  if (example.empty() && IsHeadToken(r.word)) example = head + " summer_sale";
  if (scan_.StartsItem(r.at)) {
    const Span place = head.empty() ? scan_.SpanOf(r.last) : scan_.SpanOf(r.begin, r.last);
    Diagnostic& d = Report(DiagnosticKind::kIncomplete, place,
                           head.empty() ? "the line is not complete" : "`" + head + "` is not complete");
    d.label = IsHeadToken(r.word) && r.last == r.begin ? "the name is missing" : "something is missing after this";
    if (!example.empty()) d.help.push_back("write for example `" + example + "`");
    return;
  }
  Diagnostic& d =
      Report(DiagnosticKind::kUnexpected, scan_.SpanOf(r.at),
             head.empty() ? Quoted(r.at) + " can't stand here" : "`" + head + "` can't go on with " + Quoted(r.at));
  d.label = head.empty() ? "no line starts like this" : "not understood from here on";
  // A head ends with its name, so the word that follows may mean a clause: `if` for `when`.
  const std::string_view meant = IsHeadToken(r.word) ? Meant(scan_.text(r.at), false) : std::string_view();
  if (!meant.empty()) {
    d.help.push_back("did you mean `" + std::string(meant) + "`?");
    d.fixes.push_back({d.span, std::string(meant), false});
    return;
  }
  if (!example.empty()) {
    d.help.push_back("write for example `" + example + "`");
  } else {
    d.help.push_back("each line starts with a head or a clause word, for example `when` or `give`");
  }
}

}  // namespace nextmove::dsl

// Cuts texts at their holes. They are read from the file, so that errors have their place.
#include "dsl/check/expressions/templates.h"

#include <optional>
#include <utility>

#include "absl/strings/str_join.h"
#include "dsl/check/expressions/conditions.h"
#include "dsl/check/expressions/entry.h"
#include "dsl/check/type_words.h"
#include "dsl/syntax/parse.h"

namespace nextmove::dsl {
namespace {

constexpr std::string_view kOtherwise = " otherwise ";
constexpr std::string_view kBar = " | ";

std::vector<std::string> Cut(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t bar = text.find(kBar, begin);
    parts.emplace_back(text.substr(begin, bar == std::string_view::npos ? bar : bar - begin));
    if (bar == std::string_view::npos) return parts;
    begin = bar + kBar.size();
  }
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

TemplatePiece Literal(std::string text) {
  TemplatePiece piece;
  piece.text = std::move(text);
  return piece;
}

std::string Unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    result += text[i];
  }
  return result;
}

bool CheckForms(Typing& typing, const TemplatePiece& piece, const Span& span, const LocaleFormat& locale) {
  if (piece.plural_forms.empty()) return true;
  const Type& type = piece.value->type;
  if (!IsUnknown(type) && type.kind != TypeKind::kNumber) {
    Report(typing, DiagnosticKind::kWrongType, span,
           Ticked(typing, span) + " is " + Describe(type) + ", but one and several are told apart by a number")
        .help.push_back("leave the forms after `|` out, or name a number");
    return false;
  }
  const auto& categories = locale.plural_categories();
  if (piece.plural_forms.size() <= categories.size()) return true;
  Report(typing, DiagnosticKind::kTooManyPluralForms, span,
         "`" + locale.tag() + "` has " + std::to_string(categories.size()) +
             (categories.size() == 1 ? " form" : " forms") + ", but " + std::to_string(piece.plural_forms.size()) +
             " are written")
      .help.push_back("write at most one for each of `" + absl::StrJoin(categories, "`, `") + "`");
  return false;
}

std::optional<TemplatePiece> Hole(Typing& typing, const Span& span, const LocaleFormat& locale,
                                  const ExprContext& context) {
  const std::string_view text = typing.sources.TextOf(span);
  TemplatePiece piece;
  std::string_view rest = text;
  if (const std::size_t at = text.find(kOtherwise); at != std::string_view::npos) {
    piece.otherwise = Unescaped(text.substr(at + kOtherwise.size()));
    rest = text.substr(0, at);
  }
  std::vector<std::string> parts = Cut(rest);
  const std::size_t length = parts.front().size();
  if (Trimmed(parts.front()).empty()) {
    Report(typing, DiagnosticKind::kBadHole, {span.file, span.begin - 1, span.end + 1}, "the hole names no value")
        .help.push_back("write a value between the braces, like `{cart.total}`; a brace that is text is written `\\{`");
    return std::nullopt;
  }
  const Span value_span{span.file, span.begin, span.begin + static_cast<std::uint32_t>(length)};
  const std::size_t errors = typing.sink.errors();
  const tree::ExprPtr value = ParseHole(typing.sources, value_span, typing.sink);
  if (!value || typing.sink.errors() != errors) {
    typing.reported = true;
    return std::nullopt;
  }
  piece.value = CheckExpression(typing, *value, context);
  if (typing.reported) return std::nullopt;
  ReportNegations(typing, *piece.value);
  const Type& type = piece.value->type;
  const bool lines = type.kind == TypeKind::kRecord ||
                     (type.kind == TypeKind::kList && type.element() && type.element()->kind == TypeKind::kRecord);
  if (lines) {
    Report(typing, DiagnosticKind::kWrongType, value_span,
           Ticked(typing, value_span) + " is a list of lines, which is no text")
        .help.push_back("count them, like `{" + TextOf(typing, value_span) + ".size}`");
    return std::nullopt;
  }
  for (std::size_t i = 1; i < parts.size(); ++i) piece.plural_forms.push_back(Unescaped(Trimmed(parts[i])));
  if (!CheckForms(typing, piece, value_span, locale) || typing.reported) return std::nullopt;
  return piece;
}

}  // namespace

bool HasHoles(const tree::Text& text) {
  for (std::size_t i = 0; i < text.text.size(); ++i) {
    if (text.text[i] == '{' && (i == 0 || text.text[i - 1] != '\\')) return true;
    if (text.text[i] == '}') return true;
  }
  return false;
}

Template LowerText(Typing& typing, const tree::Text& text, const LocaleFormat& locale, const ExprContext& context) {
  const OneError one(typing);
  const std::string_view raw = typing.sources.TextOf(text.span);
  if (raw.size() < 2 || raw.front() != '"' || raw.back() != '"') return {Literal(Unescaped(text.text))};
  Template result;
  std::string literal;
  int escaped = 0;  // `\{` whose `}` is still to come
  const auto place = [&](std::size_t begin, std::size_t end) {
    return Span{text.span.file, text.span.begin + static_cast<std::uint32_t>(begin),
                text.span.begin + static_cast<std::uint32_t>(end)};
  };
  for (std::size_t i = 1; i + 1 < raw.size(); ++i) {
    if (raw[i] == '\\') {
      if (raw[++i] == '{') ++escaped;
      literal += raw[i];
    } else if (raw[i] == '}' && escaped-- <= 0) {
      Report(typing, DiagnosticKind::kBadHole, place(i, i + 1), "`}` closes a hole that was not opened")
          .help.push_back("delete it, or open the hole with `{`");
      return {};
    } else if (raw[i] == '{') {
      const std::size_t end = raw.find_first_of("{}", i + 1);
      if (end == std::string_view::npos || raw[end] == '{') {
        Report(typing, DiagnosticKind::kBadHole, place(i, i + 1), "the hole is not closed")
            .help.push_back("close it with `}`; a brace that is text is written `\\{`");
        return {};
      }
      auto hole = Hole(typing, place(i + 1, end), locale, context);
      if (!hole) return {};
      if (!literal.empty()) result.push_back(Literal(std::exchange(literal, {})));
      result.push_back(std::move(*hole));
      i = end;
    } else {
      literal += raw[i];
    }
  }
  if (!literal.empty() || result.empty()) result.push_back(Literal(std::move(literal)));
  return result;
}

}  // namespace nextmove::dsl

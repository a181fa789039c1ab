// Reports inside one expression, and the author's words.
#include "dsl/check/typing.h"

#include <utility>

namespace nextmove::dsl {
namespace {

// Whether the first parenthesis closes only at the very end.
bool StandsInParentheses(std::string_view text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return false;
  int open = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '(') ++open;
    if (text[i] == ')' && --open == 0) return i + 1 == text.size();
  }
  return false;
}

}  // namespace

Diagnostic& Report(Typing& typing, DiagnosticKind kind, const Span& span, std::string message) {
  if (typing.reported) {
    typing.ignored = Diagnostic{};
    return typing.ignored;
  }
  typing.reported = true;
  return typing.sink.Report(kind, span, std::move(message));
}

std::string TextOf(const Typing& typing, const Span& span) {
  std::string text;
  bool line_break = false;
  for (const char c : typing.sources.TextOf(span)) {
    if (c == '\n' || c == '\r') {
      line_break = true;
      while (!text.empty() && text.back() == ' ') text.pop_back();
      continue;
    }
    if (line_break && (c == ' ' || c == '\t')) continue;
    if (line_break) text += ' ';
    line_break = false;
    text += c;
  }
  return text;
}

std::string TextOf(const Typing& typing, const tree::Expr& expr) {
  std::string text = TextOf(typing, expr.span);
  return expr.parenthesized && !StandsInParentheses(text) ? "(" + text + ")" : text;
}

std::string Ticked(const Typing& typing, const Span& span) { return "`" + TextOf(typing, span) + "`"; }

Expr Wrong(const Span& span) {
  Expr expr;
  expr.span = span;
  return expr;
}

}  // namespace nextmove::dsl

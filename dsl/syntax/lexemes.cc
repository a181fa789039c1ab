// Cuts a file into lexemes by the lexer of the grammar.
#include "dsl/syntax/lexemes.h"

#include <algorithm>
#include <unordered_set>

#include "dsl/syntax/field_words.h"
#include "dsl/syntax/scan.h"
#include "dsl/syntax/walk.h"

namespace nextmove::dsl {
namespace {

// A text is scanned in pieces of about so many bytes, so that a large one needs little memory.
constexpr std::uint32_t kPieceBytes = 64 << 10;

// Where literals begin: a minus there is a sign, any other subtracts.
std::unordered_set<std::uint32_t> LiteralBegins(const tree::File& file) {
  std::unordered_set<std::uint32_t> begins;
  for (const tree::Head& head : file.heads) {
    for (const tree::Clause& clause : head.clauses) {
      for (const tree::Expr* root : ExpressionsOf(clause)) {
        ForEachExpr(*root, [&](const tree::Expr& expr) {
          if (expr.kind == tree::ExprKind::kLiteral) begins.insert(expr.span.begin);
        });
      }
    }
  }
  return begins;
}

std::string_view WithoutBlanksAtEnd(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t\xC2\xA0") + 1);
}

}  // namespace

std::vector<Lexeme> LexemesOf(const tree::File& file, std::string_view text) {
  std::vector<std::uint32_t> cuts = {0};
  for (const tree::Head& head : file.heads) {
    if (head.span.begin - cuts.back() >= kPieceBytes) cuts.push_back(head.span.begin);
  }
  cuts.push_back(static_cast<std::uint32_t>(text.size()));

  const std::unordered_set<std::uint32_t> literals = LiteralBegins(file);
  std::vector<Lexeme> lexemes;
  std::uint32_t end = 0;  // of the lexeme before
  for (std::size_t piece = 0; piece + 1 < cuts.size(); ++piece) {
    const Scan scan = ScanPiece(text.substr(cuts[piece], cuts[piece + 1] - cuts[piece]), file.file, cuts[piece]);
    for (std::size_t i = 0; i < scan.tokens().size(); ++i) {
      const std::size_t type = scan.type(i);
      if (type == Lex::SPACE || scan.AtEnd(i)) continue;
      const Span span = scan.SpanOf(i);
      Lexeme& lexeme = lexemes.emplace_back();
      lexeme.type = type;
      lexeme.comment = type == Lex::COMMENT || type == Lex::DOC;
      const std::string_view written = text.substr(span.begin, span.end - span.begin);
      lexeme.text = lexeme.comment ? WithoutBlanksAtEnd(written) : type == Lex::TIME_ZONE ? "time zone" : written;
      lexeme.begin = span.begin;
      const std::string_view blanks = text.substr(end, span.begin - end);
      lexeme.line_breaks = static_cast<std::uint32_t>(std::count(blanks.begin(), blanks.end(), '\n'));
      lexeme.at_margin = span.begin == 0 || text[span.begin - 1] == '\n';
      lexeme.sign = type == Lex::MINUS && literals.contains(span.begin);
      end = span.end;
    }
  }
  return lexemes;
}

}  // namespace nextmove::dsl

// Tokens of a piece, their neighbours and places.
#include "dsl/syntax/scan.h"

#include <algorithm>
#include <string>

namespace nextmove::dsl {

bool IsInvisible(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C ||
         c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

Scan::Scan(std::string_view piece, std::uint32_t file, std::uint32_t base) : piece_(piece), file_(file), base_(base) {
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if ((static_cast<unsigned char>(piece[i]) & 0xC0) != 0x80) byte_of_.push_back(static_cast<std::uint32_t>(i));
  }
  byte_of_.push_back(static_cast<std::uint32_t>(piece.size()));
  input_ = std::make_unique<antlr4::ANTLRInputStream>(std::string(piece));
  lexer_ = std::make_unique<Lex>(input_.get());
  lexer_->removeErrorListeners();
  stream_ = std::make_unique<antlr4::CommonTokenStream>(lexer_.get());
  stream_->fill();
  for (antlr4::Token* token : stream_->getTokens()) tokens_.push_back(static_cast<Token*>(token));
  Rewind();
}

void Scan::Rewind() {
  seen_.clear();
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (tokens_[i]->getChannel() == antlr4::Token::DEFAULT_CHANNEL) seen_.push_back(i);
  }
  stream_->seek(0);
}

std::size_t Scan::Before(std::size_t index) const {
  const auto at = std::lower_bound(seen_.begin(), seen_.end(), index);
  return at == seen_.begin() ? index : *(at - 1);
}

std::size_t Scan::After(std::size_t index) const {
  const auto at = std::upper_bound(seen_.begin(), seen_.end(), index);
  return at == seen_.end() ? index : *at;
}

bool Scan::FirstOnLine(std::size_t index) const {
  const std::size_t before = Before(index);
  return before == index || line(before) < line(index);
}

std::size_t Scan::LineStart(std::size_t index) const {
  while (!FirstOnLine(index)) index = Before(index);
  return index;
}

std::size_t Scan::LineEnd(std::size_t index) const {
  for (std::size_t next = After(index); next != index && !AtEnd(next) && line(next) == line(index);
       next = After(index)) {
    index = next;
  }
  return index;
}

Span Scan::SpanOf(const antlr4::Token& token) const {
  if (token.getType() == antlr4::Token::EOF) {
    // The end is shown right after the last visible character.
    std::size_t end = piece_.size();
    while (end > 0 && std::string_view(" \t\r\n").find(piece_[end - 1]) != std::string_view::npos) --end;
    return {file_, base_ + static_cast<std::uint32_t>(end), base_ + static_cast<std::uint32_t>(end)};
  }
  return {file_, base_ + byte_of_[token.getStartIndex()], base_ + byte_of_[token.getStopIndex() + 1]};
}

Span Scan::SpanOf(std::size_t first, std::size_t last) const {
  const Span begin = SpanOf(first);
  const Span end = SpanOf(last);
  return {file_, begin.begin, std::max(begin.begin, end.end)};
}

Span Scan::SpanOf(antlr4::ParserRuleContext& context) const {
  const antlr4::Token* first = context.getStart();
  const antlr4::Token* last = context.getStop();
  const Span begin = SpanOf(*first);
  if (last == nullptr || last->getTokenIndex() < first->getTokenIndex()) return {file_, begin.begin, begin.begin};
  return {file_, begin.begin, SpanOf(*last).end};
}

std::string_view Scan::TextOf(const antlr4::Token& token) const {
  if (token.getType() == antlr4::Token::EOF) return {};
  return TextOf(SpanOf(token));
}

}  // namespace nextmove::dsl

// One piece of a rule file as tokens, with places in bytes. Seen only in this folder. Thread-compatible.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "antlr4-runtime.h"
#include "dsl/grammar/NextmoveLexer.h"
#include "dsl/grammar/NextmoveParser.h"
#include "dsl/source/source.h"
#include "dsl/words/words.h"

namespace nextmove::dsl {

using Lex = grammar::NextmoveLexer;
using Par = grammar::NextmoveParser;
using Token = antlr4::CommonToken;

// Heads and clause words lie in the lexer in the order of words.h.
inline bool IsHeadToken(std::size_t type) { return type >= Lex::PROJECT && type <= Lex::TEST_; }
inline bool IsClauseToken(std::size_t type) { return type >= Lex::WHY && type <= Lex::EXPECT; }
inline bool IsFirstWord(std::size_t type) { return IsHeadToken(type) || IsClauseToken(type); }
inline HeadWord HeadOfToken(std::size_t type) { return static_cast<HeadWord>(type - Lex::PROJECT); }
inline ClauseWord ClauseOfToken(std::size_t type) { return static_cast<ClauseWord>(type - Lex::WHY); }
// `and`, `least`, `calendar`: reserved words that start no clause.
inline bool IsInnerWord(std::size_t type) { return type >= Lex::AND && type <= Lex::TIMES; }

inline bool IsText(std::size_t type) {
  return type == Lex::STRING || type == Lex::WRONG_TEXT || type == Lex::OPEN_TEXT;
}
inline bool IsNameLike(std::size_t type) { return type == Lex::NAME || type == Lex::WRONG_NAME; }
inline bool IsNumber(std::size_t type) { return type == Lex::INT || type == Lex::DEC || type == Lex::WRONG_NUMBER; }
inline bool IsValueEnd(std::size_t type) {
  return IsText(type) || IsNameLike(type) || IsNumber(type) || type == Lex::PATH || type == Lex::PERCENT ||
         type == Lex::CURRENCY || type == Lex::UNIT || type == Lex::DATE || type == Lex::CLOCK || type == Lex::RB ||
         type == Lex::RP || type == Lex::YES || type == Lex::NO;
}

// A code point that one can't see or that turns the direction of text. Joiners within words are allowed.
bool IsInvisible(char32_t c);

class Scan {
 public:
  // Without the fields that are named by a reserved word: ScanPiece in field_words.h sees to them.
  // `piece` is valid UTF-8 and starts at byte `base` of `file`; it must outlive the scan.
  Scan(std::string_view piece, std::uint32_t file, std::uint32_t base);

  antlr4::CommonTokenStream& stream() { return *stream_; }
  // All tokens, comments and blanks too; the last one is the end of the text. A token's index is its place here.
  const std::vector<Token*>& tokens() const { return tokens_; }
  // The indices of the tokens that the parser sees, the end included.
  const std::vector<std::size_t>& seen() const { return seen_; }

  // Hides a token from the parser or gives it another meaning; call `Rewind` before the next parse.
  void Hide(std::size_t index) { tokens_[index]->setChannel(antlr4::Token::HIDDEN_CHANNEL); }
  void Become(std::size_t index, std::size_t type) { tokens_[index]->setType(type); }
  void Rewind();

  std::size_t type(std::size_t index) const { return tokens_[index]->getType(); }
  std::size_t line(std::size_t index) const { return tokens_[index]->getLine(); }
  std::string_view text(std::size_t index) const { return TextOf(*tokens_[index]); }
  // The seen neighbour; the index itself at an end.
  std::size_t Before(std::size_t index) const;
  std::size_t After(std::size_t index) const;
  bool FirstOnLine(std::size_t index) const;
  bool AtMargin(std::size_t index) const { return tokens_[index]->getCharPositionInLine() == 0; }
  bool AtEnd(std::size_t index) const { return type(index) == antlr4::Token::EOF; }
  // A head or clause word that stands first on its line, or the end: where recovery stops.
  bool StartsItem(std::size_t index) const { return AtEnd(index) || (IsFirstWord(type(index)) && FirstOnLine(index)); }
  // The first seen token on the line of `index`, and the last.
  std::size_t LineStart(std::size_t index) const;
  std::size_t LineEnd(std::size_t index) const;

  Span SpanOf(const antlr4::Token& token) const;
  Span SpanOf(std::size_t index) const { return SpanOf(*tokens_[index]); }
  Span SpanOf(std::size_t first, std::size_t last) const;
  Span SpanOf(antlr4::ParserRuleContext& context) const;
  std::string_view TextOf(const antlr4::Token& token) const;
  std::string_view TextOf(const Span& span) const { return piece_.substr(span.begin - base_, span.end - span.begin); }

 private:
  std::string_view piece_;
  std::uint32_t file_;
  std::uint32_t base_;
  std::vector<std::uint32_t> byte_of_;  // of each code point, and of the end
  std::unique_ptr<antlr4::ANTLRInputStream> input_;
  std::unique_ptr<Lex> lexer_;
  std::unique_ptr<antlr4::CommonTokenStream> stream_;
  std::vector<Token*> tokens_;
  std::vector<std::size_t> seen_;
};

}  // namespace nextmove::dsl

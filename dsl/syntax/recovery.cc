// The error strategy of the parser, and the parse itself.
#include "dsl/syntax/recovery.h"

#include <memory>

namespace nextmove::dsl {
namespace {

std::size_t IndexOf(antlr4::Token* token) { return token->getTokenIndex(); }

antlr4::ParserRuleContext* EnclosingItem(antlr4::ParserRuleContext* context) {
  while (context != nullptr && context->getRuleIndex() != Par::RuleHead && context->getRuleIndex() != Par::RuleClause) {
    context = dynamic_cast<antlr4::ParserRuleContext*>(context->parent);
  }
  return context;
}

std::unique_ptr<Par> MakeParser(Scan& scan, std::vector<Failure>& failures) {
  scan.Rewind();
  auto parser = std::make_unique<Par>(&scan.stream());
  parser->removeErrorListeners();
  parser->setErrorHandler(std::make_shared<LineRecovery>(scan, failures));
  parser->getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
  return parser;
}

}  // namespace

void LineRecovery::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
  if (inErrorRecoveryMode(parser)) return;
  beginErrorCondition(parser);
  Failure failure;
  failure.at = IndexOf(error.getOffendingToken());
  antlr4::ParserRuleContext* item = EnclosingItem(parser->getContext());
  failure.begin = item != nullptr ? IndexOf(item->getStart()) : IndexOf(parser->getCurrentToken());
  failure.stray = item == nullptr;
  // Expectations are those of the place where the decision began: they help only when that is the wrong word itself.
  if (IndexOf(parser->getCurrentToken()) == failure.at &&
      parser->getState() != antlr4::atn::ATNState::INVALID_STATE_NUMBER) {
    const antlr4::misc::IntervalSet expected = parser->getExpectedTokens();
    failure.expects_name = expected.contains(static_cast<std::size_t>(Lex::NAME));
    if (expected.size() <= 4) {
      for (const ssize_t type : expected.toList()) failure.expected.push_back(static_cast<std::size_t>(type));
    }
  }
  failure.end = failure.at;
  failures_.push_back(std::move(failure));
}

void LineRecovery::recover(antlr4::Parser* parser, std::exception_ptr error) {
  const std::size_t rule = parser->getContext()->getRuleIndex();
  if (rule != Par::RuleClause && rule != Par::RuleHead && rule != Par::RuleFile && rule != Par::RuleHole) {
    std::rethrow_exception(error);
  }
  SkipToItem(parser);
}

antlr4::Token* LineRecovery::recoverInline(antlr4::Parser* parser) { throw antlr4::InputMismatchException(parser); }

void LineRecovery::sync(antlr4::Parser* parser) {
  if (parser->getContext()->getRuleIndex() != Par::RuleFile) return;
  antlr4::TokenStream* tokens = parser->getTokenStream();
  const std::size_t next = tokens->LA(1);
  if (IsFirstWord(next) || next == antlr4::Token::EOF) return;
  Failure failure;
  failure.begin = failure.at = IndexOf(tokens->LT(1));
  failure.stray = true;
  failures_.push_back(std::move(failure));
  SkipToItem(parser);
}

void LineRecovery::SkipToItem(antlr4::Parser* parser) {
  antlr4::TokenStream* tokens = parser->getTokenStream();
  while (!scan_.StartsItem(IndexOf(tokens->LT(1)))) tokens->consume();
  if (!failures_.empty()) failures_.back().end = IndexOf(tokens->LT(1));
}

Parse ParseItems(Scan& scan) {
  Parse parse;
  parse.parser = MakeParser(scan, parse.failures);
  parse.file = parse.parser->file();
  return parse;
}

Parse ParseHoleText(Scan& scan) {
  Parse parse;
  parse.parser = MakeParser(scan, parse.failures);
  parse.hole = parse.parser->hole();
  return parse;
}

}  // namespace nextmove::dsl

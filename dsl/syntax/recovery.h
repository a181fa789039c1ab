// How the parser goes on after an error: the error unwinds to its clause, parsing resumes at the next line that begins
// with a head or clause word. Words are never inserted or deleted. Seen only in this folder. Thread-compatible.
#pragma once

#include <vector>

#include "dsl/syntax/scan.h"

namespace nextmove::dsl {

// One place where the parser could not go on.
struct Failure {
  std::size_t begin = 0;  // token at which the head or clause starts; of a stray piece its first token
  std::size_t at = 0;     // token that does not fit
  std::size_t end = 0;    // token at which parsing resumes
  bool stray = false;     // after a complete clause, or where no clause has begun
  bool expects_name = false;
  std::vector<std::size_t> expected;  // token types, when they are few
};

class LineRecovery : public antlr4::DefaultErrorStrategy {
 public:
  LineRecovery(const Scan& scan, std::vector<Failure>& failures) : scan_(scan), failures_(failures) {}

  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void sync(antlr4::Parser* parser) override;

 private:
  void SkipToItem(antlr4::Parser* parser);
  const Scan& scan_;
  std::vector<Failure>& failures_;
};

// Parses what `scan` holds. The parser owns the tree: it must live as long as `tree` is used.
struct Parse {
  std::unique_ptr<Par> parser;
  Par::FileContext* file = nullptr;  // of a file
  Par::HoleContext* hole = nullptr;  // of a hole
  std::vector<Failure> failures;
};
Parse ParseItems(Scan& scan);
Parse ParseHoleText(Scan& scan);

}  // namespace nextmove::dsl

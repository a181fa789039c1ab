// Says to the author what is wrong with a line, and what to type. Seen only in this folder. Thread-compatible.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/diagnostic.h"
#include "dsl/syntax/recovery.h"
#include "dsl/syntax/scan.h"
#include "dsl/syntax/second_chance.h"

namespace nextmove::dsl {

struct Phrase;

// -- explain.cc, explain_lines.cc, explain_phrases.cc, explain_values.cc --

// Explains what the parser could not read. One diagnostic for each head, clause or line.
class Explainer {
 public:
  Explainer(const Scan& scan, DiagnosticSink& sink) : scan_(scan), sink_(sink) {}

  // `before`: the first token of the head or clause that holds the token before the failure's first one.
  void Explain(const Failure& failure, std::size_t before);
  // A line of which no word is known, as `promotion warm_delivery`.
  void UnknownLine(std::size_t first);
  void Deal(const DealWords& deal);
  // The item that starts at this token has its diagnostic.
  bool explained(std::size_t first) const { return explained_.contains(first); }
  void MarkExplained(std::size_t first) { explained_.insert(first); }

 private:
  // What is at hand while one failure is explained.
  struct Region {
    std::size_t begin, at, end;  // as in Failure
    std::size_t last;            // the last token before `at`
    std::size_t word;            // type of the first token
    std::size_t before;          // first token of the head or clause above it
    const Failure* failure;
  };

  Diagnostic& Report(DiagnosticKind kind, const Span& span, std::string message) {
    return sink_.Report(kind, span, std::move(message));
  }
  // Each tries one group of mistakes and says whether it was one of them.
  bool WrongToken(const Region& r);
  bool Texts(const Region& r);
  std::string OtherLanguage(const Region& r) const;
  bool Parentheses(const Region& r);
  bool Phrases(const Region& r);
  void ReportPhrase(const Region& r, const Phrase& phrase, std::size_t first, std::size_t last,
                    const std::vector<std::string>& words);
  // A line that is a condition without its `when`: what its first word becomes; empty when it is none.
  std::string AsCondition(std::size_t first) const;
  bool IsUnknownLine(std::size_t first) const;
  void UnknownLines(std::size_t first, std::size_t end);
  std::string Pasted(const Region& r, std::size_t first, std::size_t last, const std::string& text) const;
  bool Lists(const Region& r);
  bool Numbers(const Region& r);
  bool Conditions(const Region& r);
  bool Windows(const Region& r);
  bool InHistory(const Region& r, std::size_t index) const;
  bool MoreThanTimes(const Region& r);
  bool TwoLengths(const Region& r);
  bool Joining(const Region& r);
  bool LittleWords(const Region& r);
  bool Names(const Region& r);
  void General(const Region& r);
  void ExplainJunk(std::size_t index);
  std::string Quoted(std::size_t index) const { return "`" + std::string(scan_.text(index)) + "`"; }
  Span After(std::size_t index) const;  // the empty place after a token
  bool Is(std::size_t index, std::string_view word) const { return scan_.text(index) == word; }

  const Scan& scan_;
  DiagnosticSink& sink_;
  std::set<std::size_t> explained_;
};

}  // namespace nextmove::dsl

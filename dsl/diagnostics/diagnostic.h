// What is wrong with a text, said to its author. Thread-compatible.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/kinds.h"
#include "dsl/source/source.h"

namespace nextmove::dsl {

struct Related {
  Span span;
  std::string label;
};

// A replacement of `span` that can be pasted; `safe` when it can't change what was meant.
struct Fix {
  Span span;
  std::string replacement;
  bool safe = false;
};

struct Diagnostic {
  DiagnosticKind kind;
  Span span;            // the primary place
  std::string message;  // lower case, no final period, back-ticks around what the author wrote
  std::string label;    // beside the underline; may be empty
  std::vector<Related> related;
  std::vector<std::string> help;  // each one sentence with what to type
  std::vector<Fix> fixes;

  Severity severity() const { return RowOf(kind).severity; }
};

// Collects diagnostics. Drops exact repeats only: that one mistake gives one error is the duty of those who report.
class DiagnosticSink {
 public:
  // Gives a reference so that help, related places and fixes can be added; valid until the next Report.
  Diagnostic& Report(DiagnosticKind kind, const Span& span, std::string message);
  bool has_errors() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  const std::vector<Diagnostic>& all() const { return all_; }
  // All of them, in order of file path, place and code.
  std::vector<Diagnostic> TakeSorted(const SourceSet& sources);

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

}  // namespace nextmove::dsl

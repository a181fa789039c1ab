// What the typing of expressions shares: what names mean, where errors go, and where an expression stands.
// Thread-compatible; lives for one Check.
#pragma once

#include <string>
#include <vector>

#include "dsl/check/declarations.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/program/program.h"
#include "dsl/syntax/tree.h"

namespace nextmove::dsl {

// A pick that the expression may name.
struct PickName {
  std::string name;
  Type type;
};

// Where an expression stands.
struct ExprContext {
  int zone = 0;                                    // of the head
  const std::vector<FieldType>* record = nullptr;  // fields a `where` over list lines sees by bare name
  int item_catalogue = -1;                         // catalogue whose item a `where` or a menu's `rank by` looks at
  bool action_keys = false;                        // `action.saving` and the like are known (rank by of a slot)
  bool menu_item = false;                          // `this category` is the item itself (navigation)
  int event = -1;                                  // `record` is of this kind: `time` and `date` are known, too
  int record_item_field = -1;                      // field of `record` whose item's fields are seen by bare name, too
  const std::vector<PickName>* picks = nullptr;    // of the rule, in order; kPicked's index is the place here
  int moment_event = -1;                           // kind whose fields `event.field` means
  bool decision = false;                           // a guard: `decision.discount`, `decision contains r`
  const Type* expected = nullptr;                  // what the place wants; guides literals (`one of`), never forces
};

// The state of one Check that every function of `expressions` takes.
struct Typing {
  const Declarations& declarations;
  const SourceSet& sources;
  Program& program;
  DiagnosticSink& sink;
  bool reported = false;  // the expression at hand had its error
  int entered = 0;        // OneErrors that live
  int depth = 0;          // of the expression at hand
  Diagnostic ignored{};   // given by Report once the error is out
};

// Lets one error through between the outermost OneError's beginning and its end.
class OneError {
 public:
  explicit OneError(Typing& typing) : typing_(typing) {
    if (typing_.entered++ == 0) typing_.reported = false;
  }
  ~OneError() { --typing_.entered; }
  OneError(const OneError&) = delete;
  OneError& operator=(const OneError&) = delete;
  bool failed() const { return typing_.reported; }

 private:
  Typing& typing_;
};

// Reports unless the expression has had its error; then gives a place that nobody reads.
Diagnostic& Report(Typing& typing, DiagnosticKind kind, const Span& span, std::string message);
// The author's words at a place, line breaks as one blank.
std::string TextOf(const Typing& typing, const Span& span);
// The words with the parentheses that belong to them.
std::string TextOf(const Typing& typing, const tree::Expr& expr);
// The words in back-ticks.
std::string Ticked(const Typing& typing, const Span& span);
// What stands for an expression after its error: its type is unknown.
Expr Wrong(const Span& span);

}  // namespace nextmove::dsl

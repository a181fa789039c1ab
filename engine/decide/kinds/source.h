// The values that a source gives, in its order (language reference, paragraph 24).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// One value of a source, with the line or event it came from. Refers to the frame's data.
struct Drawn {
  dsl::Value value;
  const dsl::Record* record = nullptr;  // the line or event it came from; null: none
  const dsl::Event* event = nullptr;    // of `record`, when it is one
};

// Draws values from sources and leaves out what must not be shown: items the catalogue does not offer, the page's own
// item, repeats, and what stands after `but not`. A pick has one of its own; a shelf and its `fill` share one.
// Thread-compatible.
class Drawing {
 public:
  Drawing(const Frame& frame, dsl::Evaluator& evaluator) : frame_(frame), evaluator_(evaluator) {}

  // Gets one value; returns false when it wants no more.
  using Visitor = std::function<bool(const Drawn&)>;
  // Visits all values of the sets in the order written. False when `visit` wanted no more.
  bool Draw(const dsl::Source& source, const Visitor& visit);
  // Leaves out the values of the sets after `but not`, for all draws from now on.
  void LeaveOut(const dsl::Source& source);
  // Visits one set of a source whose `but not` is left out already.
  bool DrawSet(const dsl::SourcePart& part, const dsl::Type& type, const Visitor& visit);

 private:
  bool MayDraw(const dsl::SourcePart& part, const dsl::Type& type, const dsl::Value& value);

  const Frame& frame_;
  dsl::Evaluator& evaluator_;
  absl::flat_hash_set<std::string> gone_;  // left out, or drawn already
  bool keep_drawn_ = true;
};

// The best value by the choice, in the order of keys: larger for `highest` and `latest`. Of several values of one key
// the first counts, or none with `but no tie`.
class Best {
 public:
  explicit Best(const dsl::Choice& choice) : choice_(choice) {}
  void Offer(const Drawn& drawn, dsl::Value key);
  // Null when nothing was offered, or there is a tie and `but no tie` forbids it.
  const Drawn* Chosen() const { return found_ && !(tie_ && choice_.no_tie) ? &best_ : nullptr; }

 private:
  const dsl::Choice& choice_;
  Drawn best_;
  dsl::Value key_;
  bool found_ = false, tie_ = false;
};

// An expression over one value of a source: it reads the fields of the line or event where there is one, else those of
// the item.
dsl::Value EvaluateOnDrawn(const dsl::Expr& value, const Drawn& drawn, int catalogue, dsl::Evaluator& evaluator);

// Words for people: `similar to`, `most purchased`, `viewed`.
std::string SourceName(const dsl::SourcePart& part, const dsl::Program& program);

// Whether the catalogue offers the item; unknown is no.
bool IsOffered(int catalogue, std::string_view id, const Frame& frame, dsl::Evaluator& evaluator);
// Whether the page is about the item.
bool IsOfThePage(int catalogue, std::string_view id, const Frame& frame);

}  // namespace nextmove::engine

// Where a command reads and writes, and what it may do there. Thread-compatible.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "dsl/value/time.h"

namespace nextmove::cli {

// What the process answers its caller. Documented in `nextmove --help` and docs.
enum ExitCode : int {
  kFine = 0,
  kFoundErrors = 1,  // errors in rules or catalogues, a failed test, a visit that could not be decided
  kWrongUse = 2,     // unknown command or option, a file that can't be read, a visit that is none
  kNoServer = 3,     // the server did not answer
};

struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool color = false;     // of `out` and `err`, when `--color auto`
  bool progress = false;  // `err` is a terminal
  std::function<dsl::Instant()> clock;
};

// Whether colours are right for a stream: a terminal, no NO_COLOR, no `TERM=dumb`. Arguments as the environment has
// them; null: not set.
bool WantsColor(bool is_terminal, const char* no_color, const char* term);

// Tells how far a long work is, at most ten times a second, on one line that it clears at the end.
class Progress {
 public:
  // Without `shown` it does nothing. `total` 0: not known.
  Progress(std::ostream& err, bool shown, std::int64_t total) : err_(err), shown_(shown), total_(total) {}
  ~Progress() { Clear(); }
  void Update(std::int64_t visits, std::int64_t done);
  void Clear();

 private:
  std::ostream& err_;
  bool shown_;
  std::int64_t total_;
  std::int64_t last_milliseconds_ = 0;
  bool drawn_ = false;
};

}  // namespace nextmove::cli

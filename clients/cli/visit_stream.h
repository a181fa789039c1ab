// Decides visits one line after the other: here, or by a server with several calls outstanding. Thread-compatible.
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

#include "clients/cli/options.h"
#include "dsl/source/result.h"
#include "engine/review/answer.h"
#include "engine/review/visits.h"

namespace nextmove::cli {

// Reads lines of bounded length; a longer one comes cut, and the rest of it is passed over.
class LineReader {
 public:
  LineReader(std::istream& in, std::size_t max_bytes) : in_(in), max_bytes_(max_bytes) {}
  // The next line that is not blank; false at the end. `line` is at most `max_bytes` + 1 long.
  bool Next(std::string& line);
  std::int64_t number() const { return number_; }  // of the line just read, from 1
  std::int64_t bytes() const { return bytes_; }    // read so far

 private:
  std::istream& in_;
  std::size_t max_bytes_;
  std::int64_t number_ = 0;
  std::int64_t bytes_ = 0;
};

// One visit on its way through.
struct Job {
  std::int64_t sequence = 0;  // from 0, in the order read
  std::int64_t line = 0;      // from 1; 0: not from a file
  engine::Visit visit;
  std::string error;  // why it was not decided; else empty
  engine::Answer answer;
  std::int64_t nanoseconds = 0;  // from asking to the answer
};

// What the caller wants to know besides the actions.
struct Wishes {
  bool segments = true;
  bool texts = false;  // why
};

// Hands on the next visit, as read or with its `error`; false at the end.
using NextJob = std::function<bool(Job&)>;
using JobDone = std::function<void(Job&)>;

class Decider {
 public:
  virtual ~Decider() = default;
  // Decides until `next` ends and calls `done` once for each job, in any order. Fails when the server does not answer.
  virtual Result<void> Run(const NextJob& next, const JobDone& done) = 0;
};

// By `options.server`, a server or this process. `prepared` must outlive it.
std::unique_ptr<Decider> MakeDecider(const Prepared& prepared, const Options& options, const Wishes& wishes,
                                     const Console& console);

// Jobs from lines. What can't be read becomes a job with an error. The first line that is a visit is kept in
// `first_line`, which may be null.
NextJob JobsFrom(LineReader& lines, const dsl::Program& program, std::string* first_line = nullptr);

// When a visit is decided: its own time, else `--now`, else the clock's.
dsl::Instant TimeOf(const engine::Visit& visit, const Prepared& prepared, const Console& console);

}  // namespace nextmove::cli

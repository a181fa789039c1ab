// Lines to visits to answers, in this process.
#include "clients/cli/visit_stream.h"

#include <chrono>
#include <istream>

#include "clients/cli/remote.h"

namespace nextmove::cli {
namespace {

class LocalDecider : public Decider {
 public:
  LocalDecider(const Prepared& prepared, const Wishes& wishes, const Console& console)
      : prepared_(prepared), wishes_(wishes), console_(console) {}

  Result<void> Run(const NextJob& next, const JobDone& done) override {
    engine::VisitRequest visit_request;
    engine::Workspace workspace;
    engine::Outcome outcome;
    for (Job job; next(job); job = Job()) {
      if (job.error.empty()) {
        engine::Request request = visit_request.Fill(job.visit);
        request.want_segments = wishes_.segments;
        request.want_texts = wishes_.texts;
        const engine::VisitorState state = engine::StateOf(job.visit);
        const dsl::Instant now = TimeOf(job.visit, prepared_, console_);
        const auto start = std::chrono::steady_clock::now();
        engine::Decide(prepared_.world, state, request, now, /*seed=*/0, engine::Mode(), workspace, outcome);
        job.nanoseconds = std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
        job.answer = engine::AnswerOf(*prepared_.world.program, outcome.decision);
      }
      done(job);
    }
    return {};
  }

 private:
  const Prepared& prepared_;
  Wishes wishes_;
  const Console& console_;
};

}  // namespace

bool LineReader::Next(std::string& line) {
  std::streambuf* bytes = in_.rdbuf();
  for (;;) {
    line.clear();
    bool blank = true;
    int c = bytes->sbumpc();
    if (c == std::char_traits<char>::eof()) return false;
    ++number_;
    for (; c != std::char_traits<char>::eof() && c != '\n'; c = bytes->sbumpc()) {
      ++bytes_;
      if (line.size() > max_bytes_) continue;
      line.push_back(static_cast<char>(c));
      blank = blank && (c == ' ' || c == '\t' || c == '\r');
    }
    ++bytes_;
    if (!blank) return true;
  }
}

NextJob JobsFrom(LineReader& lines, const dsl::Program& program, std::string* first_line) {
  return [&lines, &program, first_line, line = std::string(), sequence = std::int64_t{0}](Job& job) mutable {
    if (!lines.Next(line)) return false;
    job.sequence = sequence++;
    job.line = lines.number();
    auto visit = engine::ReadVisit(line, program, engine::VisitLimits());
    if (!visit) {
      job.error = visit.error().message;
      return true;
    }
    job.visit = *std::move(visit);
    if (first_line && first_line->empty()) *first_line = line;
    return true;
  };
}

dsl::Instant TimeOf(const engine::Visit& visit, const Prepared& prepared, const Console& console) {
  if (visit.now) return *visit.now;
  return prepared.now ? *prepared.now : console.clock();
}

std::unique_ptr<Decider> MakeDecider(const Prepared& prepared, const Options& options, const Wishes& wishes,
                                     const Console& console) {
  if (!options.server.empty()) return MakeRemoteDecider(prepared, options, wishes);
  return std::make_unique<LocalDecider>(prepared, wishes, console);
}

}  // namespace nextmove::cli

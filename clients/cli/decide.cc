// `nextmove decide`: what each visit gets.
#include <CLI/CLI.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "clients/cli/commands.h"
#include "clients/cli/visit_stream.h"

namespace nextmove::cli {
namespace {

// Writes answers in the order of the visits, whatever the order in which they come. Thread-compatible.
class AnswerWriter {
 public:
  AnswerWriter(const Options& options, Console& console) : options_(options), console_(console) {}

  void Add(const Job& job) {
    failed_ = failed_ || !job.error.empty();
    waiting_.emplace(job.sequence, options_.json() ? Json(job) : Text(job));
    for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_; first = waiting_.begin()) {
      console_.err << first->second.err;
      console_.out << first->second.out;
      waiting_.erase(first);
      ++next_;
    }
  }
  bool failed() const { return failed_; }

 private:
  struct Written {
    std::string out, err;
  };

  static std::string Where(const Job& job) { return job.line > 0 ? "line " + std::to_string(job.line) : "--visit"; }

  static Written Text(const Job& job) {
    Written written;
    if (!job.error.empty()) {
      written.err = Where(job) + ": " + job.error + "\n";
      return written;
    }
    for (const std::string& note : job.visit.notes) written.err += Where(job) + ": note: " + note + "\n";
    written.out = job.visit.visitor + (job.visit.moment.empty() ? "" : " (" + job.visit.moment + ")") + "\n" +
                  engine::AnswerText(job.answer);
    return written;
  }

  // One line a visit.
  static Written Json(const Job& job) {
    nlohmann::ordered_json json;
    if (job.line > 0) json["line"] = job.line;
    if (!job.error.empty()) {
      json["error"] = job.error;
    } else {
      json["visitor"] = job.visit.visitor;
      if (!job.visit.moment.empty()) json["moment"] = job.visit.moment;
      json.update(engine::AnswerJson(job.answer));
      if (!job.visit.notes.empty()) json["notes"] = job.visit.notes;
    }
    return {json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n", ""};
  }

  const Options& options_;
  Console& console_;
  std::map<std::int64_t, Written> waiting_;
  std::int64_t next_ = 0;
  bool failed_ = false;
};

// The one visit of `--visit`.
NextJob OneJob(const std::string& text, const dsl::Program& program) {
  return [&text, &program, taken = false](Job& job) mutable {
    if (taken) return false;
    taken = true;
    auto visit = engine::ReadVisit(text, program, engine::VisitLimits());
    if (visit)
      job.visit = *std::move(visit);
    else
      job.error = visit.error().message;
    return true;
  };
}

int Decide(const std::string& folder, const std::string& visit, const Options& options, Console& console) {
  const auto prepared = Prepare(folder, options, console);
  if (!prepared) return Fail(prepared.error(), console);
  const dsl::Program& program = *prepared->world.program;
  Wishes wishes;
  wishes.texts = true;
  const auto decider = MakeDecider(*prepared, options, wishes, console);
  AnswerWriter writer(options, console);
  LineReader lines(console.in, engine::VisitLimits().max_line_bytes);
  const auto ran = decider->Run(visit.empty() ? JobsFrom(lines, program) : OneJob(visit, program),
                                [&](Job& job) { writer.Add(job); });
  if (!ran) return Fail({kNoServer, ran.error().message}, console);
  if (!writer.failed()) return kFine;
  return visit.empty() ? kFoundErrors : kWrongUse;
}

}  // namespace

void AddDecide(CLI::App& app, Console& console, int& exit_code) {
  struct Arguments {
    std::string folder, visit;
    Options options;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("decide", "Tells what each visit gets. Visits are lines of JSON on standard input.");
  command->add_option("folder", arguments->folder, "the rule folder; with --server it types the visits")
      ->required()
      ->type_name("FOLDER");
  command->add_option("--visit", arguments->visit, "one visit instead of standard input")->type_name("JSON");
  AddFormat(*command, arguments->options);
  AddNow(*command, arguments->options);
  AddCatalogues(*command, arguments->options);
  AddServer(*command, arguments->options);
  command->footer(
      "Examples:\n  nextmove decide rules/starter < visits.jsonl\n"
      "  nextmove decide rules/starter --visit '{\"visitor\": \"v1\", \"attributes\": {\"visitor.visits\": 2}}'\n\n"
      "With --format json each visit is answered by one line of JSON. --now is for visits that have no time of their "
      "own.\nExit codes: 0 all decided, 1 a line was not or the rules have errors, 2 wrong use, 3 no server.");
  command->callback([arguments, &console, &exit_code] {
    exit_code = Decide(arguments->folder, arguments->visit, arguments->options, console);
  });
}

}  // namespace nextmove::cli

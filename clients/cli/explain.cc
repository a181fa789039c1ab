// `nextmove explain`: why a visit gets what it gets, or what a diagnostic means.
#include "engine/review/explain.h"

#include <CLI/CLI.hpp>
#include <cctype>
#include <nlohmann/json.hpp>
#include <ostream>

#include "clients/cli/commands.h"
#include "clients/cli/remote.h"
#include "dsl/diagnostics/kinds.h"
#include "dsl/value/suggest.h"

namespace nextmove::cli {
namespace {

struct Question {
  std::string subject;  // a folder, or a code
  std::string visit, rule;
};

// `E0201`, in any case.
bool LooksLikeCode(const std::string& subject) {
  if (subject.size() != 5) return false;
  const int letter = std::toupper(static_cast<unsigned char>(subject[0]));
  return (letter == 'E' || letter == 'W') &&
         std::all_of(subject.begin() + 1, subject.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

int ExplainCode(const std::string& code, const Options& options, Console& console) {
  const dsl::DiagnosticRow* row = dsl::FindDiagnostic(code);
  if (!row) {
    console.err << "no diagnostic has the code `" << code << "`\n";
    return kWrongUse;
  }
  const bool error = row->severity == dsl::Severity::kError;
  if (options.json()) {
    const nlohmann::ordered_json json = {{"code", row->code},
                                         {"severity", error ? "error" : "warning"},
                                         {"title", row->title},
                                         {"explanation", row->explanation}};
    console.out << json.dump(2) << "\n";
  } else {
    console.out << row->code << " (" << (error ? "error" : "warning") << "): " << row->title << "\n"
                << row->explanation << "\n";
  }
  return kFine;
}

void WriteText(const engine::Visit& visit, const engine::Answer& answer,
               const std::vector<engine::ExplainedRule>& rules, const engine::ExplainStyle& style, Console& console) {
  for (const std::string& note : visit.notes) console.err << "--visit: note: " << note << "\n";
  console.out << visit.visitor << (visit.moment.empty() ? "" : " (" + visit.moment + ")") << "\n"
              << engine::AnswerText(answer) << "\nWhy\n"
              << engine::ExplainText(rules, style);
}

void WriteJson(const engine::Visit& visit, const engine::Answer& answer,
               const std::vector<engine::ExplainedRule>& rules, Console& console) {
  nlohmann::ordered_json json;
  json["visitor"] = visit.visitor;
  if (!visit.moment.empty()) json["moment"] = visit.moment;
  json["notes"] = visit.notes;
  json["decision"] = engine::AnswerJson(answer);
  json["rules"] = engine::ExplainJson(rules);
  console.out << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

Result<RemoteExplanation, Failure> ExplainHere(const Prepared& prepared, const engine::Visit& visit,
                                               const Console& console) {
  engine::VisitRequest visit_request;
  engine::Request request = visit_request.Fill(visit);
  request.want_segments = true;
  request.want_texts = true;
  engine::Explanation explanation;
  engine::Mode mode;
  mode.explanation = &explanation;
  engine::Outcome outcome;
  engine::Decide(prepared.world, engine::StateOf(visit), request, TimeOf(visit, prepared, console), /*seed=*/0, mode,
                 outcome);
  const dsl::Program& program = *prepared.world.program;
  return RemoteExplanation{engine::AnswerOf(program, outcome.decision), engine::Explained(program, explanation)};
}

int ExplainVisit(const Question& question, const Options& options, Console& console) {
  const auto prepared = Prepare(question.subject, options, console);
  if (!prepared) return Fail(prepared.error(), console);
  const dsl::Program& program = *prepared->world.program;
  if (!question.rule.empty() && program.FindRule(question.rule) < 0) {
    std::vector<std::string_view> names;
    for (const dsl::Rule& rule : program.rules) names.push_back(rule.name);
    console.err << "--rule: no rule is named `" << question.rule << "`" << dsl::DidYouMean(question.rule, names)
                << "\n";
    return kWrongUse;
  }
  const auto visit = engine::ReadVisit(question.visit, program, engine::VisitLimits());
  if (!visit) {
    console.err << "--visit: " << visit.error().message << "\n";
    return kWrongUse;
  }
  auto explained = options.server.empty() ? ExplainHere(*prepared, *visit, console)
                                          : ExplainRemotely(*prepared, options, *visit, question.rule);
  if (!explained) return Fail(explained.error(), console);
  if (!question.rule.empty())
    std::erase_if(explained->rules, [&](const auto& rule) { return rule.rule != question.rule; });
  if (options.json()) {
    WriteJson(*visit, explained->answer, explained->rules, console);
  } else {
    const engine::ExplainStyle style{UsesColor(options, console), !question.rule.empty()};
    WriteText(*visit, explained->answer, explained->rules, style, console);
  }
  return kFine;
}

int Explain(const Question& question, const Options& options, Console& console) {
  if (!question.visit.empty()) return ExplainVisit(question, options, console);
  if (LooksLikeCode(question.subject)) return ExplainCode(question.subject, options, console);
  console.err << "nextmove explain: which visit? Add --visit '{\"visitor\": \"v1\", \"attributes\": {}}'\n";
  return kWrongUse;
}

}  // namespace

void AddExplain(CLI::App& app, Console& console, int& exit_code) {
  struct Arguments {
    Question question;
    Options options;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("explain", "Tells why a visit gets what it gets, or what a diagnostic means.");
  command->add_option("subject", arguments->question.subject, "the rule folder, or the code of a diagnostic")
      ->required()
      ->type_name("FOLDER|CODE");
  command->add_option("--visit", arguments->question.visit, "the visit to explain")->type_name("JSON");
  command->add_option("--rule", arguments->question.rule, "only this rule, with all its conditions")->type_name("NAME");
  AddFormat(*command, arguments->options);
  AddNow(*command, arguments->options);
  AddCatalogues(*command, arguments->options);
  AddServer(*command, arguments->options);
  command->footer(
      "Examples:\n  nextmove explain rules/starter --visit '{\"visitor\": \"v1\"}'\n"
      "  nextmove explain rules/starter --visit '{\"visitor\": \"v1\"}' --rule welcome\n"
      "  nextmove explain E0201\n\n"
      "Exit codes: 0 explained, 1 the rules have errors or the server refused, 2 wrong use, 3 no server.");
  command->callback(
      [arguments, &console, &exit_code] { exit_code = Explain(arguments->question, arguments->options, console); });
}

}  // namespace nextmove::cli

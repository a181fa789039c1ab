// Lowers the options of a question and finds the attribute that keeps the answer.
#include "dsl/check/kinds/asks.h"

#include <algorithm>

#include "absl/strings/str_join.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/schema/content.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

// An attribute that could keep the reply, with the options as its values.
std::string AttributeFor(const Folder& folder, const tree::Head& head, const std::string& name) {
  std::vector<std::string> values;
  ForEachClause<tree::OptionPayload>(head, ClauseWord::kOption,
                                     [&](const tree::Clause&, const tree::OptionPayload& option) {
                                       if (!option.value || option.value->literal.text() == nullptr) return;
                                       values.emplace_back(folder.sources.TextOf(option.value->span));
                                     });
  return "attribute " + name + (values.empty() ? " text" : " one of [" + absl::StrJoin(values, ", ") + "]") +
         " optional consent necessary kept 6 months";
}

void LowerAnswer(Folder& folder, const tree::Head& head, kinds::Ask& ask) {
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kAnswer);
  if (names == nullptr || names->names.empty()) return;
  const tree::Name& name = names->names.front();
  if (folder.declarations.Find(name.text) == nullptr) {
    const std::string near = Nearest(name.text, folder.declarations, {HeadWord::kAttribute});
    Diagnostic& report =
        folder.Report(DiagnosticKind::kUnknownAttribute, name.span, "unknown attribute " + Ticked(name.text));
    report.label = "not declared";
    report.help.push_back("the reply is stored in it; declare it: " + Ticked(AttributeFor(folder, head, name.text)));
    if (near.empty()) return;
    report.help.push_back("or did you mean " + Ticked(near) + "?");
    report.fixes.push_back({name.span, near, false});
    return;
  }
  const Declaration* declared =
      Resolve(folder, name, {HeadWord::kAttribute}, DiagnosticKind::kUnknownAttribute, "attribute");
  if (declared == nullptr || declared->index < 0) return;
  const Type& type = folder.program.attributes[At(declared->index)].type;
  if (type.kind == TypeKind::kList) {
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, name.span,
                                       Ticked(name.text) + " is a list, and a reply is one value");
    report.label = "is " + Ticked(type.ToString());
    report.related.push_back({declared->head->span, "declared here"});
    report.help.push_back("name an attribute that keeps one value, like " +
                          Ticked("attribute visitor.style text optional consent necessary kept 6 months"));
    return;
  }
  ask.answer = declared->index;
}

void LowerOption(Folder& folder, const tree::OptionPayload& option, const ExprContext& context, kinds::Ask& ask) {
  if (!option.value || ask.answer < 0) return;
  const Type& type = folder.program.attributes[At(ask.answer)].type;
  if (type.kind == TypeKind::kUnknown) return;
  const ErrorWatch watch(folder);
  AskOption lowered;
  lowered.value =
      CheckConstant(folder.typing, *option.value, type, ExprContext{.zone = context.zone, .expected = &type});
  if (watch.failed()) return;
  const bool twice = std::any_of(ask.options.begin(), ask.options.end(),
                                 [&](const AskOption& other) { return other.value == lowered.value; });
  if (twice) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kDuplicateWord, option.value->span,
                      "the option " + Ticked(folder.sources.TextOf(option.value->span)) + " stands twice");
    report.label = "second time";
    report.help.push_back("delete one of the two");
    return;
  }
  const tree::Name name{std::string(folder.sources.TextOf(option.value->span)), option.value->span};
  lowered.texts = LowerTexts(folder, name, option.texts, context);
  if (!watch.failed()) ask.options.push_back(std::move(lowered));
}

}  // namespace

void LowerAsk(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule) {
  auto& ask = std::get<kinds::Ask>(rule.own);
  LowerAnswer(folder, head, ask);
  ForEachClause<tree::OptionPayload>(
      head, ClauseWord::kOption,
      [&](const tree::Clause&, const tree::OptionPayload& option) { LowerOption(folder, option, context, ask); });
  const auto options = std::count_if(head.clauses.begin(), head.clauses.end(),
                                     [](const tree::Clause& clause) { return clause.word == ClauseWord::kOption; });
  if (options != 1) return;
  const tree::Clause* only = FindClause(head, ClauseWord::kOption);
  if (only == nullptr) return;
  std::string texts;
  for (const std::string& locale : folder.program.project.locales)
    texts += (texts.empty() ? " " : ", ") + locale + " \"...\"";
  Diagnostic& report =
      folder.Report(DiagnosticKind::kTooFewOptions, only->span, "a question with one reply leaves nothing to choose");
  report.label = "the only `option`";
  report.help.push_back("add another line like " + Ticked("option \"...\":" + texts));
}

}  // namespace nextmove::dsl

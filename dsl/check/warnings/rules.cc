// Warns about texts and clauses of single rules.
#include "dsl/check/warnings/rules.h"

#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

// `{lapsed otherwise ..}`: a rule that picked nothing is not shown at all.
void WarnOtherwise(Folder& folder, const Rule& rule, const Template& text) {
  for (const TemplatePiece& piece : text) {
    if (!piece.value || !piece.otherwise || piece.value->op != Op::kPicked) continue;
    const std::string& pick = rule.picks[At(piece.value->index)].name;
    Diagnostic& report = folder.Report(DiagnosticKind::kPickNeverUnknown, piece.value->span,
                                       "`otherwise` is never said: without " + Ticked(pick) + " the rule is not shown");
    report.label = "always picked here";
    report.related.push_back({rule.picks[At(piece.value->index)].span, "picked here"});
    report.help.push_back("write " + Ticked("{" + std::string(folder.sources.TextOf(piece.value->span)) + "}"));
  }
}

// A reply that is forgotten is asked for again at once.
void WarnForgotten(Folder& folder, const tree::Head& head, const Rule& rule) {
  if (!rule.ask() || rule.ask()->answer < 0) return;
  const Attribute& attribute = folder.program.attributes[At(rule.ask()->answer)];
  const tree::Clause* answer = FindClause(head, ClauseWord::kAnswer);
  if (attribute.kept || answer == nullptr) return;
  Diagnostic& report =
      folder.Report(DiagnosticKind::kAnswerForgotten, answer->span,
                    "the reply to " + Ticked(rule.name) + " is forgotten at once, and asked for again");
  report.label = Ticked(attribute.name) + " is not kept";
  report.related.push_back({attribute.span, "declared here"});
  report.help.push_back("add `kept 6 months` to " + Ticked("attribute " + attribute.name));
}

}  // namespace

void WarnRules(Folder& folder) {
  for (std::size_t i = 0; i < folder.rules.size(); ++i) {
    const Rule& rule = folder.program.rules[i];
    for (const SayPart& say : rule.content.say) {
      for (const Template& text : say.texts) WarnOtherwise(folder, rule, text);
    }
    for (const ShowPart& show : rule.content.show) {
      if (show.text) WarnOtherwise(folder, rule, *show.text);
    }
    WarnForgotten(folder, *folder.rules[i], rule);
  }
}

}  // namespace nextmove::dsl

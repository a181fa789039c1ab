// Lowers `from`, `fill with`, `take` and `rank by` of a shelf.
#include "dsl/check/kinds/shelves.h"

#include "dsl/check/expressions/compose.h"
#include "dsl/check/rules/slots.h"
#include "dsl/check/sources/sources.h"
#include "dsl/value/index.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

constexpr std::int64_t kMostItems = 1'000;

void ReportTake(Folder& folder, const Span& span, const std::string& message, std::string label) {
  Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, span, message);
  report.label = std::move(label);
  report.help.push_back("write how many items at least and at most: `take 3 to 6`");
}

void LowerTake(Folder& folder, const tree::TakePayload& payload, int catalogue, Take& take) {
  if (payload.least < 1 || payload.most < 1 || payload.most > kMostItems)
    return ReportTake(folder, payload.span, "a shelf takes at least 1 item and at most 1000", "out of range");
  if (payload.most < payload.least)
    return ReportTake(folder, payload.span, "the shelf is to take more than it may hold",
                      "the first is above the second");
  take.least = static_cast<int>(payload.least);
  take.most = static_cast<int>(payload.most);
  if (!payload.per || catalogue < 0) return;
  if (*payload.at_most_per < 1)
    return ReportTake(folder, payload.per->span, "at most 0 of a kind leaves nothing", "at least 1");
  const auto& fields = folder.program.catalogues[At(catalogue)].fields;
  take.per_field = FieldNamed(fields, payload.per->text);
  take.at_most_per = *payload.at_most_per;
  if (take.per_field >= 0) return;
  std::vector<std::string> names;
  for (const FieldType& field : fields) names.push_back(field.name);
  const std::string near = Suggest(payload.per->text, names);
  Diagnostic& report = folder.Report(
      DiagnosticKind::kUnknownField, payload.per->span,
      Ticked(folder.program.catalogues[At(catalogue)].name) + " has no field " + Ticked(payload.per->text));
  report.label = "not known";
  if (!near.empty()) report.fixes.push_back({payload.per->span, near, false});
  report.help.push_back(near.empty() ? "its fields are " + TickedList(names) : "did you mean " + Ticked(near) + "?");
}

// Reports a clause that has no effect without another one.
bool ReportAlone(Folder& folder, const tree::Head& head, ClauseWord word, ClauseWord missing) {
  const tree::Clause* clause = FindClause(head, word);
  if (clause == nullptr) return false;
  const std::string line(RowOf(missing).example);
  Diagnostic& report = folder.Report(DiagnosticKind::kMissingClause, clause->span,
                                     Ticked(RowOf(word).text) + " without " + Ticked(RowOf(missing).text));
  report.label = Ticked(RowOf(missing).text) + " is missing: " + std::string(RowOf(missing).meaning);
  report.help.push_back("add the line " + Ticked(line));
  report.fixes.push_back({Span{clause->span.file, clause->span.end, clause->span.end}, "\n  " + line, false});
  return true;
}

bool IsThere(const tree::Head& head, ClauseWord word) {
  for (const tree::Clause& clause : head.clauses) {
    if (clause.word == word) return true;
  }
  return false;
}

}  // namespace

void LowerShelf(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule) {
  if (!IsThere(head, ClauseWord::kFrom)) {
    if (rule.kind != RuleKind::kMessage) return;  // said by the table of heads
    for (const ClauseWord word : {ClauseWord::kTake, ClauseWord::kFill, ClauseWord::kRank}) {
      if (ReportAlone(folder, head, word, ClauseWord::kFrom)) return;
    }
    return;
  }
  if (rule.kind == RuleKind::kMessage && !IsThere(head, ClauseWord::kTake) &&
      ReportAlone(folder, head, ClauseWord::kFrom, ClauseWord::kTake))
    return;
  const auto* from = FindPayload<tree::SourcePayload>(head, ClauseWord::kFrom);
  if (from == nullptr) return;
  const auto wanted = WantedOf(folder, from->source, context);
  if (!wanted) return;
  Shelf& shelf = rule.kind == RuleKind::kMessage ? std::get<kinds::Message>(rule.own).shelf
                                                 : std::get<kinds::Recommend>(rule.own).shelf;
  shelf.from = LowerSource(folder, from->source, *wanted, context);
  if (const auto* fill = FindPayload<tree::SourcePayload>(head, ClauseWord::kFill))
    shelf.fill = LowerSource(folder, fill->source, *wanted, context);
  const int catalogue = CatalogueOf(folder, wanted->type);
  if (const auto* take = FindPayload<tree::TakePayload>(head, ClauseWord::kTake))
    LowerTake(folder, *take, catalogue, shelf.take);
  if (const auto* rank = FindPayload<tree::RankPayload>(head, ClauseWord::kRank)) {
    ExprContext item = context;
    item.item_catalogue = catalogue;
    shelf.rank = LowerRank(folder, *rank, item);
  }
}

}  // namespace nextmove::dsl

// Holds each head to the table of clauses that fit it, and to what a head must say at least.
#include "dsl/check/heads.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "dsl/check/rules/experiments.h"

namespace nextmove::dsl {
namespace {

// The table of fits as bits by head and clause, so that asking for one cell needs no search.
struct TurnedFits {
  std::array<std::bitset<kClauseWords>, kHeadWords> fits, required, many;
  TurnedFits() {
    for (const FitRow& row : FitTable()) {
      const auto head = static_cast<std::size_t>(row.head);
      const auto clause = static_cast<std::size_t>(row.clause);
      fits[head].set(clause);
      if (row.occurs == Occurs::kRequired) required[head].set(clause);
      if (row.occurs == Occurs::kMany) many[head].set(clause);
    }
  }
};
const TurnedFits& TheFits() {
  static const TurnedFits* fits = new TurnedFits();
  return *fits;
}

constexpr std::size_t kMostTakers = 5;  // heads that are named for a clause

std::string HeadText(const tree::Head& head) {
  return Ticked(std::string(RowOf(head.word).text) + (head.name.text.empty() ? "" : " " + head.name.text));
}

void ReportWrongClause(Folder& folder, const tree::Head& head, const tree::Clause& clause) {
  const std::string word(RowOf(clause.word).text);
  std::vector<std::string> takers;
  const std::size_t row = static_cast<std::size_t>(clause.word);
  for (const HeadRow& taker : HeadTable()) {
    const std::size_t at = static_cast<std::size_t>(taker.word);
    if (TheFits().fits[at].test(row)) takers.push_back(std::string(taker.text));
  }
  Diagnostic& report = folder.Report(DiagnosticKind::kWrongClause, clause.word_span,
                                     Ticked(word) + " does not belong to " + WithArticle(head.word));
  report.label = "not in " + WithArticle(head.word);
  report.related.push_back({head.span, "the clause belongs to this " + std::string(RowOf(head.word).text)});
  if (takers.empty()) {
    report.help.push_back("take the line out");
  } else if (takers.size() == 1) {
    report.help.push_back(Ticked(word) + " stands in " + Ticked(takers[0]) + ": move the line there, or take it out");
  } else {
    const std::size_t others = takers.size() > kMostTakers ? takers.size() - kMostTakers : 0;
    takers.resize(takers.size() - others);
    report.help.push_back(Ticked(word) + " stands in " + TickedList(takers, others) +
                          ": move the line to one of these, or take it out");
  }
}

bool TakesManyNames(ClauseWord word) {
  return word == ClauseWord::kFor || word == ClauseWord::kExcept || word == ClauseWord::kPlace ||
         word == ClauseWord::kNeeds || word == ClauseWord::kUses || word == ClauseWord::kOverrides ||
         word == ClauseWord::kCompetes || word == ClauseWord::kChannels || word == ClauseWord::kLocales ||
         word == ClauseWord::kConsents;
}

void ReportRepeated(Folder& folder, const tree::Head& head, const tree::Clause& clause, const tree::Clause& first) {
  const std::string word(RowOf(clause.word).text);
  Diagnostic& report = folder.Report(DiagnosticKind::kRepeatedClause, clause.word_span,
                                     Ticked(word) + " stands twice in " + HeadText(head));
  report.label = "second time";
  report.related.push_back({first.span, "first time"});
  report.help.push_back(TakesManyNames(clause.word)
                            ? "write one line with all names, parted by commas, or delete one of the two"
                            : "delete one of the two");
}

// ` en "...", fr "..."`: a text in every language of the project, to be filled in.
std::string EmptyTexts(const Folder& folder) {
  std::string texts;
  for (const std::string& locale : folder.program.project.locales)
    texts += (texts.empty() ? " " : ", ") + locale + " \"...\"";
  return texts.empty() ? " en \"...\"" : texts;
}

// A line that can be pasted for a clause that is missing.
std::string LineFor(const Folder& folder, const tree::Head& head, ClauseWord word) {
  if (word == ClauseWord::kConsent) return "consent necessary";
  if (word == ClauseWord::kPlace && !folder.placements.empty()) return "place " + folder.placements.front()->name.text;
  if (word == ClauseWord::kChannels) return "channels web";
  if (word == ClauseWord::kRaise && head.word == HeadWord::kSignal) return "raise by 30 after went_idle";
  if (word == ClauseWord::kFrom) return "from most purchased in the last 30 days";
  if (word == ClauseWord::kTake) return "take 4";
  if (word == ClauseWord::kSay) return "say question:" + EmptyTexts(folder);
  if (word == ClauseWord::kOption) return "option \"yes\":" + EmptyTexts(folder);
  if (word == ClauseWord::kChanges && !folder.rules.empty()) return "changes " + folder.rules.front()->name.text;
  if (word == ClauseWord::kRank && head.word == HeadWord::kNavigation) return "rank by popularity";
  if (word == ClauseWord::kLocales) return "locales en";
  if (word == ClauseWord::kExpect && !folder.rules.empty()) return "expect " + folder.rules.front()->name.text;
  return std::string(RowOf(word).example);
}

void ReportMissing(Folder& folder, const tree::Head& head, ClauseWord word) {
  const std::string line = LineFor(folder, head, word);
  if (head.word == HeadWord::kTest && word == ClauseWord::kExpect) {
    Diagnostic& report = folder.Report(DiagnosticKind::kNoExpect, head.span, HeadText(head) + " expects nothing");
    report.label = "has no `expect`";
    report.help.push_back("add what the rules are to decide: " + Ticked(line));
    return;
  }
  Diagnostic& report =
      folder.Report(DiagnosticKind::kMissingClause, head.span, HeadText(head) + " has no " + Ticked(RowOf(word).text));
  report.label = Ticked(RowOf(word).text) + " is missing: " + std::string(RowOf(word).meaning);
  report.help.push_back("add the line " + Ticked(line));
  report.fixes.push_back({Span{head.span.file, head.span.end, head.span.end}, "\n  " + line, false});
}

void CheckContent(Folder& folder, const tree::Head& head) {
  const bool shows = head.word == HeadWord::kOverlay || head.word == HeadWord::kBanner ||
                     head.word == HeadWord::kMessage || head.word == HeadWord::kContent;
  if (!shows) return;
  for (const tree::Clause& clause : head.clauses) {
    if (clause.word == ClauseWord::kSay || clause.word == ClauseWord::kShow || clause.word == ClauseWord::kUse) return;
  }
  Diagnostic& report = folder.Report(DiagnosticKind::kNoContent, head.span, HeadText(head) + " has nothing to show");
  report.label = head.word == HeadWord::kContent ? "has no `say` and no `show`" : "has no `say`, `show` or `use`";
  report.help.push_back("add the line " + Ticked("say headline:" + EmptyTexts(folder)));
}

void CheckOtherwise(Folder& folder, const tree::Head& head) {
  if (head.word != HeadWord::kAttribute) return;
  const tree::Clause* optional = nullptr;
  const tree::Clause* otherwise = nullptr;
  for (const tree::Clause& clause : head.clauses) {
    if (clause.word == ClauseWord::kOptional) optional = &clause;
    if (clause.word == ClauseWord::kOtherwise) otherwise = &clause;
  }
  if ((optional == nullptr) != (otherwise == nullptr)) return;
  const bool both = optional != nullptr;
  Diagnostic& report = folder.Report(
      DiagnosticKind::kOptionalAndOtherwise, both ? optional->span : head.span,
      HeadText(head) + (both ? " is `optional` and has `otherwise`" : " does not say what holds when it is unknown"));
  report.label = both ? "may be unknown" : "neither `optional` nor `otherwise`";
  if (both) report.related.push_back({otherwise->span, "never unknown"});
  report.help.push_back(both ? "keep one of the two: with `otherwise` it is never unknown"
                             : "add `optional` when it may be unknown, or `otherwise` with the value that then stands");
}

// Reports a `search` or `pricing` without any step: it would change nothing.
void CheckMoves(Folder& folder, const tree::Head& head) {
  const bool search = head.word == HeadWord::kSearch;
  if (!search && head.word != HeadWord::kPricing) return;
  for (const tree::Clause& clause : head.clauses) {
    const bool moves = clause.word == ClauseWord::kRaise || clause.word == ClauseWord::kLower ||
                       clause.word == (search ? ClauseWord::kPin : ClauseWord::kSet);
    if (moves) return;
  }
  Diagnostic& report = folder.Report(DiagnosticKind::kNothingMoved, head.span, HeadText(head) + " moves nothing");
  report.label = search ? "has no `raise`, `lower` and `pin`" : "has no `set`, `raise` and `lower`";
  report.help.push_back(search ? "add a line like `raise by 15% where (price is at most 50 EUR)`"
                               : "add a line like `lower by 5%`");
}

// The clauses that the table of heads judges: those of the arms of an experiment belong to the rules that it changes.
std::vector<const tree::Clause*> OwnClauses(const tree::Head& head) {
  if (head.word == HeadWord::kExperiment) return ArmsOf(head).own;
  std::vector<const tree::Clause*> own;
  for (const tree::Clause& clause : head.clauses) own.push_back(&clause);
  return own;
}

void CheckHead(Folder& folder, const tree::Head& head) {
  const auto row = static_cast<std::size_t>(head.word);
  const TurnedFits& fits = TheFits();
  std::array<const tree::Clause*, kClauseWords> first{};
  for (const tree::Clause* clause : OwnClauses(head)) {
    const auto word = static_cast<std::size_t>(clause->word);
    const tree::Clause* earlier = first[word];
    if (earlier == nullptr) first[word] = clause;
    if (clause->broken) continue;
    if (!fits.fits[row].test(word)) {
      ReportWrongClause(folder, head, *clause);
    } else if (earlier != nullptr && !fits.many[row].test(word)) {
      ReportRepeated(folder, head, *clause, *earlier);
    }
  }
  // What is not understood may hold the clause that seems to be missing.
  const auto broken = [](const tree::Clause& clause) { return clause.broken; };
  if (head.broken || std::any_of(head.clauses.begin(), head.clauses.end(), broken)) return;
  for (std::size_t word = 0; word < kClauseWords; ++word) {
    if (fits.required[row].test(word) && first[word] == nullptr)
      ReportMissing(folder, head, static_cast<ClauseWord>(word));
  }
  CheckContent(folder, head);
  CheckMoves(folder, head);
  CheckOtherwise(folder, head);
}

}  // namespace

void CheckHeads(Folder& folder) {
  for (const tree::Head* head : folder.all) CheckHead(folder, *head);
}

}  // namespace nextmove::dsl

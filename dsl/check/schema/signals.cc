// Lowers what raises and lowers a signal, and what scores and clusters learn from.
#include "dsl/check/schema/signals.h"

#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/expressions/reads.h"

namespace nextmove::dsl {
namespace {

constexpr std::int64_t kMostClusters = 1'000;

Type Simple(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

// ---- signals ----

void ReportNoEvent(Folder& folder, const tree::Clause& clause, const tree::MoveByPayload& move) {
  const std::string word(RowOf(clause.word).text);
  Diagnostic& report = folder.Report(DiagnosticKind::kSignalWithoutEvent, clause.span,
                                     Ticked(word) + " of a signal says by how many points and after which event");
  report.label = "no number `after` an event";
  const bool points = move.by && move.by->literal.number() != nullptr;
  const std::string by = points ? std::string(folder.sources.TextOf(move.by->span)) : "30";
  std::string event = "went_idle";
  for (const EventKind& kind : folder.program.events) {
    if (kind.built_in) continue;
    event = kind.name;
    break;
  }
  report.help.push_back("write " + Ticked(word + " by " + by + " after " + event));
}

// The points of a change; none after an error.
std::optional<Expr> LowerPoints(Folder& folder, const tree::Expr& by) {
  Expr points = CheckValue(folder.typing, by, ExprContext{});
  if (points.type.kind == TypeKind::kUnknown) return std::nullopt;
  if (points.type.kind != TypeKind::kNumber) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kWrongType, by.span, "a signal changes by points, which are a number");
    report.label = "is " + Ticked(points.type.ToString());
    report.help.push_back("write a number of points from 1 to 100: `raise by 30`");
    return std::nullopt;
  }
  const Decimal* number = points.op == Op::kConstant ? points.constant.number() : nullptr;
  if (number != nullptr && (number->is_negative() || number->is_zero())) {
    Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, by.span, "a signal changes by more than 0 points");
    report.label = "nothing, or the other way";
    report.help.push_back("write a number of points from 1 to 100, after `raise` or `lower`");
    return std::nullopt;
  }
  return points;
}

void LowerChange(Folder& folder, const tree::Clause& clause, const tree::MoveByPayload& move, Signal& signal,
                 Reads& reads) {
  if (!move.by || move.affinity || move.where || !move.after) return ReportNoEvent(folder, clause, move);
  Signal::Change change;
  change.raises = clause.word == ClauseWord::kRaise;
  auto points = LowerPoints(folder, *move.by);
  if (!points) return;
  change.points = std::move(*points);
  change.after = CheckFilter(folder.typing, *move.after, ExprContext{});
  if (change.after.event < 0) return;
  AddReads(folder, change.points, reads);
  // A signal is about what goes on now: where the session may be read, that is enough.
  AddEventRead(folder, change.after.event, true, move.after->span, reads);
  if (change.after.where) AddReads(folder, *change.after.where, reads);
  signal.changes.push_back(std::move(change));
}

void LowerHalves(Folder& folder, const tree::Head& head, Signal& signal) {
  const auto* halves = FindPayload<tree::DurationPayload>(head, ClauseWord::kHalves);
  if (halves == nullptr) return;
  const auto duration = LowerDuration(folder.typing, halves->duration);
  if (!duration) return;
  signal.half_life = *duration;
  if (duration->is_elapsed()) return;
  Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, halves->duration.span,
                                     "a signal halves after a time that is always as long");
  report.label = "counts on the calendar";
  report.help.push_back("write seconds, minutes, hours, days or weeks: `halves every 30 days`");
}

void LowerFires(Folder& folder, const tree::Head& head, Signal& signal) {
  const auto* fires = FindPayload<tree::IntPayload>(head, ClauseWord::kFires);
  if (fires == nullptr || !fires->value) return;
  signal.fires_at = Decimal(*fires->value);
  if (*fires->value >= 1 && *fires->value <= 100) return;
  Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, fires->span, "a signal is a number from 0 to 100");
  report.label = *fires->value < 1 ? "always reached" : "never reached";
  report.help.push_back("write `fires at` and a number from 1 to 100: `fires at 60`");
}

// ---- learned ----

void LowerLearns(Folder& folder, const tree::Head& head, std::vector<Expr>& learns) {
  const auto* from = FindPayload<tree::ExprList>(head, ClauseWord::kLearns);
  if (from == nullptr) return;
  for (const tree::ExprPtr& value : from->values) {
    if (!value) return;
    Expr lowered = CheckValue(folder.typing, *value, ExprContext{});
    const TypeKind kind = lowered.type.kind;
    if (kind == TypeKind::kUnknown) return;
    if (kind == TypeKind::kList || kind == TypeKind::kRecord) {
      Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, value->span,
                                         "nothing is learned from a list, only from single values");
      report.label = "is " + Ticked(lowered.type.ToString());
      report.help.push_back("count what it holds: " +
                            Ticked(std::string(folder.sources.TextOf(value->span)) + ".size"));
      return;
    }
    learns.push_back(std::move(lowered));
  }
}

void LowerChance(Folder& folder, const tree::Head& head, Score& score) {
  const auto* otherwise = FindPayload<tree::ExprPayload>(head, ClauseWord::kOtherwise);
  if (otherwise == nullptr) return;
  if (!otherwise->value) {
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, FindClause(head, ClauseWord::kOtherwise)->span,
                                       "`nothing` is no probability");
    report.label = "here stands a percentage";
    report.help.push_back("write `otherwise 3%`, or leave the line out: then it is unknown");
    return;
  }
  const Type percent = Simple(TypeKind::kPercent);
  score.otherwise = CheckConstant(folder.typing, *otherwise->value, percent, ExprContext{.expected = &percent});
  const Percent* chance = score.otherwise.percent();
  if (chance == nullptr || !(chance->points.is_negative() || Decimal(100) < chance->points)) return;
  Diagnostic& report = folder.Report(DiagnosticKind::kPercentRange, otherwise->value->span,
                                     "a probability is a percentage from 0% to 100%");
  report.label = "out of range";
  report.help.push_back("write `otherwise 3%`");
}

}  // namespace

void LowerSignal(Folder& folder, const tree::Head& head, Signal& signal, Reads& reads) {
  for (const tree::Clause& clause : head.clauses) {
    if (clause.broken || (clause.word != ClauseWord::kRaise && clause.word != ClauseWord::kLower)) continue;
    if (const auto* move = std::get_if<tree::MoveByPayload>(&clause.payload))
      LowerChange(folder, clause, *move, signal, reads);
  }
  LowerHalves(folder, head, signal);
  LowerFires(folder, head, signal);
}

void LowerScore(Folder& folder, const tree::Head& head, Score& score) {
  if (const auto* predicts = FindPayload<tree::PredictsPayload>(head, ClauseWord::kPredicts)) {
    score.predicts = CheckFilter(folder.typing, predicts->occurrence, ExprContext{});
    score.within = LowerDuration(folder.typing, predicts->within).value_or(Duration{});
  }
  LowerLearns(folder, head, score.learns_from);
  LowerChance(folder, head, score);
}

void LowerClusters(Folder& folder, const tree::Head& head, Clusters& clusters) {
  LowerLearns(folder, head, clusters.learns_from);
  const auto* finds = FindPayload<tree::IntPayload>(head, ClauseWord::kFinds);
  if (finds == nullptr || !finds->value) return;
  if (*finds->value >= 2 && *finds->value <= kMostClusters) {
    clusters.count = static_cast<int>(*finds->value);
    return;
  }
  Diagnostic& report =
      folder.Report(DiagnosticKind::kOutOfRange, finds->span, "there are 2 to 1000 groups to be found");
  report.label = "out of range";
  report.help.push_back("write `finds 5`");
}

}  // namespace nextmove::dsl

// Lowers the parts of `budget`: an amount or a number of times, in a period.
#include "dsl/check/rules/budgets.h"

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

using BudgetPart = tree::BudgetPayload::Part;

constexpr std::int64_t kMostTimes = 1'000'000'000;

bool PeriodFits(Folder& folder, const BudgetPart& part) {
  using Per = tree::LimitPayload::Limit::Per;
  if (!part.per || (part.per->kind == Per::Kind::kUnit && part.per->unit >= Unit::kDay)) return true;
  Diagnostic& report = folder.Report(DiagnosticKind::kBadPeriod, part.per->span,
                                     "a budget is for a day, a week, a month or a year of the calendar, or in all");
  report.label = "no such period";
  const std::string_view amount = folder.sources.TextOf({part.span.file, part.span.begin, part.per->span.begin});
  report.help.push_back("write " + Ticked("budget " + std::string(amount) + "per day"));
  report.fixes.push_back({part.per->span, "per day", false});
  return false;
}

void ReportAmount(Folder& folder, const tree::Expr& amount, const Expr& value) {
  const std::string text(folder.sources.TextOf(amount.span));
  const Currency& currency = folder.program.project.currency;
  const std::string code = CodeOf(folder);
  const Money* money = value.constant.money();
  const bool number = value.type.kind == TypeKind::kNumber;
  const bool other = money != nullptr && !(money->currency == currency);
  Diagnostic& report = folder.Report(number  ? DiagnosticKind::kCurrencyMissing
                                     : other ? DiagnosticKind::kTwoCurrencies
                                     : money ? DiagnosticKind::kOutOfRange
                                             : DiagnosticKind::kWrongType,
                                     amount.span,
                                     other   ? "a budget is kept in the project's currency"
                                     : money ? "a budget is more than nothing"
                                             : "a budget is a fixed amount or a number of times");
  report.label = other                                 ? "not in " + Ticked(code)
                 : money                               ? "nothing to spend"
                 : value.type.kind == TypeKind::kMoney ? "not a fixed amount"
                                                       : "is " + Describe(value.type);
  report.help.push_back(number ? "write " + Ticked(text + " " + code) + " or " + Ticked(text + " times")
                               : "write an amount, like " + Ticked("budget 500 " + code + " per day"));
}

std::optional<Budget> LowerPart(Folder& folder, const BudgetPart& part) {
  Budget budget;
  budget.span = part.span;
  if (part.times) {
    budget.times = *part.times;
    if (*part.times < 1 || *part.times > kMostTimes) {
      Diagnostic& report =
          folder.Report(DiagnosticKind::kOutOfRange, part.span, "a budget is at least 1 time and at most 1000000000");
      report.label = "out of range";
      report.help.push_back("write `budget 100 times per day`");
      return std::nullopt;
    }
  } else {
    if (!part.amount) return std::nullopt;
    const ErrorWatch watch(folder);
    const Expr value = CheckValue(folder.typing, *part.amount, ExprContext{});
    if (watch.failed() || IsUnknown(value.type)) return std::nullopt;
    const Money* money = value.op == Op::kConstant ? value.constant.money() : nullptr;
    const bool more_than_nothing = money && !money->amount.is_negative() && !money->amount.is_zero();
    const Currency& currency = folder.program.project.currency;
    if (!more_than_nothing || (!currency.is_none() && !(money->currency == currency))) {
      ReportAmount(folder, *part.amount, value);
      return std::nullopt;
    }
    budget.amount = *money;
  }
  if (!PeriodFits(folder, part)) return std::nullopt;
  if (part.per) budget.per = part.per->unit;
  return budget;
}

}  // namespace

std::vector<Budget> LowerBudgets(Folder& folder, const tree::Head& head) {
  std::vector<Budget> budgets;
  const auto* payload = FindPayload<tree::BudgetPayload>(head, ClauseWord::kBudget);
  if (payload == nullptr) return budgets;
  for (const BudgetPart& part : payload->parts) {
    auto budget = LowerPart(folder, part);
    if (!budget) break;
    budgets.push_back(*budget);
  }
  return budgets;
}

}  // namespace nextmove::dsl

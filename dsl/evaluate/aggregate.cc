// Values over lists, and distances on the calendar (`language.md` 9).
#include "dsl/evaluate/aggregate.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "dsl/evaluate/arithmetic.h"
#include "dsl/evaluate/compare.h"
#include "dsl/evaluate/evaluate.h"

namespace nextmove::dsl {
namespace {

Value ZeroOf(const Type& type, const Currency& currency) {
  if (type.kind == TypeKind::kMoney) return Money{Decimal(0), currency};
  if (type.kind == TypeKind::kPercent) return Percent{Decimal(0)};
  if (type.kind == TypeKind::kDuration) return Duration{};
  return Decimal(0);
}

Value CountDifferent(const List& values, const Type& type) {
  std::set<std::string> keys;
  for (const Value& value : values)
    if (value.is_known()) keys.insert(SameKey(value, type));
  return Decimal(static_cast<std::int64_t>(keys.size()));
}

Value Sum(const List& values, Value zero, const TimeZone& zone) {
  for (const Value& value : values) zero = Add(zero, value, zone);
  return zero;
}

// The highest (+1) or lowest (-1); unknown when one is.
Value Extreme(const List& values, int sign, const TimeZone& zone) {
  Value best;
  for (const Value& value : values) {
    const auto order = best.is_unknown() ? std::optional<int>(sign) : Order(value, best, zone);
    if (value.is_unknown() || !order) return {};
    if (*order * sign > 0) best = value;
  }
  return best;
}

std::int64_t MillisecondsOf(Unit unit) {
  switch (unit) {
    case Unit::kSecond:
      return 1'000;
    case Unit::kMinute:
      return 60'000;
    case Unit::kHour:
      return 3'600'000;
    case Unit::kDay:
      return 86'400'000;
    case Unit::kWeek:
      return 7 * 86'400'000LL;
    case Unit::kMonth:
    case Unit::kYear:
      break;
  }
  return 0;
}

std::int64_t FloorDivide(std::int64_t amount, std::int64_t unit) { return amount / unit - (amount % unit < 0 ? 1 : 0); }

Value Average(const List& values, const TimeZone& zone) {
  const Value sum = Sum(List(values.begin() + 1, values.end()), values.front(), zone);
  return Divide(sum, Decimal(static_cast<std::int64_t>(values.size())));
}

}  // namespace

Value AggregateOf(Op op, const List& values, const Type& what, const Type& result, const Currency& currency,
                  const TimeZone& zone) {
  if (op == Op::kCountDifferent || op == Op::kDifferentOf) return CountDifferent(values, what);
  if (op == Op::kSumIn || op == Op::kSumOf) return Sum(values, ZeroOf(result, currency), zone);
  if (values.empty()) return {};
  if (op == Op::kFirstIn || op == Op::kFirstOf) return values.front();
  if (op == Op::kLatestIn || op == Op::kLatestOf) return values.back();
  if (op == Op::kHighestIn || op == Op::kHighestOf) return Extreme(values, +1, zone);
  if (op == Op::kLowestIn || op == Op::kLowestOf) return Extreme(values, -1, zone);
  return Average(values, zone);
}

// children: the list, what of each record (a list of plain values has none), the condition.
Value Evaluator::Aggregate(const Expr& expr) {
  Value storage;
  const Value& list = Read(expr.children[0], storage);
  if (!list.list()) return {};
  const Expr* what = expr.children.size() > 1 ? &expr.children[1] : nullptr;
  const Expr* where = expr.children.size() > 2 ? &expr.children[2] : nullptr;
  const Type element_type = expr.children[0].type.element() ? *expr.children[0].type.element() : Type{};
  const auto item_catalogue = element_type.kind == TypeKind::kItem
                                  ? program_.catalogue_names.find(element_type.catalogue())
                                  : program_.catalogue_names.end();
  List values;
  for (const Value& element : *list.list()) {
    if (what && element.text() && item_catalogue != program_.catalogue_names.end()) {
      const std::string& id = *element.text();
      if (where && TestOnItem(*where, item_catalogue->second, id) != Truth::kYes) continue;
      values.push_back(EvaluateOnItem(*what, item_catalogue->second, id));
      continue;
    }
    if (!element.record()) {
      values.push_back(InDecisionCurrency(element));
      continue;
    }
    if (!what || (where && TestOnRecord(*where, *element.record()) != Truth::kYes)) continue;
    const Focus before = focus_;
    focus_.record = element.record();
    values.push_back(Evaluate(*what));
    focus_ = before;
  }
  return AggregateOf(expr.op, values, what ? what->type : Type{}, expr.type, situation_.currency(), ZoneOf(expr));
}

Value Evaluator::UnitsBetween(const Expr& expr) {
  Value storage;
  const bool until = expr.op == Op::kUnitsUntil;
  const Expr& end = expr.children[0];
  if (!until || end.op != Op::kAnniversary) return UnitsFromNow(Evaluate(end), expr, until);
  const Value& born = Read(end.children[0], storage);
  if (!born.date() && !born.instant()) return {};
  const TimeZone& zone = ZoneOf(expr);
  const Date date = born.date() ? *born.date() : zone.DateOf(*born.instant());
  return UnitsFromNow(NextAnniversary(date, zone.DateOf(situation_.now())), expr, until);
}

// Whole units: elapsed ones of a time; with `calendar`, months, years or a date the difference of dates, completed.
Value Evaluator::UnitsFromNow(const Value& end, const Expr& expr, bool until) {
  if (!end.date() && !end.instant()) return {};
  const TimeZone& zone = ZoneOf(expr);
  const Instant now = situation_.now();
  const bool elapsed = expr.unit < Unit::kDay || (end.instant() && !expr.calendar && expr.unit <= Unit::kWeek);
  if (elapsed) {
    const Instant at = end.instant() ? *end.instant() : zone.At(*end.date());
    const std::int64_t gap = until ? at.milliseconds - now.milliseconds : now.milliseconds - at.milliseconds;
    return Decimal(FloorDivide(gap, MillisecondsOf(expr.unit)));
  }
  const Date today = zone.DateOf(now);
  const Date date = end.date() ? *end.date() : zone.DateOf(*end.instant());
  const Date from = until ? today : date, to = until ? date : today;
  return from <= to ? Decimal(CompletedUnits(from, to, expr.unit)) : -Decimal(CompletedUnits(to, from, expr.unit));
}

Value Evaluator::AnniversaryOf(const Expr& expr) {
  Value storage;
  const Value& value = Read(expr.children[0], storage);
  const TimeZone& zone = ZoneOf(expr);
  if (!value.date() && !value.instant()) return {};
  const Date date = value.date() ? *value.date() : zone.DateOf(*value.instant());
  return LatestAnniversary(date, zone.DateOf(situation_.now()));
}

}  // namespace nextmove::dsl

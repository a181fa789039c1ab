// Values over lists, and distances on the calendar (language reference, paragraph 9).
#include "dsl/evaluate/aggregate.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "dsl/evaluate/arithmetic.h"
#include "dsl/evaluate/compare.h"
#include "dsl/evaluate/evaluate.h"
#include "dsl/evaluate/nesting.h"

namespace nextmove::dsl {
namespace {

Value ZeroOf(const Type& type, const Currency& currency) {
  if (type.kind == TypeKind::kMoney) return Money{Decimal(0), currency};
  if (type.kind == TypeKind::kPercent) return Percent{Decimal(0)};
  if (type.kind == TypeKind::kDuration) return Duration{};
  return Decimal(0);
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

}  // namespace

Aggregation::Kind Aggregation::KindOf(Op op) {
  struct Row {
    Op over_list, over_events;
    Kind kind;
  };
  static constexpr Row kRows[] = {{Op::kCountDifferent, Op::kDifferentOf, Kind::kDifferent},
                                  {Op::kSumIn, Op::kSumOf, Kind::kSum},
                                  {Op::kAverageIn, Op::kAverageOf, Kind::kAverage},
                                  {Op::kHighestIn, Op::kHighestOf, Kind::kHighest},
                                  {Op::kLowestIn, Op::kLowestOf, Kind::kLowest},
                                  {Op::kFirstIn, Op::kFirstOf, Kind::kFirst},
                                  {Op::kLatestIn, Op::kLatestOf, Kind::kLatest}};
  constexpr auto row_of = [](Op wanted) {
    return std::find_if(std::begin(kRows), std::end(kRows),
                        [=](const Row& row) { return row.over_list == wanted || row.over_events == wanted; });
  };
  constexpr auto is_complete = [=] {
    for (int i = 0; i < kOps; ++i) {
      const OpFamily family = FamilyOf(static_cast<Op>(i));
      const bool aggregates = family == OpFamily::kListAggregate || family == OpFamily::kHistoryAggregate;
      if (aggregates != (row_of(static_cast<Op>(i)) != std::end(kRows))) return false;
    }
    return true;
  };
  static_assert(is_complete(), "each operation that aggregates has a row");
  return row_of(op)->kind;
}

Aggregation::Aggregation(Op op, const Type& what, const Type& result, const Currency& currency, const TimeZone& zone)
    : kind_(KindOf(op)), what_(what), zone_(zone) {
  if (kind_ == Kind::kSum) value_ = ZeroOf(result, currency);
}

void Aggregation::Take(const Value& value) {
  ++count_;
  switch (kind_) {
    case Kind::kDifferent:
      if (value.is_known()) keys_.insert(SameKey(value, what_));
      break;
    case Kind::kSum:
      value_ = Add(value_, value, zone_);
      break;
    case Kind::kAverage:
      value_ = count_ == 1 ? value : Add(value_, value, zone_);
      break;
    case Kind::kHighest:
      TakeExtreme(value, +1);
      break;
    case Kind::kLowest:
      TakeExtreme(value, -1);
      break;
    case Kind::kFirst:
      if (count_ == 1) value_ = value;
      break;
    case Kind::kLatest:
      value_ = value;
      break;
  }
}

// Stays unknown once a value is unknown or two values can't be ordered.
void Aggregation::TakeExtreme(const Value& value, int sign) {
  if (count_ > 1 && value_.is_unknown()) return;
  const auto order = count_ == 1 ? std::optional<int>(sign) : Order(value, value_, zone_);
  if (value.is_unknown() || !order) {
    value_ = Value();
  } else if (*order * sign > 0) {
    value_ = value;
  }
}

Value Aggregation::Result() const {
  if (kind_ == Kind::kDifferent) return Decimal(static_cast<std::int64_t>(keys_.size()));
  if (kind_ == Kind::kAverage && count_ > 0) return Divide(value_, Decimal(count_));
  return value_;
}

// children: the list, what of each record (a list of plain values has none), the condition.
Value Evaluator::Aggregate(const Expr& expr) {
  Value storage;
  const Value& list = Read(expr.children[0], storage);
  if (!list.list()) return {};
  const Expr* what = expr.children.size() > 1 ? &expr.children[1] : nullptr;
  const Expr* where = expr.children.size() > 2 ? &expr.children[2] : nullptr;
  const int catalogue = expr.index2;
  const Type any;
  Aggregation all(expr.op, what ? what->type : any, expr.type, situation_.currency(), ZoneOf(expr));
  for (const Value& element : *list.list()) {
    Value each;
    if (what && element.text() && catalogue >= 0) {
      const std::string& id = *element.text();
      if (where && TestOnItem(*where, catalogue, id) != Truth::kYes) continue;
      const Restored<TruthRecorder*> quiet(recorder_, nullptr);
      const Restored<Focus> inside(focus_, Focus{nullptr, nullptr, catalogue, id});
      all.Take(Read(*what, each));
    } else if (!element.record()) {
      all.Take(ReadHeld(element, each));
    } else if (what && (!where || TestOnRecord(*where, *element.record()) == Truth::kYes)) {
      Focus on_record = focus_;
      on_record.record = element.record();
      const Restored<Focus> inside(focus_, on_record);
      all.Take(Read(*what, each));
    }
  }
  return all.Result();
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

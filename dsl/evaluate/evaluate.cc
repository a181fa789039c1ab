// Computes the values of expressions, and of what a rule folder names: attributes, values, tiers, segments.
#include "dsl/evaluate/evaluate.h"

#include "dsl/evaluate/arithmetic.h"
#include "dsl/evaluate/compare.h"
#include "dsl/evaluate/nesting.h"

namespace nextmove::dsl {
namespace {

bool FitsCurrency(const Value& value, const Currency& currency) {
  return !value.money() || value.money()->amount.is_zero() || value.money()->currency == currency;
}

Value OfTruth(Truth truth) { return truth == Truth::kUnknown ? Value() : Value(truth == Truth::kYes); }

}  // namespace

const TimeZone& Evaluator::ZoneOf(const Expr& expr) const { return situation_.zone(expr.zone < 0 ? 0 : expr.zone); }

Value Evaluator::InDecisionCurrency(Value value) {
  if (!value.money() || value.money()->currency == situation_.currency()) return value;
  if (value.money()->amount.is_zero()) return Money{Decimal(0), situation_.currency()};
  met_foreign_amount_ = true;
  return {};
}

// A value that is held elsewhere. It is returned as it is, except money in another currency, which is unknown.
const Value& Evaluator::ReadHeld(const Value& value, Value& storage) {
  return value.money() ? (storage = InDecisionCurrency(value)) : value;
}

const Value& Evaluator::ReadAttribute(int attribute, Value& storage) {
  const Value& value = situation_.attribute(attribute);
  if (value.is_known() && FitsCurrency(value, situation_.currency())) return ReadHeld(value, storage);
  const Value& otherwise = program_.attributes[static_cast<std::size_t>(attribute)].otherwise;
  if (value.is_known() && otherwise.is_unknown()) met_foreign_amount_ = true;
  return ReadHeld(otherwise, storage);
}

const Value& Evaluator::ReadField(const Record* record, int field, Value& storage) {
  if (!record || field < 0 || static_cast<std::size_t>(field) >= record->size()) return storage = Value();
  return ReadHeld((*record)[static_cast<std::size_t>(field)], storage);
}

const Value& Evaluator::ReadPick(int pick, Value& storage) {
  if (!scope_.picks || static_cast<std::size_t>(pick) >= scope_.picks->size()) return storage = Value();
  return ReadHeld((*scope_.picks)[static_cast<std::size_t>(pick)], storage);
}

const Value& Evaluator::Read(const Expr& expr, Value& storage) {
  switch (FamilyOf(expr.op)) {
    case OpFamily::kConstant:
      return ReadHeld(expr.constant, storage);
    case OpFamily::kAttribute:
      return ReadAttribute(expr.index, storage);
    case OpFamily::kLineField: {
      if (expr.op == Op::kField) return ReadField(focus_.record, expr.index, storage);
      const int catalogue = expr.index2 >= 0 ? expr.index2 : focus_.catalogue;
      return ReadField(situation_.item(catalogue, focus_.item), expr.index, storage);
    }
    case OpFamily::kItem: {
      if (expr.op == Op::kThisItem) return situation_.this_item(expr.index2);
      Value item;
      const auto id = ReadText(expr.children[0], item);
      return ReadField(id ? situation_.item(expr.index2, *id) : nullptr, expr.index, storage);
    }
    case OpFamily::kMomentField: {
      const Event* moment = scope_.moment_kind == expr.index2 ? scope_.moment : nullptr;
      return ReadField(moment ? &moment->fields : nullptr, expr.index, storage);
    }
    case OpFamily::kPicked:
      return ReadPick(expr.index, storage);
    case OpFamily::kNamedValue:
      return ReadNamedValue(expr.index, storage);
    case OpFamily::kTiers:
      return ReadTier(expr, storage);
    case OpFamily::kListOf:
    case OpFamily::kItemSelf:
    case OpFamily::kEvent:
    case OpFamily::kSegment:
    case OpFamily::kSignal:
    case OpFamily::kScore:
    case OpFamily::kCluster:
    case OpFamily::kAffinity:
    case OpFamily::kAction:
    case OpFamily::kConnective:
    case OpFamily::kNot:
    case OpFamily::kKnownTest:
    case OpFamily::kEquality:
    case OpFamily::kOrder:
    case OpFamily::kWindow:
    case OpFamily::kMembership:
    case OpFamily::kContainsWhere:
    case OpFamily::kTextTest:
    case OpFamily::kArithmetic:
    case OpFamily::kListAggregate:
    case OpFamily::kCalendar:
    case OpFamily::kHistory:
    case OpFamily::kHistoryAggregate:
    case OpFamily::kDecision:
      break;  // what is computed
  }
  return storage = Evaluate(expr);
}

// The text that an expression gives, or none. The item that `where` looks at is no Value, so that it need not be
// copied.
std::optional<std::string_view> Evaluator::ReadText(const Expr& expr, Value& storage) {
  if (expr.op == Op::kItemSelf) return focus_.item.data() ? std::optional(focus_.item) : std::nullopt;
  const std::string* text = Read(expr, storage).text();
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

Value Evaluator::Evaluate(const Expr& expr) {
  if (depth_ >= kMaxDepth) return {};
  const Deeper deeper(depth_);
  return InDecisionCurrency(Compute(expr));
}

// One case an operation; each is a line or a call.
Value Evaluator::Compute(const Expr& expr) {
  Value a, b;
  const auto operand = [&](std::size_t i) -> const Value& { return Read(expr.children[i], i == 0 ? a : b); };
  switch (expr.op) {
    case Op::kConstant:
    case Op::kAttribute:
    case Op::kField:
    case Op::kThisItem:
    case Op::kItemField:
    case Op::kItemSelfField:
    case Op::kMomentField:
    case Op::kPicked:
    case Op::kNamedValue:
    case Op::kTiersStep:
    case Op::kTiersNext:
    case Op::kTiersMissing:
    case Op::kTiersReached:
      return Read(expr, a);
    case Op::kItemSelf:
      return focus_.item.data() ? Value(std::string(focus_.item)) : Value();
    case Op::kSegment:
      return InSegment(expr.index);
    case Op::kToday:
      return ZoneOf(expr).DateOf(situation_.now());
    case Op::kPart:
      return PartOf(expr);
    case Op::kActionPriority:
      return scope_.action ? Value(Decimal(scope_.action->priority)) : Value();
    case Op::kActionLikelihood:
      return scope_.action ? scope_.action->likelihood : Value();
    case Op::kActionWorth:
      return scope_.action ? scope_.action->worth : Value();
    case Op::kActionSaving:
      return scope_.action ? scope_.action->saving : Value();
    case Op::kListOf: {
      List items;
      for (const Expr& child : expr.children) items.push_back(Evaluate(child));
      return Value::OfList(std::move(items));
    }
    case Op::kAdd:
      return Add(operand(0), operand(1), ZoneOf(expr));
    case Op::kSubtract:
      return Subtract(operand(0), operand(1), ZoneOf(expr));
    case Op::kMultiply:
      return Multiply(operand(0), operand(1), expr.type);
    case Op::kDivide:
      return Divide(operand(0), operand(1));
    case Op::kDifference:
      return Difference(operand(0), operand(1), ZoneOf(expr));
    case Op::kCountDifferent:
    case Op::kSumIn:
    case Op::kAverageIn:
    case Op::kHighestIn:
    case Op::kLowestIn:
    case Op::kFirstIn:
    case Op::kLatestIn:
      return Aggregate(expr);
    case Op::kUnitsSince:
    case Op::kUnitsUntil:
      return UnitsBetween(expr);
    case Op::kAnniversary:
      return AnniversaryOf(expr);
    case Op::kHas:
      return OfTruth(Has(expr));
    case Op::kTimes:
    case Op::kDifferentOf:
    case Op::kSumOf:
    case Op::kAverageOf:
    case Op::kHighestOf:
    case Op::kLowestOf:
    case Op::kLatestOf:
    case Op::kFirstOf:
      return AggregateEvents(expr);
    case Op::kUnitsSinceEvent:
      return UnitsSinceEvent(expr);
    case Op::kEventTime:
      return focus_.event ? Value(focus_.event->time) : Value();
    case Op::kEventDate:
      return focus_.event ? Value(ZoneOf(expr).DateOf(focus_.event->time)) : Value();
    case Op::kSignal:
      return SignalOf(expr.index);
    case Op::kScore:
      a = situation_.score(expr.index);
      return a.is_known() ? a : program_.scores[static_cast<std::size_t>(expr.index)].otherwise;
    case Op::kCluster:
      return situation_.cluster(expr.index);
    case Op::kAffinity:
      return AffinityTo(expr);
    case Op::kDecisionDiscount:
    case Op::kDecisionPrice:
    case Op::kDecisionContains:
      return OfDecision(expr);
    case Op::kAnd:
    case Op::kOr:
    case Op::kNot:
    case Op::kOrUnknown:
    case Op::kAndKnown:
    case Op::kIsKnown:
    case Op::kIsUnknown:
    case Op::kIs:
    case Op::kIsNot:
    case Op::kIsOneOf:
    case Op::kIsNotOneOf:
    case Op::kBetween:
    case Op::kAtLeast:
    case Op::kAtMost:
    case Op::kMoreThan:
    case Op::kLessThan:
    case Op::kBefore:
    case Op::kAfter:
    case Op::kInTheLast:
    case Op::kInTheNext:
    case Op::kInThis:
    case Op::kUnder:
    case Op::kContains:
    case Op::kContainsAny:
    case Op::kContainsAll:
    case Op::kContainsWhere:
    case Op::kContainsText:
    case Op::kStartsWith:
    case Op::kEndsWith:
      return OfTruth(TestPlain(expr));
  }
  return {};
}

const Value& Evaluator::ReadNamedValue(int value, Value& storage) {
  if (depth_ >= kMaxDepth) return storage = Value();
  const Deeper deeper(depth_);
  const Restored<TruthRecorder*> quiet(recorder_, nullptr);
  const Restored<Focus> outside(focus_, Focus{});
  const NamedValue& named = program_.values[static_cast<std::size_t>(value)];
  for (const ValueCase& choice : named.cases) {
    if (choice.condition && !Holds(*choice.condition)) continue;
    const Value& result = Read(choice.value, storage);
    if (result.is_known()) return result;
    break;
  }
  return ReadHeld(named.otherwise, storage);
}

Value Evaluator::NamedValueOf(int value) {
  Value storage;
  return ReadNamedValue(value, storage);
}

const Value& Evaluator::ReadTier(const Expr& expr, Value& storage) {
  if (depth_ >= kMaxDepth) return storage = Value();
  const Deeper deeper(depth_);
  const Tiers& tiers = program_.tiers[static_cast<std::size_t>(expr.index)];
  const Restored<Focus> outside(focus_, Focus{});
  const Value counts = Evaluate(tiers.counts);
  if (counts.is_unknown()) return storage = Value();
  std::size_t reached = 0;
  for (const Tiers::Step& step : tiers.steps) {
    const auto order = Order(counts, step.from, ZoneOf(expr));
    if (!order) return storage = Value();
    if (*order >= 0) ++reached;
  }
  if (expr.op == Op::kTiersReached) return storage = Decimal(static_cast<std::int64_t>(reached));
  if (expr.op == Op::kTiersStep)
    return reached > 0 ? ReadHeld(tiers.steps[reached - 1].value, storage) : (storage = Value());
  if (reached == tiers.steps.size()) return storage = Value();
  const Tiers::Step& next = tiers.steps[reached];
  if (expr.op == Op::kTiersNext) return ReadHeld(next.value, storage);
  return storage = InDecisionCurrency(Subtract(next.from, counts, ZoneOf(expr)));
}

Value Evaluator::PartOf(const Expr& expr) {
  Value storage;
  const Value& value = Read(expr.children[0], storage);
  if (expr.part == Part::kSize) {
    return value.list() ? Value(Decimal(static_cast<std::int64_t>(value.list()->size()))) : Value();
  }
  if (expr.part == Part::kCurrency) {
    return value.money() && !value.money()->currency.is_none() ? Value(std::string(value.money()->currency.code()))
                                                               : Value();
  }
  if (!value.date() && !value.instant()) return {};
  const Date date = value.date() ? *value.date() : ZoneOf(expr).DateOf(*value.instant());
  switch (expr.part) {
    case Part::kDay:
      return Decimal(date.day());
    case Part::kMonth:
      return Decimal(date.month());
    case Part::kYear:
      return Decimal(date.year());
    case Part::kWeekday:
      return expr.type.kind == TypeKind::kNumber ? Value(Decimal(date.weekday() + 1))
                                                 : Value(std::string(WeekdayName(date.weekday())));
    case Part::kCurrency:
    case Part::kSize:
      break;
  }
  return {};
}

// A segment is yes or no: only *yes* of all its conditions together counts (language reference, paragraph 1).
bool Evaluator::InSegment(int segment) {
  if (depth_ >= kMaxDepth) return false;
  const Deeper deeper(depth_);
  const Restored<Focus> outside(focus_, Focus{});
  return All(program_.segments[static_cast<std::size_t>(segment)].when) == Truth::kYes;
}

Truth Evaluator::TestOnRecord(const Expr& where, const Record& record) {
  const Restored<TruthRecorder*> quiet(recorder_, nullptr);
  const Restored<Focus> inside(focus_, Focus{&record, nullptr, focus_.catalogue, focus_.item});
  return Test(where);
}

Truth Evaluator::TestOnItem(const Expr& where, int catalogue, std::string_view id) {
  const Restored<TruthRecorder*> quiet(recorder_, nullptr);
  const Restored<Focus> inside(focus_, Focus{nullptr, nullptr, catalogue, id});
  return Test(where);
}

Value Evaluator::EvaluateOnRecord(const Expr& value, const Record& record) {
  const Restored<TruthRecorder*> quiet(recorder_, nullptr);
  const Restored<Focus> inside(focus_, Focus{&record, nullptr, focus_.catalogue, focus_.item});
  return Evaluate(value);
}

Value Evaluator::EvaluateOnItem(const Expr& value, int catalogue, std::string_view id) {
  const Restored<TruthRecorder*> quiet(recorder_, nullptr);
  const Restored<Focus> inside(focus_, Focus{nullptr, nullptr, catalogue, id});
  return Evaluate(value);
}

}  // namespace nextmove::dsl

// Evaluates conditions to yes, no or unknown: Kleene's three values (language reference, paragraph 1), the comparisons,
// texts and lists.
#include <algorithm>

#include "dsl/evaluate/compare.h"
#include "dsl/evaluate/evaluate.h"
#include "dsl/evaluate/nesting.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

constexpr int kMaxParents = 64;

// `has not`, `does not contain`: the negation is one of the words of the test.
bool IsNegatedInItsWords(const Expr& expr) { return expr.op == Op::kNot && expr.children[0].span == expr.span; }

// Whether a list element is `value`: by value, or for a record by its field of the same catalogue.
Truth ElementIs(const Value& element, const Type& element_type, const Value& value, const Type& value_type,
                bool value_is_folded) {
  if (!element.record()) return SameValue(element, value, element_type, value_is_folded);
  for (std::size_t i = 0; i < element_type.fields().size() && i < element.record()->size(); ++i) {
    const Type& field = element_type.fields()[i].type;
    if (field.kind == TypeKind::kItem &&
        (value_type.catalogue().empty() || field.catalogue() == value_type.catalogue()))
      return SameValue((*element.record())[i], value, field);
  }
  return Truth::kNo;
}

// A text `contains any of` / `all of` these texts.
Truth ContainsPieces(const std::string& text, const List& pieces, bool folded, bool all) {
  const auto has = [&](const Value& piece) { return piece.text() && TextContains(text, {*piece.text(), folded}); };
  return TruthOf(all ? std::all_of(pieces.begin(), pieces.end(), has) : std::any_of(pieces.begin(), pieces.end(), has));
}

}  // namespace

Truth Evaluator::Test(const Expr& expr) {
  if (depth_ >= kMaxDepth) return Truth::kUnknown;
  if (!recorder_) return TestPlain(expr);
  const std::size_t handle = recorder_->Enter(expr, recorder_depth_);
  ++recorder_depth_;
  const bool negated = IsNegatedInItsWords(expr);  // one test for people, so its inner one is no line of its own
  const Expr& test = negated ? expr.children[0] : expr;
  const Truth truth = negated ? Not(TestPlain(test)) : TestPlain(test);
  --recorder_depth_;
  recorder_->Leave(handle, truth, Observed(test));
  return truth;
}

Truth Evaluator::TestPlain(const Expr& expr) {
  switch (FamilyOf(expr.op)) {
    case OpFamily::kConnective:
    case OpFamily::kNot:
    case OpFamily::kKnownTest:
      return Connect(expr);
    case OpFamily::kEquality:
      return Equals(expr);
    case OpFamily::kOrder:
      return expr.op == Op::kBetween ? Between(expr) : Compare(expr);
    case OpFamily::kWindow:
      return expr.op == Op::kInThis ? InThis(expr) : InWindow(expr);
    case OpFamily::kMembership:
      return expr.op == Op::kUnder ? IsUnder(expr) : Contains(expr);
    case OpFamily::kContainsWhere:
      return ContainsWhere(expr);
    case OpFamily::kTextTest:
      return TestText(expr);
    case OpFamily::kConstant:
    case OpFamily::kListOf:
    case OpFamily::kAttribute:
    case OpFamily::kLineField:
    case OpFamily::kItemSelf:
    case OpFamily::kItem:
    case OpFamily::kMomentField:
    case OpFamily::kEvent:
    case OpFamily::kNamedValue:
    case OpFamily::kTiers:
    case OpFamily::kSegment:
    case OpFamily::kSignal:
    case OpFamily::kScore:
    case OpFamily::kCluster:
    case OpFamily::kAffinity:
    case OpFamily::kAction:
    case OpFamily::kArithmetic:
    case OpFamily::kListAggregate:
    case OpFamily::kCalendar:
    case OpFamily::kHistory:
    case OpFamily::kHistoryAggregate:
    case OpFamily::kPicked:
    case OpFamily::kDecision:
      break;  // a value, which may be yes or no itself
  }
  Value storage;
  const Value& value = Read(expr, storage);
  return value.flag() ? TruthOf(*value.flag()) : Truth::kUnknown;
}

Truth Evaluator::All(const std::vector<Expr>& conditions) {
  Truth all = Truth::kYes;
  for (const Expr& condition : conditions) {
    all = std::min(all, Test(condition));
    if (all == Truth::kNo && !recorder_) break;
  }
  return all;
}

Truth Evaluator::Any(const std::vector<Expr>& conditions) {
  Truth any = Truth::kNo;
  for (const Expr& condition : conditions) {
    any = std::max(any, Test(condition));
    if (any == Truth::kYes && !recorder_) break;
  }
  return any;
}

Truth Evaluator::Connect(const Expr& expr) {
  const Deeper deeper(depth_);
  if (expr.op == Op::kAnd) return All(expr.children);
  if (expr.op == Op::kOr) return Any(expr.children);
  if (expr.op == Op::kNot) return Not(Test(expr.children[0]));
  if (expr.op == Op::kOrUnknown) return Test(expr.children[0]) == Truth::kNo ? Truth::kNo : Truth::kYes;
  if (expr.op == Op::kAndKnown) return TruthOf(Test(expr.children[0]) == Truth::kYes);
  Value storage;
  return TruthOf(Read(expr.children[0], storage).is_known() == (expr.op == Op::kIsKnown));
}

Truth Evaluator::Equals(const Expr& expr) {
  const bool one_of = expr.op == Op::kIsOneOf || expr.op == Op::kIsNotOneOf;
  const bool negated = expr.op == Op::kIsNot || expr.op == Op::kIsNotOneOf;
  const Truth truth = one_of ? IsOneOf(expr) : Same(expr);
  return negated ? Not(truth) : truth;
}

// By the order of two values.
Truth Evaluator::Compare(const Expr& expr) {
  Value a, b;
  const auto sign = Order(Read(expr.children[0], a), Read(expr.children[1], b), ZoneOf(expr));
  if (!sign) return Truth::kUnknown;
  if (expr.op == Op::kAtLeast) return TruthOf(*sign >= 0);
  if (expr.op == Op::kAtMost) return TruthOf(*sign <= 0);
  return TruthOf(expr.op == Op::kMoreThan || expr.op == Op::kAfter ? *sign > 0 : *sign < 0);
}

Truth Evaluator::Same(const Expr& expr) {
  Value a, b;
  const Type& type = expr.children[0].type;
  if (type.kind == TypeKind::kItem) {
    const auto left = ReadText(expr.children[0], a), right = ReadText(expr.children[1], b);
    return left && right ? TruthOf(*left == *right) : Truth::kUnknown;
  }
  const Value& left = Read(expr.children[0], a);
  const Value& right = ReadCompared(expr.children[1], b);
  if ((left.date() && right.instant()) || (left.instant() && right.date()))
    return TruthOf(*Order(left, right, ZoneOf(expr)) == 0);
  return SameValue(left, right, type, IsFolded(expr.children[1]));
}

// Visits each member of a list; false: the value is no list, or unknown. A list written with computed members is not
// built as a value; its members are evaluated one by one, all of them, as building the list would do.
template <typename Visit>
bool Evaluator::ForEachMember(const Expr& list, const Visit& visit) {
  Value storage;
  if (list.op == Op::kListOf) {
    for (const Expr& child : list.children) visit(Read(child, storage));
    return true;
  }
  const Value& members = ReadCompared(list, storage);
  if (!members.list()) return false;
  for (const Value& member : *members.list()) visit(member);
  return true;
}

Truth Evaluator::IsOneOf(const Expr& expr) {
  Value storage;
  const Type& type = expr.children[0].type;
  bool found = false, known = false, is_list = false;
  if (type.kind == TypeKind::kItem) {
    const auto id = ReadText(expr.children[0], storage);
    known = id.has_value();
    is_list = ForEachMember(expr.children[1], [&](const Value& member) {
      found = found || (id && member.text() && *member.text() == *id);
    });
  } else {
    const Value& value = Read(expr.children[0], storage);
    known = value.is_known();
    is_list = ForEachMember(expr.children[1], [&](const Value& member) {
      found = found || SameValue(value, member, type, IsFolded(expr.children[1])) == Truth::kYes;
    });
  }
  return known && is_list ? TruthOf(found) : Truth::kUnknown;
}

Truth Evaluator::Between(const Expr& expr) {
  Value a, b, c;
  const Value& value = Read(expr.children[0], a);
  const auto low = Order(value, Read(expr.children[1], b), ZoneOf(expr));
  const auto high = Order(value, Read(expr.children[2], c), ZoneOf(expr));
  const Truth above = low ? TruthOf(*low >= 0) : Truth::kUnknown;
  const Truth below = high ? TruthOf(*high <= 0) : Truth::kUnknown;
  return std::min(above, below);
}

// Closed windows (language reference, paragraph 4): elapsed durations from now; `7 calendar days` is today and the six
// dates before or after (language reference, paragraph 5).
Truth Evaluator::InWindow(const Expr& expr) {
  Value storage;
  const Value& value = Read(expr.children[0], storage);
  const Duration* duration = expr.constant.duration();
  if ((!value.date() && !value.instant()) || !duration) return Truth::kUnknown;
  const int sign = expr.op == Op::kInTheLast ? -1 : 1;
  const TimeZone& zone = ZoneOf(expr);
  const Instant now = situation_.now();
  const Date today = zone.DateOf(now);
  const bool by_date = value.date() || duration->calendar_days != 0;
  if (value.instant() && (sign < 0 ? *value.instant() > now : *value.instant() < now)) return Truth::kNo;
  if (by_date) {
    const Date date = value.date() ? *value.date() : zone.DateOf(*value.instant());
    Duration reach = *duration;
    if (reach.calendar_days > 0) --reach.calendar_days;
    const Date edge = Shift(today, reach, sign);
    return TruthOf(sign < 0 ? edge <= date && date <= today : today <= date && date <= edge);
  }
  const Instant edge = Shift(now, *duration, sign, zone);
  return TruthOf(sign < 0 ? edge <= *value.instant() : *value.instant() <= edge);
}

Truth Evaluator::InThis(const Expr& expr) {
  Value storage;
  const Value& value = Read(expr.children[0], storage);
  if (!value.date() && !value.instant()) return Truth::kUnknown;
  const Unit unit = std::max(expr.unit, Unit::kDay);
  const TimeZone& zone = ZoneOf(expr);
  const Date date = value.date() ? *value.date() : zone.DateOf(*value.instant());
  return TruthOf(PeriodStart(date, unit) == PeriodStart(zone.DateOf(situation_.now()), unit));
}

// An item: itself or one above it by the `parent` field. A text: the same, or `x/...`.
Truth Evaluator::IsUnder(const Expr& expr) {
  Value a, b;
  const int catalogue = expr.index2;
  if (catalogue < 0) {
    const Value& text = Read(expr.children[0], a);
    const Value& path = ReadCompared(expr.children[1], b);
    if (!text.text() || !path.text()) return Truth::kUnknown;
    return TruthOf(TextIsUnder(*text.text(), {*path.text(), IsFolded(expr.children[1])}));
  }
  const auto value = ReadText(expr.children[0], a), above = ReadText(expr.children[1], b);
  if (!value || !above) return Truth::kUnknown;
  const int parent = program_.catalogues[static_cast<std::size_t>(catalogue)].parent_field;
  std::string_view id = *value;
  for (int step = 0; step < kMaxParents; ++step) {
    if (id == *above) return Truth::kYes;
    const Record* record = parent < 0 ? nullptr : situation_.item(catalogue, id);
    if (!record || static_cast<std::size_t>(parent) >= record->size()) return Truth::kNo;
    const std::string* next = (*record)[static_cast<std::size_t>(parent)].text();
    if (!next) return Truth::kNo;
    id = *next;
  }
  return Truth::kNo;
}

Truth Evaluator::Contains(const Expr& expr) {
  Value a, b;
  const Value& list = Read(expr.children[0], a);
  const Value& wanted = ReadCompared(expr.children[1], b);
  const bool folded = IsFolded(expr.children[1]);
  if (list.text() && wanted.list())
    return ContainsPieces(*list.text(), *wanted.list(), folded, expr.op == Op::kContainsAll);
  if (list.text()) return TestText(expr);
  if (!list.list() || wanted.is_unknown()) return Truth::kUnknown;
  const Type any;
  const Type& element_type = expr.children[0].type.element() ? *expr.children[0].type.element() : any;
  const Type& wanted_type = expr.children[1].type;
  const Expr* where = expr.children.size() > 2 ? &expr.children[2] : nullptr;
  const auto has = [&](const Value& value, const Type& type) {
    return std::any_of(list.list()->begin(), list.list()->end(), [&](const Value& element) {
      if (ElementIs(element, element_type, value, type, folded) != Truth::kYes) return false;
      return !where || (element.record() && TestOnRecord(*where, *element.record()) == Truth::kYes);
    });
  };
  if (expr.op == Op::kContains || !wanted.list()) return TruthOf(has(wanted, wanted_type));
  const Type& each_type = wanted_type.element() ? *wanted_type.element() : any;
  const auto each = [&](const Value& value) { return value.is_known() && has(value, each_type); };
  return TruthOf(expr.op == Op::kContainsAny ? std::any_of(wanted.list()->begin(), wanted.list()->end(), each)
                                             : std::all_of(wanted.list()->begin(), wanted.list()->end(), each));
}

// Only *yes* counts in `where` (language reference, paragraph 1).
Truth Evaluator::ContainsWhere(const Expr& expr) {
  Value storage;
  const Value& list = Read(expr.children[0], storage);
  if (!list.list()) return Truth::kUnknown;
  const int catalogue = expr.index2;
  for (const Value& element : *list.list()) {
    const bool item = element.text() && catalogue >= 0;
    if (element.record() && TestOnRecord(expr.children[1], *element.record()) == Truth::kYes) return Truth::kYes;
    if (item && TestOnItem(expr.children[1], catalogue, *element.text()) == Truth::kYes) return Truth::kYes;
  }
  return Truth::kNo;
}

Truth Evaluator::TestText(const Expr& expr) {
  Value a, b;
  const Value& value = Read(expr.children[0], a);
  const Value& part = ReadCompared(expr.children[1], b);
  if (expr.op == Op::kContainsText && value.list()) return Contains(expr);
  if (!value.text() || !part.text()) return Truth::kUnknown;
  const ComparedText piece(*part.text(), IsFolded(expr.children[1]));
  if (expr.op == Op::kStartsWith) return TruthOf(TextStartsWith(*value.text(), piece));
  if (expr.op == Op::kEndsWith) return TruthOf(TextEndsWith(*value.text(), piece));
  return TruthOf(TextContains(*value.text(), piece));
}

}  // namespace nextmove::dsl

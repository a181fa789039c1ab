// Decides the order and equality of two values, for `is`, the comparisons and ranks.
#include "dsl/evaluate/compare.h"

#include <algorithm>
#include <tuple>

#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

template <typename T>
int Sign(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

std::optional<int> OrderOfDurations(const Duration& a, const Duration& b) {
  const auto parts = [](const Duration& d) { return (d.milliseconds != 0) + (d.calendar_days != 0) + (d.months != 0); };
  if (parts(a) > 1 || parts(b) > 1) return std::nullopt;
  if (a.is_elapsed() && b.is_elapsed()) return Sign(a.milliseconds, b.milliseconds);
  if (a.milliseconds == 0 && b.milliseconds == 0 && a.months == 0 && b.months == 0)
    return Sign(a.calendar_days, b.calendar_days);
  if (a.milliseconds == 0 && b.milliseconds == 0 && a.calendar_days == 0 && b.calendar_days == 0)
    return Sign(a.months, b.months);
  return std::nullopt;
}

// The type of a list's elements; an unknown one where that is not said.
const Type& ElementOf(const Type& list) {
  static const Type any;
  return list.element() ? *list.element() : any;
}

bool FoldsText(const Type& type) { return type.kind == TypeKind::kText || type.kind == TypeKind::kUnknown; }

Truth SameList(const List& a, const List& b, const Type& type, bool b_is_folded) {
  if (a.size() != b.size()) return Truth::kNo;
  const Type& element = ElementOf(type);
  Truth all = Truth::kYes;
  for (std::size_t i = 0; i < a.size(); ++i) all = std::min(all, SameValue(a[i], b[i], element, b_is_folded));
  return all;
}

Truth SameRecord(const Record& a, const Record& b, const Type& type) {
  if (a.size() != b.size()) return Truth::kNo;
  Truth all = Truth::kYes;
  for (std::size_t i = 0; i < a.size(); ++i)
    all = std::min(all, SameValue(a[i], b[i], i < type.fields().size() ? type.fields()[i].type : Type{}));
  return all;
}

}  // namespace

std::optional<int> Order(const Value& a, const Value& b, const TimeZone& zone) {
  if (a.number() && b.number()) return Sign(*a.number(), *b.number());
  if (a.percent() && b.percent()) return Sign(a.percent()->points, b.percent()->points);
  if (a.money() && b.money()) {
    if (!a.money()->Fits(*b.money())) return std::nullopt;
    return Sign(a.money()->amount, b.money()->amount);
  }
  if (a.duration() && b.duration()) return OrderOfDurations(*a.duration(), *b.duration());
  if (a.instant() && b.instant()) return Sign(*a.instant(), *b.instant());
  if ((a.date() || a.instant()) && (b.date() || b.instant())) {
    const Date x = a.date() ? *a.date() : zone.DateOf(*a.instant());
    const Date y = b.date() ? *b.date() : zone.DateOf(*b.instant());
    return Sign(x, y);
  }
  return std::nullopt;
}

Truth SameValue(const Value& a, const Value& b, const Type& type, bool b_is_folded) {
  if (a.is_unknown() || b.is_unknown()) return Truth::kUnknown;
  if (a.text() && b.text()) {
    if (*a.text() == *b.text()) return Truth::kYes;
    return TruthOf(FoldsText(type) && SameText(*a.text(), {*b.text(), b_is_folded}));
  }
  if (a.flag() && b.flag()) return TruthOf(*a.flag() == *b.flag());
  if (a.list() && b.list()) return SameList(*a.list(), *b.list(), type, b_is_folded);
  if (a.record() && b.record()) return SameRecord(*a.record(), *b.record(), type);
  if (const auto order = Order(a, b, TimeZone())) return TruthOf(*order == 0);
  return Truth::kUnknown;
}

std::string SameKey(const Value& value, const Type& type) {
  if (value.text()) return FoldsText(type) ? FoldText(*value.text()) : *value.text();
  if (value.money() && value.money()->amount.is_zero()) return "0";
  if (value.list()) {
    const Type& element = ElementOf(type);
    std::string key;
    for (const Value& one : *value.list()) key += SameKey(one, element) + '\n';
    return key;
  }
  return value.ToString();
}

int CompareForRank(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return static_cast<int>(a.is_unknown()) - static_cast<int>(b.is_unknown());
  if (a.flag() && b.flag()) return static_cast<int>(*a.flag()) - static_cast<int>(*b.flag());
  if (a.text() && b.text()) return Sign(*a.text(), *b.text());
  if (a.money() && b.money() && !a.money()->Fits(*b.money()))
    return Sign(a.money()->currency.code(), b.money()->currency.code());
  // Months and days do not compare, but an order has to be total: months before days before elapsed time.
  if (a.duration() && b.duration()) {
    const auto parts = [](const Duration& d) { return std::tuple(d.months, d.calendar_days, d.milliseconds); };
    return Sign(parts(*a.duration()), parts(*b.duration()));
  }
  return Order(a, b, TimeZone()).value_or(0);
}

}  // namespace nextmove::dsl

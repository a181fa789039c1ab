// How types are said to authors, and which of them go together.
#include "dsl/check/type_words.h"

#include "absl/strings/str_join.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace nextmove::dsl {

std::string Describe(const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo:
      return "`yes` or `no`";
    case TypeKind::kNumber:
      return "a number";
    case TypeKind::kPercent:
      return "a percentage";
    case TypeKind::kMoney:
      return "an amount of money";
    case TypeKind::kDuration:
      return "a length of time";
    case TypeKind::kDate:
      return "a date";
    case TypeKind::kTime:
      return "a moment in time";
    case TypeKind::kText:
      return "a text";
    case TypeKind::kOneOf:
      return "a text out of a fixed list";
    case TypeKind::kCountry:
      return "a country";
    case TypeKind::kTimeZone:
      return "a time zone";
    case TypeKind::kItem:
      return "an item of `" + type.catalogue() + "`";
    case TypeKind::kList:
      return "a list";
    case TypeKind::kRecord:
      return "a line of a list";
    case TypeKind::kUnknown:
      break;
  }
  return "something unknown";
}

std::string Example(const Type& type, const Program& program) {
  switch (type.kind) {
    case TypeKind::kYesNo:
      return "yes";
    case TypeKind::kNumber:
      return "3";
    case TypeKind::kPercent:
      return "20%";
    case TypeKind::kMoney: {
      const std::string_view code = program.project.currency.code();
      return "60 " + std::string(code.empty() ? "EUR" : code);
    }
    case TypeKind::kDuration:
      return "7 days";
    case TypeKind::kDate:
    case TypeKind::kTime:
      return "2026-11-27";
    case TypeKind::kText:
      return "\"text\"";
    case TypeKind::kOneOf:
      return type.one_of().empty() ? "\"text\"" : "\"" + type.one_of().front() + "\"";
    case TypeKind::kCountry:
      return "\"FR\"";
    case TypeKind::kTimeZone:
      return "\"Europe/Paris\"";
    case TypeKind::kItem:
      return "\"name of a " + type.catalogue() + "\"";
    case TypeKind::kList:
      return "[]";
    case TypeKind::kRecord:
    case TypeKind::kUnknown:
      break;
  }
  return "...";
}

std::string ListedValues(const std::vector<std::string>& values) {
  constexpr std::size_t kShown = 12;
  const auto append = [](std::string* out, const std::string& value) { *out += "`\"" + value + "\"`"; };
  if (values.size() > kShown) {
    return absl::StrJoin(values.begin(), values.begin() + kShown, ", ", append) + " and " +
           std::to_string(values.size() - kShown) + " more";
  }
  if (values.size() < 2) return absl::StrJoin(values, "", append);
  return absl::StrJoin(values.begin(), values.end() - 1, ", ", append) + " or `\"" + values.back() + "\"`";
}

Type TypeOf(TypeKind kind) { return kind; }

Type YesNoType() { return TypeKind::kYesNo; }

Type ListOf(Type element) { return Type::ListOf(std::move(element)); }

Type ItemOf(const std::string& catalogue) { return Type::Item(catalogue); }

Type TypeOfValue(const Value& value) {
  if (value.flag() != nullptr) return YesNoType();
  if (value.number() != nullptr) return TypeOf(TypeKind::kNumber);
  if (value.percent() != nullptr) return TypeOf(TypeKind::kPercent);
  if (value.money() != nullptr) return TypeOf(TypeKind::kMoney);
  if (value.duration() != nullptr) return TypeOf(TypeKind::kDuration);
  if (value.date() != nullptr) return TypeOf(TypeKind::kDate);
  if (value.instant() != nullptr) return TypeOf(TypeKind::kTime);
  if (value.text() != nullptr) return TypeOf(TypeKind::kText);
  if (const List* list = value.list(); list != nullptr)
    return ListOf(list->empty() ? Type{} : TypeOfValue(list->front()));
  return {};
}

bool IsUnknown(const Type& type) { return type.kind == TypeKind::kUnknown; }

bool IsCalendar(const Type& type) { return type.kind == TypeKind::kDate || type.kind == TypeKind::kTime; }

bool IsOrdered(const Type& type) {
  constexpr std::array kKinds = {TypeKind::kNumber, TypeKind::kPercent, TypeKind::kMoney, TypeKind::kDuration};
  return IsCalendar(type) || std::find(kKinds.begin(), kKinds.end(), type.kind) != kKinds.end();
}

bool Fits(const Type& a, const Type& b) {
  if (IsUnknown(a) || IsUnknown(b)) return true;
  if (IsCalendar(a) && IsCalendar(b)) return true;
  if (a.is_text_like() && b.is_text_like()) {
    if (a.kind == TypeKind::kText || b.kind == TypeKind::kText) return true;
    if (a.kind != b.kind) return false;
    return a.kind != TypeKind::kItem || a.catalogue() == b.catalogue();
  }
  if (a.kind != b.kind) return false;
  if (a.kind == TypeKind::kList && a.element() && b.element()) return Fits(*a.element(), *b.element());
  return true;
}

}  // namespace nextmove::dsl

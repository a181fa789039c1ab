// Reads single values from text, whoever wrote it: every input is bounded. Pure functions.
#include <unicode/uloc.h>

#include <algorithm>
#include <bitset>
#include <charconv>

#include "dsl/value/text.h"
#include "dsl/value/value.h"

namespace nextmove::dsl {
namespace {

// The longest text that a value may hold, in bytes.
constexpr std::size_t kMaxTextBytes = 16 * 1024;
constexpr int kLetters = 26;

int LetterIndex(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' : -1; }

// Codes of ISO 3166-1, two letters each.
bool IsCountry(std::string_view code) {
  using Codes = std::bitset<kLetters * kLetters>;
  static const Codes known = [] {
    Codes codes;
    for (const char* const* country = uloc_getISOCountries(); country != nullptr && *country != nullptr; ++country) {
      const std::string_view text(*country);
      if (text.size() != 2 || LetterIndex(text[0]) < 0 || LetterIndex(text[1]) < 0) continue;
      codes.set(static_cast<std::size_t>(LetterIndex(text[0]) * kLetters + LetterIndex(text[1])));
    }
    return codes;
  }();
  if (code.size() != 2 || LetterIndex(code[0]) < 0 || LetterIndex(code[1]) < 0) return false;
  return known.test(static_cast<std::size_t>(LetterIndex(code[0]) * kLetters + LetterIndex(code[1])));
}

template <typename T>
Value OrUnknown(const std::optional<T>& parsed) {
  return parsed ? Value(*parsed) : Value();
}

Value ParsePercent(std::string_view text) {
  if (!text.empty() && text.back() == '%') text.remove_suffix(1);
  const std::optional<Decimal> points = Decimal::Parse(text);
  return points ? Value(Percent{*points}) : Value();
}

Value ParseMoney(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return Value();
  const std::optional<Decimal> amount = Decimal::Parse(text.substr(0, blank));
  const std::optional<Currency> currency = Currency::Parse(text.substr(blank + 1));
  return amount && currency ? Value(Money{*amount, *currency}) : Value();
}

std::optional<Unit> UnitByName(std::string_view name) {
  if (!name.empty() && name.back() == 's') name.remove_suffix(1);
  for (const Unit unit :
       {Unit::kSecond, Unit::kMinute, Unit::kHour, Unit::kDay, Unit::kWeek, Unit::kMonth, Unit::kYear}) {
    if (UnitName(unit) == name) return unit;
  }
  return std::nullopt;
}

// `3 days`, `7 calendar days`.
Value ParseDuration(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc()) return Value();
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.empty() || text.front() != ' ') return Value();
  text.remove_prefix(1);
  constexpr std::string_view kCalendar = "calendar ";
  const bool calendar = text.substr(0, kCalendar.size()) == kCalendar;
  if (calendar) text.remove_prefix(kCalendar.size());
  const std::optional<Unit> unit = UnitByName(text);
  if (!unit || (calendar && *unit < Unit::kDay)) return Value();
  return OrUnknown(Duration::Of(count, *unit, calendar));
}

Value ParseText(std::string_view text) {
  return text.size() <= kMaxTextBytes && IsValidUtf8(text) ? Value(std::string(text)) : Value();
}

}  // namespace

Value ParseValue(std::string_view text, const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo:
      return text == "yes" ? Value(true) : text == "no" ? Value(false) : Value();
    case TypeKind::kNumber:
      return OrUnknown(Decimal::Parse(text));
    case TypeKind::kPercent:
      return ParsePercent(text);
    case TypeKind::kMoney:
      return ParseMoney(text);
    case TypeKind::kDuration:
      return ParseDuration(text);
    case TypeKind::kDate:
      return OrUnknown(Date::Parse(text));
    case TypeKind::kTime:
      return OrUnknown(Instant::Parse(text));
    case TypeKind::kText:
      return ParseText(text);
    case TypeKind::kOneOf: {
      const bool listed = std::find(type.one_of().begin(), type.one_of().end(), text) != type.one_of().end();
      return listed ? Value(std::string(text)) : Value();
    }
    case TypeKind::kCountry:
      return IsCountry(text) ? Value(std::string(text)) : Value();
    case TypeKind::kTimeZone:
      return TimeZone::Load(text) ? Value(std::string(text)) : Value();
    case TypeKind::kItem:
      return text.empty() ? Value() : ParseText(text);
    case TypeKind::kList:
    case TypeKind::kRecord:
    case TypeKind::kUnknown:
      return Value();
  }
  return Value();
}

}  // namespace nextmove::dsl

// Values as a locale writes them. Everything is made in `Load`; later calls only read it.
#include "dsl/value/locale.h"

#include <unicode/calendar.h>
#include <unicode/datefmt.h>
#include <unicode/gregocal.h>
#include <unicode/listformatter.h>
#include <unicode/locid.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "absl/strings/str_join.h"

namespace nextmove::dsl {
namespace {

using icu::number::LocalizedNumberFormatter;

constexpr std::size_t kMaxTagLength = 64;
// What CLDR writes of a plain number.
constexpr int kMaxNumberPlaces = 3;
constexpr std::int64_t kMillisecondsPerMinute = 60'000;
constexpr std::int64_t kMinutesPerDay = 1440;
constexpr std::array<const char*, 6> kPluralCategories = {"zero", "one", "two", "few", "many", "other"};

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string Write(const LocalizedNumberFormatter& formatter, const Decimal& number) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string digits = number.ToString();
  const icu::number::FormattedNumber formatted = formatter.formatDecimal(digits, status);
  const icu::UnicodeString text = formatted.toTempString(status);
  return U_SUCCESS(status) ? ToUtf8(text) : digits;
}

std::optional<icu::Locale> ParseTag(std::string_view tag) {
  // Languages that ICU has data for.
  static const std::set<std::string>* const languages = [] {
    auto* known = new std::set<std::string>;
    std::int32_t count = 0;
    const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
    for (std::int32_t i = 0; i < count; ++i) known->insert(locales[i].getLanguage());
    return known;
  }();
  if (tag.empty() || tag.size() > kMaxTagLength) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag({tag.data(), static_cast<std::int32_t>(tag.size())}, status);
  if (U_FAILURE(status) || locale.isBogus() || languages->count(locale.getLanguage()) == 0) return std::nullopt;
  return locale;
}

// What stands between the first items of a list; a comma where the locale has no data.
std::string LoadComma(const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::ListFormatter> formatter(icu::ListFormatter::createInstance(locale, status));
  if (U_FAILURE(status)) return ", ";
  const std::array<icu::UnicodeString, 4> items = {u"1", u"2", u"3", u"4"};
  icu::UnicodeString text;
  formatter->format(items.data(), static_cast<std::int32_t>(items.size()), text, status);
  const std::int32_t first = text.indexOf(u'2');
  const std::int32_t second = text.indexOf(u'3');
  if (U_FAILURE(status) || first < 0 || second <= first) return ", ";
  return ToUtf8(text.tempSubStringBetween(first + 1, second));
}

// Writes the Gregorian calendar of UTC: callers give the time on the wall.
std::unique_ptr<icu::DateFormat> AtUtc(icu::DateFormat* made) {
  std::unique_ptr<icu::DateFormat> format(made);
  if (format == nullptr) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  auto calendar = std::make_unique<icu::GregorianCalendar>(*icu::TimeZone::getGMT(), status);
  if (U_FAILURE(status)) return nullptr;
  calendar->setGregorianChange(-std::numeric_limits<double>::max(), status);
  format->adoptCalendar(calendar.release());
  return format;
}

icu::Locale WithGregorianCalendar(icu::Locale locale) {
  UErrorCode status = U_ZERO_ERROR;
  locale.setKeywordValue("calendar", "gregorian", status);
  return locale;
}

// ICU promises no more than that a date format may be copied by several threads.
std::string Write(const icu::DateFormat& format, std::int64_t wall_milliseconds) {
  const std::unique_ptr<icu::DateFormat> copy(format.clone());
  if (copy == nullptr) return std::string();
  icu::UnicodeString text;
  return ToUtf8(copy->format(static_cast<UDate>(wall_milliseconds), text));
}

icu::MeasureUnit MeasureOf(Unit unit) {
  switch (unit) {
    case Unit::kSecond:
      return icu::MeasureUnit::getSecond();
    case Unit::kMinute:
      return icu::MeasureUnit::getMinute();
    case Unit::kHour:
      return icu::MeasureUnit::getHour();
    case Unit::kDay:
      return icu::MeasureUnit::getDay();
    case Unit::kWeek:
      return icu::MeasureUnit::getWeek();
    case Unit::kMonth:
      return icu::MeasureUnit::getMonth();
    case Unit::kYear:
      return icu::MeasureUnit::getYear();
  }
  return icu::MeasureUnit::getSecond();
}

LocalizedNumberFormatter FormatterOf(const Currency& currency, const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string_view code = currency.code();
  const icu::CurrencyUnit unit(icu::StringPiece(code.data(), static_cast<std::int32_t>(code.size())), status);
  return icu::number::NumberFormatter::withLocale(locale).unit(unit).precision(
      icu::number::Precision::fixedFraction(currency.digits()).trailingZeroDisplay(UNUM_TRAILING_ZERO_HIDE_IF_WHOLE));
}

}  // namespace

// Constant after Load. ICU compiles a number formatter at its first uses, safely between threads.
struct LocaleFormat::Data {
  std::string tag;
  std::string comma;
  LocalizedNumberFormatter number;
  LocalizedNumberFormatter percent;
  std::vector<std::pair<Currency, LocalizedNumberFormatter>> money;  // in order of the codes
  std::vector<std::pair<Unit, LocalizedNumberFormatter>> units;      // at the index of the unit
  std::unique_ptr<icu::DateFormat> date;
  std::unique_ptr<icu::DateFormat> time;
  std::unique_ptr<icu::PluralRules> plurals;
  std::vector<std::string> categories;

  std::string WriteMoney(const Money& value) const {
    const auto found = std::lower_bound(money.begin(), money.end(), value.currency.code(),
                                        [](const auto& row, std::string_view code) { return row.first.code() < code; });
    if (found == money.end() || found->first != value.currency) return Write(number, value.amount);
    return Write(found->second, value.amount);
  }
  std::string WriteDuration(const Duration& duration) const {
    const UnitCount amount = InLargestUnit(duration);
    Decimal count(amount.count);
    if (amount.unit == Unit::kSecond) {
      count =
          Decimal::FromUnitsAndNanos(amount.count, static_cast<std::int32_t>(duration.milliseconds % 1000) * 1'000'000);
    }
    return Write(units[static_cast<std::size_t>(amount.unit)].second, count);
  }
  std::size_t IndexOf(const icu::UnicodeString& category) const {
    const auto found = std::find_if(categories.begin(), categories.end(), [&](const std::string& name) {
      return category == icu::UnicodeString(name.data(), static_cast<std::int32_t>(name.size()), US_INV);
    });
    return found == categories.end() ? categories.size() - 1 : static_cast<std::size_t>(found - categories.begin());
  }
};

std::optional<LocaleFormat> LocaleFormat::Load(std::string_view tag) {
  const std::optional<icu::Locale> locale = ParseTag(tag);
  if (!locale) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  auto data = std::make_shared<Data>();
  data->tag = tag;
  data->comma = LoadComma(*locale);
  data->number = icu::number::NumberFormatter::withLocale(*locale).precision(
      icu::number::Precision::maxFraction(kMaxNumberPlaces));
  data->percent = data->number.unit(icu::NoUnit::percent());
  for (const Currency& currency : Currency::All()) {
    data->money.emplace_back(currency, FormatterOf(currency, *locale));
  }
  for (const Unit unit :
       {Unit::kSecond, Unit::kMinute, Unit::kHour, Unit::kDay, Unit::kWeek, Unit::kMonth, Unit::kYear}) {
    data->units.emplace_back(unit, data->number.unit(MeasureOf(unit)).unitWidth(UNUM_UNIT_WIDTH_FULL_NAME));
  }
  const icu::Locale gregorian = WithGregorianCalendar(*locale);
  data->date = AtUtc(icu::DateFormat::createDateInstance(icu::DateFormat::kMedium, gregorian));
  data->time =
      AtUtc(icu::DateFormat::createDateTimeInstance(icu::DateFormat::kMedium, icu::DateFormat::kShort, gregorian));
  data->plurals.reset(icu::PluralRules::forLocale(*locale, status));
  if (U_FAILURE(status) || data->date == nullptr || data->time == nullptr) return std::nullopt;
  const std::unique_ptr<icu::StringEnumeration> keywords(data->plurals->getKeywords(status));
  std::set<std::string> known;
  while (keywords != nullptr && U_SUCCESS(status)) {
    const char* keyword = keywords->next(nullptr, status);
    if (keyword == nullptr) break;
    known.insert(keyword);
  }
  for (const char* category : kPluralCategories) {
    if (known.count(category) != 0) data->categories.emplace_back(category);
  }
  if (data->categories.empty()) return std::nullopt;
  return LocaleFormat(std::move(data));
}

const std::string& LocaleFormat::tag() const { return data_->tag; }

std::string LocaleFormat::Format(const Value& value, const TimeZone& zone) const {
  if (const bool* flag = value.flag()) return *flag ? "yes" : "no";
  if (const Decimal* number = value.number()) return Write(data_->number, *number);
  if (const Percent* percent = value.percent()) return Write(data_->percent, percent->points);
  if (const Money* money = value.money()) return data_->WriteMoney(*money);
  if (const Duration* duration = value.duration()) return data_->WriteDuration(*duration);
  if (const Date* date = value.date()) {
    return Write(*data_->date, date->days_since_epoch * kMinutesPerDay * kMillisecondsPerMinute);
  }
  if (const Instant* instant = value.instant()) {
    const std::int64_t minutes = zone.DateOf(*instant).days_since_epoch * kMinutesPerDay + zone.MinuteOfDay(*instant);
    return Write(*data_->time, minutes * kMillisecondsPerMinute);
  }
  if (const std::string* text = value.text()) return *text;
  const List* items = value.list() != nullptr ? value.list() : value.record();
  std::vector<std::string> texts;
  if (items == nullptr) return {};
  for (const Value& item : *items) {
    if (item.is_known()) texts.push_back(Format(item, zone));
  }
  return absl::StrJoin(texts, data_->comma);
}

const std::vector<std::string>& LocaleFormat::plural_categories() const { return data_->categories; }

std::size_t LocaleFormat::PluralIndex(const Decimal& number) const {
  const std::optional<std::int64_t> whole = number.ToInt64();
  constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
  if (whole && *whole >= -kMax && *whole <= kMax) {
    const std::int64_t magnitude = *whole < 0 ? -*whole : *whole;
    return data_->IndexOf(data_->plurals->select(static_cast<std::int32_t>(magnitude)));
  }
  // The form follows the digits that are written.
  UErrorCode status = U_ZERO_ERROR;
  const icu::number::FormattedNumber formatted = data_->number.formatDecimal(number.ToString(), status);
  const icu::UnicodeString category = data_->plurals->select(formatted, status);
  return U_SUCCESS(status) ? data_->IndexOf(category) : data_->categories.size() - 1;
}

bool IsKnownLocale(std::string_view tag) { return ParseTag(tag).has_value(); }

}  // namespace nextmove::dsl

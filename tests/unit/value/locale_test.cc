#include "dsl/value/locale.h"

#include <gtest/gtest.h>

#include <thread>

namespace nextmove::dsl {
namespace {

LocaleFormat Load(std::string_view tag) {
  std::optional<LocaleFormat> locale = LocaleFormat::Load(tag);
  EXPECT_TRUE(locale.has_value()) << tag;
  return *locale;
}

Decimal Number(std::string_view text) { return *Decimal::Parse(text); }

Value Euros(std::string_view amount) { return Money{Number(amount), *Currency::Parse("EUR")}; }

std::string Write(const LocaleFormat& locale, const Value& value) { return locale.Format(value, TimeZone()); }

TEST(LocaleTest, KnowsLocalesByTheirLanguage) {
  for (const char* tag : {"en", "fr", "fr-CA", "pt-BR", "zh-Hant-TW", "ar"}) EXPECT_TRUE(IsKnownLocale(tag)) << tag;
  for (const char* tag : {"", "xx", "english", "en_US!", "-", "fr-", "e", "x-private", "fr-FRANCE-x-", "\xFF"}) {
    EXPECT_FALSE(IsKnownLocale(tag)) << tag;
    EXPECT_FALSE(LocaleFormat::Load(tag).has_value()) << tag;
  }
  EXPECT_EQ(Load("fr-CA").tag(), "fr-CA");
}

TEST(LocaleTest, DropsZeroDecimalsOfMoney) {
  const LocaleFormat english = Load("en");
  const LocaleFormat french = Load("fr");
  EXPECT_EQ(Write(english, Euros("10")), "\u20AC10");
  EXPECT_EQ(Write(english, Euros("10.00")), "\u20AC10");
  EXPECT_EQ(Write(english, Euros("9.5")), "\u20AC9.50");
  EXPECT_EQ(Write(english, Euros("-1234.567")), "-\u20AC1,234.57");
  EXPECT_EQ(Write(french, Euros("10")), "10\u00A0\u20AC");
  EXPECT_EQ(Write(french, Euros("9.5")), "9,50\u00A0\u20AC");
  EXPECT_EQ(Write(french, Euros("1234567.1")), "1\u202F234\u202F567,10\u00A0\u20AC");
  EXPECT_EQ(Write(english, Euros("9.999")), "\u20AC10");
}

TEST(LocaleTest, WritesTheDigitsOfTheCurrency) {
  const LocaleFormat english = Load("en");
  EXPECT_EQ(Write(english, Money{Number("1234.5"), *Currency::Parse("JPY")}), "\u00A51,234");
  EXPECT_EQ(Write(english, Money{Number("1.5"), *Currency::Parse("KWD")}), "KWD\u00A01.500");
  EXPECT_EQ(Write(english, Money{Number("1.5"), *Currency::Parse("HUF")}), "HUF\u00A01.50");
  EXPECT_EQ(Write(english, Money{}), "0");
}

TEST(LocaleTest, WritesNumbersAndPercents) {
  const LocaleFormat english = Load("en");
  const LocaleFormat french = Load("fr");
  EXPECT_EQ(Write(english, Number("1234567.50")), "1,234,567.5");
  EXPECT_EQ(Write(french, Number("1234567.50")), "1\u202F234\u202F567,5");
  EXPECT_EQ(Write(english, Number("0.333333333333")), "0.333");
  EXPECT_EQ(Write(english, Percent{Number("25")}), "25%");
  EXPECT_EQ(Write(english, Percent{Number("12.5")}), "12.5%");
  EXPECT_EQ(Write(french, Percent{Number("25")}), "25\u00A0%");
}

TEST(LocaleTest, WritesDatesAndTimesOfTheZone) {
  const LocaleFormat english = Load("en");
  const LocaleFormat french = Load("fr");
  const Value date = *Date::Parse("2026-11-27");
  EXPECT_EQ(Write(english, date), "Nov 27, 2026");
  EXPECT_EQ(Write(french, date), "27 nov. 2026");
  EXPECT_EQ(Write(Load("th"), date), "27 \u0E1E.\u0E22. 2026");
  EXPECT_EQ(Write(english, *Date::Parse("1500-03-01")), "Mar 1, 1500");
  const Value time = *Instant::Parse("2026-11-27T23:30:00Z");
  EXPECT_EQ(french.Format(time, *TimeZone::Load("Europe/Paris")), "28 nov. 2026, 00:30");
}

TEST(LocaleTest, WritesDurationsListsAndTheRest) {
  const LocaleFormat english = Load("en");
  const LocaleFormat french = Load("fr");
  EXPECT_EQ(Write(english, *Duration::Of(3, Unit::kDay, true)), "3 days");
  EXPECT_EQ(Write(english, Duration{1500, 0, 0}), "1.5 seconds");
  EXPECT_EQ(Write(french, *Duration::Of(1, Unit::kHour, false)), "1\u00A0heure");
  EXPECT_EQ(Write(english, Value::OfList({Value("a"), Number("1.5"), Value(), Value("c")})), "a, 1.5, c");
  EXPECT_EQ(Write(Load("ja"), Value::OfList({Value("a"), Value("b")})), "a\u3001b");
  EXPECT_EQ(Write(french, true), "yes");
  EXPECT_EQ(Write(french, "<b>"), "<b>");
  EXPECT_EQ(Write(french, Value::OfList({})), "");
}

TEST(LocaleTest, GivesPluralFormsInTheOrderOfCldr) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(Load("en").plural_categories(), (Names{"one", "other"}));
  EXPECT_EQ(Load("fr").plural_categories(), (Names{"one", "many", "other"}));
  EXPECT_EQ(Load("ar").plural_categories(), (Names{"zero", "one", "two", "few", "many", "other"}));
  EXPECT_EQ(Load("ja").plural_categories(), (Names{"other"}));
}

TEST(LocaleTest, ChoosesThePluralFormOfANumber) {
  const LocaleFormat english = Load("en");
  EXPECT_EQ(english.PluralIndex(Decimal(1)), 0U);
  EXPECT_EQ(english.PluralIndex(Number("1.0")), 0U);
  EXPECT_EQ(english.PluralIndex(Decimal(0)), 1U);
  EXPECT_EQ(english.PluralIndex(Number("1.5")), 1U);
  const LocaleFormat french = Load("fr");
  EXPECT_EQ(french.PluralIndex(Decimal(0)), 0U);
  EXPECT_EQ(french.PluralIndex(Number("1.5")), 0U);
  EXPECT_EQ(french.PluralIndex(Decimal(2)), 2U);
  EXPECT_EQ(french.PluralIndex(Decimal(1'000'000)), 1U);
  EXPECT_EQ(french.PluralIndex(Decimal(5'000'000'000)), 1U);
  const LocaleFormat polish = Load("pl");
  EXPECT_EQ(polish.plural_categories()[polish.PluralIndex(Decimal(22))], "few");
  EXPECT_EQ(polish.plural_categories()[polish.PluralIndex(Decimal(-5))], "many");
}

TEST(LocaleTest, ThreadsShareOneFormat) {
  const LocaleFormat french = Load("fr");
  const auto work = [&french] {
    for (int i = 0; i < 500; ++i) {
      ASSERT_EQ(Write(french, Euros("9.5")), "9,50\u00A0\u20AC");
      ASSERT_EQ(Write(french, *Date::Parse("2026-11-27")), "27 nov. 2026");
      ASSERT_EQ(french.PluralIndex(Decimal(i)), i < 2 ? 0U : 2U);
    }
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

}  // namespace
}  // namespace nextmove::dsl

// Writes values the way a locale does (language reference, paragraph 25), by ICU. Immutable after construction; safe to
// share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/value/value.h"

namespace nextmove::dsl {

class LocaleFormat {
 public:
  // A BCP 47 tag ICU knows the language of; none otherwise.
  static std::optional<LocaleFormat> Load(std::string_view tag);

  const std::string& tag() const;
  // Text of a value: numbers, percents and money as the locale writes them with zero decimals dropped (`€10`,
  // `10 €`, `9,50 €`), dates medium, times with `zone`, lists joined by the locale's comma, yes/no as `yes`/`no`.
  // REQUIRES: value is known.
  std::string Format(const Value& value, const TimeZone& zone) const;
  // The plural categories of the locale's integers and fractions in CLDR order, as `one`, `other`.
  const std::vector<std::string>& plural_categories() const;
  // Index into plural_categories() for this number.
  std::size_t PluralIndex(const Decimal& number) const;

 private:
  struct Data;
  explicit LocaleFormat(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  std::shared_ptr<const Data> data_;
};

// Whether it is a well-formed BCP 47 tag that ICU knows.
bool IsKnownLocale(std::string_view tag);

}  // namespace nextmove::dsl

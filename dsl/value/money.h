// Money and percent. Plain values.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/value/decimal.h"

namespace nextmove::dsl {

// A currency of ISO 4217. The default one is none: the currency of a zero that fits all.
class Currency {
 public:
  Currency() = default;
  static std::optional<Currency> Parse(std::string_view code);  // `EUR`; only codes of the ISO table in use
  bool is_none() const { return code_[0] == 0; }
  std::string_view code() const { return is_none() ? std::string_view() : std::string_view(code_.data(), 3); }
  static std::vector<Currency> All();  // in order of their codes
  int digits() const;                  // after the point of its smallest unit: 2 for EUR, 0 for JPY, 3 for KWD
  bool operator==(const Currency&) const = default;

 private:
  std::array<char, 4> code_{};
};

struct Money {
  Decimal amount;
  Currency currency;

  // Rounded half to even to the smallest unit of the currency.
  Money Rounded() const { return {amount.RoundedTo(currency.digits()), currency}; }
  // Zero fits every currency.
  bool Fits(const Money& other) const {
    return currency == other.currency || amount.is_zero() || other.amount.is_zero();
  }
  bool operator==(const Money& other) const { return amount == other.amount && Fits(other); }
  std::string ToString() const;  // `34.90 EUR`: the digits of the currency, more when needed
};

struct Percent {
  Decimal points;            // 25 is 25 %
  Decimal Fraction() const;  // 25 % is 0.25
  bool operator==(const Percent&) const = default;
  std::string ToString() const { return points.ToString() + "%"; }
};

}  // namespace nextmove::dsl

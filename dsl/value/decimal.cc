// Decimal arithmetic by Intel's library, and reading and writing without it. Pure functions.
#include "dsl/value/decimal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

// How the packaged library was built: arguments by value, rounding and flags passed in each call.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

namespace nextmove::dsl {
namespace {

__extension__ using Coefficient = unsigned __int128;

constexpr int kMaxDigits = 34;
constexpr int kMaxWrittenDigits = 80;  // with zeros in front
constexpr Coefficient kMaxCoefficient = Coefficient{100'000'000'000'000'000} * 100'000'000'000'000'000 - 1;
constexpr int kMaxPlaces = 12;
constexpr int kNanoDigits = 9;
constexpr std::int64_t kNanosPerUnit = 1'000'000'000;
// Layout of IEEE 754 decimal128, binary coefficient.
constexpr int kExponentBias = 6176;
constexpr int kExponentShift = 49;
constexpr std::uint64_t kExponentMask = 0x3FFF;
constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
constexpr std::uint64_t kCoefficientMask = (std::uint64_t{1} << kExponentShift) - 1;
constexpr std::uint64_t kNotFinite = 0x7800000000000000;
constexpr std::uint64_t kNotANumber = 0x7C00000000000000;
constexpr std::uint64_t kLargeCoefficient = 0x6000000000000000;

// A finite number: (-1)^negative * coefficient * 10^exponent.
struct Parts {
  bool negative;
  Coefficient coefficient;
  int exponent;
};

std::string DigitsOf(Coefficient value) {
  std::array<char, 40> buffer;
  std::size_t start = buffer.size();
  do {
    buffer[--start] = static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  return std::string(buffer.data() + start, buffer.size() - start);
}

// REQUIRES: parts.exponent <= 0 or the coefficient is zero.
std::string Write(const Parts& parts, std::size_t places) {
  std::string digits = DigitsOf(parts.coefficient);
  const std::size_t scale = static_cast<std::size_t>(std::max(0, -parts.exponent));
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  if (places > scale) digits.append(places - scale, '0');
  const std::size_t fraction = std::max(scale, places);
  if (fraction > 0) digits.insert(digits.size() - fraction, 1, '.');
  if (parts.negative && parts.coefficient != 0) digits.insert(0, 1, '-');
  return digits;
}

}  // namespace

// Moves numbers between our bits, the library's and parts.
struct DecimalCodec {
  static BID_UINT128 ToLibrary(const Decimal& value) {
    BID_UINT128 bits;
    bits.w[0] = value.bits_.low;
    bits.w[1] = value.bits_.high;
    return bits;
  }
  static Decimal FromLibrary(const BID_UINT128& bits) { return Decimal(Decimal::Bits{bits.w[0], bits.w[1]}); }

  static Decimal FromParts(const Parts& parts) {
    const std::uint64_t exponent = static_cast<std::uint64_t>(parts.exponent + kExponentBias);
    return Decimal(Decimal::Bits{static_cast<std::uint64_t>(parts.coefficient),
                                 (parts.negative ? kSignBit : 0) | (exponent << kExponentShift) |
                                     static_cast<std::uint64_t>(parts.coefficient >> 64)});
  }
  // REQUIRES: value is finite.
  static Parts ToParts(const Decimal& value) {
    const std::uint64_t high = value.bits_.high;
    // The library never makes the other form; IEEE reads it as zero.
    if ((high & kLargeCoefficient) == kLargeCoefficient) return {(high & kSignBit) != 0, 0, 0};
    return {(high & kSignBit) != 0, (Coefficient{high & kCoefficientMask} << 64) | value.bits_.low,
            static_cast<int>((high >> kExponentShift) & kExponentMask) - kExponentBias};
  }
  static std::uint64_t high(const Decimal& value) { return value.bits_.high; }

  // REQUIRES: value is finite.
  static Decimal Quantize(const Decimal& value, int places, _IDEC_round rounding) {
    if (ToParts(value).exponent >= -places) return value;
    _IDEC_flags flags = 0;
    return FromLibrary(
        __bid128_quantize(ToLibrary(value), ToLibrary(FromParts({false, 1, -places})), rounding, &flags));
  }
  static bool is_nan(const Decimal& value) { return (high(value) & kNotANumber) == kNotANumber; }
};

namespace {

BID_UINT128 Raw(const Decimal& value) { return DecimalCodec::ToLibrary(value); }

}  // namespace

Decimal::Decimal(std::int64_t value) : bits_{} {
  const std::uint64_t magnitude = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  *this = DecimalCodec::FromParts({value < 0, magnitude, 0});
}

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  Coefficient coefficient = 0;
  int digits = 0;
  int fraction = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.') {
      if (point || digits == 0) return std::nullopt;
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > kMaxWrittenDigits) return std::nullopt;
    coefficient = coefficient * 10 + static_cast<unsigned>(c - '0');
    if (coefficient > kMaxCoefficient) return std::nullopt;
    if (point) ++fraction;
  }
  if (digits == 0 || (point && fraction == 0)) return std::nullopt;
  return DecimalCodec::FromParts({negative && coefficient != 0, coefficient, -fraction});
}

std::optional<Decimal> Decimal::FromDouble(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  std::array<char, 40> buffer;
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
  // Always `[-]d[.ddd]e(+|-)dd`.
  Parts parts{false, 0, 0};
  bool point = false;
  const char* c = buffer.data();
  for (; c != written.ptr && *c != 'e'; ++c) {
    if (*c == '-') {
      parts.negative = true;
    } else if (*c == '.') {
      point = true;
    } else {
      parts.coefficient = parts.coefficient * 10 + static_cast<unsigned>(*c - '0');
      if (point) --parts.exponent;
    }
  }
  const char* exponent_start = c + 1;
  if (exponent_start < written.ptr && *exponent_start == '+') ++exponent_start;
  int exponent = 0;
  std::from_chars(exponent_start, written.ptr, exponent);
  parts.exponent += exponent;
  if (parts.coefficient == 0) return Decimal();
  // Whole numbers get exponent 0 where their digits fit, so that they read as if written plainly.
  int digits = static_cast<int>(DigitsOf(parts.coefficient).size());
  while (parts.exponent > 0 && digits < kMaxDigits) {
    parts.coefficient *= 10;
    --parts.exponent;
    ++digits;
  }
  return DecimalCodec::FromParts(parts);
}

Decimal Decimal::FromUnitsAndNanos(std::int64_t units, std::int32_t nanos) {
  if (nanos == 0) return Decimal(units);
  __extension__ const __int128 total = static_cast<__int128>(units) * kNanosPerUnit + nanos;
  return DecimalCodec::FromParts({total < 0, static_cast<Coefficient>(total < 0 ? -total : total), -kNanoDigits});
}

Decimal Decimal::operator+(const Decimal& other) const {
  _IDEC_flags flags = 0;
  return DecimalCodec::FromLibrary(__bid128_add(Raw(*this), Raw(other), BID_ROUNDING_TO_NEAREST, &flags));
}

Decimal Decimal::operator-(const Decimal& other) const {
  _IDEC_flags flags = 0;
  return DecimalCodec::FromLibrary(__bid128_sub(Raw(*this), Raw(other), BID_ROUNDING_TO_NEAREST, &flags));
}

Decimal Decimal::operator*(const Decimal& other) const {
  _IDEC_flags flags = 0;
  return DecimalCodec::FromLibrary(__bid128_mul(Raw(*this), Raw(other), BID_ROUNDING_TO_NEAREST, &flags));
}

Decimal Decimal::operator-() const { return is_zero() ? *this : Decimal(Bits{bits_.low, bits_.high ^ kSignBit}); }

std::optional<Decimal> Decimal::DividedBy(const Decimal& divisor) const {
  if (divisor.is_zero()) return std::nullopt;
  // Rounds once: a quotient cut to 34 digits that looks like a tie but is not exact lies above the tie.
  _IDEC_flags flags = 0;
  const Decimal cut = DecimalCodec::FromLibrary(__bid128_div(Raw(*this), Raw(divisor), BID_ROUNDING_TO_ZERO, &flags));
  if (cut.is_finite() && DecimalCodec::ToParts(cut).exponent < -kMaxPlaces) {
    const bool exact = (flags & BID_INEXACT_EXCEPTION) == 0;
    return DecimalCodec::Quantize(cut, kMaxPlaces, exact ? BID_ROUNDING_TO_NEAREST : BID_ROUNDING_TIES_AWAY);
  }
  return DecimalCodec::FromLibrary(__bid128_div(Raw(*this), Raw(divisor), BID_ROUNDING_TO_NEAREST, &flags));
}

Decimal Decimal::RoundedTo(int places) const {
  return is_finite() ? DecimalCodec::Quantize(*this, places, BID_ROUNDING_TO_NEAREST) : *this;
}

Decimal Decimal::Floor() const {
  if (!is_finite()) return *this;
  return DecimalCodec::Quantize(*this, 0, BID_ROUNDING_DOWN);
}

bool Decimal::operator==(const Decimal& other) const { return (*this <=> other) == 0; }

// A result without a value (infinity less infinity) equals itself and is below all others: the order stays whole.
std::weak_ordering Decimal::operator<=>(const Decimal& other) const {
  if (DecimalCodec::is_nan(*this) || DecimalCodec::is_nan(other)) {
    return static_cast<int>(!DecimalCodec::is_nan(*this)) <=> static_cast<int>(!DecimalCodec::is_nan(other));
  }
  _IDEC_flags flags = 0;
  if (__bid128_quiet_less(Raw(*this), Raw(other), &flags) != 0) return std::weak_ordering::less;
  if (__bid128_quiet_equal(Raw(*this), Raw(other), &flags) != 0) return std::weak_ordering::equivalent;
  return std::weak_ordering::greater;
}

bool Decimal::is_zero() const { return is_finite() && DecimalCodec::ToParts(*this).coefficient == 0; }

bool Decimal::is_negative() const { return (bits_.high & kSignBit) != 0 && !DecimalCodec::is_nan(*this) && !is_zero(); }

bool Decimal::is_finite() const { return (bits_.high & kNotFinite) != kNotFinite; }

double Decimal::ToDouble() const {
  _IDEC_flags flags = 0;
  return __bid128_to_binary64(Raw(*this), BID_ROUNDING_TO_NEAREST, &flags);
}

std::optional<std::int64_t> Decimal::ToInt64() const {
  if (!is_finite()) return std::nullopt;
  _IDEC_flags flags = 0;
  const std::int64_t whole = __bid128_to_int64_xint(Raw(*this), &flags);
  if ((flags & (BID_INEXACT_EXCEPTION | BID_INVALID_EXCEPTION)) != 0) return std::nullopt;
  return whole;
}

std::optional<Decimal::UnitsAndNanos> Decimal::ToUnitsAndNanos() const {
  if (!is_finite()) return std::nullopt;
  const Decimal rounded = RoundedTo(kNanoDigits);
  const std::optional<std::int64_t> units = DecimalCodec::Quantize(rounded, 0, BID_ROUNDING_TO_ZERO).ToInt64();
  if (!units) return std::nullopt;
  const std::optional<std::int64_t> nanos = ((rounded - Decimal(*units)) * Decimal(kNanosPerUnit)).ToInt64();
  if (!nanos) return std::nullopt;
  return UnitsAndNanos{*units, static_cast<std::int32_t>(*nanos)};
}

std::string Decimal::ToString() const {
  if (!is_finite()) return DecimalCodec::is_nan(*this) ? "nan" : is_negative() ? "-infinity" : "infinity";
  Parts parts = DecimalCodec::ToParts(*this);
  if (parts.coefficient == 0) return "0";
  while (parts.exponent < 0 && parts.coefficient % 10 == 0) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  const std::size_t zeros = static_cast<std::size_t>(std::max(0, parts.exponent));
  return Write(parts, 0) + std::string(zeros, '0');
}

std::string Decimal::ToFixed(int places) const {
  if (!is_finite()) return ToString();
  const Parts parts = DecimalCodec::ToParts(RoundedTo(places));
  const std::size_t wanted = static_cast<std::size_t>(std::max(0, places));
  if (parts.exponent <= 0) return Write(parts, wanted);
  std::string text = Write({parts.negative, parts.coefficient, 0}, 0);
  if (parts.coefficient != 0) text.append(static_cast<std::size_t>(parts.exponent), '0');
  if (wanted > 0) text.append(1, '.').append(wanted, '0');
  return text;
}

}  // namespace nextmove::dsl

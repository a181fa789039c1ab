// Exact decimal numbers: IEEE 754 decimal128, 34 digits, half to even. Values are immutable; safe to share.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nextmove::dsl {

// A decimal number. 1.0 and 1.00 are equal. A result that is not finite (overflow) is told by `is_finite`.
class Decimal {
 public:
  Decimal() : Decimal(0) {}
  explicit Decimal(std::int64_t value);

  // Reads `-12.50`: an optional minus, ASCII digits, an optional fraction; at most 34 digits, zeros in
  // front apart. Else none.
  static std::optional<Decimal> Parse(std::string_view text);
  // Gives the shortest decimal that reads back as `value`; none for NaN and infinities.
  static std::optional<Decimal> FromDouble(double value);
  // units + nanos * 1e-9, exactly.
  static Decimal FromUnitsAndNanos(std::int64_t units, std::int32_t nanos);

  Decimal operator+(const Decimal& other) const;
  Decimal operator-(const Decimal& other) const;
  Decimal operator*(const Decimal& other) const;
  Decimal operator-() const;
  // Divides, rounded to 12 places; none for a divisor of zero.
  std::optional<Decimal> DividedBy(const Decimal& divisor) const;
  // Rounds half to even to `places` digits after the point (0..12).
  Decimal RoundedTo(int places) const;
  // The largest whole number not above this.
  Decimal Floor() const;

  bool operator==(const Decimal& other) const;
  std::weak_ordering operator<=>(const Decimal& other) const;

  bool is_zero() const;
  bool is_negative() const;
  bool is_finite() const;
  double ToDouble() const;
  // The value when it is whole and fits; else none.
  std::optional<std::int64_t> ToInt64() const;
  // Splits into whole units and billionths of the same sign, rounded half to even; none when units do not fit.
  struct UnitsAndNanos {
    std::int64_t units;
    std::int32_t nanos;
  };
  std::optional<UnitsAndNanos> ToUnitsAndNanos() const;
  // Plain notation without needless zeros: `34.9`, `-0.05`, `120`.
  std::string ToString() const;
  // Plain notation with exactly `places` digits after the point, rounded half to even.
  std::string ToFixed(int places) const;

 private:
  struct Bits {
    std::uint64_t low;
    std::uint64_t high;
  };
  explicit Decimal(Bits bits) : bits_(bits) {}
  Bits bits_;
  friend struct DecimalCodec;
};

}  // namespace nextmove::dsl

#include "dsl/value/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "tests/unit/random_seed.h"

namespace nextmove::dsl {
namespace {

__extension__ using Wide = __int128;

Decimal Read(std::string_view text) {
  const std::optional<Decimal> parsed = Decimal::Parse(text);
  EXPECT_TRUE(parsed.has_value()) << text;
  return parsed.value_or(Decimal());
}

// Writes value / 10^scale without the code under test.
std::string WriteScaled(Wide value, int scale) {
  const bool negative = value < 0;
  if (negative) value = -value;
  std::string digits;
  for (int i = 0; i <= scale || value != 0; ++i) {
    if (i == scale && scale > 0) digits.insert(0, 1, '.');
    digits.insert(0, 1, static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  }
  return (negative ? "-" : "") + digits;
}

// Divides, half to even.
Wide DivideHalfToEven(Wide a, Wide b) {
  if (b < 0) {
    a = -a;
    b = -b;
  }
  Wide quotient = a / b;
  Wide rest = a % b;
  if (rest < 0) {
    rest += b;
    --quotient;
  }
  if (rest * 2 > b || (rest * 2 == b && quotient % 2 != 0)) ++quotient;
  return quotient;
}

TEST(DecimalTest, ReadsAndWritesPlainNotation) {
  EXPECT_EQ(Read("34.90").ToString(), "34.9");
  EXPECT_EQ(Read("-0.05").ToString(), "-0.05");
  EXPECT_EQ(Read("120").ToString(), "120");
  EXPECT_EQ(Read("-0").ToString(), "0");
  EXPECT_EQ(Read("0.000").ToString(), "0");
  EXPECT_EQ(Read("007.50").ToString(), "7.5");
  EXPECT_EQ(Read("0.9999999999999999999999999999999999").ToString(), "0.9999999999999999999999999999999999");
  EXPECT_EQ(Read("9999999999999999999999999999999999").ToString(), "9999999999999999999999999999999999");
}

TEST(DecimalTest, RefusesWhatIsNotADecimal) {
  for (const char* text : {"", "-", ".", "1.", ".5", "+1", "1e5", "1,5", " 1", "1 ", "--1", "1.2.3", "nan", "inf",
                           "99999999999999999999999999999999999", "\xD9\xA1"}) {
    EXPECT_FALSE(Decimal::Parse(text).has_value()) << text;
  }
}

TEST(DecimalTest, ComparesByValueNotByDigits) {
  EXPECT_EQ(Read("1.0"), Read("1.00"));
  EXPECT_EQ(Read("0"), -Read("0.0"));
  EXPECT_LT(Read("-1"), Read("0.5"));
  EXPECT_GT(Read("10"), Read("9.99"));
  EXPECT_EQ(Decimal(100), Read("100.000"));
}

TEST(DecimalTest, ReadsADoubleAsItsShortestDecimal) {
  EXPECT_EQ(Decimal::FromDouble(0.1), Read("0.1"));
  EXPECT_EQ(Decimal::FromDouble(1e22)->ToString(), "10000000000000000000000");
  EXPECT_EQ(Decimal::FromDouble(-34.9)->ToString(), "-34.9");
  EXPECT_TRUE(Decimal::FromDouble(-0.0)->is_zero());
  EXPECT_FALSE(Decimal::FromDouble(std::nan("")).has_value());
  EXPECT_FALSE(Decimal::FromDouble(std::numeric_limits<double>::infinity()).has_value());
}

TEST(DecimalTest, EqualProductsTie) {
  EXPECT_EQ(*Decimal::FromDouble(0.1) * *Decimal::FromDouble(3.0), *Decimal::FromDouble(0.3));
}

TEST(DecimalTest, GivesEveryDoubleBack) {
  std::mt19937_64 random(RandomSeed());
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t bits = random();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(Decimal::FromDouble(value)->ToDouble(), value);
  }
  EXPECT_EQ(Decimal::FromDouble(5e-324)->ToDouble(), 5e-324);
}

TEST(DecimalTest, DividesToTwelvePlacesAndNeverByZero) {
  EXPECT_EQ(Decimal(1).DividedBy(Decimal(3))->ToString(), "0.333333333333");
  EXPECT_EQ(Decimal(2).DividedBy(Decimal(3))->ToString(), "0.666666666667");
  EXPECT_EQ(Decimal(10).DividedBy(Decimal(4))->ToString(), "2.5");
  EXPECT_FALSE(Decimal(1).DividedBy(Read("0.00")).has_value());
  EXPECT_EQ(Read("0.0000000000005").DividedBy(Decimal(1))->ToString(), "0");
  EXPECT_EQ(Read("0.0000000000015").DividedBy(Decimal(1))->ToString(), "0.000000000002");
}

TEST(DecimalTest, RoundsAQuotientOnlyOnce) {
  // 25 and a bit: 34 digits, rounded to nearest, show the exact tie 25.
  const Decimal dividend = Read("9999999999999999999999999999999976");
  const Decimal divisor = Read("399999999999999999999999999999999") * Read("10000000000000");
  EXPECT_EQ(dividend.DividedBy(divisor)->ToString(), "0.000000000003");
  EXPECT_EQ((-dividend).DividedBy(divisor)->ToString(), "-0.000000000003");
  EXPECT_EQ((dividend - Decimal(1)).DividedBy(divisor)->ToString(), "0.000000000002");
  EXPECT_EQ((dividend - Decimal(2)).DividedBy(divisor)->ToString(), "0.000000000002");
}

TEST(DecimalTest, RoundsHalfToEven) {
  EXPECT_EQ(Read("0.125").RoundedTo(2), Read("0.12"));
  EXPECT_EQ(Read("0.135").RoundedTo(2), Read("0.14"));
  EXPECT_EQ(Read("-2.5").RoundedTo(0), Decimal(-2));
  EXPECT_EQ(Read("3.5").RoundedTo(0), Decimal(4));
  EXPECT_EQ(Read("9999999999999999999999999999999999").RoundedTo(2), Read("9999999999999999999999999999999999"));
}

TEST(DecimalTest, FloorsTowardsMinusInfinity) {
  EXPECT_EQ(Read("-1.1").Floor(), Decimal(-2));
  EXPECT_EQ(Read("1.9").Floor(), Decimal(1));
  EXPECT_EQ(Decimal(-3).Floor(), Decimal(-3));
}

TEST(DecimalTest, WritesAFixedNumberOfPlaces) {
  EXPECT_EQ(Read("34.9").ToFixed(2), "34.90");
  EXPECT_EQ(Read("0.005").ToFixed(2), "0.00");
  EXPECT_EQ(Read("-0.001").ToFixed(2), "0.00");
  EXPECT_EQ(Read("1234.5").ToFixed(0), "1234");
  EXPECT_EQ(Decimal::FromDouble(1e40)->ToFixed(1), "1" + std::string(40, '0') + ".0");
}

TEST(DecimalTest, GivesWholeNumbersThatFit) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(Decimal(kMin).ToInt64(), kMin);
  EXPECT_EQ(Decimal(kMin).ToString(), "-9223372036854775808");
  EXPECT_EQ(Decimal(kMax).ToInt64(), kMax);
  EXPECT_EQ(Read("5.00").ToInt64(), 5);
  EXPECT_FALSE(Read("5.01").ToInt64().has_value());
  EXPECT_FALSE((Decimal(kMax) + Decimal(1)).ToInt64().has_value());
}

TEST(DecimalTest, SplitsIntoUnitsAndNanosOfOneSign) {
  const auto split = Read("-1.75").ToUnitsAndNanos();
  ASSERT_TRUE(split.has_value());
  EXPECT_EQ(split->units, -1);
  EXPECT_EQ(split->nanos, -750'000'000);
  const auto carried = Read("0.9999999999").ToUnitsAndNanos();
  EXPECT_EQ(carried->units, 1);
  EXPECT_EQ(carried->nanos, 0);
  EXPECT_FALSE(Read("9223372036854775808").ToUnitsAndNanos().has_value());
}

TEST(DecimalTest, JoinsUnitsAndNanosExactly) {
  EXPECT_EQ(Decimal::FromUnitsAndNanos(-1, -750'000'000), Read("-1.75"));
  const std::int64_t most = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(Decimal::FromUnitsAndNanos(most, -999'999'999).ToString(), "-9223372036854775808.999999999");
}

TEST(DecimalTest, TellsOverflowAndKeepsAWholeOrder) {
  Decimal huge = *Decimal::FromDouble(1e300);
  for (int i = 0; i < 6; ++i) huge = huge * huge;
  EXPECT_FALSE(huge.is_finite());
  EXPECT_FALSE(huge.ToInt64().has_value());
  EXPECT_FALSE(huge.ToUnitsAndNanos().has_value());
  EXPECT_GT(huge, Decimal(1));
  const Decimal nothing = huge + -huge;
  EXPECT_FALSE(nothing.is_finite());
  EXPECT_EQ(nothing, Decimal(1) * nothing);
  EXPECT_LT(nothing, -huge);
  EXPECT_EQ(huge.ToString(), "infinity");
  EXPECT_EQ(nothing.Floor().ToFixed(2), "nan");
}

TEST(DecimalTest, AgreesWithScaledIntegers) {
  std::mt19937_64 random(RandomSeed());
  const auto draw = [&](int bits) {
    const std::int64_t magnitude = static_cast<std::int64_t>(random() >> (64 - (1 + random() % bits)));
    return (random() & 1) != 0 ? magnitude : -magnitude;
  };
  constexpr Wide kThousand = 1000;
  constexpr Wide kTwelve = 1'000'000'000'000;
  for (int i = 0; i < 100'000; ++i) {
    // a and b are thousandths.
    const std::int64_t a = draw(50);
    const std::int64_t b = draw(50);
    const Decimal x = Read(WriteScaled(a, 3));
    const Decimal y = Read(WriteScaled(b, 3));
    ASSERT_EQ((x + y).ToFixed(3), WriteScaled(Wide{a} + b, 3));
    ASSERT_EQ((x - y).ToFixed(3), WriteScaled(Wide{a} - b, 3));
    ASSERT_EQ((x * y).ToFixed(6), WriteScaled(Wide{a} * b, 6)) << a << " " << b;
    ASSERT_EQ(x < y, a < b);
    ASSERT_EQ(x == y, a == b);
    ASSERT_EQ(x.RoundedTo(2).ToFixed(2), WriteScaled(DivideHalfToEven(a, 10), 2));
    ASSERT_EQ(x.Floor().ToInt64(), a / 1000 - (a % 1000 < 0 ? 1 : 0));
    if (b != 0) {
      ASSERT_EQ(x.DividedBy(y)->ToFixed(12), WriteScaled(DivideHalfToEven(a * kTwelve, b), 12));
    }
    const auto split = x.ToUnitsAndNanos();
    ASSERT_TRUE(split.has_value());
    ASSERT_EQ(Wide{split->units} * kThousand + split->nanos / 1'000'000, Wide{a});
    ASSERT_EQ(Decimal::FromUnitsAndNanos(split->units, split->nanos), x);
    ASSERT_EQ(Read(x.ToString()), x);
  }
}

}  // namespace
}  // namespace nextmove::dsl

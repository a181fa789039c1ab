// Arithmetic over values; each pair of types is handled in one place.
#include "dsl/evaluate/arithmetic.h"

#include <cmath>
#include <limits>

namespace nextmove::dsl {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
// About 10,000 years: what `Duration::Of` allows.
constexpr std::int64_t kMaxMs = 10'000LL * 366 * kDayMs;
constexpr std::int32_t kMaxDays = 10'000 * 366;
constexpr std::int32_t kMaxMonths = 10'000 * 12;
constexpr std::int32_t kFirstDay = -719'162;  // 0001-01-01
constexpr std::int32_t kLastDay = 2'932'896;  // 9999-12-31

Value Finite(const Decimal& number) { return number.is_finite() ? Value(number) : Value(); }
Value Finite(const Percent& percent) { return percent.points.is_finite() ? Value(percent) : Value(); }
Value Finite(const Money& money) { return money.amount.is_finite() ? Value(money) : Value(); }

bool InRange(const Duration& d) {
  return std::llabs(d.milliseconds) <= kMaxMs && std::abs(d.calendar_days) <= kMaxDays &&
         std::abs(d.months) <= kMaxMonths;
}

Value Combine(const Duration& a, const Duration& b, int sign) {
  if (!InRange(a) || !InRange(b)) return {};
  const Duration sum{a.milliseconds + sign * b.milliseconds, a.calendar_days + sign * b.calendar_days,
                     a.months + sign * b.months};
  return InRange(sum) ? Value(sum) : Value();
}

Value Combine(const Money& a, const Money& b, bool subtract) {
  if (!a.Fits(b)) return {};
  const Currency currency = a.amount.is_zero() && !b.currency.is_none() ? b.currency : a.currency;
  return Finite(Money{subtract ? a.amount - b.amount : a.amount + b.amount, currency});
}

Value Moved(Date date, const Duration& duration, int sign) {
  if (!InRange(duration)) return {};
  // Shift stops at the ends of the calendar; what lies beyond is unknown.
  const std::int64_t months = date.year() * 12LL + date.month() - 1 + sign * duration.months;
  const std::int64_t day = date.days_since_epoch + sign * (duration.milliseconds / kDayMs + duration.calendar_days);
  if (months < 12 || months >= 120'000 || day < kFirstDay || day > kLastDay) return {};
  return Shift(date, duration, sign);
}

Value Moved(Instant instant, const Duration& duration, int sign, const TimeZone& zone) {
  if (!InRange(duration) || std::llabs(instant.milliseconds) > kMaxMs) return {};
  return Shift(instant, duration, sign, zone);
}

// A duration times a number, each part rounded half to even.
Value Scaled(const Duration& duration, const Decimal& factor) {
  const auto part = [&](std::int64_t amount) { return (Decimal(amount) * factor).RoundedTo(0).ToInt64(); };
  const auto ms = part(duration.milliseconds), days = part(duration.calendar_days), months = part(duration.months);
  if (!ms || !days || !months || std::llabs(*days) > kMaxDays || std::llabs(*months) > kMaxMonths) return {};
  const Duration scaled{*ms, static_cast<std::int32_t>(*days), static_cast<std::int32_t>(*months)};
  return InRange(scaled) ? Value(scaled) : Value();
}

// Days from `b` to `a`.
Value DaysBetween(const Date& a, const Date& b) {
  return Duration{(std::int64_t{a.days_since_epoch} - b.days_since_epoch) * kDayMs, 0, 0};
}

// The factor that a number or a percent stands for.
std::optional<Decimal> Factor(const Value& value) {
  if (value.number()) return *value.number();
  if (value.percent()) return value.percent()->Fraction();
  return std::nullopt;
}

Value TimesFactor(const Value& value, const Decimal& factor) {
  if (value.number()) return Finite(*value.number() * factor);
  if (value.percent()) return Finite(Percent{value.percent()->points * factor});
  if (value.money()) return Finite(Money{value.money()->amount * factor, value.money()->currency});
  if (value.duration()) return Scaled(*value.duration(), factor);
  return {};
}

std::optional<Decimal> Quotient(const Value& a, const Value& b) {
  if (a.number() && b.number()) return a.number()->DividedBy(*b.number());
  if (a.percent() && b.percent()) return a.percent()->points.DividedBy(b.percent()->points);
  if (a.money() && b.money() && a.money()->Fits(*b.money())) return a.money()->amount.DividedBy(b.money()->amount);
  if (a.duration() && b.duration()) {
    const Duration &x = *a.duration(), &y = *b.duration();
    if (x.is_elapsed() && y.is_elapsed()) return Decimal(x.milliseconds).DividedBy(Decimal(y.milliseconds));
    if (x.milliseconds == 0 && y.milliseconds == 0 && x.months == 0 && y.months == 0)
      return Decimal(x.calendar_days).DividedBy(Decimal(y.calendar_days));
    if (x.milliseconds == 0 && y.milliseconds == 0 && x.calendar_days == 0 && y.calendar_days == 0)
      return Decimal(x.months).DividedBy(Decimal(y.months));
  }
  return std::nullopt;
}

}  // namespace

Value Add(const Value& a, const Value& b, const TimeZone& zone) {
  if (a.number() && b.number()) return Finite(*a.number() + *b.number());
  if (a.percent() && b.percent()) return Finite(Percent{a.percent()->points + b.percent()->points});
  if (a.money() && b.money()) return Combine(*a.money(), *b.money(), false);
  if (a.duration() && b.duration()) return Combine(*a.duration(), *b.duration(), +1);
  if (a.date() && b.duration()) return Moved(*a.date(), *b.duration(), +1);
  if (a.instant() && b.duration()) return Moved(*a.instant(), *b.duration(), +1, zone);
  if (a.duration() && (b.date() || b.instant())) return Add(b, a, zone);
  return {};
}

Value Subtract(const Value& a, const Value& b, const TimeZone& zone) {
  if (a.number() && b.number()) return Finite(*a.number() - *b.number());
  if (a.percent() && b.percent()) return Finite(Percent{a.percent()->points - b.percent()->points});
  if (a.money() && b.money()) return Combine(*a.money(), *b.money(), true);
  if (a.duration() && b.duration()) return Combine(*a.duration(), *b.duration(), -1);
  if (a.date() && b.duration()) return Moved(*a.date(), *b.duration(), -1);
  if (a.instant() && b.duration()) return Moved(*a.instant(), *b.duration(), -1, zone);
  if (a.date() && b.date()) return DaysBetween(*a.date(), *b.date());
  return {};
}

Value Multiply(const Value& a, const Value& b, const Type& result) {
  if (a.is_unknown() || b.is_unknown()) return {};
  const bool mixed = (a.number() && b.percent()) || (a.percent() && b.number());
  if (mixed && result.kind == TypeKind::kNumber) return Finite(*Factor(a) * *Factor(b));
  if (mixed) return a.percent() ? TimesFactor(a, *b.number()) : TimesFactor(b, *a.number());
  if (const auto factor = Factor(b)) return TimesFactor(a, *factor);
  if (const auto factor = Factor(a)) return TimesFactor(b, *factor);
  return {};
}

Value Divide(const Value& a, const Value& b) {
  if (const auto quotient = Quotient(a, b)) return Finite(*quotient);
  const auto divisor = Factor(b);
  if (!divisor || divisor->is_zero()) return {};
  if (a.number()) {
    const auto quotient = a.number()->DividedBy(*divisor);
    return quotient ? Finite(*quotient) : Value();
  }
  if (a.percent()) {
    const auto quotient = a.percent()->points.DividedBy(*divisor);
    return quotient ? Finite(Percent{*quotient}) : Value();
  }
  if (a.money()) {
    const auto quotient = a.money()->amount.DividedBy(*divisor);
    return quotient ? Finite(Money{*quotient, a.money()->currency}) : Value();
  }
  if (a.duration()) {
    const auto inverse = Decimal(1).DividedBy(*divisor);
    const auto ms = Decimal(a.duration()->milliseconds).DividedBy(*divisor);
    if (a.duration()->is_elapsed() && ms) {
      const auto whole = ms->RoundedTo(0).ToInt64();
      return whole && std::llabs(*whole) <= kMaxMs ? Value(Duration{*whole, 0, 0}) : Value();
    }
    return inverse ? Scaled(*a.duration(), *inverse) : Value();
  }
  return {};
}

Value Difference(const Value& a, const Value& b, const TimeZone& zone) {
  Value value = Subtract(a, b, zone);
  const bool negative =
      (value.number() && value.number()->is_negative()) || (value.percent() && value.percent()->points.is_negative()) ||
      (value.money() && value.money()->amount.is_negative()) ||
      (value.duration() &&
       (value.duration()->milliseconds < 0 || value.duration()->calendar_days < 0 || value.duration()->months < 0));
  return negative ? Subtract(b, a, zone) : value;
}

}  // namespace nextmove::dsl

// Arithmetic of the language (language reference, operations). Pure functions; unknown where the operands do not fit.
#pragma once

#include "dsl/value/value.h"

namespace nextmove::dsl {

Value Add(const Value& a, const Value& b, const TimeZone& zone);
Value Subtract(const Value& a, const Value& b, const TimeZone& zone);
// `result` is the type that the checker gave: a number times a percent is either.
Value Multiply(const Value& a, const Value& b, const Type& result);
Value Divide(const Value& a, const Value& b);
// |a - b|.
Value Difference(const Value& a, const Value& b, const TimeZone& zone);

}  // namespace nextmove::dsl

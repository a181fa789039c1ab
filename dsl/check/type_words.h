// Types in the words of the people who write rules. Pure functions.
#pragma once

#include <string>

#include "dsl/program/program.h"

namespace nextmove::dsl {

// `an amount of money`, `a percentage`, `a list`.
std::string Describe(const Type& type);
// A value of the type as one would type it: `60 EUR`, `20%`, `"mobile"`.
std::string Example(const Type& type, const Program& program);
// The values of a list of words: `"a", "b" or "c"`; long lists are cut.
std::string ListedValues(const std::vector<std::string>& values);

Type YesNoType();
Type TypeOf(TypeKind kind);
Type ListOf(Type element);
Type ItemOf(const std::string& catalogue);
// The type of a value that stands in the rules.
Type TypeOfValue(const Value& value);

// Whether values of the two types can be compared with `is`. Unknown fits everything.
bool Fits(const Type& a, const Type& b);
// Whether its values have an order: number, percent, money, duration, date, time.
bool IsOrdered(const Type& type);
bool IsCalendar(const Type& type);  // date or time
bool IsUnknown(const Type& type);

}  // namespace nextmove::dsl

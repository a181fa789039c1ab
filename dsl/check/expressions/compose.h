// Builds expressions: operations over typed parts, questions about events that no author wrote, and changes that reach
// into their conditions too. Pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// The operation over `children`, at the place of `from`, computed when all of them are constants.
Expr Make(Typing& typing, Op op, const tree::Expr& from, const Type& type, std::vector<Expr> children,
          const ExprContext& context);
// `not` before the expression when `negated`.
Expr Negate(Expr expr, bool negated);

// The field that holds values of the type: named like its catalogue, else the first of that type; -1: none.
int FieldOfType(const std::vector<FieldType>& fields, const Type& type);
// The field of this name; -1: none.
int FieldNamed(const std::vector<FieldType>& fields, std::string_view name);

Expr ConstantOf(Value value, TypeKind kind, const Span& span);
Expr TextList(const std::vector<std::string>& texts, const Span& span);
// The field of the record looked at.
Expr FieldExpr(const std::vector<FieldType>& fields, int field, const Span& span);
Expr Holds(Op op, std::vector<Expr> children, const Span& span);  // a yes/no operation
// All of them; one alone is itself. REQUIRES: not empty.
Expr AllOf(std::vector<Expr> conditions, const Span& span);

// Lets only events pass of which `condition` holds, too.
void AddCondition(EventFilter& filter, Expr condition);
// `number of times E W`
Expr TimesOf(EventFilter filter, HistoryWindow window, int zone, const Span& span);
// `has E at least n times W`
Expr HasAtLeast(EventFilter filter, HistoryWindow window, std::int64_t count, int zone, const Span& span);

// `latest time E W`
Expr LatestTimeOf(EventFilter filter, HistoryWindow window, int zone, const Span& span);

// Lets `change` put something else in the place of the expression and of all that stands in it, conditions on events
// included.
void ChangeAll(Expr& root, const std::function<void(Expr&)>& change);
// The highest index of a pick that is mentioned; -1: none.
int LastPickIn(const Expr& root);

}  // namespace nextmove::dsl

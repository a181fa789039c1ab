// The guard rule (language reference, Missing data): a negated test on what may be unknown says what unknown means.
// Pure functions over typed expressions.
#pragma once

#include <optional>

#include "dsl/program/program.h"

namespace nextmove::dsl {

struct UnguardedNegation {
  const Expr* test = nullptr;    // the test that is negated
  const Expr* source = nullptr;  // what in it may be unknown
  bool under_not = false;        // negated by a `not` before it: `and known` then lets the unknown pass
};

// The first negated test without a guard; none when all are guarded. Looks into `where` too.
std::optional<UnguardedNegation> FindUnguardedNegation(const Expr& expr, const Program& program);

// Whether the expression can be unknown although all that it needs consent for may be read. When that takes too long to
// find out: yes.
bool MayBeUnknown(const Expr& expr, const Program& program);
// Whether it can be unknown at all, also for want of a consent, or because `since E` never happened.
bool IsEverUnknown(const Expr& expr, const Program& program);

}  // namespace nextmove::dsl

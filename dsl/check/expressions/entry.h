// The bounds of one call of the ExpressionChecker, inside which one error is reported. Private to the checker.
#pragma once

#include "dsl/check/expressions/expressions.h"

namespace nextmove::dsl {

class ExpressionChecker::OneError {
 public:
  explicit OneError(ExpressionChecker& checker) : checker_(checker) {
    if (checker_.entered_++ == 0) checker_.reported_ = false;
  }
  ~OneError() { --checker_.entered_; }
  OneError(const OneError&) = delete;
  OneError& operator=(const OneError&) = delete;
  bool failed() const { return checker_.reported_; }

 private:
  ExpressionChecker& checker_;
};

}  // namespace nextmove::dsl

// The evaluator against a second, tiny interpreter, on random expressions over numbers, money and unknowns.
#include <gtest/gtest.h>

#include <cstdio>
#include <optional>
#include <random>

#include "dsl/evaluate/evaluate.h"
#include "tests/unit/random_seed.h"

namespace nextmove::dsl {
namespace {

constexpr int kAttributes = 6;  // 0..2 numbers, 3..5 euros

class PlainSituation final : public Situation {
 public:
  Instant now() const override { return {}; }
  const TimeZone& zone(int) const override { return zone_; }
  const Currency& currency() const override { return euro_; }
  const Value& attribute(int index) const override { return values[static_cast<std::size_t>(index)]; }
  const Value& this_item(int) const override { return unknown_; }
  const Record* item(int, std::string_view) const override { return nullptr; }

  std::vector<Value> values = std::vector<Value>(kAttributes);

 private:
  TimeZone zone_;
  Currency euro_ = *Currency::Parse("EUR");
  Value unknown_;
};

using Number = std::optional<long long>;  // thousandths; none: unknown
using Answer = int;                       // -1 no, 0 unknown, 1 yes

// Makes an expression and what it must give, side by side.
class Maker {
 public:
  Maker(unsigned seed, const std::vector<Number>& columns) : random_(seed), columns_(columns) {}

  struct Valued {
    Expr expr;
    Number value;
  };
  struct Judged {
    Expr expr;
    Answer truth;
  };

  Valued MakeValue(bool money, int depth) {
    const int pick = depth == 0 ? Below(2) : Below(4);
    if (pick == 0) {
      const long long n = Below(7) - 3;
      Expr expr = Of(Op::kConstant, money);
      expr.constant = Typed(n * 1000, money);
      return {expr, n * 1000};
    }
    if (pick == 1) {
      Expr expr = Of(Op::kAttribute, money);
      expr.index = Below(3) + (money ? 3 : 0);
      return {expr, columns_[static_cast<std::size_t>(expr.index)]};
    }
    Valued a = MakeValue(money, depth - 1), b = MakeValue(money, depth - 1);
    Expr expr = Of(pick == 2 ? Op::kAdd : Op::kSubtract, money);
    expr.children = {a.expr, b.expr};
    if (!a.value || !b.value) return {expr, std::nullopt};
    return {expr, pick == 2 ? *a.value + *b.value : *a.value - *b.value};
  }

  Judged MakeTruth(int depth) {
    if (depth > 0 && Below(3) > 0) return MakeConnective(depth);
    const bool money = Below(2) == 1;
    Valued a = MakeValue(money, 2), b = MakeValue(money, 1), c = MakeValue(money, 1);
    static constexpr Op kOps[] = {Op::kIs,         Op::kIsNot,    Op::kAtLeast,  Op::kAtMost,
                                  Op::kMoreThan,   Op::kLessThan, Op::kBetween,  Op::kIsOneOf,
                                  Op::kIsNotOneOf, Op::kIsKnown,  Op::kIsUnknown};
    Expr expr = Truth3(kOps[Below(11)]);
    expr.children = {a.expr, b.expr};
    const auto less = [](const Number& x, const Number& y) -> Answer { return !x || !y ? 0 : *x < *y ? 1 : -1; };
    const auto same = [](const Number& x, const Number& y) -> Answer { return !x || !y ? 0 : *x == *y ? 1 : -1; };
    switch (expr.op) {
      case Op::kIs:
        return {expr, same(a.value, b.value)};
      case Op::kIsNot:
        return {expr, -same(a.value, b.value)};
      case Op::kAtLeast:
        return {expr, -less(a.value, b.value)};
      case Op::kAtMost:
        return {expr, -less(b.value, a.value)};
      case Op::kMoreThan:
        return {expr, less(b.value, a.value)};
      case Op::kLessThan:
        return {expr, less(a.value, b.value)};
      case Op::kBetween:
        expr.children.push_back(c.expr);
        return {expr, std::min(-less(a.value, b.value), -less(c.value, a.value))};
      case Op::kIsOneOf:
      case Op::kIsNotOneOf: {
        Expr list;
        list.op = Op::kListOf;
        list.children = {b.expr, c.expr};
        expr.children = {a.expr, list};
        Answer truth = !a.value ? 0 : -1;  // unknown members are skipped
        if (a.value && (a.value == b.value || a.value == c.value)) truth = 1;
        return {expr, expr.op == Op::kIsOneOf ? truth : -truth};
      }
      default:
        expr.children = {a.expr};
        return {expr, a.value.has_value() == (expr.op == Op::kIsKnown) ? 1 : -1};
    }
  }

 private:
  Judged MakeConnective(int depth) {
    static constexpr Op kOps[] = {Op::kAnd, Op::kOr, Op::kNot, Op::kOrUnknown, Op::kAndKnown};
    Expr expr = Truth3(kOps[Below(5)]);
    Judged a = MakeTruth(depth - 1), b = MakeTruth(depth - 1);
    expr.children = {a.expr};
    switch (expr.op) {
      case Op::kNot:
        return {expr, -a.truth};
      case Op::kOrUnknown:
        return {expr, a.truth == 0 ? 1 : a.truth};
      case Op::kAndKnown:
        return {expr, a.truth == 0 ? -1 : a.truth};
      default:
        expr.children.push_back(b.expr);
        return {expr, expr.op == Op::kAnd ? std::min(a.truth, b.truth) : std::max(a.truth, b.truth)};
    }
  }
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  static Expr Truth3(Op op) {
    Expr expr;
    expr.op = op;
    expr.type.kind = TypeKind::kYesNo;
    return expr;
  }
  static Expr Of(Op op, bool money) {
    Expr expr;
    expr.op = op;
    expr.type.kind = money ? TypeKind::kMoney : TypeKind::kNumber;
    return expr;
  }

 public:
  static Value Typed(long long thousandths, bool money) {
    const Decimal number = *Decimal(thousandths).DividedBy(Decimal(1000));
    return money ? Value(Money{number, *Currency::Parse("EUR")}) : Value(number);
  }

 private:
  std::mt19937 random_;
  const std::vector<Number>& columns_;
};

TEST(RandomExpressionsTest, TheEvaluatorAgreesWithATinyInterpreter) {
  const auto seed = static_cast<unsigned>(RandomSeed());
  std::mt19937 random(seed);
  Program program;
  program.attributes.resize(kAttributes);
  int known = 0;
  for (int round = 0; round < 5'000; ++round) {
    PlainSituation situation;
    std::vector<Number> columns(kAttributes);
    for (int i = 0; i < kAttributes; ++i) {
      if (random() % 4 == 0) continue;
      columns[static_cast<std::size_t>(i)] = static_cast<long long>(random() % 9) * 500 - 2000;
      situation.values[static_cast<std::size_t>(i)] = Maker::Typed(*columns[static_cast<std::size_t>(i)], i >= 3);
    }
    Maker maker(static_cast<unsigned>(random()), columns);
    const Maker::Judged judged = maker.MakeTruth(4);
    Evaluator evaluator(program, situation);
    ASSERT_EQ(static_cast<int>(evaluator.Test(judged.expr)) - 1, judged.truth) << "seed " << seed << " round " << round;
    known += judged.truth != 0;
    const Maker::Valued valued = maker.MakeValue(round % 2 == 0, 3);
    const Value value = evaluator.Evaluate(valued.expr);
    ASSERT_EQ(value.is_known(), valued.value.has_value());
    if (valued.value) {
      ASSERT_EQ(value, Maker::Typed(*valued.value, round % 2 == 0));
    }
  }
  EXPECT_GT(known, 1'000);
}

}  // namespace
}  // namespace nextmove::dsl

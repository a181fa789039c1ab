// Folds lists and arithmetic of constants with the evaluator itself, and the case of texts.
#include "dsl/check/expressions/fold.h"

#include <algorithm>
#include <utility>

#include "dsl/evaluate/evaluate.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

// A world of which nothing is known: literals do not ask for it.
class NothingKnown final : public Situation {
 public:
  explicit NothingKnown(const Currency& currency) : currency_(currency) {}
  Instant now() const override { return {}; }
  const TimeZone& zone(int) const override { return zone_; }
  const Currency& currency() const override { return currency_; }
  const dsl::Value& attribute(int) const override { return unknown_; }
  const dsl::Value& this_item(int) const override { return unknown_; }
  const Record* item(int, std::string_view) const override { return nullptr; }

 private:
  Currency currency_;
  TimeZone zone_;
  dsl::Value unknown_;
};

// The currency of the amounts, so that the evaluator takes them as they are.
Currency CurrencyOf(const Expr& expr) {
  for (const Expr& child : expr.children) {
    const Money* money = child.constant.money();
    if (money != nullptr && !money->currency.is_none()) return money->currency;
  }
  return {};
}

bool ComparesTexts(Op op) {
  const OpFamily family = FamilyOf(op);
  return family == OpFamily::kEquality || family == OpFamily::kMembership || family == OpFamily::kTextTest;
}

bool IsAsciiOnly(const dsl::Value& value) {
  if (value.list() != nullptr) return std::all_of(value.list()->begin(), value.list()->end(), IsAsciiOnly);
  return value.text() == nullptr || IsAscii(*value.text());
}

dsl::Value FoldedValue(const dsl::Value& value) {
  if (value.text() != nullptr) return FoldText(*value.text());
  if (value.list() == nullptr) return value;
  List items;
  for (const dsl::Value& item : *value.list()) items.push_back(FoldedValue(item));
  return dsl::Value::OfList(std::move(items));
}

}  // namespace

void KeepFolded(Typing& typing, Op op, std::vector<Expr>& operands) {
  if (!ComparesTexts(op) || operands.size() < 2) return;
  const Type& left = operands[0].type;
  const bool text =
      left.kind == TypeKind::kText || (left.element() != nullptr && left.element()->kind == TypeKind::kText);
  Expr& right = operands[1];
  if (!text || right.op != Op::kConstant || IsAsciiOnly(right.constant)) return;
  right.index = static_cast<int>(typing.program.folded_constants.size());
  typing.program.folded_constants.push_back(FoldedValue(right.constant));
}

Expr Fold(Typing& typing, Expr expr) {
  const auto constant = [](const Expr& child) { return child.op == Op::kConstant && child.constant.is_known(); };
  const bool list = expr.op == Op::kListOf;
  if (!list && FamilyOf(expr.op) != OpFamily::kArithmetic) return expr;
  if (!std::all_of(expr.children.begin(), expr.children.end(), constant)) return expr;
  dsl::Value value;
  if (list) {
    List items;
    for (const Expr& child : expr.children) items.push_back(child.constant);
    value = dsl::Value::OfList(std::move(items));
  } else {
    const NothingKnown situation(CurrencyOf(expr));
    value = Evaluator(typing.program, situation).Evaluate(expr);
  }
  if (value.is_unknown()) return expr;  // as of a division by zero
  expr.op = Op::kConstant;
  expr.constant = std::move(value);
  expr.children.clear();
  expr.zone = -1;
  return expr;
}

}  // namespace nextmove::dsl

// The order within a slot.
#include "engine/decide/allocate/slots.h"

#include <limits>
#include <utility>

namespace nextmove::engine {
namespace {

using dsl::Expr;
using dsl::Op;
using dsl::RankKey;
using dsl::TypeKind;
using dsl::Value;

Expr Leaf(Op op, TypeKind kind) {
  Expr expr;
  expr.op = op;
  expr.type.kind = kind;
  return expr;
}

double NumberOf(const Value& value) {
  if (value.number()) return value.number()->ToDouble();
  if (value.percent()) return value.percent()->points.ToDouble();
  if (value.money()) return value.money()->amount.ToDouble();
  if (value.flag()) return *value.flag() ? 1 : 0;
  if (value.date()) return value.date()->days_since_epoch;
  if (value.instant()) return static_cast<double>(value.instant()->milliseconds);
  if (value.duration()) return static_cast<double>(value.duration()->milliseconds);
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::pair<int, std::size_t> CompareKeys(const std::vector<RankKey>& keys, const std::vector<Value>& a,
                                        const std::vector<Value>& b) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const int order = dsl::CompareForRank(a[i], b[i]);
    if (order == 0) continue;
    const bool as_is = a[i].is_unknown() || b[i].is_unknown() || keys[i].lowest_first;
    return {as_is ? order : -order, i};
  }
  return {0, keys.size()};
}

const std::vector<RankKey>& DefaultRank() {
  static const std::vector<RankKey> kRank = [] {
    Expr product = Leaf(Op::kMultiply, TypeKind::kMoney);
    product.children = {Leaf(Op::kActionLikelihood, TypeKind::kPercent), Leaf(Op::kActionWorth, TypeKind::kMoney)};
    return std::vector<RankKey>{{Leaf(Op::kActionPriority, TypeKind::kNumber), false}, {product, false}};
  }();
  return kRank;
}

Ranking::Ranking(const dsl::Slot& slot, const std::vector<Candidate>& candidates, Frame& frame)
    : slot_(slot),
      keys_(slot.rank.empty() ? DefaultRank() : slot.rank),
      candidates_(candidates),
      frame_(frame),
      allows_(slot.allows ? static_cast<std::size_t>(std::max(0, *slot.allows))
                          : std::numeric_limits<std::size_t>::max()),
      values_(candidates.size()) {}

void Ranking::Add(std::size_t candidate) {
  asked_.push_back(candidate);
  sorted_ = false;
  frame_.evaluator->set_action(&candidates_[candidate].facts);
  frame_.evaluator->set_picks(&candidates_[candidate].picks);
  for (const RankKey& key : keys_) values_[candidate].push_back(frame_.evaluator->Evaluate(key.value));
  frame_.evaluator->set_action(nullptr);
  frame_.evaluator->set_picks(nullptr);
}

void Ranking::Promote(std::optional<std::size_t> candidate) {
  if (std::exchange(promoted_, candidate) == candidate && sorted_) return;
  sorted_ = true;
  std::sort(asked_.begin(), asked_.end(), [this](std::size_t a, std::size_t b) { return Better(a, b); });
}

std::size_t Ranking::TiePlace(std::size_t candidate) const {
  const auto place = std::find(slot_.ties.begin(), slot_.ties.end(), candidates_[candidate].rule);
  return static_cast<std::size_t>(place - slot_.ties.begin());
}

std::pair<int, DecidedBy> Ranking::Compare(std::size_t a, std::size_t b) const {
  if (a == b) return {0, DecidedBy::kTie};
  if (promoted_ == a || promoted_ == b) return {promoted_ == a ? -1 : 1, DecidedBy::kRank};
  const auto [order, key] = CompareKeys(keys_, values_[a], values_[b]);
  if (order != 0) {
    const Op op = keys_[key].value.op;
    return {order, op == Op::kActionPriority ? DecidedBy::kPriority
                   : op == Op::kActionSaving ? DecidedBy::kSaving
                                             : DecidedBy::kRank};
  }
  const std::size_t x = TiePlace(a), y = TiePlace(b);
  if (x != y) return {x < y ? -1 : 1, DecidedBy::kTie};
  const auto& rules = frame_.program.rules;
  const int names = rules[static_cast<std::size_t>(candidates_[a].rule)].name.compare(
      rules[static_cast<std::size_t>(candidates_[b].rule)].name);
  return {names, DecidedBy::kTie};
}

std::vector<double> Ranking::Numbers(std::size_t candidate) const {
  std::vector<double> numbers;
  for (const Value& value : values_[candidate]) numbers.push_back(NumberOf(value));
  return numbers;
}

}  // namespace nextmove::engine

// Compares values by the keys of `rank by`, and writes the keys as their author did.
#include "engine/decide/kinds/keys.h"

#include "dsl/evaluate/evaluate.h"

namespace nextmove::engine {
namespace {

using dsl::Expr;
using dsl::Op;
using dsl::RankKey;
using dsl::TypeKind;

Expr Leaf(Op op, TypeKind kind) {
  Expr expr;
  expr.op = op;
  expr.type.kind = kind;
  return expr;
}

}  // namespace

std::pair<int, std::size_t> CompareKeys(const std::vector<RankKey>& keys, std::span<const dsl::Value> a,
                                        std::span<const dsl::Value> b) {
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

}  // namespace nextmove::engine

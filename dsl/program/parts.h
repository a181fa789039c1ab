// The outermost typed expressions of what single clauses fill. Pure functions.
#pragma once

#include <functional>
#include <vector>

#include "dsl/program/rule.h"

namespace nextmove::dsl {

using VisitRoot = std::function<void(const Expr&)>;

inline void ForEachRoot(const Expr& expr, const VisitRoot& visit) { visit(expr); }
inline void ForEachRoot(const RankKey& key, const VisitRoot& visit) { visit(key.value); }
inline void ForEachRoot(const Cap& cap, const VisitRoot& visit) { visit(cap.holds); }
void ForEachRoot(const TemplatePiece& piece, const VisitRoot& visit);
void ForEachRoot(const SayPart& say, const VisitRoot& visit);
void ForEachRoot(const ShowPart& show, const VisitRoot& visit);
void ForEachRoot(const Moment& moment, const VisitRoot& visit);
void ForEachRoot(const Pick& pick, const VisitRoot& visit);
void ForEachRoot(const Source& source, const VisitRoot& visit);
void ForEachRoot(const Buy& buy, const VisitRoot& visit);
void ForEachRoot(const Give& give, const VisitRoot& visit);
void ForEachRoot(const Boost& boost, const VisitRoot& visit);
void ForEachRoot(const PriceStep& step, const VisitRoot& visit);
void ForEachRoot(const AskOption& option, const VisitRoot& visit);
template <typename T>
void ForEachRoot(const Box<T>& box, const VisitRoot& visit) {
  if (box) ForEachRoot(*box, visit);
}
template <typename T>
void ForEachRoot(const std::vector<T>& list, const VisitRoot& visit) {
  for (const T& one : list) ForEachRoot(one, visit);
}

}  // namespace nextmove::dsl

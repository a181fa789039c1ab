// Lowers `raise`, `lower` and `pin` of a search.
#include "dsl/check/kinds/search.h"

#include "dsl/check/expressions/affinity.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/kinds/moves.h"
#include "dsl/check/kinds/navigation.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {
namespace {

std::optional<Boost> LowerBoost(Folder& folder, const tree::Clause& clause, const tree::MoveByPayload& move,
                                const ExprContext& item, const ExprContext& context) {
  const bool raises = clause.word == ClauseWord::kRaise;
  if (ReportAfter(folder, move, raises)) return std::nullopt;
  const ErrorWatch watch(folder);
  Boost boost;
  boost.raises = raises;
  if (move.affinity) {
    boost.by = CheckAffinity(folder.typing, *move.affinity, move.affinity->occurrence->span, item);
  } else if (auto by = LowerPercent(folder, move, raises, context, "")) {
    boost.by = std::move(*by);
  }
  if (!watch.failed() && move.where) boost.where = CheckCondition(folder.typing, *move.where, item);
  if (watch.failed() || IsUnknown(boost.by.type)) return std::nullopt;
  return boost;
}

}  // namespace

void LowerSearch(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule) {
  const Declaration* product = folder.declarations.Find("product");
  auto& search = std::get<kinds::Search>(rule.own);
  search.menu.catalogue =
      product != nullptr && product->word == HeadWord::kCatalogue ? product->index : MenuCatalogue(folder, head);
  ExprContext item = context;
  item.item_catalogue = search.menu.catalogue;
  for (const ClauseWord word : {ClauseWord::kRaise, ClauseWord::kLower}) {
    ForEachClause<tree::MoveByPayload>(head, word, [&](const tree::Clause& clause, const tree::MoveByPayload& move) {
      if (auto boost = LowerBoost(folder, clause, move, item, context)) search.boosts.push_back(std::move(*boost));
    });
  }
  if (const auto* pins = FindPayload<tree::ExprList>(head, ClauseWord::kPin))
    LowerPins(folder, *pins, context, "results", search.menu);
}

}  // namespace nextmove::dsl

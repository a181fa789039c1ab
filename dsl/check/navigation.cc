#include "dsl/check/navigation.h"

#include <algorithm>

#include "dsl/check/slots.h"
#include "dsl/check/walk.h"

namespace nextmove::dsl {
namespace {

// What the clauses say of the menu's items: `this category`, and names that can be their fields.
struct ItemNames {
  std::string catalogue;  // of `this category`; empty when none is named
  std::vector<std::string> fields;
};

ItemNames NamesOf(const Folder& folder, const tree::Head& head) {
  ItemNames names;
  for (const tree::Clause& clause : head.clauses) {
    if (clause.broken || (clause.word != ClauseWord::kRank && clause.word != ClauseWord::kMove)) continue;
    for (const tree::Expr* root : ExpressionsOf(clause)) {
      ForEachExpr(*root, [&](const tree::Expr& expr) {
        if (expr.kind != tree::ExprKind::kPath) return;
        const std::string first = expr.text.substr(0, expr.text.find('.'));
        if (expr.of_this) {
          const Declaration* declaration = folder.declarations.Find(first);
          if (declaration != nullptr && declaration->word == HeadWord::kCatalogue) names.catalogue = first;
        } else {
          names.fields.push_back(first);
        }
      });
    }
  }
  return names;
}

// The catalogue that has most of these fields; of equals one with `parent`, as menus have, then by name.
int BestCatalogue(const Program& program, const std::vector<std::string>& fields) {
  int best = -1;
  std::size_t best_score = 0;
  for (std::size_t i = 0; i < program.catalogues.size(); ++i) {
    const Catalogue& catalogue = program.catalogues[i];
    const auto matches =
        static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), [&](const std::string& name) {
          return std::any_of(catalogue.fields.begin(), catalogue.fields.end(),
                             [&](const FieldType& field) { return field.name == name; });
        }));
    const std::size_t score = matches * 2 + (matches > 0 && catalogue.parent_field >= 0 ? 1 : 0);
    if (score > best_score) {
      best = static_cast<int>(i);
      best_score = score;
    }
  }
  return best;
}

int MenuCatalogue(const Folder& folder, const tree::Head& head) {
  const ItemNames names = NamesOf(folder, head);
  if (!names.catalogue.empty()) {
    const Declaration* declaration = folder.declarations.Find(names.catalogue);
    if (declaration->index >= 0) return declaration->index;
  }
  return BestCatalogue(folder.program, names.fields);
}

void LowerPins(Folder& folder, const tree::ExprList& pins, ExprContext context, Rule& rule) {
  Type item;
  item.kind = TypeKind::kText;
  if (rule.menu_catalogue >= 0) {
    item.kind = TypeKind::kItem;
    item.catalogue = folder.program.catalogues[static_cast<std::size_t>(rule.menu_catalogue)].name;
  }
  context.expected = &item;
  for (const auto& pin : pins.values) {
    if (!pin) return;
    Expr value = folder.expressions.Value(*pin, context);
    if (value.type.kind == TypeKind::kUnknown) return;
    if (!value.type.is_text_like()) {
      Diagnostic& report =
          folder.Report(DiagnosticKind::kWrongType, pin->span, "`pin` is followed by items of the menu");
      report.label = "is " + Ticked(value.type.ToString());
      report.help.push_back("write the items as texts: `pin \"home\", \"sale\"`");
      return;
    }
    rule.pins.push_back(std::move(value));
  }
}

void LowerMove(Folder& folder, const tree::MovePayload& move, const ExprContext& context, Rule& rule) {
  if (move.at_most < 1 || move.at_most > 10'000) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kOutOfRange, move.span, "`move` takes at least 1 item and at most 10000");
    report.label = "out of range";
    report.help.push_back("write `move at most 3`");
    return;
  }
  rule.move_at_most = static_cast<int>(move.at_most);
  if (move.where) rule.move_where = folder.expressions.Condition(*move.where, context);
}

}  // namespace

void LowerNavigation(Folder& folder, const tree::Head& head, Rule& rule) {
  rule.menu_catalogue = MenuCatalogue(folder, head);
  const ExprContext context{.zone = rule.zone, .item_catalogue = rule.menu_catalogue, .menu_item = true};
  if (const auto* rank = FindPayload<tree::RankPayload>(head, ClauseWord::kRank)) {
    rule.menu_rank = LowerRank(folder, *rank, context);
  }
  if (const auto* pins = FindPayload<tree::ExprList>(head, ClauseWord::kPin)) {
    LowerPins(folder, *pins, ExprContext{.zone = rule.zone}, rule);
  }
  if (const auto* move = FindPayload<tree::MovePayload>(head, ClauseWord::kMove))
    LowerMove(folder, *move, context, rule);
}

}  // namespace nextmove::dsl

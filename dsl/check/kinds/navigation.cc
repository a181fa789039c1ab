// Finds the catalogue of a menu and lowers its order.
#include "dsl/check/kinds/navigation.h"

#include <algorithm>

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/rules/slots.h"
#include "dsl/syntax/walk.h"

namespace nextmove::dsl {
namespace {

// What the clauses say of the menu's items: `this category`, names that can be fields, and fields of `affinity to`.
struct ItemNames {
  std::string catalogue;  // of `this category`; empty when none is named
  std::vector<std::string> fields;
  std::vector<std::string> liked;  // `affinity to category`: a field, or what the items themselves are
};

void AddNames(const Folder& folder, const tree::Expr& root, ItemNames& names) {
  std::vector<const tree::Expr*> liked;
  ForEachExpr(root, [&](const tree::Expr& expr) {
    if (expr.aggregate && expr.aggregate->kind == tree::AggregateKind::kAffinity && expr.aggregate->what) {
      liked.push_back(expr.aggregate->what.get());
      names.liked.push_back(expr.aggregate->what->text);
    }
    if (expr.kind != tree::ExprKind::kPath || std::find(liked.begin(), liked.end(), &expr) != liked.end()) return;
    const std::string first = expr.text.substr(0, expr.text.find('.'));
    if (expr.of_this) {
      const Declaration* declaration = folder.declarations.Find(first);
      if (declaration != nullptr && declaration->word == HeadWord::kCatalogue) names.catalogue = first;
    } else {
      names.fields.push_back(first);
    }
  });
}

ItemNames NamesOf(const Folder& folder, const tree::Head& head) {
  ItemNames names;
  for (const tree::Clause& clause : head.clauses) {
    const bool looks_at_items = clause.word == ClauseWord::kRank || clause.word == ClauseWord::kMove ||
                                clause.word == ClauseWord::kRaise || clause.word == ClauseWord::kLower;
    if (clause.broken || !looks_at_items) continue;
    for (const tree::Expr* root : ExpressionsOf(clause)) AddNames(folder, *root, names);
  }
  return names;
}

// How well the catalogue fits the names: counts its fields that are named. A field `parent`, as menus have, decides
// between catalogues that fit equally.
std::size_t ScoreOf(const Catalogue& catalogue, const ItemNames& names) {
  const auto has = [&](const std::string& name) {
    return std::any_of(catalogue.fields.begin(), catalogue.fields.end(),
                       [&](const FieldType& field) { return field.name == name; });
  };
  std::size_t matches = static_cast<std::size_t>(std::count_if(names.fields.begin(), names.fields.end(), has)) * 4;
  for (const std::string& name : names.liked) matches += name == catalogue.name ? 3 : has(name) ? 2 : 0;
  return matches * 2 + (matches > 0 && catalogue.parent_field >= 0 ? 1 : 0);
}

// The catalogue that fits best, of equals the first by name; -1 when none fits.
int BestCatalogue(const Program& program, const ItemNames& names) {
  int best = -1;
  std::size_t best_score = 0;
  for (std::size_t i = 0; i < program.catalogues.size(); ++i) {
    const std::size_t score = ScoreOf(program.catalogues[i], names);
    if (score <= best_score) continue;
    best = static_cast<int>(i);
    best_score = score;
  }
  return best;
}

}  // namespace

int MenuCatalogue(const Folder& folder, const tree::Head& head) {
  const ItemNames names = NamesOf(folder, head);
  if (!names.catalogue.empty()) {
    const Declaration* declaration = folder.declarations.Find(names.catalogue);
    if (declaration->index >= 0) return declaration->index;
  }
  return BestCatalogue(folder.program, names);
}

void LowerPins(Folder& folder, const tree::ExprList& pins, ExprContext context, const std::string& whose, Menu& menu) {
  const Type item =
      menu.catalogue >= 0 ? Type::Item(folder.program.catalogues[At(menu.catalogue)].name) : Type(TypeKind::kText);
  context.expected = &item;
  for (const auto& pin : pins.values) {
    if (!pin) return;
    Expr value = CheckValue(folder.typing, *pin, context);
    if (value.type.kind == TypeKind::kUnknown) return;
    if (!value.type.is_text_like()) {
      Diagnostic& report =
          folder.Report(DiagnosticKind::kWrongType, pin->span, "`pin` is followed by items of the " + whose);
      report.label = "is " + Ticked(value.type.ToString());
      report.help.push_back("write the items as texts: `pin \"home\", \"sale\"`");
      return;
    }
    menu.pins.push_back(std::move(value));
  }
}

namespace {

void LowerMove(Folder& folder, const tree::MovePayload& move, const ExprContext& context,
               kinds::Navigation& navigation) {
  if (move.at_most < 1 || move.at_most > 10'000) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kOutOfRange, move.span, "`move` takes at least 1 item and at most 10000");
    report.label = "out of range";
    report.help.push_back("write `move at most 3`");
    return;
  }
  navigation.move_at_most = static_cast<int>(move.at_most);
  if (move.where) navigation.move_where = CheckCondition(folder.typing, *move.where, context);
}

}  // namespace

void LowerNavigation(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule) {
  auto& navigation = std::get<kinds::Navigation>(rule.own);
  navigation.menu.catalogue = MenuCatalogue(folder, head);
  ExprContext item = context;
  item.item_catalogue = navigation.menu.catalogue;
  item.menu_item = true;
  if (const auto* rank = FindPayload<tree::RankPayload>(head, ClauseWord::kRank)) {
    navigation.rank = LowerRank(folder, *rank, item);
  }
  if (const auto* pins = FindPayload<tree::ExprList>(head, ClauseWord::kPin))
    LowerPins(folder, *pins, context, "menu", navigation.menu);
  if (const auto* move = FindPayload<tree::MovePayload>(head, ClauseWord::kMove))
    LowerMove(folder, *move, item, navigation);
}

}  // namespace nextmove::dsl

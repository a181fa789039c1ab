// Lowers the steps of a price, its bounds and its rounding.
#include "dsl/check/kinds/pricing.h"

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/kinds/moves.h"
#include "dsl/check/sources/sources.h"
#include "dsl/check/type_words.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

// An amount of money; none after an error.
std::optional<Expr> LowerMoney(Folder& folder, const tree::Expr* written, ClauseWord word, const ExprContext& context) {
  if (written == nullptr) return std::nullopt;
  const ErrorWatch watch(folder);
  Expr value = CheckValue(folder.typing, *written, context);
  if (watch.failed() || IsUnknown(value.type)) return std::nullopt;
  if (value.type.kind == TypeKind::kMoney) return value;
  const bool number = value.type.kind == TypeKind::kNumber;
  const std::string text = number && value.op == Op::kConstant ? std::string(folder.sources.TextOf(written->span))
                           : word == ClauseWord::kRound        ? "0.05"
                                                               : "9";
  const bool to = word == ClauseWord::kSet || word == ClauseWord::kRound;
  const std::string clause = std::string(RowOf(word).text) + (to ? " to" : "");
  Diagnostic& report = folder.Report(number ? DiagnosticKind::kCurrencyMissing : DiagnosticKind::kWrongType,
                                     written->span, Ticked(clause) + " is followed by an amount of money");
  report.label = "is " + Describe(value.type);
  report.help.push_back(word == ClauseWord::kFrom ? std::string("write `from this product.price`")
                                                  : "write " + Ticked(clause + " " + text + " " + CodeOf(folder)));
  return std::nullopt;
}

std::optional<Expr> LowerBound(Folder& folder, const tree::Head& head, ClauseWord word, const ExprContext& context) {
  const auto* payload = FindPayload<tree::ExprPayload>(head, word);
  return payload == nullptr ? std::nullopt : LowerMoney(folder, payload->value.get(), word, context);
}

// Two fixed bounds with nothing between them: the ceiling would always win.
void CheckBounds(Folder& folder, const tree::Head& head, const kinds::Pricing& pricing) {
  if (!pricing.floor || !pricing.ceiling) return;
  const Money* floor = pricing.floor->constant.money();
  const Money* ceiling = pricing.ceiling->constant.money();
  if (floor == nullptr || ceiling == nullptr || !floor->Fits(*ceiling) || floor->amount <= ceiling->amount) return;
  Diagnostic& report = folder.Report(DiagnosticKind::kRangeTurned, pricing.ceiling->span,
                                     "the ceiling of " + Ticked(head.name.text) + " is below its floor");
  report.label = "below the floor";
  report.related.push_back({pricing.floor->span, "the floor"});
  const auto text = [&](const Box<Expr>& bound) { return std::string(folder.sources.TextOf(bound->span)); };
  report.help.push_back("write " + Ticked("floor " + text(pricing.ceiling) + " ceiling " + text(pricing.floor)));
}

void LowerRound(Folder& folder, const tree::Head& head, kinds::Pricing& pricing) {
  const auto* payload = FindPayload<tree::ExprPayload>(head, ClauseWord::kRound);
  if (payload == nullptr || !payload->value) return;
  auto step = LowerMoney(folder, payload->value.get(), ClauseWord::kRound, ExprContext{});
  if (!step) return;
  const Money* money = step->op == Op::kConstant ? step->constant.money() : nullptr;
  if (money != nullptr && !money->amount.is_negative() && !money->amount.is_zero()) {
    pricing.round_to = std::move(step);
    return;
  }
  Diagnostic& report = folder.Report(money == nullptr ? DiagnosticKind::kNotConstant : DiagnosticKind::kOutOfRange,
                                     payload->value->span, "the step of a price is a fixed amount above zero");
  report.label = money == nullptr ? "not a fixed value" : "no step";
  report.help.push_back("write " + Ticked("round to 0.05 " + CodeOf(folder)));
}

// The price of the page's product, from which a price starts without `from`.
bool HasPrice(const Folder& folder) {
  const int product = CatalogueOf(folder, ItemOf("product"));
  if (product < 0) return false;
  const auto& fields = folder.program.catalogues[At(product)].fields;
  const int price = FieldNamed(fields, "price");
  return price >= 0 && fields[At(price)].type.kind == TypeKind::kMoney;
}

// `from this product.list_price`: the one set of the source is the price that the steps start from.
void LowerFrom(Folder& folder, const tree::Head& head, const ExprContext& context, kinds::Pricing& pricing) {
  const tree::Clause* clause = FindClause(head, ClauseWord::kFrom);
  if (clause == nullptr) {
    for (const tree::Clause& broken : head.clauses) {
      if (broken.word == ClauseWord::kFrom) return;
    }
    if (HasPrice(folder)) return;
    Diagnostic& report =
        folder.Report(DiagnosticKind::kMissingClause, head.span,
                      Ticked("pricing " + head.name.text) + " does not say which price it starts from");
    report.label = "there is no `this product.price`";
    report.help.push_back(
        "add the line `from this product.price`, and give the catalogue `product` a field "
        "`price: money`");
    return;
  }
  const auto* from = std::get_if<tree::SourcePayload>(&clause->payload);
  const tree::SourceSet* set = from != nullptr && from->source.sets.size() == 1 && from->source.but_not.empty()
                                   ? &from->source.sets.front()
                                   : nullptr;
  const bool path = set != nullptr && set->kind == tree::SourceSet::Kind::kPath && !set->with && !set->where &&
                    !set->occurrence.where && !set->occurrence.value && set->window.kind == tree::WindowKind::kNone;
  if (!path) {
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, clause->span, "a price starts from one amount");
    report.label = "no amount";
    report.help.push_back("write `from this product.price`, or take the line out");
    return;
  }
  tree::Expr price;
  price.kind = tree::ExprKind::kPath;
  price.of_this = set->of_this;
  price.text = set->occurrence.event.text;
  price.span = set->span;
  pricing.from = LowerMoney(folder, &price, ClauseWord::kFrom, context);
}

// What `where` of a step sees is the page's product.
Expr OfThisProduct(Expr where, int product) {
  ChangeAll(where, [&](Expr& expr) {
    if (expr.op != Op::kItemSelf && expr.op != Op::kItemSelfField) return;
    Expr item;
    item.op = Op::kThisItem;
    item.type = ItemOf("product");
    item.index2 = product;
    item.span = expr.span;
    if (expr.op == Op::kItemSelf) {
      expr = std::move(item);
    } else {
      expr.op = Op::kItemField;
      expr.children.push_back(std::move(item));
    }
  });
  return where;
}

std::optional<PriceStep> LowerStep(Folder& folder, const tree::Clause& clause, const ExprContext& context) {
  PriceStep step;
  const ErrorWatch watch(folder);
  if (const auto* set = std::get_if<tree::SetPayload>(&clause.payload)) {
    auto value = LowerMoney(folder, set->value.get(), ClauseWord::kSet, context);
    if (value) step.value = std::move(*value);
    if (!watch.failed() && set->condition) step.condition = CheckCondition(folder.typing, *set->condition, context);
  } else if (const auto* move = std::get_if<tree::MoveByPayload>(&clause.payload)) {
    const bool raises = clause.word == ClauseWord::kRaise;
    step.kind = raises ? PriceStep::Kind::kRaise : PriceStep::Kind::kLower;
    if (ReportAfter(folder, *move, raises)) return std::nullopt;
    if (move->affinity) {
      Diagnostic& report =
          folder.Report(DiagnosticKind::kWrongType, clause.span, "a price does not move by what one visitor likes");
      report.label = "no percentage";
      report.help.push_back("write " + Ticked(std::string(RowOf(clause.word).text) + " by 3%"));
      return std::nullopt;
    }
    const std::string amount =
        HasPrice(folder) ? "set to this product.price" + std::string(raises ? " + " : " - ") : "";
    auto by = LowerPercent(folder, *move, raises, context, amount);
    if (by) step.value = std::move(*by);
    if (!watch.failed() && move->where) {
      ExprContext product = context;
      product.item_catalogue = CatalogueOf(folder, ItemOf("product"));
      step.condition = OfThisProduct(CheckCondition(folder.typing, *move->where, product), product.item_catalogue);
    }
  }
  if (watch.failed() || IsUnknown(step.value.type)) return std::nullopt;
  return step;
}

}  // namespace

void LowerPricing(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule) {
  auto& pricing = std::get<kinds::Pricing>(rule.own);
  LowerFrom(folder, head, context, pricing);
  for (const tree::Clause& clause : head.clauses) {
    const bool moves =
        clause.word == ClauseWord::kSet || clause.word == ClauseWord::kRaise || clause.word == ClauseWord::kLower;
    if (!moves || clause.broken) continue;
    if (auto step = LowerStep(folder, clause, context)) pricing.steps.push_back(std::move(*step));
  }
  pricing.floor = LowerBound(folder, head, ClauseWord::kFloor, context);
  pricing.ceiling = LowerBound(folder, head, ClauseWord::kCeiling, context);
  CheckBounds(folder, head, pricing);
  LowerRound(folder, head, pricing);
}

}  // namespace nextmove::dsl

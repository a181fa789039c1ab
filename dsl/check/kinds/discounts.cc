// Lowers `buy`, `give` and `valid`, and reports what can't be given.
#include "dsl/check/kinds/discounts.h"

#include <algorithm>

#include "dsl/check/expressions/events.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/kinds/scopes.h"

namespace nextmove::dsl {
namespace {

const std::vector<std::string>& PerkWords() {
  static const auto* words = new std::vector<std::string>{"free_delivery", "gift", "points", "price"};
  return *words;
}

Expr NumberConstant(std::int64_t number, const Span& span) {
  Expr expr;
  expr.type.kind = TypeKind::kNumber;
  expr.constant = Value(Decimal(number));
  expr.span = span;
  return expr;
}

// ---- quantity deals ----

constexpr std::int64_t kMostPieces = 10'000;

bool PiecesFit(Folder& folder, std::int64_t count, const Span& span, const std::string& help) {
  if (count >= 1 && count <= kMostPieces) return true;
  Diagnostic& report =
      folder.Report(DiagnosticKind::kOutOfRange, span, "a set takes at least 1 piece and at most 10000");
  report.label = "out of range";
  report.help.push_back(help);
  return false;
}

bool TimesFit(Folder& folder, std::int64_t times, const Span& span) {
  if (times >= 1 && times <= kMostPieces) return true;
  Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, span,
                                     times < 1 ? "`up to 0 times` gives nothing" : "there are never so many sets");
  report.label = "from 1 to 10000 times";
  report.help.push_back("write how many sets at most: `up to 2 times`");
  return false;
}

// Reports a scope from which `cheapest n` can't choose whole pieces: it chooses among lines of the cart.
bool ScopeHasPieces(Folder& folder, const tree::Scope& written, const Scope& scope, const Span& span,
                    const std::string& word, const std::string& help) {
  if (scope.base == Scope::Base::kLines && !written.per) return true;
  Diagnostic& report = folder.Report(DiagnosticKind::kNoPieces, written.per ? written.per->span : span,
                                     written.per ? Ticked(word) + " counts whole pieces, so it has no `per`"
                                                 : Ticked(word) + " does not say which pieces");
  report.label = written.per ? "not here" : "no lines of the cart";
  report.help.push_back(help);
  return false;
}

std::optional<Buy> LowerBuy(Folder& folder, const tree::Clause& clause, const tree::BuyPayload& payload,
                            const ExprContext& context) {
  const std::string count = std::to_string(std::clamp<std::int64_t>(payload.count, 1, kMostPieces));
  const std::string help = "write which, like " + Ticked("buy " + count + " category under \"socks\"") +
                           ", or any: " + Ticked("buy " + count + " cart.items");
  const std::string scope(folder.sources.TextOf(payload.scope.span));
  const std::string some = "buy " + count + " " + (payload.scope.empty() ? "cart.items" : scope);
  if (!PiecesFit(folder, payload.count, clause.span, "write how many: " + Ticked(some))) return std::nullopt;
  Buy buy;
  buy.count = payload.count;
  buy.span = clause.span;
  const ErrorWatch watch(folder);
  buy.scope = LowerScope(folder.typing, payload.scope, context);
  if (watch.failed() || !ScopeHasPieces(folder, payload.scope, buy.scope, clause.span, "buy", help))
    return std::nullopt;
  return buy;
}

// Reports `give` of pieces or a price of a set in a discount without `buy`.
bool ReportWithoutBuy(Folder& folder, const tree::GivePayload& give, const Span& span) {
  const std::string what = give.extreme == tree::ExtremeKind::kCheapest  ? "cheapest"
                           : give.extreme == tree::ExtremeKind::kDearest ? "dearest"
                           : give.up_to_times                            ? "up to ... times"
                           : !give.amount && give.perk.text == "price"   ? "give price"
                                                                         : "";
  if (what.empty()) return false;
  Diagnostic& report = folder.Report(DiagnosticKind::kMissingClause, span,
                                     Ticked(what) + " is about a set of pieces, and no `buy` says what a set is");
  report.label = "`buy` is missing: what a set of pieces needs";
  report.help.push_back("add the line `buy 3 category under \"socks\"`");
  report.fixes.push_back({Span{span.file, span.begin, span.begin}, "buy 3 category under \"socks\"\n  ", false});
  return true;
}

// `cheapest 2 product "tray"`
bool LowerExtreme(Folder& folder, const tree::GivePayload& give, const Span& span, Give& lowered) {
  if (give.extreme == tree::ExtremeKind::kNone) return true;
  const std::string word = give.extreme == tree::ExtremeKind::kCheapest ? "cheapest" : "dearest";
  if (!PiecesFit(folder, give.extreme_count, span, "write how many: " + Ticked("give 50% off " + word + " 1")))
    return false;
  lowered.extreme = give.extreme == tree::ExtremeKind::kCheapest ? Give::Extreme::kCheapest : Give::Extreme::kDearest;
  lowered.extreme_count = give.extreme_count;
  lowered.own_scope = !give.scope.empty();
  return !lowered.own_scope || ScopeHasPieces(folder, give.scope, lowered.scope, give.scope.span, word,
                                              "name lines of the cart, like " + Ticked(word + " 1 product \"tray\""));
}

// Reports more given pieces than a set has.
bool SetHas(Folder& folder, const kinds::Discount& discount, const Give& give) {
  if (give.extreme == Give::Extreme::kNone || give.own_scope) return true;
  std::int64_t pieces = 0;
  for (const Buy& buy : discount.buys) pieces += buy.count;
  if (give.extreme_count <= pieces) return true;
  const std::string word = give.extreme == Give::Extreme::kCheapest ? "cheapest " : "dearest ";
  const std::string wanted = word + std::to_string(give.extreme_count);
  Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, give.span,
                                     "a set has " + std::to_string(pieces) + (pieces == 1 ? " piece" : " pieces") +
                                         ", so it has no " + Ticked(wanted));
  report.label = "nothing is ever given";
  report.related.push_back({discount.buys.front().span, "what a set is"});
  report.help.push_back("for all pieces of the set write " + Ticked(word + std::to_string(pieces)));
  report.help.push_back("for other pieces of the cart say which, like " + Ticked(wanted + " product \"tray\""));
  return false;
}

bool AmountFits(Folder& folder, const tree::Expr& written, const Expr& amount) {
  if (amount.type.kind == TypeKind::kUnknown) return false;
  if (amount.type.kind != TypeKind::kPercent && amount.type.kind != TypeKind::kMoney) {
    const bool number = amount.type.kind == TypeKind::kNumber;
    Diagnostic& report = folder.Report(number ? DiagnosticKind::kCurrencyMissing : DiagnosticKind::kWrongType,
                                       written.span, "a discount is a percentage or an amount of money");
    report.label = "is " + Ticked(amount.type.ToString());
    const std::string text(folder.sources.TextOf(written.span));
    report.help.push_back(number ? "write " + Ticked(text + "%") + " or " + Ticked(text + " " + CodeOf(folder))
                                 : std::string("write `give 10% off` or `give 10 EUR off`"));
    return false;
  }
  if (amount.op != Op::kConstant) return true;
  if (const Percent* percent = amount.constant.percent()) {
    const bool fits = !percent->points.is_negative() && !percent->points.is_zero() && percent->points <= Decimal(100);
    if (fits) return true;
    Diagnostic& report = folder.Report(DiagnosticKind::kPercentRange, written.span,
                                       "a discount of " + Ticked(percent->ToString()) + " is not possible");
    report.label = "more than 0% and at most 100%";
    report.help.push_back("write a percentage from `1%` to `100%`");
    return false;
  }
  const Money* money = amount.constant.money();
  if (money == nullptr || (!money->amount.is_negative() && !money->amount.is_zero())) return true;
  Diagnostic& report = folder.Report(DiagnosticKind::kOutOfRange, written.span, "a discount is more than nothing");
  report.label = "takes nothing off";
  report.help.push_back("write an amount above zero: `give 10 EUR off`");
  return false;
}

bool CapFits(Folder& folder, const tree::Expr& written, const Expr& cap) {
  if (cap.type.kind == TypeKind::kUnknown) return false;
  const std::string code = CodeOf(folder);
  const Money* money = cap.op == Op::kConstant ? cap.constant.money() : nullptr;
  if (money != nullptr && (money->amount.is_negative() || money->amount.is_zero())) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kOutOfRange, written.span, "a discount up to nothing takes nothing off");
    report.label = "takes nothing off";
    report.help.push_back("write an amount above zero, like " + Ticked("up to 30 " + code) + ", or take `up to` out");
    return false;
  }
  if (cap.type.kind == TypeKind::kMoney) return true;
  const bool number = cap.type.kind == TypeKind::kNumber;
  Diagnostic& report = folder.Report(number ? DiagnosticKind::kCurrencyMissing : DiagnosticKind::kWrongType,
                                     written.span, "`up to` is followed by an amount of money");
  report.label = "is " + Ticked(cap.type.ToString());
  report.help.push_back(
      "write " + Ticked("up to " + (number ? std::string(folder.sources.TextOf(written.span)) : "30") + " " + code));
  return false;
}

std::optional<Give> LowerMoneyOff(Folder& folder, const tree::GivePayload& give, const Span& span,
                                  const ExprContext& context) {
  Give lowered;
  Expr amount = CheckValue(folder.typing, *give.amount, context);
  if (!AmountFits(folder, *give.amount, amount)) return std::nullopt;
  lowered.kind = amount.type.kind == TypeKind::kPercent ? Give::Kind::kPercent : Give::Kind::kAmount;
  lowered.amount = std::move(amount);
  const ErrorWatch watch(folder);
  lowered.scope = LowerScope(folder.typing, give.scope, context);
  if (watch.failed() || !LowerExtreme(folder, give, span, lowered)) return std::nullopt;
  if (give.up_to_times) {
    if (!TimesFit(folder, *give.up_to_times, span)) return std::nullopt;
    lowered.up_to_times = give.up_to_times;
  }
  if (give.up_to) {
    Expr cap = CheckValue(folder.typing, *give.up_to, context);
    if (!CapFits(folder, *give.up_to, cap)) return std::nullopt;
    lowered.up_to = std::move(cap);
  }
  return lowered;
}

// `give free_delivery express`
bool ReportNoList(Folder& folder, const tree::Expr& written) {
  const bool quoted = written.literal.text() != nullptr;
  if (written.kind == tree::ExprKind::kList || (written.kind != tree::ExprKind::kPath && !quoted)) return false;
  const std::string text(folder.sources.TextOf(written.span));
  const std::string list = "[" + (quoted ? text : "\"" + text + "\"") + "]";
  Diagnostic& report = folder.Report(DiagnosticKind::kMissingBrackets, written.span,
                                     "the ways of delivery that cost nothing stand in a list");
  report.label = "not a list";
  report.help.push_back("write " + Ticked("give free_delivery " + list));
  report.fixes.push_back({written.span, list, false});
  return true;
}

std::optional<Give> LowerDelivery(Folder& folder, const tree::GivePayload& give, const ExprContext& context) {
  Give lowered;
  lowered.kind = Give::Kind::kFreeDelivery;
  if (!give.perk_value) return lowered;
  const Type texts = Type::ListOf(TypeKind::kText);
  ExprContext inner = context;
  inner.expected = &texts;
  const ErrorWatch watch(folder);
  if (ReportNoList(folder, *give.perk_value)) return std::nullopt;
  const Value value = CheckConstant(folder.typing, *give.perk_value, texts, inner);
  if (watch.failed()) return std::nullopt;
  if (value.list() != nullptr) {
    for (const Value& item : *value.list()) {
      if (item.text() != nullptr) lowered.delivery.push_back(*item.text());
    }
  }
  return lowered;
}

std::optional<Give> LowerGift(Folder& folder, const tree::GivePayload& give, const ExprContext& context) {
  Give lowered;
  lowered.kind = Give::Kind::kGift;
  if (!give.perk_value) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kIncomplete, give.perk.span, "`gift` does not say what is given");
    report.label = "the product is missing";
    report.help.push_back("write the product: `give gift \"tote\"`");
    return std::nullopt;
  }
  const Declaration* product = folder.declarations.Find("product");
  if (product == nullptr || product->word != HeadWord::kCatalogue) {
    Diagnostic& report = folder.Report(DiagnosticKind::kUnknownCatalogue, give.perk.span,
                                       "a gift is an item of the catalogue `product`");
    report.label = "there is no catalogue `product`";
    report.help.push_back("declare it: `catalogue product (name: text, price: money)`");
    return std::nullopt;
  }
  const Type item = Type::Item("product");
  ExprContext inner = context;
  inner.expected = &item;
  const ErrorWatch watch(folder);
  lowered.amount = CheckValue(folder.typing, *give.perk_value, inner);
  if (watch.failed()) return std::nullopt;
  const Type& type = lowered.amount->type;
  const bool fits = type.kind == TypeKind::kText || (type.kind == TypeKind::kItem && type.catalogue() == "product");
  if (!fits && type.kind != TypeKind::kUnknown) {
    Diagnostic& report = folder.Report(DiagnosticKind::kWrongType, give.perk_value->span, "a gift is a product");
    report.label = "is " + Ticked(type.ToString());
    report.help.push_back("write the product: `give gift \"tote\"`");
    return std::nullopt;
  }
  return lowered;
}

std::optional<Give> LowerPoints(Folder& folder, const tree::GivePayload& give, const ExprContext& context) {
  Give lowered;
  lowered.kind = give.perk_times ? Give::Kind::kPointsTimes : Give::Kind::kPoints;
  if (give.perk_times) {
    if (*give.perk_times >= 2) {
      lowered.amount = NumberConstant(*give.perk_times, give.perk.span);
      return lowered;
    }
    Diagnostic& report =
        folder.Report(DiagnosticKind::kOutOfRange, give.perk.span, "points are given at least 2 times");
    report.label = "no more than without";
    report.help.push_back("write `give points 2 times`");
    return std::nullopt;
  }
  if (!give.perk_value) {
    Diagnostic& report = folder.Report(DiagnosticKind::kIncomplete, give.perk.span, "`points` does not say how many");
    report.label = "the number is missing";
    report.help.push_back("write `give points 100` or `give points 2 times`");
    return std::nullopt;
  }
  Expr points = CheckValue(folder.typing, *give.perk_value, context);
  if (points.type.kind == TypeKind::kUnknown) return std::nullopt;
  const Decimal* number = points.op == Op::kConstant ? points.constant.number() : nullptr;
  if (points.type.kind != TypeKind::kNumber || (number != nullptr && (number->is_negative() || number->is_zero()))) {
    Diagnostic& report = folder.Report(number == nullptr ? DiagnosticKind::kWrongType : DiagnosticKind::kOutOfRange,
                                       give.perk_value->span, "points are a number above zero");
    report.label = "is " + Ticked(number == nullptr ? points.type.ToString() : number->ToString());
    report.help.push_back("write `give points 100`");
    return std::nullopt;
  }
  lowered.amount = std::move(points);
  return lowered;
}

// `give price 90 EUR`: what a set costs.
std::optional<Give> LowerPrice(Folder& folder, const tree::GivePayload& give, const ExprContext& context) {
  Give lowered;
  lowered.kind = Give::Kind::kPrice;
  const std::string code = CodeOf(folder);
  if (!give.perk_value) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kIncomplete, give.perk.span, "`price` does not say what a set costs");
    report.label = "the amount is missing";
    report.help.push_back("write " + Ticked("give price 90 " + code));
    return std::nullopt;
  }
  Expr price = CheckValue(folder.typing, *give.perk_value, context);
  if (price.type.kind == TypeKind::kUnknown) return std::nullopt;
  const Money* money = price.op == Op::kConstant ? price.constant.money() : nullptr;
  const bool below = money != nullptr && money->amount.is_negative();
  if (price.type.kind == TypeKind::kMoney && !below) {
    lowered.amount = std::move(price);
    return lowered;
  }
  const bool number = price.type.kind == TypeKind::kNumber;
  Diagnostic& report = folder.Report(number  ? DiagnosticKind::kCurrencyMissing
                                     : below ? DiagnosticKind::kOutOfRange
                                             : DiagnosticKind::kWrongType,
                                     give.perk_value->span, "the price of a set is an amount of money");
  report.label = "is " + Ticked(below ? price.constant.ToString() : price.type.ToString());
  const std::string text = number ? std::string(folder.sources.TextOf(give.perk_value->span)) : "90";
  report.help.push_back("write " + Ticked("give price " + text + " " + code));
  return std::nullopt;
}

// `give a gift`, `give a gift card`
void ReportArticle(Folder& folder, const tree::GivePayload& give, const Span& span) {
  Diagnostic& report = folder.Report(DiagnosticKind::kUnknownWord, give.perk.span,
                                     "what is given has no " + Ticked(give.perk.text) + " before it");
  report.label = "leave it out";
  const bool gift = folder.sources.TextOf(span).find("gift") != std::string_view::npos;
  report.help.push_back(gift ? "write which product, as the catalogue names it: `give gift \"tote\"`"
                             : "write `give gift \"tote\"`, `give free_delivery`, `give points 100` or `give 10% off`");
}

std::optional<Give> LowerGive(Folder& folder, const tree::GivePayload& give, const Span& span, bool buys,
                              const ExprContext& context) {
  if (!buys && ReportWithoutBuy(folder, give, span)) return std::nullopt;
  if (give.amount) return LowerMoneyOff(folder, give, span, context);
  if (give.perk.text == "price") return LowerPrice(folder, give, context);
  if (give.perk.text == "free_delivery") return LowerDelivery(folder, give, context);
  if (give.perk.text == "gift") return LowerGift(folder, give, context);
  if (give.perk.text == "points") return LowerPoints(folder, give, context);
  if (give.perk.text == "a" || give.perk.text == "an" || give.perk.text == "one") {
    ReportArticle(folder, give, span);
    return std::nullopt;
  }
  if (give.perk.text != "free" && give.perk.text != "free_shipping") {
    ReportUnknownWord(folder, give.perk, "give", PerkWords());
    return std::nullopt;
  }
  Diagnostic& report =
      folder.Report(DiagnosticKind::kUnknownWord, span, "delivery without cost is written `free_delivery`");
  report.label = "write `give free_delivery`";
  report.help.push_back("write `give free_delivery`");
  report.fixes.push_back({span, "give free_delivery", false});
  return std::nullopt;
}

}  // namespace

void LowerDiscount(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule) {
  auto& discount = std::get<kinds::Discount>(rule.own);
  const auto written = std::count_if(head.clauses.begin(), head.clauses.end(),
                                     [](const tree::Clause& clause) { return clause.word == ClauseWord::kBuy; });
  const bool buys = written > 0;
  ForEachClause<tree::BuyPayload>(head, ClauseWord::kBuy,
                                  [&](const tree::Clause& clause, const tree::BuyPayload& payload) {
                                    auto buy = LowerBuy(folder, clause, payload, context);
                                    if (buy) discount.buys.push_back(std::move(*buy));
                                  });
  const bool all_bought = buys && static_cast<std::size_t>(written) == discount.buys.size();
  ForEachClause<tree::GivePayload>(head, ClauseWord::kGive,
                                   [&](const tree::Clause& clause, const tree::GivePayload& give) {
                                     auto lowered = LowerGive(folder, give, clause.span, buys, context);
                                     if (!lowered) return;
                                     lowered->span = clause.span;
                                     if (all_bought && !SetHas(folder, discount, *lowered)) return;
                                     discount.gives.push_back(std::move(*lowered));
                                   });
  if (const auto* valid = FindPayload<tree::DurationPayload>(head, ClauseWord::kValid)) {
    discount.valid = LowerDuration(folder.typing, valid->duration);
  }
}

}  // namespace nextmove::dsl

// Warns about discounts without a bound, that stack, or in a currency that no request has.
#include "dsl/check/warnings/money.h"

#include <algorithm>
#include <map>

#include "dsl/program/roots.h"
#include "dsl/program/walk.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

// ---- discounts ----

void WarnUnbounded(Folder& folder, const Rule& rule) {
  for (const Give& give : rule.discount()->gives) {
    if (give.kind != Give::Kind::kPercent || give.up_to) continue;
    Diagnostic& report = folder.Report(DiagnosticKind::kUnboundedDiscount, give.span,
                                       "the saving of " + Ticked(rule.name) + " has no upper bound");
    report.label = "a percentage without `up to`";
    report.help.push_back("add a cap to the end of the clause: " + Ticked("up to 50 " + CodeOf(folder)));
  }
}

// The clause of the author with words put in after `off`.
std::string OffWhat(const Folder& folder, const Give& give, const std::string& what) {
  std::string clause(folder.sources.TextOf(give.span));
  const std::size_t amount = give.amount->span.end - give.span.begin;
  const std::size_t off = clause.find("off", amount);
  if (off != std::string::npos) clause.insert(off + 3, " " + what);
  return clause;
}

// `buy 2 product "a" give 20% off` is easily meant to be of what is bought.
void WarnWholeCart(Folder& folder, const Rule& rule) {
  if (rule.discount()->buys.empty()) return;
  std::int64_t pieces = 0;
  for (const Buy& buy : rule.discount()->buys) pieces += buy.count;
  for (const Give& give : rule.discount()->gives) {
    const bool whole_cart = give.kind == Give::Kind::kPercent && give.extreme == Give::Extreme::kNone &&
                            give.scope.base == Scope::Base::kCart;
    if (!whole_cart) continue;
    Diagnostic& report = folder.Report(DiagnosticKind::kOffWholeCart, give.span,
                                       Ticked(rule.name) + " takes its percentage off the whole cart, not off the set");
    report.label = "of what?";
    report.related.push_back({rule.discount()->buys.front().span, "what a set is"});
    report.help.push_back("for the pieces of each set write " +
                          Ticked(OffWhat(folder, give, "cheapest " + std::to_string(pieces))));
    if (folder.program.cart_total >= 0) {
      const std::string& total = folder.program.attributes[At(folder.program.cart_total)].name;
      report.help.push_back("for the whole cart say so: " + Ticked(OffWhat(folder, give, total)));
    }
  }
}

void WarnStacks(Folder& folder, const Rule& rule) {
  if (!rule.placements.empty() || !rule.groups.empty()) return;
  Diagnostic& report =
      folder.Report(DiagnosticKind::kStacksWithAll, rule.span, Ticked(rule.name) + " adds to every other discount");
  report.label = "neither `place` nor `competes in`";
  report.help.push_back(folder.groups.empty()
                            ? "declare a group, `group incentives allows 1`, and add `competes in incentives`"
                            : "add " + Ticked("competes in " + folder.groups.front()->name.text));
}

// ---- amounts in another currency ----

// A shop that counts in several currencies has tests in them, or conditions that name them.
class OtherCurrencies {
 public:
  explicit OtherCurrencies(Folder& folder) : folder_(folder), currency_(folder.program.project.currency) {}

  void Look(const Expr& root) {
    ForEachExpr(root, [&](const Expr& expr) {
      const Money* money = expr.op == Op::kConstant ? expr.constant.money() : nullptr;
      if (money == nullptr || money->amount.is_zero() || money->currency == currency_) return;
      found_[std::string(money->currency.code())].push_back(&expr);
    });
  }
  void Warn() {
    for (const auto& [code, amounts] : found_) {
      if (IsMeant(code)) continue;
      for (const Expr* amount : amounts) Report(code, *amount);
    }
  }

 private:
  // Named by a test, or as a text: `when cart.total.currency is "USD"`.
  bool IsMeant(const std::string& code) const {
    const auto names = [&](const Heads& heads, const std::string& word) {
      return std::any_of(heads.begin(), heads.end(), [&](const tree::Head* head) {
        return std::any_of(head->clauses.begin(), head->clauses.end(), [&](const tree::Clause& clause) {
          return folder_.sources.TextOf(clause.span).find(word) != std::string_view::npos;
        });
      });
    };
    return names(folder_.tests, code) || names(folder_.all, "\"" + code + "\"");
  }
  void Report(const std::string& code, const Expr& amount) {
    const Money& money = *amount.constant.money();
    const std::string own(currency_.code());
    Diagnostic& report =
        folder_.Report(DiagnosticKind::kOtherCurrency, amount.span,
                       Ticked(folder_.sources.TextOf(amount.span)) + " fits no request in " + Ticked(own));
    report.label = "the project counts in " + Ticked(own);
    report.help.push_back("write " + Ticked(money.amount.ToString() + " " + own));
    report.help.push_back("or, if requests in " + Ticked(code) +
                          " come too, add a test with such an amount: " + Ticked("given cart.total is 50 " + code));
    report.fixes.push_back({amount.span, money.amount.ToString() + " " + own, false});
  }

  Folder& folder_;
  const Currency& currency_;
  std::map<std::string, std::vector<const Expr*>> found_;
};

void WarnCurrencies(Folder& folder) {
  const Program& program = folder.program;
  if (program.project.currency.is_none()) return;
  OtherCurrencies currencies(folder);
  const VisitRoot look = [&](const Expr& root) { currencies.Look(root); };
  for (const Rule& rule : program.rules) ForEachRoot(rule, look);
  for (const Experiment& experiment : program.experiments) ForEachRoot(experiment, look);
  for (const Segment& segment : program.segments) {
    for (const Expr& when : segment.when) look(when);
  }
  for (const NamedValue& value : program.values) {
    for (const ValueCase& one : value.cases) {
      look(one.value);
      if (one.condition) look(*one.condition);
    }
  }
  for (const Tiers& tiers : program.tiers) look(tiers.counts);
  for (const Guard& guard : program.guards) ForEachRoot(guard, look);
  currencies.Warn();
}

}  // namespace

void WarnMoney(Folder& folder) {
  for (const Rule& rule : folder.program.rules) {
    if (!rule.discount()) continue;
    WarnUnbounded(folder, rule);
    WarnWholeCart(folder, rule);
    WarnStacks(folder, rule);
  }
  WarnCurrencies(folder);
}

}  // namespace nextmove::dsl
